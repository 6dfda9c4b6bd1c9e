import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { embedderSuite } from './embedder.suite.ts';
import { transformersEmbedder, type TransformersOptions } from './transformers.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'muster-transformers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A package under the library's name, as `npm install` would leave it. */
function install(name: string, source: string): string {
  const place = path.join(folder, name);
  const library = path.join(place, 'node_modules', '@huggingface', 'transformers');
  mkdirSync(library, { recursive: true });
  writeFileSync(path.join(library, 'package.json'), '{"type":"module","main":"index.js"}');
  writeFileSync(path.join(library, 'index.js'), source);
  return place;
}

// Counts three letters at a time, knows one model.
const installed = install(
  'installed',
  `export const env = { localModelPath: '', allowRemoteModels: true };
  const vectorOf = (text) => {
    const vector = Array.from({ length: 26 }, () => 0.01);
    for (let at = 0; at + 2 < text.length; at += 1)
      vector[(text.charCodeAt(at) * 31 + text.charCodeAt(at + 1) * 7 + text.charCodeAt(at + 2)) % 26] += 1;
    return vector;
  };
  export async function pipeline(task, model) {
    if (env.allowRemoteModels || env.localModelPath !== '/models' || model !== 'tiny') throw new Error('fetch failed');
    return async (texts, { pooling, normalize }) => ({
      tolist: () => (pooling === 'mean' && normalize ? texts.map(vectorOf) : []),
    });
  }`,
);
const options = (patch: Partial<TransformersOptions> = {}): TransformersOptions => ({
  installedIn: installed,
  models: '/models',
  model: 'tiny',
  dim: 26,
  maxTokens: 256,
  ...patch,
});

embedderSuite('transformers.js', async () => ({ embedder: await transformersEmbedder(options()) }));

test('a plain sentence says when it is not installed, or not what it should be', async () => {
  mkdirSync(path.join(folder, 'empty'));
  const other = install('other', 'export const nothing = 1;');
  for (const installedIn of [path.join(folder, 'empty'), other])
    await expect(transformersEmbedder(options({ installedIn }))).rejects.toMatchObject({
      message: expect.stringMatching(/is not installed in .* Run "npm install @huggingface\/transformers"/),
    });
});

test('a model that is not on this disk is not fetched', async () => {
  await expect(transformersEmbedder(options({ model: 'large' }))).rejects.toMatchObject({
    message: 'transformers.js could not load the model large from /models.',
  });
});

test('a model of another length than named is refused', async () => {
  const embedder = await transformersEmbedder(options({ dim: 25 }));
  await expect(embedder.embed(['a'], new AbortController().signal)).rejects.toThrow('26 numbers, not 25');
});
