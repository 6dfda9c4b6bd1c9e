import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyHint, openModelAccess } from './model-access.ts';
import { fileSecrets } from './secrets.ts';
import { openSettings } from './settings-file.ts';

const own = 'https://api.anthropic.com';
const local = 'http://127.0.0.1:8080';
const none = { key: null, endpoint: null };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'muster-access-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const open = (environment = none as { key: string | null; endpoint: string | null }) =>
  openModelAccess(openSettings(folder), environment, fileSecrets(folder));

describe('which key goes where', () => {
  it('is practice with nothing set', async () => {
    expect((await open()).current()).toEqual({ key: null, endpoint: own, source: null, isLive: false });
  });

  it.each([
    ['a key', { key: 'k', endpoint: null }, { key: 'k', endpoint: own }],
    ['an address', { key: null, endpoint: local }, { key: null, endpoint: local }],
    ['both', { key: 'k', endpoint: local }, { key: 'k', endpoint: local }],
  ])('takes %s from the environment, and never mixes it with Settings', async (_name, environment, expected) => {
    const before = await open();
    await before.save({ key: 'settings-key', endpoint: 'http://other.example', forget: false });
    const access = await open(environment);
    expect(access.current()).toEqual({ ...expected, source: 'environment', isLive: true });
    expect(await access.save({ key: 'new', endpoint: null, forget: false })).toContain('environment');
    expect(access.current().key).toBe(expected.key);
  });

  it('keeps a key over a restart, in a file of its own that only the owner reads', async () => {
    await (await open()).save({ key: 'sk-1234567890', endpoint: null, forget: false });
    expect((await open()).current()).toEqual({ key: 'sk-1234567890', endpoint: own, source: 'settings', isLive: true });
    expect(statSync(path.join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(readFileSync(path.join(folder, 'config.json'), 'utf8')).not.toContain('sk-1234567890');
  });

  it('sends a kept key to no other address, and finds it again at its own', async () => {
    const access = await open();
    await access.save({ key: 'sk-anthropic', endpoint: null, forget: false });
    expect(access.candidate({ key: null, endpoint: local })).toEqual({ key: null, endpoint: local });
    expect(access.candidate({ key: null, endpoint: `${own}/` })).toEqual({ key: 'sk-anthropic', endpoint: `${own}/` });
    await access.save({ key: null, endpoint: local, forget: false });
    expect(access.current()).toEqual({ key: null, endpoint: local, source: null, isLive: true });
    await access.save({ key: null, endpoint: null, forget: false });
    expect(access.current().key).toBe('sk-anthropic');
  });

  it('forgets both', async () => {
    const access = await open();
    await access.save({ key: 'sk-1234567890', endpoint: local, forget: false });
    await access.save({ key: null, endpoint: null, forget: true });
    expect(access.current().isLive).toBe(false);
    expect((await open()).current().isLive).toBe(false);
  });

  it('says when the platform keeps no secrets', async () => {
    const refusing = { how: '', load: async () => null, save: async () => false };
    const access = await openModelAccess(openSettings(folder), none, refusing);
    expect(await access.save({ key: 'sk', endpoint: null, forget: false })).toContain('not kept');
    expect(access.current().isLive).toBe(false);
  });

  it('refuses an address that is none, and a secrets file that cannot be read, without quoting it', async () => {
    await expect(open({ key: null, endpoint: 'not an address' })).rejects.toMatchObject({ code: 'config.invalid' });
    writeFileSync(path.join(folder, 'secrets.json'), '{"key": sk-secret }');
    const error: unknown = await open().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'config.invalid' });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('sk-secret');
  });
});

it.each([
  [null, null],
  ['short', null],
  ['sk-ant-abcdefgh', 'efgh'],
])('hints at %s with %s', (key, hint) => {
  expect(keyHint(key)).toBe(hint);
});
