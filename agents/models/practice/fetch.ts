import { createHash } from 'node:crypto';
import { setImmediate as soon, setTimeout as wait } from 'node:timers/promises';
import { nextTurn } from './next-turn.ts';
import { eventChunks, readRequest, wholeMessage } from './wire.ts';

export interface Pace {
  /** Pause before each piece of text, in milliseconds, so that a person can watch; 0 = as fast as it is read. */
  msPerPiece: number;
}

/** The practice model as `fetch` without pauses. See `practiceFetchAt`. */
export const practiceFetch: typeof fetch = practiceFetchAt({ msPerPiece: 0 });

/**
 * An in-process `fetch` that answers Anthropic Messages requests by recipe: no AI, no network, no files, no state.
 * The same request gets the same bytes, ids included: whoever keeps calls of several runs together adds the run to the id.
 * Contract: watches `init.signal` before and between pieces and ends with its reason; unknown addresses get 404, a body that is no request 400.
 * Source: event names and shapes of the Messages API's streaming reference.
 */
export function practiceFetchAt(pace: Pace): typeof fetch {
  return async (input, init) => {
    const signal = init?.signal ?? (input instanceof Request ? input.signal : null);
    signal?.throwIfAborted();
    const url = new URL(input instanceof Request ? input.url : input);
    if (!url.pathname.endsWith('/v1/messages'))
      return refusal(404, 'not_found_error', 'The practice model only answers v1/messages');
    const text = typeof init?.body === 'string' ? init.body : await new Request(input, init).text();
    const request = readRequest(parse(text));
    if (request === null) return refusal(400, 'invalid_request_error', 'The body is no Messages request');
    const idSeed = `practice${createHash('sha256').update(text).digest('hex').slice(0, 20)}`;
    const turn = nextTurn(request);
    const headers = { 'request-id': `req_${idSeed}` };
    if (!request.stream) return Response.json(wholeMessage(turn, request, idSeed), { headers });
    const body = stream(eventChunks(turn, request, idSeed), pace, signal);
    return new Response(body, { headers: { ...headers, 'content-type': 'text/event-stream; charset=utf-8' } });
  };
}

function stream(chunks: Iterator<string>, pace: Pace, signal: AbortSignal | null): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const options = signal ? { signal } : {};
  return new ReadableStream({
    async pull(controller) {
      try {
        await (pace.msPerPiece > 0 ? wait(pace.msPerPiece, undefined, options) : soon(undefined, options));
      } catch (error) {
        // Only the abort ends these waits; the reader must get its reason, since the body's own cancel is not always called.
        controller.error(signal?.aborted ? signal.reason : error);
        return;
      }
      const next = chunks.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
  });
}

/** The JSON of a body; null = it is none. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The answer to a body that is no JSON is a 400, made by the caller.
    return null;
  }
}

function refusal(status: number, type: string, message: string): Response {
  return Response.json({ type: 'error', error: { type, message } }, { status });
}
