/** The search a person chose, in a whole host and over its wire, against a server on this machine that plays an embedder. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SearchWish } from '../agents/contract.ts';
import { checkData } from './cli/check-data.ts';
import { examineData } from './cli/examine-data.ts';
import { startFakeEmbedder, type FakeEmbedder } from './fake-embedder.ts';
import { openHost, type Host, type HostOptions } from './host.ts';
import { connect } from './transport/testing.ts';
import { startServer } from './transport/server.ts';

const key = 'vk-0123456789abcdef';
const lease = 'The lease was prolonged until May.';
const secret = 'The premises are for sale.';
/** No word of it stands in what it asks for. */
const question = 'Who extended our rental?';

let folder: string;
let embedder: FakeEmbedder;
const closing: (() => Promise<void>)[] = [];

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'muster-search-'));
  embedder = await startFakeEmbedder((text) => text.startsWith('Quay: '));
  closing.push(embedder.stop);
});
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  rmSync(folder, { recursive: true });
});

/** A host, and its wire as a page has it. */
async function open(environment: Partial<HostOptions['environment']> = {}) {
  const given = { key: null, endpoint: null, ...environment };
  const host = await openHost({ kind: 'web', dataFolder: folder, environment: given });
  closing.push(host.stop);
  const now = () => 0;
  const after = () => () => undefined;
  const server = await startServer({ port: 0, page: folder, handler: host.handler, now, after, log: () => undefined });
  closing.push(server.stop);
  const { socket, client } = await connect(server);
  closing.push(async () => socket.terminate());
  return { host, acts: client.host };
}

const fact = { kind: 'fact', subject: 'Quay', claim: null, validFromMs: null } as const;

/** A lease, a secret and forty chairs, all of them in the index. */
async function learn(host: Host): Promise<void> {
  const chairs = Array.from({ length: 40 }, (_, at) => `Chair number ${at} is grey.`);
  const items = [lease, secret, ...chairs].map((text, at) => ({
    ...fact,
    memoryId: `mem_${at}`,
    text,
    scope: 'team' as const,
    labels: { tainted: false, private: false, from: [] },
    sensitivity: text === secret ? ('confidential' as const) : ('internal' as const),
    validToMs: null,
  }));
  const answer = await host.workforce.dispatch('c_import', { type: 'memory.import', source: 'notes.md', items });
  expect(answer).toMatchObject({ ok: true });
  expect(await firstFor(host, 'prolonged lease')).toBe(lease);
}

async function teach(host: Host, memoryId: string, text: string): Promise<void> {
  const said = { ...fact, type: 'memory.teach', memoryId, text, teammateId: null, taskId: null } as const;
  expect(await host.workforce.dispatch(`c_${memoryId}`, said)).toMatchObject({ ok: true });
}

async function firstFor(host: Host, text: string): Promise<string | undefined> {
  const query = { text, from: 'all', standing: 'in-use', offset: 0, limit: 1 } as const;
  return (await host.workforce.teamMemory.knowledge(query)).memories[0]?.text;
}

const at = (endpoint: string, privateMayLeave = false) =>
  ({ kind: 'openai', endpoint, model: 'm', key, dim: 9, privateMayLeave }) as const;
/** Waits long for what comes soon: the machine may be busy. */
const soon = { timeout: 10_000 };
const done = (host: Host) => expect.poll(() => host.setup().search.progress, soon).toBeNull();

describe('the search a person chose', { timeout: 30_000 }, () => {
  it('is taken into use while Muster runs: memories get its vectors, and what shares no word is found', async () => {
    const { host, acts } = await open();
    await learn(host);
    expect(await firstFor(host, question)).not.toBe(lease);
    const check = await acts.checkSearch({ kind: 'openai', endpoint: embedder.url, model: 'm', key });
    expect(check).toEqual({ ok: true, dim: 9 });
    const release = embedder.hold();
    expect(await acts.saveSearch(at(embedder.url))).toEqual({ ok: true });
    expect(host.setup().search).toEqual({
      kind: 'openai',
      endpoint: embedder.url,
      model: 'm',
      keySource: 'settings',
      keyHint: 'cdef',
      givenEndpoint: null,
      privateMayLeave: false,
      transformersFolder: path.join(folder, 'transformers'),
      problem: null,
      progress: { done: 0, total: 42 },
    });
    release();
    await done(host);
    expect(await firstFor(host, question)).toBe(lease);
    // On this computer nothing leaves, so private ones have theirs as well.
    expect(embedder.texts).toContain(`Quay: ${secret}`);
    expect([...embedder.authorizations]).toEqual([`Bearer ${key}`]);
  });

  it('is asked again after a restart, for nothing it has given before', async () => {
    const first = await open();
    await learn(first.host);
    await first.acts.saveSearch(at(embedder.url));
    await done(first.host);
    for (const close of closing.splice(1).toReversed()) await close();
    const before = embedder.texts.filter((text) => text.startsWith('Quay: ')).length;
    // The doctor's look changes none of it either.
    const files = () => new Set<unknown>(readdirSync(path.join(folder, 'memory'), { recursive: true }));
    const lain = files();
    await checkData(folder);
    expect(files()).toEqual(lain);
    await examineData(folder);
    expect(files()).toEqual(lain);
    const { host } = await open();
    expect(await firstFor(host, question)).toBe(lease);
    expect(embedder.texts.filter((text) => text.startsWith('Quay: '))).toHaveLength(before);
  });

  it('does without one that refuses, says so, and goes on when it is kept again', async () => {
    const { host, acts } = await open();
    await learn(host);
    embedder.refuse(401);
    expect(await acts.checkSearch({ kind: 'openai', endpoint: embedder.url, model: 'm', key })).toEqual({
      ok: false,
      message: `127.0.0.1:${embedder.port} refused the key (401).`,
    });
    await acts.saveSearch(at(embedder.url));
    await expect.poll(() => host.setup().search.problem, soon).toMatch(/refused the key \(401\)\. Search does without/);
    expect(await firstFor(host, 'prolonged lease')).toBe(lease);
    expect(host.setup().search.progress).toEqual({ done: 0, total: 42 });
    embedder.refuse(null);
    await acts.saveSearch(at(embedder.url));
    await done(host);
    expect(host.setup().search.problem).toBeNull();
    expect(await firstFor(host, question)).toBe(lease);
  });

  it('says no more of a trouble that is over', async () => {
    const { host, acts } = await open();
    await learn(host);
    await acts.saveSearch(at(embedder.url));
    await done(host);
    embedder.refuse(401);
    await teach(host, 'mem_late', 'The baker has the key.');
    await expect.poll(() => host.setup().search.problem, soon).toContain('refused the key');
    embedder.refuse(null);
    await teach(host, 'mem_later', 'The printer is new.');
    await expect.poll(() => host.setup().search.problem, soon).toBeNull();
    await expect.poll(() => firstFor(host, 'Any rye?'), soon).toBe('The baker has the key.');
  });

  it('starts, and finds by words, when what was chosen is gone', async () => {
    const first = await open();
    await learn(first.host);
    await first.acts.saveSearch(at(embedder.url));
    await done(first.host);
    for (const close of closing.splice(0).toReversed()) await close();
    const { host, acts } = await open();
    expect(await firstFor(host, 'prolonged lease')).toBe(lease);
    await expect.poll(async () => (await acts.setup()).search.problem, soon).toContain('could not be reached');
    expect(await acts.saveSearch({ kind: 'built-in' })).toEqual({ ok: true });
    await done(host);
    expect(host.setup().search).toMatchObject({ kind: 'built-in', endpoint: null, keyHint: null, problem: null });
  });

  it('sends private memories to no other computer, until a person says so', async () => {
    // It reaches this machine, and is no loopback address.
    const elsewhere = `http://0.0.0.0:${embedder.port}`;
    const { host, acts } = await open();
    await learn(host);
    await acts.saveSearch(at(elsewhere));
    await done(host);
    expect(embedder.texts).toContain(`Quay: ${lease}`);
    expect(embedder.texts.join('\n')).not.toContain(secret);
    await firstFor(host, question);
    expect(embedder.texts).not.toContain(question);
    await acts.saveSearch(at(elsewhere, true));
    await done(host);
    expect(embedder.texts).toContain(`Quay: ${secret}`);
    await firstFor(host, question);
    expect(embedder.texts).toContain(question);
  });

  it('takes key and address from the environment, and keeps them out of every file', async () => {
    const { host, acts } = await open({ search: { key, endpoint: embedder.url } });
    await learn(host);
    expect(await acts.saveSearch({ ...at(embedder.url), key: null })).toEqual({ ok: true });
    await done(host);
    expect(host.setup().search).toMatchObject({ keySource: 'environment', keyHint: 'cdef' });
    expect([...embedder.authorizations]).toEqual([`Bearer ${key}`]);
    host.log(`somebody logged ${key}`);
    for (const name of readdirSync(folder, { recursive: true, withFileTypes: true }))
      if (name.isFile())
        expect(readFileSync(path.join(name.parentPath, name.name)).includes(key), name.name).toBe(false);
  });

  it('runs a model the person installed, and says where to install it before', async () => {
    const { host, acts } = await open();
    await learn(host);
    const { transformersFolder } = host.setup().search;
    expect(await acts.checkSearch({ kind: 'transformers', model: 'tiny' })).toMatchObject({
      ok: false,
      message: expect.stringContaining(`is not installed in ${transformersFolder}`),
    });
    const library = path.join(transformersFolder, 'node_modules', '@huggingface', 'transformers');
    mkdirSync(library, { recursive: true });
    writeFileSync(path.join(library, 'package.json'), '{"type":"module","main":"index.js"}');
    const source = `export const env = {};
      const vectorOf = (text) => [/lease|rental/.test(text) ? 1 : 0, /Chair/.test(text) ? 1 : 0, 0.1];
      export const pipeline = async () => async (texts) => ({ tolist: () => texts.map(vectorOf) });`;
    writeFileSync(path.join(library, 'index.js'), source);
    expect(await acts.checkSearch({ kind: 'transformers', model: 'tiny' })).toEqual({ ok: true, dim: 3 });
    await acts.saveSearch({ kind: 'transformers', model: 'tiny', dim: 3 });
    await done(host);
    expect(await firstFor(host, question)).toBe(lease);
    expect(host.setup().search).toMatchObject({ kind: 'transformers', endpoint: null, model: 'tiny', problem: null });
  });

  it.each([
    ['an unknown kind', { kind: 'elastic' }],
    ['no address', { kind: 'openai', model: 'm', key: null }],
    ['another scheme', { kind: 'openai', endpoint: 'file:///etc', model: 'm', key: null }],
    ['an address beside the built-in one', { kind: 'built-in', endpoint: 'http://127.0.0.1' }],
    ['a folder of its own', { kind: 'transformers', model: 'm', folder: '/tmp' }],
  ])('%s is no choice', async (_name, wish) => {
    const { acts } = await open();
    expect(await acts.saveSearch({ dim: 3, ...wish } as SearchWish)).toMatchObject({
      ok: false,
      error: { code: 'input.invalid' },
    });
  });
});
