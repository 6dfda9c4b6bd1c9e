import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFakeEmbedder, type FakeEmbedder } from '../fake-embedder.ts';
import { fileSecrets } from '../secrets.ts';
import { builtInSearch, openSettings, type SearchSettings } from '../settings-file.ts';
import { examineSearch } from './examine-search.ts';

const key = 'vk-0123456789abcdef';

let folder: string;
let embedder: FakeEmbedder;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'muster-doctor-search-'));
  embedder = await startFakeEmbedder();
});
afterEach(async () => {
  await embedder.stop();
  rmSync(folder, { recursive: true });
});

const examine = (environment?: Parameters<typeof examineSearch>[1]) =>
  examineSearch(folder, environment, fileSecrets(folder));
const choose = (patch: Partial<SearchSettings> = {}) =>
  openSettings(folder).change({
    search: { ...builtInSearch, kind: 'openai', endpoint: embedder.url, model: 'm', dim: 9, ...patch },
  });

describe('the doctor on the search by likeness', () => {
  it('names the built-in one and asks nobody', async () => {
    expect(await examine()).toMatchObject({ state: 'ok', what: 'Built in: no network, nothing to download.', fix: '' });
    expect(embedder.texts).toEqual([]);
  });

  it('names a service that answers, with the end of its key', async () => {
    choose({ keyFor: embedder.url });
    await fileSecrets(folder).save('search', key);
    const what = `m at ${embedder.url}, key ending in cdef from Settings: it answers.`;
    expect(await examine()).toMatchObject({ state: 'ok', what, fix: '' });
    expect(embedder.texts).toHaveLength(1);
    expect([...embedder.authorizations]).toEqual([`Bearer ${key}`]);
  });

  it('does not ask where the key lies in a store it cannot open', async () => {
    choose({ keyFor: embedder.url });
    expect(await examine()).toMatchObject({ state: 'ok', what: expect.stringContaining('key store') });
    expect(embedder.texts).toEqual([]);
  });

  it('takes the environment’s pair', async () => {
    choose({ endpoint: 'http://127.0.0.1:9' });
    const what = `m at ${embedder.url}, key ending in cdef from the environment: it answers.`;
    expect(await examine({ key, endpoint: embedder.url })).toMatchObject({ state: 'ok', what });
  });

  it.each([
    ['one that refuses', {}, 401, /refused the key \(401\)/],
    ['one whose vectors have another length', { dim: 8 }, null, /have 9 numbers now, not 8/],
    [
      'one that is not installed',
      { kind: 'transformers' } as const,
      null,
      /m from .*transformers: .* is not installed/,
    ],
  ])('says of %s what is wrong, and that words do meanwhile', async (_name, patch, status, words) => {
    choose(patch);
    embedder.refuse(status);
    expect(await examine()).toEqual({
      name: 'Search by likeness',
      state: 'missing',
      what: expect.stringMatching(words),
      fix: expect.stringContaining('by their words alone'),
    });
  });

  it('says what of the environment, or of config.json, cannot be used', async () => {
    expect(await examine({ key, endpoint: null })).toMatchObject({
      state: 'missing',
      what: expect.stringContaining('sent nowhere'),
    });
    writeFileSync(path.join(folder, 'config.json'), '{"search":{"kind":"elastic"}}');
    expect(await examine()).toMatchObject({ state: 'broken', what: expect.stringContaining('line 1') });
  });
});
