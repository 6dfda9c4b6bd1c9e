/** The model port on the Anthropic Messages API, and the only file that knows the SDK. */
import { systemClock, type Clock } from '../lib/clock.ts';
import { ModelError, type Model, type ModelPart, type ModelRequest, type RateLimits } from './model.ts';
import { garbage, readAnswer } from './wire-answer.ts';
import { modelErrorOf } from './wire-error.ts';
import { limitsOf } from './wire-limits.ts';
import { wireRequest } from './wire-request.ts';

export interface AnthropicOptions {
  /** null = none: local servers want no key, and the practice model needs none. */
  apiKey: string | null;
  /** Address without `/v1/messages`; null = Anthropic's own. */
  endpoint: string | null;
  /** How requests travel; the practice model answers through this. It must watch `init.signal`. */
  fetch?: typeof fetch;
  /** How long no byte may come before the answer counts as broken off. */
  timeoutMs?: number;
  clock?: Clock;
}

export const anthropicEndpoint = 'https://api.anthropic.com';
/** The version of the wire this adapter was written for: the one the pinned SDK sends (a test compares). */
export const wireVersion = '2026-10-21';
const standardTimeoutMs = 120_000;
/** No answer is this long; an endless one must not fill the memory. */
const maxAnswerBytes = 64 * 1024 * 1024;
const maxMessageChars = 600;
/** How long the connection may take to end after the closing event, so that it can be used again. */
const drainMs = 100;
/** setTimeout's largest delay: the watch below decides, not the SDK. */
const neverMs = 2 ** 31 - 1;

/**
 * Makes a model that speaks the Anthropic Messages API with the given key and address, and nothing from the environment.
 * Contract: as the port says; throws nothing but `ModelError` and the abort's reason; no message holds the key.
 * @throws ModelError at the first request, never here
 */
export function anthropicModel(options: AnthropicOptions): Model {
  const clock = options.clock ?? systemClock;
  const key = options.apiKey?.trim() || null;
  let connection: Promise<Connection> | null = null;
  return {
    lane: URL.parse((options.endpoint ?? anthropicEndpoint).trim())?.host ?? 'no address',
    async *complete(request, signal) {
      signal.throwIfAborted();
      const watch = startWatch(signal, clock, options.timeoutMs ?? standardTimeoutMs);
      let host = 'The model';
      try {
        const base = baseOf(options.endpoint);
        host = base.host;
        checkSendable(key);
        connection ??= connect(base.url, key, options, clock);
        const connected = await watch.next(connection);
        yield* stream(connected, request, watch, clock);
      } catch (thrown) {
        signal.throwIfAborted();
        const context = { hasAnswered: watch.hasAnswered(), host, nowMs: clock.now() };
        throw presentable(modelErrorOf(thrown, context), key);
      } finally {
        watch.end();
      }
    },
  };
}

/** One request on its way, seen by the watch from the first byte to the last. */
interface Exchange {
  events: AsyncIterator<unknown>;
  requestId: string | null;
  limits: RateLimits | null;
}
type Connection = (request: ModelRequest, watch: Watch) => Promise<Exchange>;

async function* stream(
  connection: Connection,
  request: ModelRequest,
  watch: Watch,
  clock: Clock,
): AsyncGenerator<ModelPart> {
  const { events, requestId, limits } = await watch.next(connection(request, watch));
  if (limits) yield { kind: 'limits', limits };
  const reader = readAnswer();
  while (!reader.isWhole()) {
    const { done, value } = await watch.next(events.next());
    if (done) break;
    const text = reader.take(value);
    if (text !== '') yield { kind: 'text', text };
  }
  const { answer, rest } = reader.finish(requestId);
  if (rest !== '') yield { kind: 'text', text: rest };
  await drained(events, watch, clock);
  yield { kind: 'answer', answer };
}

/** Waits for the end of the body, but not for long: a connection read to its end is used again. */
async function drained(events: AsyncIterator<unknown>, watch: Watch, clock: Clock): Promise<void> {
  let cancel = (): void => {};
  const enough = new Promise<void>((resolve) => {
    cancel = clock.after(drainMs, resolve);
  });
  const end = async (): Promise<void> => {
    while (!(await events.next()).done);
  };
  // The answer is whole: what goes wrong behind it changes nothing.
  await watch.next(Promise.race([end().catch(() => undefined), enough])).finally(cancel);
}

/** Loads the SDK and ties it to this key and address alone. */
async function connect(url: string, key: string | null, options: AnthropicOptions, clock: Clock): Promise<Connection> {
  const { Anthropic } = await import('@anthropic-ai/sdk');
  const send = options.fetch ?? fetch;
  return async (request, watch) => {
    const client = new Anthropic({
      // Each of these is read from the environment when left out.
      apiKey: key ?? 'none',
      authToken: null,
      webhookKey: null,
      baseURL: url,
      logLevel: 'off',
      openTelemetry: false,
      maxRetries: 0,
      timeout: neverMs,
      fetch: async (target, init) => {
        // ANTHROPIC_CUSTOM_HEADERS cannot be switched off: the headers are made anew, so that nothing of it leaves.
        const headers = headersFor(key, options.endpoint);
        const response = await send(target, { ...init, headers, redirect: 'manual' });
        watch.answered();
        return watched(response, watch);
      },
    });
    const { data, response, request_id } = await client.messages
      .create(wireRequest(request), { signal: watch.signal })
      .withResponse();
    const limits = limitsOf(response.headers, clock.now());
    return { events: data[Symbol.asyncIterator](), requestId: request_id?.slice(0, 200) ?? null, limits };
  };
}

/** The key travels as the SDK sends it and, to other addresses, also as many compatible servers expect it. */
function headersFor(key: string | null, endpoint: string | null): Headers {
  const headers = new Headers({
    accept: 'application/json',
    authorization: `Bearer ${key ?? 'none'}`,
    'anthropic-version': wireVersion,
    'content-type': 'application/json',
    'user-agent': 'Muster',
  });
  if (endpoint !== null) headers.set('x-api-key', key ?? 'none');
  return headers;
}

/** The same response, its bytes counted and seen by the watch. */
function watched(response: Response, watch: Watch): Response {
  if (!response.body) return response;
  const reader = response.body.getReader();
  let bytes = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        watch.saw();
        bytes += value.byteLength;
        if (bytes > maxAnswerBytes) throw garbage('it does not end');
        controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  const { status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers });
}

interface Watch {
  /** Ends with the request, however it ends. */
  signal: AbortSignal;
  /** The promise's value, unless the abort or the silence comes first. */
  next<T>(work: Promise<T>): Promise<T>;
  /** A byte came. */
  saw(): void;
  answered(): void;
  hasAnswered(): boolean;
  /** Ends what is still on its way: a server must not go on for nobody. */
  end(): void;
}

/** Ends a wait when the person aborts or the server falls silent, even if what is waited for is deaf to signals. */
function startWatch(signal: AbortSignal, clock: Clock, timeoutMs: number): Watch {
  const inner = new AbortController();
  let fail: ((reason: unknown) => void) | null = null;
  let lastMs = clock.uptime();
  let hasAnswered = false;

  const onAbort = (): void => fail?.(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });

  let cancel = (): void => {};
  const arm = (ms: number): void => {
    cancel = clock.after(ms, () => {
      // While the reader takes its time nobody waits for the server.
      if (fail === null) return arm(timeoutMs);
      const leftMs = lastMs + timeoutMs - clock.uptime();
      if (leftMs > 0) return arm(leftMs);
      const seconds = Math.round(timeoutMs / 1000);
      fail(new ModelError('model.cut', `The model service sent nothing for ${seconds} seconds.`, { retryable: true }));
    });
  };
  arm(timeoutMs);

  return {
    signal: inner.signal,
    next<T>(work: Promise<T>): Promise<T> {
      lastMs = clock.uptime();
      return new Promise<T>((resolve, reject) => {
        if (signal.aborted) return (onAbort(), reject(signal.reason));
        fail = reject;
        work.then(resolve, reject);
      }).finally(() => {
        fail = null;
      });
    },
    saw() {
      lastMs = clock.uptime();
    },
    answered() {
      hasAnswered = true;
      lastMs = clock.uptime();
    },
    hasAnswered: () => hasAnswered,
    end() {
      cancel();
      signal.removeEventListener('abort', onAbort);
      inner.abort();
    },
  };
}

/** The address as the SDK wants it; people paste it with `/v1` or `/v1/messages` at its end. */
function baseOf(endpoint: string | null): { url: string; host: string } {
  const given = (endpoint ?? anthropicEndpoint).trim();
  const parsed = URL.parse(given);
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.username !== '' || parsed.password !== '') {
    throw new ModelError('model.unreachable', 'The model’s address in Settings is not a web address.', {
      retryable: false,
    });
  }
  const path = parsed.pathname.replace(/\/+$/, '').replace(/\/v1(\/messages)?$/, '');
  return { url: `${parsed.origin}${path}`, host: parsed.host };
}

/** A header takes printable characters only, and says so with the key in its message. */
function checkSendable(key: string | null): void {
  if (key === null || /^[\x21-\x7e]+$/.test(key)) return;
  throw new ModelError('model.key', 'The key holds a space or a character that no key has. Paste it again.', {
    retryable: false,
  });
}

/** The same error with a bounded message that does not hold the key. */
function presentable(error: ModelError, key: string | null): ModelError {
  const clean = key === null ? error.message : error.message.replaceAll(key, '[key]');
  const message = clean.length > maxMessageChars ? `${clean.slice(0, maxMessageChars)}…` : clean;
  return new ModelError(error.code, message, error);
}
