/** The three wires against a server on this machine that plays them, and misbehaves. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { Clock } from '../../lib/clock.ts';
import { fakeClock } from '../../testing.ts';
import { EmbedderError, likenessOf } from './embedder.ts';
import { embedderSuite } from './embedder.suite.ts';
import { hashEmbedder } from './hash.ts';
import { httpEmbedder, type HttpEmbedderOptions } from './http.ts';
import { wireNames, type WireName } from './wires.ts';

const dim = 32;
const key = 'sk-very-secret-0123456789';
const never = new AbortController().signal;
const truth = hashEmbedder(dim);

interface Seen {
  path: string;
  authorization: string | undefined;
  body: { input: string[] } & Record<string, unknown>;
}
type Play = (response: ServerResponse, seen: Seen) => Promise<void> | void;

async function startServer(wire: WireName, plays: Play[] = []) {
  const seen: Seen[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const said: Seen = {
      path: request.url ?? '',
      authorization: request.headers.authorization,
      body: JSON.parse(text) as Seen['body'],
    };
    seen.push(said);
    await (plays.shift() ?? ((to) => send(to, wire, said)))(response, said);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { seen, stop, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** Answers as the service would, with vectors that are not of unit length, after `change`. */
async function send(
  response: ServerResponse,
  wire: WireName,
  { body }: Seen,
  change: (vectors: unknown[]) => unknown[] = (vectors) => vectors,
): Promise<void> {
  const vectors = change((await truth.embed(body.input, never)).map((vector) => [...vector].map((value) => 3 * value)));
  // Services may answer in any order: the index says whose it is.
  const data = vectors.map((embedding, index) => ({ object: 'embedding', index, embedding })).toReversed();
  json(response, wire === 'ollama' ? { model: 'm', embeddings: vectors } : { object: 'list', data });
}

function json(response: ServerResponse, value: unknown, status = 200, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(value));
}

/** Waits run at once and are written down; the deadline of a request only when the test says so. */
function quickClock(isLate = false): Clock & { waits: number[] } {
  const waits: number[] = [];
  return {
    ...fakeClock(),
    waits,
    after(ms, run) {
      if (ms !== 30_000) waits.push(ms);
      if (ms !== 30_000 || isLate) setTimeout(run, 0);
      return () => undefined;
    },
  };
}

function optionsFor(wire: WireName, baseUrl: string, patch: Partial<HttpEmbedderOptions> = {}): HttpEmbedderOptions {
  const clock = quickClock();
  return { wire, baseUrl, model: 'm', dim, maxTokens: 512, key, clock, random: () => 0.5, ...patch };
}

async function started(wire: WireName, plays: Play[] = [], patch: Partial<HttpEmbedderOptions> = {}) {
  const server = await startServer(wire, plays);
  onTestFinished(server.stop);
  return { ...server, embedder: httpEmbedder(optionsFor(wire, server.baseUrl, patch)) };
}

for (const wire of wireNames)
  embedderSuite(wire, async () => {
    const { baseUrl, stop } = await startServer(wire);
    return { embedder: httpEmbedder(optionsFor(wire, baseUrl)), stop };
  });

test.each([
  ['openai', '', '/v1/embeddings', { model: 'm', encoding_format: 'float' }],
  ['openai', '/v1/', '/v1/embeddings', {}],
  ['openai', '/proxy/v1', '/proxy/v1/embeddings', {}],
  ['voyage', '/v1', '/v1/embeddings', { model: 'm', output_dimension: dim }],
  ['ollama', '', '/api/embed', { model: 'm', truncate: true }],
  ['ollama', '/api', '/api/embed', {}],
] as const)('%s is asked under %s at %s, with the key and 64 texts at a time', async (wire, under, path, body) => {
  const { baseUrl, stop, seen } = await startServer(wire);
  onTestFinished(stop);
  const embedder = httpEmbedder(optionsFor(wire, baseUrl + under));
  const texts = Array.from({ length: 130 }, (_, at) => `text ${at}`);
  const vectors = await embedder.embed(texts, never);
  const [last] = await truth.embed(['text 129'], never);
  expect(likenessOf(vectors[129]!, last!)).toBeCloseTo(1, 5);
  expect(seen.map((request) => [request.path, request.authorization, request.body.input.length])).toEqual(
    [64, 64, 2].map((count) => [path, `Bearer ${key}`, count]),
  );
  expect(seen[0]?.body).toMatchObject(body);
});

test('without a key none is sent', async () => {
  const { embedder, seen } = await started('ollama', [], { key: null });
  await embedder.embed(['a'], never);
  expect(seen[0]?.authorization).toBeUndefined();
});

const busy =
  (status: number, headers: Record<string, string> = {}): Play =>
  (response) =>
    json(response, {}, status, headers);

test('a busy service is asked again, as late as it says', async () => {
  const clock = quickClock();
  const plays = [busy(429, { 'retry-after': '7' }), busy(503), (response: ServerResponse) => void response.destroy()];
  const { embedder, seen } = await started('openai', plays, { clock });
  expect(await embedder.embed(['a'], never)).toHaveLength(1);
  expect([seen.length, clock.waits]).toEqual([4, [7_500, 1_000, 2_000]]);
});

test('one that stays busy is given up after five tries, and may be asked later', async () => {
  const { embedder, seen } = await started(
    'openai',
    Array.from({ length: 9 }, () => busy(500)),
  );
  await expect(embedder.embed(['a'], never)).rejects.toMatchObject({ retryable: true });
  expect(seen).toHaveLength(5);
});

test('a stop ends the wait for a busy service', async () => {
  const stop = new AbortController();
  const reason = new Error('stopped by the person');
  const clock: Clock = {
    ...fakeClock(),
    after(ms) {
      if (ms !== 30_000) stop.abort(reason);
      return () => undefined;
    },
  };
  const { embedder } = await started('openai', [busy(429)], { clock });
  await expect(embedder.embed(['a'], stop.signal)).rejects.toBe(reason);
});

test('a deadline that ends the wait for a busy service says what it waited for', async () => {
  const late = new AbortController();
  const clock: Clock = {
    ...fakeClock(),
    after(ms) {
      if (ms !== 30_000) late.abort(new EmbedderError('too late'));
      return () => undefined;
    },
  };
  const { embedder } = await started('openai', [busy(429)], { clock });
  await expect(embedder.embed(['a'], late.signal)).rejects.toThrow('could not take the request just now (429)');
});

const echoing: Play = (response, { authorization, body }) => json(response, { error: { authorization, body } }, 401);
const changing =
  (change: (vectors: unknown[]) => unknown[]): Play =>
  (response, seen) =>
    send(response, 'openai', seen, change);
const twice: Play = (response, { body }) =>
  json(response, { data: body.input.map(() => ({ index: 0, embedding: Array.from({ length: dim }, () => 1) })) });

test.each<[string, Play, RegExp]>([
  ['a refused key', echoing, /refused the key/],
  ['an unknown model', busy(404), /does not know the model m/],
  ['a request not taken', busy(400), /did not accept/],
  ['an address that sends elsewhere', busy(307, { location: 'http://127.0.0.1:1/' }), /sends requests elsewhere/],
  ['vectors too short', changing((all) => all.map((vector) => (vector as number[]).slice(1))), /31 numbers, not 32/],
  ['no number', changing((all) => all.map((vector) => [null, ...(vector as number[]).slice(1)])), /another form/],
  ['all zero', changing((all) => all.map(() => Array.from({ length: dim }, () => 0))), /all zero/],
  ['one vector less', changing((all) => all.slice(1)), /1 vectors for 2 texts/],
  ['one text’s vector twice', twice, /another form/],
  ['a page', (response) => void response.end('<html>'), /another form/],
])('%s is told once, without the key', async (_, play, message) => {
  const { embedder, seen } = await started('openai', [play]);
  const error: unknown = await embedder.embed(['the first secret text', 'b'], never).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'EmbedderError', message: expect.stringMatching(message), retryable: false });
  expect(seen).toHaveLength(1);
  expect(`${String(error)} ${JSON.stringify(error)} ${String((error as Error).cause)}`).not.toMatch(/secret/);
});

test('a service that never answers is late', async () => {
  const silent = Array.from({ length: 5 }, (): Play => () => undefined);
  const { embedder } = await started('openai', silent, { clock: quickClock(true) });
  await expect(embedder.embed(['a'], never)).rejects.toMatchObject({
    message: expect.stringMatching('did not answer within 30 s'),
  });
});

test.each([
  ['ftp://x', null],
  ['nonsense', null],
  ['https://me:very-secret@host/v1', null],
  ['https://host/v1', 'sk-very-secret\n'],
  ['https://host/v1', ''],
])('an address or key that cannot be used is refused without naming it', (baseUrl, badKey) => {
  const open = () => httpEmbedder(optionsFor('openai', baseUrl, { key: badKey }));
  expect(open).toThrow(/embedder/);
  expect(open).not.toThrow(/secret/);
});

test.each([
  ['http://localhost:11434', true],
  ['http://127.0.0.1:1', true],
  ['http://127.1', true],
  ['http://[::1]:11434', true],
  ['http://localhost.example.com', false],
  ['http://127.0.0.1.example.com', false],
  ['http://192.168.0.7:11434', false],
  ['https://api.openai.com/v1', false],
])('%s is on this machine: %s', (baseUrl, isLocal) => {
  expect(httpEmbedder(optionsFor('ollama', baseUrl)).isLocal).toBe(isLocal);
});
