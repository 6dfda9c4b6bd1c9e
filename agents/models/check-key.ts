/** Tries a key with one tiny real request, so that a wrong one is found when it is pasted and not in the night. */
import type { KeyCheck } from '../contract.ts';
import { systemClock, type Clock } from '../lib/clock.ts';
import { anthropicModel } from './anthropic.ts';
import { ModelError, type ModelRequest } from './model.ts';

export interface KeyCheckInput {
  /** null = none: an address that wants no key is tried without one. */
  key: string | null;
  /** null = Anthropic's own. */
  endpoint: string | null;
  model: string;
  signal: AbortSignal;
  fetch?: typeof fetch;
  clock?: Clock;
}

export const checkTimeoutMs = 10_000;

/**
 * Makes one small request with the key and address given, and says in one plain sentence what came of it.
 * Contract: keeps nothing, retries nothing, answers within ten seconds; throws only the abort's reason.
 */
export async function checkKey(input: KeyCheckInput): Promise<KeyCheck> {
  const { key, endpoint, model, signal } = input;
  const clock = input.clock ?? systemClock;
  const tooLong = new AbortController();
  const cancel = clock.after(checkTimeoutMs, () => tooLong.abort());
  try {
    const port = anthropicModel({ apiKey: key, endpoint, fetch: input.fetch, timeoutMs: 2 * checkTimeoutMs, clock });
    const parts = port.complete(tinyRequest(model), AbortSignal.any([signal, tooLong.signal]));
    for await (const part of parts) if (part.kind === 'answer') return { ok: true, model };
    return failed('other', 'The address answered with nothing.');
  } catch (thrown) {
    signal.throwIfAborted();
    if (tooLong.signal.aborted) return failed('unreachable', 'No answer came within 10 seconds.');
    if (thrown instanceof ModelError) return sentenceFor(thrown);
    throw thrown;
  } finally {
    cancel();
  }
}

function tinyRequest(model: string): ModelRequest {
  return {
    model,
    system: [],
    tools: [],
    messages: [{ role: 'user', content: [{ type: 'text', text: 'Say yes.' }] }],
    maxTokens: 1,
  };
}

function sentenceFor(error: ModelError): KeyCheck {
  switch (error.code) {
    case 'model.key':
      return {
        ok: false,
        code: 'key',
        message:
          'The address answered, but refused this key. Nothing was saved. Paste the key again, or go on in practice.',
      };
    case 'model.unreachable':
      return failed(
        'unreachable',
        error.retryable ? 'The address could not be reached.' : 'That is not a web address.',
      );
    case 'model.busy':
      return failed('busy', 'The address answered, but is too busy to try the key just now.');
    case 'model.refused':
    case 'model.garbage':
    case 'model.cut':
      return failed('other', error.message);
  }
}

const advice = {
  unreachable: 'Check the address and your connection, or go on in practice.',
  busy: 'Try again in a minute, or go on in practice.',
  other: 'Check the address and the model, or go on in practice.',
};

function failed(code: keyof typeof advice, what: string): KeyCheck {
  return { ok: false, code, message: `${what} Nothing was saved. ${advice[code]}` };
}
