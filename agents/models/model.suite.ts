/** What every adapter of the model port must keep, run by each of them. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { ModelError, type Model, type ModelAnswer, type ModelRequest, type RateLimits } from './model.ts';

export interface ModelUnderTest {
  model: Model;
  /** A request this model answers well. */
  request: ModelRequest;
  stop?: () => Promise<void>;
}

/** The part that holds for every model, the practice model included. */
export function modelSuite(name: string, open: () => Promise<ModelUnderTest>): void {
  const start = async (): Promise<ModelUnderTest> => {
    const opened = await open();
    onTestFinished(async () => opened.stop?.());
    return opened;
  };

  describe(`${name} keeps the model port`, () => {
    it('gives its text in pieces and one answer, last', async () => {
      const { model, request } = await start();
      const { text, answers, isLast } = await collect(model, request);
      expect({ answers: answers.length, isLast, text }).toEqual({ answers: 1, isLast: true, text: answers[0]?.text });
    });

    it('names the lane it fails and is rationed with', async () => {
      const { model } = await start();
      expect(model.lane).toMatch(/^[\w.:[\]-]{1,255}$/);
    });

    it('answers in plain, bounded data', async () => {
      const { model, request } = await start();
      const answer = (await collect(model, request)).answers[0];
      expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
      expect(Object.values(answer?.usage ?? {}).every((count) => Number.isSafeInteger(count) && count >= 0)).toBe(true);
      expect(new Set(answer?.calls.map((call) => call.callId)).size).toBe(answer?.calls.length);
      expect((answer?.text.length ?? 0) + (answer?.calls.length ?? 0)).toBeGreaterThan(0);
    });

    it('leaves the request as it was', async () => {
      const { model, request } = await start();
      const before = structuredClone(request);
      await collect(model, frozen(request));
      expect(request).toEqual(before);
    });

    it('answers several at once, each whole', async () => {
      const { model, request } = await start();
      const all = await Promise.all(Array.from({ length: 8 }, () => collect(model, request)));
      expect(all.map(({ text, answers }) => text === answers[0]?.text)).toEqual(all.map(() => true));
    });

    it('does nothing once aborted, and throws the reason', async () => {
      const { model, request } = await start();
      const reason = new Error('stopped by the person');
      await expect(collect(model, request, AbortSignal.abort(reason))).rejects.toBe(reason);
    });

    it('ends with the reason when aborted on its first part', async () => {
      const { model, request } = await start();
      const reason = { not: 'an error' };
      const abort = new AbortController();
      const parts = model.complete(request, abort.signal)[Symbol.asyncIterator]();
      await parts.next();
      abort.abort(reason);
      await expect(parts.next()).rejects.toBe(reason);
      expect(await parts.next()).toEqual({ done: true, value: undefined });
    });

    it('can be left in the middle, and asked again', async () => {
      const { model, request } = await start();
      for await (const part of model.complete(request, new AbortController().signal)) if (part.kind) break;
      expect((await collect(model, request)).answers).toHaveLength(1);
    });
  });
}

/** What a behaviour of the scripted model (see its `behaviourOf`) must become. */
const failures: [behaviour: string, expected: Partial<ModelError>][] = [
  ['400', { code: 'model.refused', retryable: false, retryAfterMs: null }],
  ['401', { code: 'model.key', retryable: false, retryAfterMs: null }],
  ['403', { code: 'model.key', retryable: false, retryAfterMs: null }],
  ['404', { code: 'model.refused', retryable: false, retryAfterMs: null }],
  ['413', { code: 'model.refused', retryable: false, retryAfterMs: null }],
  ['307', { code: 'model.refused', retryable: false, retryAfterMs: null }],
  ['429', { code: 'model.busy', retryable: true, retryAfterMs: 1000 }],
  ['429:1:20', { code: 'model.busy', retryable: true, retryAfterMs: 20 }],
  ['500', { code: 'model.busy', retryable: true, retryAfterMs: null }],
  ['503', { code: 'model.busy', retryable: true, retryAfterMs: null }],
  ['529', { code: 'model.busy', retryable: true, retryAfterMs: 1000 }],
  ['error:0', { code: 'model.busy', retryable: true }],
  ['error:4', { code: 'model.busy', retryable: true }],
  ['key:another', { code: 'model.key', retryable: false }],
  ['hangup', { code: 'model.unreachable', retryable: true }],
  ['garbage:html', { code: 'model.garbage', retryable: true }],
  ['garbage:json', { code: 'model.garbage', retryable: true }],
  ['garbage:events', { code: 'model.garbage', retryable: true }],
  ['garbage:input', { code: 'model.garbage', retryable: true }],
  ['garbage:empty', { code: 'model.garbage', retryable: true }],
  ['garbage:duplicate', { code: 'model.garbage', retryable: true }],
];

export interface FailingModel extends ModelUnderTest {
  /** Events in the whole answer to `request`. */
  eventCount: number;
  /** Resolves once an answer waits to be released. */
  held: () => Promise<void>;
  release: (events: number) => void;
  /** Resolves once the server is writing no answer. */
  quiet: () => Promise<void>;
}

/** The part that needs a server which fails on demand; `open` starts it with one of its behaviours. */
export function modelFailureSuite(name: string, open: (behaviour: string) => Promise<FailingModel>): void {
  const start = async (behaviour: string): Promise<FailingModel> => {
    const opened = await open(behaviour);
    onTestFinished(async () => opened.stop?.());
    return opened;
  };

  describe(`${name} names every failure`, () => {
    it.each(failures)('%s', async (behaviour, expected) => {
      const { model, request } = await start(behaviour);
      const error = await failureOf(model, request);
      expect(error).toBeInstanceOf(ModelError);
      expect(error).toMatchObject(expected);
      expect(error.message).toMatch(/^[^<]{10,600}$/);
    });

    it('a stream cut after any of its events gives no answer', async () => {
      const { eventCount, stop } = await start('script');
      await stop?.();
      for (let events = 0; events < eventCount; events += 1) {
        const { model, request } = await start(`cut:${events}`);
        expect({ events, ...(await failureOf(model, request)) }).toMatchObject({
          events,
          code: 'model.cut',
          retryable: true,
        });
      }
    });

    it('a connection that breaks behind the closing event still gives the answer', async () => {
      const { eventCount } = await start('script');
      const { model, request } = await start(`cut:${eventCount}`);
      expect((await collect(model, request)).answers).toHaveLength(1);
    });

    it.each(['429:2', '500:1', 'cut:4:1', 'error:3:1', 'garbage:html:1'])(
      '%s passes with tries of our own',
      async (behaviour) => {
        const { model, request } = await start(behaviour);
        const failed: ModelError[] = [];
        let answer: ModelAnswer | undefined;
        while (!answer && failed.length < 5) {
          try {
            [answer] = (await collect(model, request)).answers;
          } catch (error) {
            failed.push(error as ModelError);
          }
        }
        expect({
          failed: failed.length,
          retryable: failed.every((error) => error.retryable),
          isAnswered: !!answer,
        }).toEqual({
          failed: behaviour === '429:2' ? 2 : 1,
          retryable: true,
          isAnswered: true,
        });
      },
    );

    it.each(['slow', 'silent'])(
      'an abort ends a %s answer with its reason, and the server sees it',
      async (behaviour) => {
        const { model, request, held, quiet } = await start(behaviour);
        const abort = new AbortController();
        const reason = new Error('stopped by the person');
        const ended = collect(model, request, abort.signal);
        const isRejected = expect(ended).rejects.toBe(reason);
        await held();
        abort.abort(reason);
        await isRejected;
        await quiet();
      },
    );

    it('a reader that leaves takes the server with it', async () => {
      const { model, request, release, quiet } = await start('slow');
      // The message, a ping, the part's beginning, and a piece of text: the rest stays held.
      release(4);
      for await (const part of model.complete(request, new AbortController().signal)) if (part.kind) break;
      await quiet();
    });

    it('gives the text of a slow answer as it comes', async () => {
      const { model, request, held, release } = await start('slow');
      const parts = model.complete(request, new AbortController().signal)[Symbol.asyncIterator]();
      const first = parts.next();
      await held();
      // The message, a ping, the part's beginning, and a piece of text.
      release(4);
      expect(await first).toMatchObject({ done: false, value: { kind: 'text' } });
      release(Infinity);
      const rest = [];
      for (let next = await parts.next(); !next.done; next = await parts.next()) rest.push(next.value.kind);
      expect(rest.at(-1)).toBe('answer');
    });

    it('says what the endpoint will still take, before anything else', async () => {
      const { model, request } = await start('limits:3:60000');
      const parts = model.complete(request, new AbortController().signal)[Symbol.asyncIterator]();
      const first = await parts.next();
      expect(first).toMatchObject({ value: { kind: 'limits', limits: { requests: { limit: 50, remaining: 3 } } } });
      await parts.return?.();
      const { limits, answers } = await collect(model, request);
      expect({ limits: limits.length, answers: answers.length }).toEqual({ limits: 1, answers: 1 });
      // The server's `date` has whole seconds.
      expect(limits[0]?.requests?.resetAfterMs).toBeGreaterThanOrEqual(60_000);
      expect(limits[0]?.requests?.resetAfterMs).toBeLessThanOrEqual(61_000);
    });

    it('says it with a refusal for want of any, too', async () => {
      const { model, request } = await start('limits:0:20000');
      const error = await failureOf(model, request);
      expect(error).toMatchObject({ code: 'model.busy', retryable: true, limits: { requests: { remaining: 0 } } });
      expect((await collect(model, request)).answers).toHaveLength(1);
    });

    it('says nothing of limits when the endpoint does not', async () => {
      const { model, request } = await start('429:1');
      expect((await failureOf(model, request)).limits).toBe(null);
      expect((await collect(model, request)).limits).toEqual([]);
    });

    it('carries 200 calls and a call of two million characters', async () => {
      const flood = await start('flood');
      expect((await collect(flood.model, flood.request)).answers[0]?.calls).toHaveLength(200);
      const huge = await start('garbage:huge');
      const [call] = (await collect(huge.model, huge.request)).answers[0]?.calls ?? [];
      expect(call?.args).toEqual({ path: 'x'.repeat(2_000_000) });
    });
  });
}

interface Collected {
  limits: RateLimits[];
  text: string;
  answers: ModelAnswer[];
  isLast: boolean;
}

/** Reads a whole answer. */
export async function collect(
  model: Model,
  request: ModelRequest,
  signal: AbortSignal = new AbortController().signal,
): Promise<Collected> {
  const collected: Collected = { limits: [], text: '', answers: [], isLast: false };
  for await (const part of model.complete(request, signal)) {
    collected.isLast = part.kind === 'answer';
    if (part.kind === 'answer') collected.answers.push(part.answer);
    else if (part.kind === 'text') collected.text += part.text;
    else collected.limits.push(part.limits);
  }
  return collected;
}

/** The error a request ends with; an answer in its place is thrown. */
export async function failureOf(model: Model, request: ModelRequest): Promise<ModelError> {
  let collected: Collected;
  try {
    collected = await collect(model, request);
  } catch (error) {
    return error as ModelError;
  }
  throw new Error(`It answered: ${JSON.stringify(collected)}`);
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(Object.freeze(value))) frozen(inner);
  return value;
}
