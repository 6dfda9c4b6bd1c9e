import { afterEach, describe, expect, it, vi } from 'vitest';
import { Anthropic } from '@anthropic-ai/sdk';
import type { Clock } from '../lib/clock.ts';
import { anthropicModel, wireVersion, type AnthropicOptions } from './anthropic.ts';
import { checkKey } from './check-key.ts';
import type { ModelRequest } from './model.ts';
import { collect, failureOf } from './model.suite.ts';

const key = 'sk-ant-secret-0123456789';
const endpoint = 'http://model.test:8080';
const request: ModelRequest = {
  model: 'claude-sonnet-5-5',
  system: ['Work by the agreement.', '', 'You are Maya.'],
  tools: [
    { name: 'list_files', description: 'Lists.', inputSchema: { type: 'object', properties: {} } },
    { name: 'read_file', description: 'Reads.', inputSchema: { properties: { path: { type: 'string' } } } },
  ],
  messages: [
    { role: 'user', content: [{ type: 'text', text: 'Go. \ud800' }] },
    {
      role: 'assistant',
      content: [
        { type: 'text', text: ' ' },
        { type: 'tool_use', id: 'a', name: 'list_files', input: { path: 'files' } },
        { type: 'tool_use', id: 'b', name: 'read_file', input: 'odd' },
      ],
    },
    { role: 'assistant', content: [{ type: 'text', text: '' }] },
    {
      role: 'user',
      content: [
        { type: 'tool_result', toolUseId: 'a', content: 'x.md', isError: false },
        { type: 'tool_result', toolUseId: 'b', content: 'no', isError: true },
      ],
    },
  ],
  maxTokens: 500,
};

const event = (type: string, data: object = {}): string =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;
const opening = event('message_start', { message: { usage: { input_tokens: 7, cache_read_input_tokens: 3 } } });
const words = 'Grüße, 漢字 🙂';
const whole = [
  opening,
  event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
  event('content_block_delta', { index: 0, delta: { type: 'text_delta', text: words } }),
  event('content_block_stop', { index: 0 }),
  event('message_delta', { delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 5 } }),
  event('message_stop'),
].join('');
const answered = {
  text: words,
  calls: [],
  stopReason: 'end_turn',
  usage: { input: 7, output: 5, cacheRead: 3, cacheWrite: 0 },
  requestId: 'req_1',
};

const eventStream = (body: ReadableStream<Uint8Array> | string): Response =>
  new Response(body, { headers: { 'content-type': 'text/event-stream', 'request-id': 'req_1' } });

/** A model whose requests are answered here, and what it sent. */
function wired(answer: (init: RequestInit) => Response | Promise<Response>, options: Partial<AnthropicOptions> = {}) {
  const sent: { url: string; headers: Record<string, string>; body: unknown; redirect: unknown }[] = [];
  const send: typeof fetch = async (target, init = {}) => {
    const headers = Object.fromEntries(new Headers(init.headers).entries());
    if (typeof target !== 'string' || typeof init.body !== 'string')
      throw new Error('The SDK sends text to an address.');
    sent.push({ url: target, headers, body: JSON.parse(init.body), redirect: init.redirect });
    return answer(init);
  };
  return { sent, model: anthropicModel({ apiKey: key, endpoint, fetch: send, ...options }) };
}

/** A clock that stands until it is moved. */
function handClock() {
  let nowMs = 1_000_000;
  const timers = new Set<{ atMs: number; run: () => void }>();
  const clock: Clock = {
    now: () => nowMs,
    uptime: () => nowMs,
    after(ms, run) {
      const timer = { atMs: nowMs + ms, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  };
  const move = (ms: number): void => {
    nowMs += ms;
    for (const timer of [...timers].filter(({ atMs }) => atMs <= nowMs)) {
      timers.delete(timer);
      timer.run();
    }
  };
  return { clock, move, timers };
}

/** A body that is written from the test, and tells when it is being read. */
function slowBody() {
  const pulls: (() => void)[] = [];
  let reads = 0;
  let writer: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        writer = controller;
      },
      pull() {
        reads += 1;
        pulls.shift()?.();
        return new Promise(() => undefined);
      },
    },
    { highWaterMark: 0 },
  );
  const wanted = (): Promise<void> => (reads > 0 ? Promise.resolve() : new Promise((resolve) => pulls.push(resolve)));
  return { body, wanted, write: (text: string) => writer?.enqueue(new TextEncoder().encode(text)) };
}

afterEach(() => vi.unstubAllEnvs());

describe('what leaves', () => {
  it('is the request as the wire wants it, cached to its end', async () => {
    const { model, sent } = wired(() => eventStream(whole));
    await collect(model, request);
    const cache_control = { type: 'ephemeral' };
    expect(sent[0]?.body).toEqual({
      model: 'claude-sonnet-5-5',
      max_tokens: 500,
      stream: true,
      system: [
        { type: 'text', text: 'Work by the agreement.' },
        { type: 'text', text: 'You are Maya.', cache_control },
      ],
      tools: [
        { name: 'list_files', description: 'Lists.', input_schema: { type: 'object', properties: {} } },
        {
          name: 'read_file',
          description: 'Reads.',
          input_schema: { type: 'object', properties: { path: { type: 'string' } } },
          cache_control,
        },
      ],
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'Go. \ufffd' }] },
        {
          role: 'assistant',
          content: [
            { type: 'tool_use', id: 'a', name: 'list_files', input: { path: 'files' } },
            { type: 'tool_use', id: 'b', name: 'read_file', input: { value: 'odd' } },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'a', content: 'x.md', is_error: false },
            { type: 'tool_result', tool_use_id: 'b', content: 'no', is_error: true, cache_control },
          ],
        },
      ],
    });
  });

  it('holds nothing of the environment', async () => {
    const variables = {
      ANTHROPIC_API_KEY: 'sk-env',
      ANTHROPIC_AUTH_TOKEN: 'token-env',
      ANTHROPIC_BASE_URL: 'http://evil.test',
      ANTHROPIC_CUSTOM_HEADERS:
        'authorization: Bearer evil\nx-evil: 1\nx-api-key: evil\nUser-Agent: evil\nanthropic-version: evil',
      ANTHROPIC_PROFILE: 'evil',
      ANTHROPIC_WEBHOOK_SIGNING_KEY: 'evil',
      ANTHROPIC_LOG: 'debug',
      ANTHROPIC_OPEN_TELEMETRY: 'true',
      ANTHROPIC_OPEN_TELEMETRY_TRACES_CONTENT_MODE: 'content',
    };
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
    const logged = (['debug', 'info', 'warn', 'error'] as const).map((level) => vi.spyOn(console, level));
    const headers = {
      accept: 'application/json',
      'anthropic-version': wireVersion,
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'user-agent': 'Muster',
    };
    for (const [to, url, more] of [
      [endpoint, `${endpoint}/v1/messages`, { 'x-api-key': key }],
      [null, 'https://api.anthropic.com/v1/messages', {}],
    ] as const) {
      const { model, sent } = wired(() => eventStream(`${whole.slice(0, -10)}{`), { endpoint: to });
      await failureOf(model, request);
      expect(sent[0]).toMatchObject({ url, redirect: 'manual' });
      expect(sent[0]?.headers).toEqual({ ...headers, ...more });
    }
    const { model, sent } = wired(() => eventStream(whole), { apiKey: null });
    await collect(model, request);
    expect(sent[0]?.headers).toEqual({ ...headers, authorization: 'Bearer none', 'x-api-key': 'none' });
    for (const log of logged) expect(log).not.toHaveBeenCalled();
  });

  it('has the version the SDK itself would send', async () => {
    let version: string | null = null;
    const client = new Anthropic({
      apiKey: key,
      baseURL: endpoint,
      maxRetries: 0,
      fetch: async (_target, init) => {
        version = new Headers(init?.headers).get('anthropic-version');
        return Response.json({});
      },
    });
    await client.messages.create({ model: 'm', max_tokens: 1, messages: [] });
    expect(version).toBe(wireVersion);
  });

  it.each([
    ['http://127.0.0.1:1234', 'http://127.0.0.1:1234/v1/messages'],
    ['http://127.0.0.1:1234/', 'http://127.0.0.1:1234/v1/messages'],
    [' https://gate.test/anthropic/ ', 'https://gate.test/anthropic/v1/messages'],
    ['https://gate.test/anthropic/v1', 'https://gate.test/anthropic/v1/messages'],
    ['https://gate.test/v1/messages/', 'https://gate.test/v1/messages'],
  ])('goes from %j to %s', async (given, url) => {
    const { model, sent } = wired(() => eventStream(whole), { endpoint: given });
    await collect(model, request);
    expect(sent[0]?.url).toBe(url);
  });

  it.each([
    [{ endpoint: 'not an address' }, 'model.unreachable'],
    [{ endpoint: 'file:///etc/passwd' }, 'model.unreachable'],
    [{ endpoint: 'http://user:word@gate.test' }, 'model.unreachable'],
    [{ apiKey: 'sk-ant\nx-evil: 1' }, 'model.key'],
    [{ apiKey: 'sk-ünï' }, 'model.key'],
  ])('nothing, with %j', async (options, code) => {
    const { model, sent } = wired(() => eventStream(whole), options);
    expect(await failureOf(model, request)).toMatchObject({ code, retryable: false });
    expect(sent).toEqual([]);
  });
});

describe('what comes back', () => {
  it('may come in pieces of any size', async () => {
    const bytes = new TextEncoder().encode(whole.replaceAll('\n', '\r\n'));
    for (const size of [1, 3, 1000]) {
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
          controller.close();
        },
      });
      expect((await collect(wired(() => eventStream(body)).model, request)).answers).toEqual([answered]);
    }
  });

  it.each([
    [
      new Response(`{"type":"error","error":{"type":"x","message":"Bad key ${key}"}}`, { status: 400 }),
      'Bad key [key]',
    ],
    [new Response(`${'a'.repeat(590)}${key}`, { status: 400 }), 'aaa'],
    [
      eventStream(opening + event('error', { error: { type: 'overloaded_error', message: `Not now, ${key}` } })),
      'Not now, [key]',
    ],
    [new Response(`<html>${key}</html>`, { status: 502 }), '(502)'],
  ])('never shows the key (%#)', async (response, said) => {
    const error = await failureOf(wired(() => response).model, request);
    expect(error.message).toContain(said);
    expect(error.message.length).toBeLessThanOrEqual(601);
    for (let length = 8; length <= key.length; length += 1) expect(error.message).not.toContain(key.slice(0, length));
    expect(JSON.stringify(error.cause ?? null)).toBe('null');
  });

  it.each([
    [{ 'retry-after': '7' }, 7000],
    [{ 'retry-after': '1.5' }, 1500],
    [{ 'retry-after-ms': '250', 'retry-after': '7' }, 250],
    [{ 'retry-after': new Date(1_000_000 + 9000).toUTCString() }, 9000],
    [{ 'retry-after': new Date(0).toUTCString() }, 0],
    [{ 'retry-after': 'soon' }, null],
    [{ 'retry-after-ms': '-3' }, null],
    [{}, null],
  ])('says how long to wait: %j', async (headers, retryAfterMs) => {
    const { clock } = handClock();
    const { model } = wired(() => new Response('{}', { status: 429, headers: headers as Record<string, string> }), {
      clock,
    });
    expect(await failureOf(model, request)).toMatchObject({ code: 'model.busy', retryable: true, retryAfterMs });
  });

  it('measures a wish given as a date by the server’s clock', async () => {
    const headers = { date: new Date(0).toUTCString(), 'retry-after': new Date(9000).toUTCString() };
    const { model } = wired(() => new Response('{}', { status: 429, headers }));
    expect(await failureOf(model, request)).toMatchObject({ retryAfterMs: 9000 });
  });

  it.each([
    [null, 'api.anthropic.com'],
    ['http://127.0.0.1:1234/v1', '127.0.0.1:1234'],
    [' https://gate.test/anthropic/ ', 'gate.test'],
    ['not an address', 'no address'],
  ])('belongs to the lane of its host: %j', (to, lane) => {
    expect(wired(() => eventStream(whole), { endpoint: to }).model.lane).toBe(lane);
  });

  it('is not asked for again when the server says so', async () => {
    const { model } = wired(() => new Response('{}', { status: 429, headers: { 'x-should-retry': 'false' } }));
    expect(await failureOf(model, request)).toMatchObject({ code: 'model.busy', retryable: false });
  });

  it('must end', async () => {
    const megabyte = new Uint8Array(1024 * 1024).fill(97);
    const body = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(megabyte) });
    expect(await failureOf(wired(() => eventStream(body)).model, request)).toMatchObject({ code: 'model.garbage' });
  });

  it('counts as broken off after a long silence, before and in the middle', async () => {
    for (const beginning of [null, opening]) {
      const { clock, move, timers } = handClock();
      const { body, wanted, write } = slowBody();
      let asked = (): void => {};
      const isAsked = new Promise<void>((resolve) => {
        asked = resolve;
      });
      const { model } = wired(
        () => {
          asked();
          return beginning === null ? new Promise<Response>(() => undefined) : eventStream(body);
        },
        { clock, timeoutMs: 5000 },
      );
      const failed = failureOf(model, request);
      await isAsked;
      if (beginning !== null) {
        await wanted();
        move(4000);
        write(beginning);
        await new Promise((resolve) => setImmediate(resolve));
        move(4000);
      }
      move(5000);
      expect(await failed).toMatchObject({
        code: 'model.cut',
        retryable: true,
        message: expect.stringContaining('5 seconds'),
      });
      expect(timers.size).toBe(0);
    }
  });

  it('is kept alive by bytes that say nothing', async () => {
    const { clock, move, timers } = handClock();
    const { body, wanted, write } = slowBody();
    const { model } = wired(() => eventStream(body), { clock, timeoutMs: 5000 });
    const collected = collect(model, request);
    await wanted();
    for (let times = 0; times < 3; times += 1) {
      move(4000);
      write(': still here\n\n');
      await new Promise((resolve) => setImmediate(resolve));
    }
    write(whole);
    while (timers.size < 2) await new Promise((resolve) => setImmediate(resolve));
    move(100);
    expect((await collected).answers).toEqual([answered]);
  });

  it('is not broken off while the reader takes its time', async () => {
    const { clock, move } = handClock();
    const { model } = wired(() => eventStream(whole), { clock, timeoutMs: 5000 });
    const parts = model.complete(request, new AbortController().signal)[Symbol.asyncIterator]();
    await parts.next();
    move(60_000);
    expect(await parts.next()).toEqual({ done: false, value: { kind: 'answer', answer: answered } });
  });

  it('is given out although the connection stays open behind it', async () => {
    const { clock, move, timers } = handClock();
    const { body, wanted, write } = slowBody();
    const { model } = wired(() => eventStream(body), { clock });
    const collected = collect(model, request);
    await wanted();
    write(whole);
    while (timers.size < 2) await new Promise((resolve) => setImmediate(resolve));
    move(100);
    expect((await collected).answers).toEqual([answered]);
    expect(timers.size).toBe(0);
  });

  it('does not matter once aborted, even to a fetch that is deaf', async () => {
    const reason = new Error('stopped by the person');
    const abort = new AbortController();
    const { model } = wired((init) => {
      expect(init.signal?.aborted).toBe(false);
      queueMicrotask(() => abort.abort(reason));
      return new Promise<Response>(() => undefined);
    });
    await expect(collect(model, request, abort.signal)).rejects.toBe(reason);
  });
});

describe('a key check', () => {
  const check = { key, endpoint, model: 'claude-haiku-5-5' };

  it('gives up after ten seconds', async () => {
    const { clock, move, timers } = handClock();
    const { signal } = new AbortController();
    const silent = (): Promise<Response> => {
      queueMicrotask(() => move(10_000));
      return new Promise(() => undefined);
    };
    expect(await checkKey({ ...check, signal, clock, fetch: silent })).toMatchObject({
      ok: false,
      code: 'unreachable',
    });
    expect(timers.size).toBe(0);
  });

  it('ends with the reason of its own abort', async () => {
    await expect(checkKey({ ...check, signal: AbortSignal.abort('closed') })).rejects.toBe('closed');
  });

  it('says so when nothing listens', async () => {
    const refuse = () =>
      Promise.reject(Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } }));
    expect(await checkKey({ ...check, signal: new AbortController().signal, fetch: refuse })).toEqual({
      ok: false,
      code: 'unreachable',
      message:
        'The address could not be reached. Nothing was saved. Check the address and your connection, or go on in practice.',
    });
  });
});
