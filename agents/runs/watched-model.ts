/** A model whose answers teach its lane's breaker and rate limit, so that no run has to find out for itself. */
import { ModelError, type Model } from '../models/model.ts';
import type { Breaker } from './breaker.ts';
import { estimateTokens } from './context.ts';
import type { RateLimiter } from './rate-limit.ts';

/** Contract: as `Model`; adds nothing to what is yielded or thrown. Ask the breaker to admit the request first. */
export function watchedModel(model: Model, breaker: Breaker, rates: RateLimiter): Model {
  const { lane } = model;
  const failed = (error: unknown, signal: AbortSignal): void => {
    if (signal.aborted) return breaker.released(lane);
    const known = error instanceof ModelError ? error : null;
    if (known?.limits) rates.learn(lane, known.limits);
    const asksFor = known?.retryable ? known.retryAfterMs : null;
    // A service that names its time is well, and busy: all its runs wait until then, none has to find out by failing.
    if (asksFor !== null) rates.hold(lane, asksFor);
    // A refusal, too, proves that somebody is there to refuse.
    if (known?.retryable && asksFor === null) breaker.failed(lane, known.message);
    else breaker.succeeded(lane);
  };
  return {
    lane,
    async *complete(request, signal) {
      rates.sent(lane, estimateTokens(request));
      let isAnswered = false;
      try {
        for await (const part of model.complete(request, signal)) {
          if (part.kind === 'limits') rates.learn(lane, part.limits);
          if (part.kind === 'answer') isAnswered = true;
          yield part;
        }
      } catch (error) {
        failed(error, signal);
        throw error;
      } finally {
        if (isAnswered) breaker.succeeded(lane);
      }
    },
  };
}
