import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSearchAccess } from './search-access.ts';
import { fileSecrets, type Secrets } from './secrets.ts';
import { builtInSearch, openSettings } from './settings-file.ts';

const service = { kind: 'openai', endpoint: 'https://vectors.example', model: 'm' } as const;
const kept = { ...service, dim: 8, privateMayLeave: false };
const other = 'https://other.example';
const none = { key: null, endpoint: null };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'muster-search-access-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const open = (environment = none as { key: string | null; endpoint: string | null }, secrets?: Secrets) =>
  openSearchAccess({
    folder,
    settings: openSettings(folder),
    environment,
    secrets: secrets ?? fileSecrets(folder),
  });
const fileText = () => readFileSync(path.join(folder, 'config.json'), 'utf8');

describe('how memory is found by likeness', () => {
  it('is built in with nothing set', async () => {
    expect((await open()).current()).toEqual({
      choice: { kind: 'built-in' },
      privateMayLeave: false,
      keySource: null,
      givenEndpoint: null,
      problem: null,
    });
  });

  it('keeps a service over a restart, and its key out of config.json and beside the model’s', async () => {
    await fileSecrets(folder).save('model', 'sk-of-the-model');
    await (await open()).save({ ...kept, key: 'vk-1234567890' });
    const { choice, keySource } = (await open()).current();
    expect(choice).toEqual({ ...service, key: 'vk-1234567890', dim: 8, maxTokens: 512 });
    expect(keySource).toBe('settings');
    expect(fileText()).not.toContain('vk-1234567890');
    expect(await fileSecrets(folder).load('model')).toBe('sk-of-the-model');
  });

  it('sends a kept key to no other address, and finds it again at its own', async () => {
    const access = await open();
    await access.save({ ...kept, key: 'vk-1234567890' });
    const keyAt = (endpoint: string) => access.candidate({ ...service, endpoint, key: null });
    expect(keyAt(other)).toMatchObject({ key: null });
    expect(keyAt(`${service.endpoint}/`)).toMatchObject({ key: 'vk-1234567890' });
    await access.save({ ...kept, endpoint: other, key: null });
    expect(access.current()).toMatchObject({ keySource: null, choice: { endpoint: other, key: null } });
    await access.save({ ...kept, key: null });
    expect(access.current()).toMatchObject({ keySource: 'settings', choice: { key: 'vk-1234567890' } });
  });

  it.each([
    ['the built-in one', { kind: 'built-in' } as const, { kind: 'built-in' }],
    [
      'a model on disk',
      { kind: 'transformers', model: 'tiny', dim: 384 } as const,
      { kind: 'transformers', model: 'tiny', dim: 384, maxTokens: 512 },
    ],
  ])('forgets address and key with %s', async (_name, wish, expected) => {
    const access = await open();
    await access.save({ ...kept, key: 'vk-1234567890', privateMayLeave: true });
    expect(await access.save(wish)).toBeNull();
    expect(access.current()).toMatchObject({ choice: expected, privateMayLeave: false });
    expect(fileText()).not.toContain('vectors.example');
    expect(await fileSecrets(folder).load('search')).toBeNull();
  });

  it('leaves what was set by hand as it is', async () => {
    openSettings(folder).change({ search: { ...builtInSearch, maxTokens: 99 } });
    await (await open()).save({ ...kept, key: null });
    expect((await open()).current().choice).toMatchObject({ maxTokens: 99 });
  });

  it('keeps nothing when the platform keeps no secrets', async () => {
    const refusing = { how: '', load: async () => null, save: async (_: string, key: string | null) => key === null };
    const access = await open(none, refusing);
    expect(await access.save({ ...kept, key: 'vk' })).toContain('MUSTER_SEARCH_KEY');
    expect(access.current().choice).toEqual({ kind: 'built-in' });
  });
});

describe('the environment', () => {
  const pair = { key: 'vk-environment', endpoint: other };

  it('takes the place of address and key, and says nothing about the kind', async () => {
    await (await open()).save({ ...kept, key: 'vk-settings-key' });
    const access = await open(pair);
    expect(access.current()).toMatchObject({
      keySource: 'environment',
      choice: { kind: 'openai', endpoint: other, key: 'vk-environment' },
    });
    expect(access.candidate({ ...service, key: null })).toMatchObject({ key: null });
    await access.save({ kind: 'built-in' });
    expect(access.current()).toMatchObject({
      keySource: null,
      givenEndpoint: other,
      choice: { kind: 'built-in' },
    });
  });

  it.each([
    ['another address', { ...kept, key: null }],
    ['another key', { ...kept, endpoint: other, key: 'vk-typed' }],
  ])('is not overruled by %s', async (_name, wish) => {
    const access = await open(pair);
    expect(await access.save(wish)).toContain('environment');
    expect(access.current().choice).toEqual({ kind: 'built-in' });
    expect(await access.save({ ...kept, endpoint: other, key: null })).toBeNull();
    expect(access.current().choice).toMatchObject({ endpoint: other, key: 'vk-environment' });
  });

  it.each([
    ['a key without an address', { key: 'vk-environment', endpoint: null }, /sent nowhere/],
    ['an address that is none', { key: 'vk-environment', endpoint: 'vectors' }, /not a web address/],
  ])('%s is told and not used', async (_name, environment, words) => {
    const access = await open(environment);
    await access.save({ ...kept, key: null });
    expect(access.current()).toMatchObject({
      problem: expect.stringMatching(words),
      keySource: null,
      choice: { endpoint: service.endpoint, key: null },
    });
    expect(access.secrets()).toEqual(['vk-environment']);
  });
});
