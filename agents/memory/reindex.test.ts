/** A change of embedder in a LanceDB index: to its end, over failures and stops, and never mixed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@lancedb/lancedb';
import { afterAll, expect, test } from 'vitest';
import { fakeClock } from '../testing.ts';
import { EmbedderError, likenessOf, type Embedder } from './embedders/embedder.ts';
import { hashEmbedder } from './embedders/hash.ts';
import { openLanceIndex, type LanceOptions } from './lance.ts';
import { memoryRow } from './memory.suite.ts';
import type { MemoryIndex, MemoryRow } from './memory.ts';

const folder = mkdtempSync(join(tmpdir(), 'muster-reindex-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;
const newFolder = () => join(folder, String((made += 1)));
const never = new AbortController().signal;
const count = 600;
const rows = Array.from({ length: count }, (_, at) => memoryRow(`mem_${at}`, `order number${at} was shipped`));
const text = (row: MemoryRow) => `${row.subject}: ${row.text}`;
const words = async (index: MemoryIndex, question: string) =>
  (await index.recall({ text: question, scopes: [{ scope: 'team', scopeId: 'team' }], limit: 1 })).map(
    ({ row, why }) => [row.id, why.some(({ feature }) => feature === 'likeness')] as const,
  );

/** As a model over a wire: not at once, and with vectors that no other embedder would give. */
function slowEmbedder(
  id: string,
  embed?: (...args: Parameters<Embedder['embed']>) => Promise<unknown>,
): Embedder & { seen: string[] } {
  const base = hashEmbedder(48);
  const seen: string[] = [];
  return {
    ...base,
    id,
    isInstant: false,
    seen,
    async embed(texts, signal) {
      const vectors = await base.embed(
        texts.map((part) => `${id} ${part}`),
        signal,
      );
      // What measures the floor is no memory.
      if (texts.some((part) => part.startsWith('Acme: '))) seen.push(...texts);
      await embed?.(texts, signal);
      return vectors;
    },
  };
}

const open = (place: string, embedder: Embedder, options: Partial<LanceOptions> = {}) =>
  openLanceIndex(place, { ...options, embedding: { embedder, privateMayLeave: false } });

/** The index as it lies on the disk: its columns of vectors, and each row's text and vector in the last of them. */
async function onDisk(place: string) {
  const connection = await connect(place);
  const table = await connection.openTable('memories');
  const columns = (await table.schema()).fields.map(({ name }) => name).filter((name) => name.startsWith('vec_'));
  const stored = (await table.query().toArray()) as Record<string, unknown>[];
  connection.close();
  const last = columns.at(-1) ?? '';
  return {
    columns: columns.map((name) => name.replace(/_[0-9a-f]{8}$/, '')),
    vectors: stored.map((row) => {
      const vector = row[last] as Iterable<number> | null;
      return { text: String(row.search), vector: vector === null ? null : [...vector] };
    }),
  };
}

async function expectOnlyOf(embedder: Embedder, vectors: Awaited<ReturnType<typeof onDisk>>['vectors']): Promise<void> {
  const expected = await embedder.embed(
    vectors.map((item) => item.text),
    never,
  );
  const mixed = vectors.filter(({ vector }, at) => likenessOf(vector ?? [], expected[at] ?? []) < 0.999);
  expect(mixed.map((item) => item.text)).toEqual([]);
}

async function filled(place: string): Promise<void> {
  const index = await open(place, hashEmbedder());
  await index.apply(rows, count);
  await index.stop();
}

test('a change of embedder that broke off goes on where it stood, and the old vectors serve until its end', async () => {
  const place = newFolder();
  await filled(place);
  const log: string[] = [];
  let calls = 0;
  const breaking = slowEmbedder('b', async () => {
    if ((calls += 1) > 2) throw new EmbedderError('the credit is used up');
  });
  const first = await open(place, hashEmbedder(), { log: (line) => log.push(line) });
  await first.embedWith({ embedder: breaking, privateMayLeave: false });
  await first.settled();
  expect(first.progress()).toEqual({ embedderId: 'b', done: 512, total: count });
  expect(await words(first, 'number17')).toEqual([['mem_17', true]]);
  expect(log).toEqual(['memories are not embedded: the credit is used up']);
  await first.stop();
  expect((await onDisk(place)).columns).toEqual(['vec_hash_256_256', 'vec_b_48']);

  const whole = slowEmbedder('b');
  const second = await open(place, whole);
  await second.settled();
  expect([second.progress(), whole.seen.length]).toEqual([null, count - 512]);
  expect(await words(second, 'number17')).toEqual([['mem_17', true]]);
  await second.stop();
  const { columns, vectors } = await onDisk(place);
  expect(columns).toEqual(['vec_b_48']);
  await expectOnlyOf(slowEmbedder('b'), vectors);
});

test('the process ends in the middle of a batch: nothing half done is left', async () => {
  const place = newFolder();
  await filled(place);
  const stopped = new AbortController();
  let calls = 0;
  const hanging = slowEmbedder('b', (_, signal) => {
    if ((calls += 1) < 2) return Promise.resolve([]);
    stopped.abort();
    return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('stopped'))));
  });
  const first = await open(place, hanging);
  await new Promise((resolve) => stopped.signal.addEventListener('abort', resolve));
  expect(first.progress()).toEqual({ embedderId: 'b', done: 256, total: count });
  await first.stop();
  const second = await open(place, slowEmbedder('b'));
  await second.settled();
  await second.stop();
  await expectOnlyOf(slowEmbedder('b'), (await onDisk(place)).vectors);
});

test('a memory that is changed, or comes, while vectors are made gets the vector of what it says now', async () => {
  const place = newFolder();
  await filled(place);
  let index: MemoryIndex | null = null;
  const late = memoryRow('mem_late', 'came in between');
  const changed = rows.slice(0, 400).map((row) => ({ ...row, rev: 2, text: `${row.text} twice` }));
  let calls = 0;
  const embedder = slowEmbedder('b', async () => {
    if ((calls += 1) === 1) await index?.apply([...changed, late], count + 1);
    return [];
  });
  index = await open(place, hashEmbedder());
  await index.embedWith({ embedder, privateMayLeave: false });
  await index.settled();
  await index.stop();
  const { columns, vectors } = await onDisk(place);
  expect([columns, vectors.length]).toEqual([['vec_b_48'], count + 1]);
  expect(vectors.map((item) => item.text).toSorted()).toEqual(
    [...changed, ...rows.slice(400), late].map(text).toSorted(),
  );
  await expectOnlyOf(slowEmbedder('b'), vectors);
});

test('what only changes its standing keeps its vector', async () => {
  const place = newFolder();
  const embedder = slowEmbedder('b');
  const index = await open(place, embedder);
  await index.apply(rows, count);
  await index.settled();
  const before = embedder.seen.length;
  await index.apply(
    rows.slice(0, 50).map((row) => ({ ...row, rev: 2, confidence: 0.9 })),
    count + 1,
  );
  await index.settled();
  await index.stop();
  expect([before, embedder.seen.length]).toEqual([count, count]);
  await expectOnlyOf(slowEmbedder('b'), (await onDisk(place)).vectors);
});

test('the way back, before the end of the change, costs nothing', async () => {
  const place = newFolder();
  await filled(place);
  const index = await open(place, hashEmbedder());
  const broken = slowEmbedder('b', () => Promise.reject(new EmbedderError('refused')));
  await index.embedWith({ embedder: broken, privateMayLeave: false });
  await index.settled();
  await index.embedWith({ embedder: hashEmbedder(), privateMayLeave: false });
  expect(index.progress()).toBeNull();
  await index.settled();
  await index.stop();
  expect((await onDisk(place)).columns).toEqual(['vec_hash_256_256']);
});

test('an index without vectors gets them, and is not folded again', async () => {
  const place = newFolder();
  await filled(place);
  const connection = await connect(place);
  const table = await connection.openTable('memories');
  const names = (await table.schema()).fields.map(({ name }) => name);
  await table.dropColumns(names.filter((name) => name.startsWith('vec_')));
  connection.close();
  const index = await open(place, hashEmbedder());
  expect([await index.appliedSeq(), await index.count()]).toEqual([count, count]);
  await index.settled();
  await index.stop();
  await expectOnlyOf(hashEmbedder(), (await onDisk(place)).vectors);
});

test('an embedder that is busy is asked again later', async () => {
  const clock = fakeClock();
  const waits = Promise.withResolvers<void>();
  let calls = 0;
  const embedder = slowEmbedder('b', async () => {
    if ((calls += 1) === 1) throw new EmbedderError('busy', { retryable: true });
    return [];
  });
  const index = await open(newFolder(), embedder, { clock, log: () => waits.resolve() });
  await index.apply(rows.slice(0, 3), 3);
  clock.advance(1_000);
  await waits.promise;
  clock.advance(60_000);
  await index.settled();
  expect([await words(index, 'number1'), index.progress()]).toEqual([[['mem_1', true]], null]);
  await index.stop();
});

test.each([
  ['too short', 47, 0.5],
  ['too long', 49, 0.5],
  ['not finite', 48, Number.POSITIVE_INFINITY],
])('a vector that is %s is stored nowhere', async (_, length, value) => {
  const place = newFolder();
  const log: string[] = [];
  const embedder: Embedder = {
    ...slowEmbedder('b'),
    embed: async (texts) => texts.map(() => Float32Array.from({ length }, () => value)),
  };
  const index = await open(place, embedder, { log: (line) => log.push(line) });
  await index.apply(rows.slice(0, 5), 5);
  await index.settled();
  expect(await index.count()).toBe(5);
  await index.stop();
  expect((await onDisk(place)).vectors.map(({ vector }) => vector)).toEqual(Array.from({ length: 5 }, () => null));
  expect(log[0]).toMatch(/^memories are not embedded: The embedder b gave a vector/);
});

test('after a start in the middle of a change the built-in vectors serve as before it', async () => {
  const place = newFolder();
  await filled(place);
  const broken = () => slowEmbedder('b', () => Promise.reject(new EmbedderError('refused')));
  const first = await open(place, broken());
  await first.settled();
  await first.stop();
  const second = await open(place, broken());
  await second.settled();
  const late = memoryRow('mem_late', 'came in between');
  await second.apply([late], count + 1);
  expect(await words(second, 'number17')).toEqual([['mem_17', true]]);
  expect(await words(second, 'in between')).toEqual([['mem_late', true]]);
  expect(second.progress()).toEqual({ embedderId: 'b', done: 0, total: count });
  await second.stop();
});

test.each([
  ['hangs', () => new Promise<never>(() => undefined)],
  ['is busy', () => Promise.reject(new EmbedderError('busy', { retryable: true }))],
])('another choice does not wait for one that %s', async (_name, embed) => {
  const asked = Promise.withResolvers<void>();
  const stuck = slowEmbedder('b', (_, signal) => {
    asked.resolve();
    const stopped = new Promise<never>((_resolve, reject) =>
      signal.addEventListener('abort', () => reject(new Error('stopped'))),
    );
    return Promise.race([embed(), stopped]);
  });
  const index = await open(newFolder(), hashEmbedder(), { clock: fakeClock() });
  await index.apply(rows.slice(0, 3), 3);
  await index.embedWith({ embedder: stuck, privateMayLeave: false });
  await asked.promise;
  await index.embedWith({ embedder: slowEmbedder('c'), privateMayLeave: false });
  await index.settled();
  expect([await words(index, 'number1'), index.progress()]).toEqual([[['mem_1', true]], null]);
  await index.stop();
});

test('a question does not wait for an embedder that is slow, nor the next ones for one that failed', async () => {
  const clock = fakeClock();
  let answer: () => Promise<unknown> = async () => [];
  let questions = 0;
  const embedder = slowEmbedder('b', (texts) => {
    if (texts[0] !== 'number1') return Promise.resolve();
    questions += 1;
    return answer();
  });
  const index = await open(newFolder(), embedder, { clock });
  await index.apply(rows.slice(0, 3), 3);
  await index.settled();
  const asked = Promise.withResolvers<void>();
  // One that cannot be stopped, too.
  answer = () => (asked.resolve(), new Promise<never>(() => undefined));
  const slow = words(index, 'number1');
  await asked.promise;
  clock.advance(1_000);
  expect(await slow).toEqual([['mem_1', false]]);
  answer = async () => [];
  expect([await words(index, 'number1'), questions]).toEqual([[['mem_1', false]], 1]);
  clock.advance(30_000);
  expect([await words(index, 'number1'), questions]).toEqual([[['mem_1', true]], 2]);
  await index.stop();
});

test('whoever only looks leaves the vectors as they lie', async () => {
  const place = newFolder();
  const index = await open(place, slowEmbedder('b'));
  await index.apply(rows, count);
  await index.settled();
  await index.stop();
  const log: string[] = [];
  const look = await openLanceIndex(place, { embedding: null, log: (line) => log.push(line) });
  expect([await look.count(), look.progress()]).toEqual([count, null]);
  expect(await words(look, 'number17')).toEqual([['mem_17', false]]);
  await look.settled();
  await look.stop();
  expect(log).toEqual([]);
  expect((await onDisk(place)).columns).toEqual(['vec_b_48']);
  await expectOnlyOf(slowEmbedder('b'), (await onDisk(place)).vectors);
});
