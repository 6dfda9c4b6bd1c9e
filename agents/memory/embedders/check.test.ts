import { createServer } from 'node:http';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fakeClock } from '../../testing.ts';
import { checkSearch } from './check.ts';
import { chosenEmbedder } from './chosen.ts';

const never = new AbortController().signal;
const ports = { clock: fakeClock(), random: () => 0.5 };

/** Answers everything with this text; null = with nothing, ever. */
async function start(text: string | null, status = 200) {
  const bodies: unknown[] = [];
  const asked = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    void (async () => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      bodies.push(JSON.parse(body));
      asked.resolve();
      if (text !== null) response.writeHead(status).end(text);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { bodies, asked: asked.promise, model: { kind: 'voyage', endpoint, model: 'm', key: null } as const };
}

const answer = (...embedding: number[]) => JSON.stringify({ data: [{ index: 0, embedding }] });

test('the length of a model’s vectors is found by one request, which names none', async () => {
  const { model, bodies } = await start(answer(1, 2, 3));
  expect(await checkSearch(model, never)).toEqual({ ok: true, dim: 3 });
  expect(bodies).toEqual([{ model: 'm', input: [expect.any(String)], truncation: true }]);
});

test.each([
  ['a refused key', '{}', 401, /refused the key/],
  ['a busy service, at once', '{}', 429, /just now \(429\)/],
  ['a page', '<html>', 200, /another form/],
  ['no vector', JSON.stringify({ data: [] }), 200, /not of finite numbers/],
  ['an empty vector', answer(), 200, /not of finite numbers/],
  ['zeros', answer(0, 0), 200, /all zero/],
])('%s is told in a sentence', async (_name, text, status, message) => {
  const { model, bodies } = await start(text, status);
  expect(await checkSearch(model, never)).toEqual({ ok: false, message: expect.stringMatching(message) });
  expect(bodies).toHaveLength(1);
});

test('one that never answers is given up, and a stop is a stop', async () => {
  const clock = fakeClock();
  const { model, asked } = await start(null);
  const checking = checkSearch(model, never, clock);
  await asked;
  clock.advance(10_000);
  expect(await checking).toEqual({ ok: false, message: 'No answer came within 10 seconds.' });
  const reason = new Error('the page was closed');
  await expect(checkSearch(model, AbortSignal.abort(reason), clock)).rejects.toBe(reason);
});

test('what is missing when it is chosen is told by each call, and may be there for the next', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'muster-chosen-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const embedder = chosenEmbedder({ kind: 'transformers', folder, model: 'tiny', dim: 2, maxTokens: 64 }, ports);
  expect(embedder).toMatchObject({ id: 'transformers/tiny/2', dim: 2, isLocal: true, isInstant: false });
  await expect(embedder.embed(['a'], never)).rejects.toThrow('is not installed');
  const library = path.join(folder, 'node_modules', '@huggingface', 'transformers');
  mkdirSync(library, { recursive: true });
  writeFileSync(path.join(library, 'package.json'), '{"type":"module","main":"index.js"}');
  const source = `export const env = {};
    export const pipeline = async () => async (texts) => ({ tolist: () => texts.map(() => [3, 4]) });`;
  writeFileSync(path.join(library, 'index.js'), source);
  expect(await embedder.embed(['a'], never)).toEqual([Float32Array.from([0.6, 0.8])]);
});

test.each([
  ['http://127.0.0.1:11434', null, true],
  ['https://me:secret@vectors.example', null, false],
  ['https://vectors.example', 'no key\n', false],
])('a choice of %s is taken as it is, and fails in words', async (endpoint, key, isLocal) => {
  const model = { kind: 'ollama', endpoint, model: 'm', key } as const;
  const embedder = chosenEmbedder({ ...model, dim: 2, maxTokens: 64 }, ports);
  expect(embedder).toMatchObject({ id: 'ollama/m/2', isLocal });
  if (isLocal) return;
  await expect(embedder.embed(['a'], never)).rejects.toThrow(/embedder holds/);
});
