/** A model whose answers teach its lane's breaker and rate limit, so that no run has to find out for itself. */
import { ModelError, type Model } from '../models/model.ts';
import type { Breaker } from './breaker.ts';
import type { RateLimiter } from './rate-limit.ts';

/** Services ration each model by itself, and fall over as a whole. */
export function rateLane(lane: string, model: string): string {
  return `${lane} ${model}`;
}

/** Contract: as `Model`; adds nothing to what is yielded or thrown. Ask the breaker to admit the request first. */
export function watchedModel(model: Model, breaker: Breaker, rates: RateLimiter): Model {
  const { lane } = model;
  const failed = (error: unknown, rate: string, signal: AbortSignal): void => {
    if (signal.aborted) return breaker.released(lane);
    const known = error instanceof ModelError ? error : null;
    if (known?.limits) rates.learn(rate, known.limits);
    const asksFor = known?.retryable ? known.retryAfterMs : null;
    // A service that names its time is well, and busy: all its runs wait until then, none has to find out by failing.
    if (asksFor !== null) rates.hold(rate, asksFor);
    // A refusal, too, proves that somebody is there to refuse.
    if (known?.retryable && asksFor === null) breaker.failed(lane, known.message);
    else breaker.succeeded(lane);
  };
  return {
    lane,
    async *complete(request, signal) {
      const rate = rateLane(lane, request.model);
      let isAnswered = false;
      try {
        for await (const part of model.complete(request, signal)) {
          if (part.kind === 'limits') rates.learn(rate, part.limits);
          if (part.kind === 'answer') isAnswered = true;
          yield part;
        }
      } catch (error) {
        failed(error, rate, signal);
        throw error;
      } finally {
        if (isAnswered) breaker.succeeded(lane);
      }
    },
  };
}
