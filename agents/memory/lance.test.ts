import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@lancedb/lancedb';
import { afterAll, expect, test } from 'vitest';
import { fakeClock } from '../testing.ts';
import { openLanceIndex } from './lance.ts';
import { memoryRow, memorySuite } from './memory.suite.ts';

const folder = mkdtempSync(join(tmpdir(), 'muster-memory-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;
const newFolder = () => join(folder, String((made += 1)));
const team = [{ scope: 'team', scopeId: 'team' }] as const;

memorySuite('lance', (embedding) => openLanceIndex(newFolder(), embedding && { embedding }));

test('what was stored is there after the index is opened again', async () => {
  const path = newFolder();
  const first = await openLanceIndex(path);
  await first.apply([memoryRow('mem_1', 'renewal one')], 9);
  await first.stop();
  const second = await openLanceIndex(path);
  const hits = await second.recall({ text: 'renewals', scopes: [...team], limit: 3 });
  expect([hits.map((hit) => hit.row.id), await second.appliedSeq(), await second.count()]).toEqual([['mem_1'], 9, 1]);
  await second.stop();
});

test('a cursor whose rows are gone is not believed', async () => {
  const path = newFolder();
  const first = await openLanceIndex(path);
  await first.apply([memoryRow('mem_1', 'renewal one')], 9);
  await first.stop();
  rmSync(join(path, 'memories.lance'), { recursive: true });
  const second = await openLanceIndex(path);
  expect([await second.appliedSeq(), await second.count()]).toEqual([0, 0]);
  await second.stop();
});

test('an index that an older Muster made is emptied, to be folded again', async () => {
  const path = newFolder();
  const first = await openLanceIndex(path);
  await first.apply([memoryRow('mem_1', 'renewal one')], 9);
  await first.stop();
  const connection = await connect(path);
  const table = await connection.openTable('memories');
  await table.dropIndex('place_idx');
  await table.dropColumns(['place']);
  connection.close();
  const second = await openLanceIndex(path);
  expect([await second.appliedSeq(), await second.count()]).toEqual([0, 0]);
  await second.apply([memoryRow('mem_1', 'renewal one', { parentId: 't_1', pos: 0 })], 9);
  expect(await second.recall({ text: 'renewal', scopes: [...team], limit: 3 })).toHaveLength(1);
  await second.stop();
});

test('rows added after the full-text index was made are found, before and after upkeep', async () => {
  const index = await openLanceIndex(newFolder());
  for (let batch = 0; batch < 5; batch += 1) {
    const rows = Array.from({ length: 50 }, (_, at) =>
      memoryRow(`mem_${batch * 50 + at}`, `order item${batch * 50 + at} shipped`),
    );
    await index.apply(rows, (batch + 1) * 50);
  }
  for (const at of [0, 60, 199, 249]) {
    const hits = await index.recall({ text: `item${at}`, scopes: [...team], limit: 3 });
    expect(hits.map((hit) => hit.row.id)).toEqual([`mem_${at}`]);
  }
  await index.stop();
});

test('neighbours are found in an index that grew in parts, as they are now', async () => {
  const index = await openLanceIndex(newFolder());
  const row = (at: number, text: string, rev = 1) =>
    memoryRow(`mem_${at}`, text, { rev, parentId: `t_${at % 10}`, pos: Math.floor(at / 10) });
  for (let batch = 0; batch < 5; batch += 1) {
    const rows = Array.from({ length: 50 }, (_, at) => row(batch * 50 + at, `order item${batch * 50 + at} shipped`));
    await index.apply(rows, (batch + 1) * 50);
  }
  await index.apply([row(130, 'came back', 2)], 251);
  for (const at of [10, 120, 239]) {
    const [hit] = await index.recall({ text: `item${at}`, scopes: [...team], limit: 3 });
    expect([hit?.before?.id, hit?.row.id, hit?.after?.id]).toEqual([`mem_${at - 10}`, `mem_${at}`, `mem_${at + 10}`]);
  }
  const [hit] = await index.recall({ text: 'item120', scopes: [...team], limit: 1 });
  expect(hit?.after?.text).toBe('came back');
  await index.stop();
});

test('among more equals than are ranked, an index that grew in parts chooses as one made at once', async () => {
  const rows = Array.from({ length: 250 }, (_, at) =>
    memoryRow(`mem_${1000 + at}`, `Order ${at} was answered: Acme renews on 1 September.`, { subject: `order ${at}` }),
  );
  const answers = async (batch: number): Promise<string[]> => {
    const index = await openLanceIndex(newFolder());
    for (let at = 0; at < rows.length; at += batch) await index.apply(rows.slice(at, at + batch), at + batch);
    const found: string[] = [];
    for (let at = 0; at < rows.length; at += 25) {
      const hits = await index.recall({ text: `order ${at} renews`, scopes: [...team], limit: 5 });
      found.push(hits.map(({ row, score }) => `${row.id} ${score}`).join(', '));
    }
    await index.stop();
    return found;
  };
  const grown = await answers(6);
  expect(grown[1]).toMatch(/^mem_1025 /);
  expect(await answers(rows.length)).toEqual(grown);
});

test('no byte of what was erased is left in rows, old versions, words, places or vectors', async () => {
  const path = newFolder();
  const index = await openLanceIndex(path);
  const told = (at: number) =>
    memoryRow(`mem_${at}`, at % 50 === 0 ? `Zephyrine signs order ${at}` : `order ${at} is late`, {
      subject: at % 50 === 0 ? 'Zephyrine' : 'Acme',
      parentId: at % 50 === 0 ? 't_zephyrine' : null,
      pos: at,
    });
  for (let at = 0; at < 600; at += 150)
    await index.apply(
      Array.from({ length: 150 }, (_, n) => told(at + n)),
      at + 150,
    );
  await index.settled();
  const holds = (): string[] =>
    readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => /zephyrin/i.test(readFileSync(file, 'latin1')));
  expect(holds().length).toBeGreaterThan(1);
  const gone = Array.from({ length: 12 }, (_, n) => n * 50);
  await index.purge(gone.map((at) => `mem_${at}`));
  expect(holds()).toEqual([]);
  expect(await index.count()).toBe(588);
  await index.stop();
});

test('what waits to be stored hides what is stored, and lends it neighbours', async () => {
  const index = await openLanceIndex(newFolder(), { clock: fakeClock() });
  const at = (pos: number) => ({ parentId: 't_1', pos });
  const ids = async (text: string) =>
    (await index.recall({ text, scopes: [...team], limit: 9 })).map(({ row }) => row.id).toSorted();
  await index.apply([memoryRow('mem_1', 'renewal in May', at(0)), memoryRow('mem_2', 'renewal in June', at(4))], 2);
  await index.settled();
  await index.apply(
    [
      memoryRow('mem_1', 'invoice in July', { ...at(0), rev: 2 }),
      memoryRow('mem_2', 'renewal in June', { ...at(4), rev: 2, status: 'retracted' }),
      memoryRow('mem_3', 'by letter', at(1)),
    ],
    3,
  );
  expect([await ids('renewal'), await ids('invoice'), await index.count()]).toEqual([[], ['mem_1', 'mem_3'], 3]);
  await index.stop();
});

test('a process that dies loses nothing: rows that were not stored are not counted as brought in', async () => {
  const path = newFolder();
  const dying = await openLanceIndex(path, { clock: fakeClock() });
  await dying.apply([memoryRow('mem_1', 'renewal one')], 4);
  await dying.settled();
  await dying.apply([memoryRow('mem_2', 'renewal two')], 5);
  await dying.apply([], 6);
  expect(await dying.appliedSeq()).toBe(6);
  const next = await openLanceIndex(path);
  expect([await next.appliedSeq(), await next.count()]).toEqual([4, 1]);
  await next.stop();
  await dying.stop();
  const last = await openLanceIndex(path);
  expect([await last.appliedSeq(), await last.count()]).toEqual([6, 2]);
  await last.stop();
});

test('a folder that cannot be opened is memory.unavailable', async () => {
  const path = newFolder();
  writeFileSync(path, 'not a folder');
  await expect(openLanceIndex(path)).rejects.toMatchObject({ code: 'memory.unavailable' });
});
