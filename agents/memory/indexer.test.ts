import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { MemoryEvent } from '../domain/events.ts';
import type { Journal } from '../journal/journal.ts';
import { openMemoryJournal } from '../journal/memory-journal.ts';
import { AppError } from '../lib/error.ts';
import { fakeIndex } from './fake.ts';
import { startIndexer } from './indexer.ts';
import { openLanceIndex } from './lance.ts';
import { openStreams } from '../streams.ts';
import type { MemoryIndex, MemoryRow } from './memory.ts';

const log = () => undefined;
const team = [{ scope: 'team', scopeId: 'team' }] as const;

function asserted(id: string, text: string, subject = 'Acme'): MemoryEvent {
  const data = { memoryId: id, kind: 'fact', scope: 'team', scopeId: 'team', subject, text, claimKey: null } as const;
  const from = { authority: 'agent', author: 'tm_x', taskId: null, runId: null, sourceUri: null } as const;
  const labels = { tainted: false, private: false, from: [] };
  return { type: 'memory.asserted', data: { ...data, ...from, labels, contentHash: text } };
}

function retracted(id: string): MemoryEvent {
  return { type: 'memory.retracted', data: { memoryId: id, status: 'retracted', reason: 'wrong' } };
}

async function append(journal: Journal, events: MemoryEvent[]): Promise<void> {
  await journal.append('memory', journal.head('memory'), events, { actor: 'engine', atMs: 1, commandId: null });
}

async function found(index: MemoryIndex, text: string): Promise<string[]> {
  return (await index.recall({ text, scopes: [...team], limit: 8 })).map((hit) => hit.row.id);
}

test('events before and after the start are folded, later ones change earlier rows', async () => {
  const journal = openMemoryJournal();
  await append(journal, [asserted('mem_1', 'renewal in May'), asserted('mem_2', 'renewal in June')]);
  const index = fakeIndex();
  const indexer = startIndexer({ journal, streams: openStreams(journal, () => undefined), index, log });
  await indexer.caughtUp(journal.lastSeq());
  expect(await found(index, 'renewal')).toEqual(['mem_1', 'mem_2']);
  await append(journal, [retracted('mem_1'), asserted('mem_3', 'renewal in July')]);
  indexer.notify();
  await indexer.caughtUp(journal.lastSeq());
  expect([(await found(index, 'renewal')).toSorted(), await index.appliedSeq()]).toEqual([['mem_2', 'mem_3'], 4]);
  await indexer.stop();
});

test('memories of one task stand beside each other, a retracted one leaves its place empty', async () => {
  const journal = openMemoryJournal();
  const said = (id: string, text: string, taskId: string): MemoryEvent => {
    const event = asserted(id, text);
    return event.type === 'memory.asserted' ? { ...event, data: { ...event.data, taskId } } : event;
  };
  await append(journal, [
    said('mem_1', 'renewal in May', 't_1'),
    said('mem_2', 'wants a discount', 't_2'),
    said('mem_3', 'ten percent', 't_1'),
    retracted('mem_3'),
    said('mem_4', 'by letter', 't_1'),
    said('mem_5', 'signed by Ines', 't_1'),
  ]);
  const index = fakeIndex();
  const indexer = startIndexer({ journal, streams: openStreams(journal, () => undefined), index, log });
  await indexer.caughtUp(6);
  const recall = async (text: string) =>
    (await index.recall({ text, scopes: [...team], limit: 8 })).map(
      ({ row }) => `${row.id} ${row.parentId} ${row.pos}`,
    );
  expect(await recall('renewal')).toEqual(['mem_1 t_1 0']);
  expect((await recall('letter')).toSorted()).toEqual(['mem_4 t_1 2', 'mem_5 t_1 3']);
  await indexer.stop();
});

test('caughtUp ends when the newest events are of other streams, and for a seq that is not there yet', async () => {
  const journal = openMemoryJournal();
  await append(journal, [asserted('mem_1', 'renewal in May')]);
  await journal.append('workspace', 0, [{ type: 'workspace.paused', data: {} }], {
    actor: 'person',
    atMs: 1,
    commandId: null,
  });
  const index = fakeIndex();
  const indexer = startIndexer({ journal, streams: openStreams(journal, () => undefined), index, log });
  await indexer.caughtUp(journal.lastSeq());
  await indexer.caughtUp(999);
  expect(await index.appliedSeq()).toBe(2);
  await indexer.stop();
});

test('batches hold at most so many rows and each id once', async () => {
  const journal = openMemoryJournal();
  await append(
    journal,
    Array.from({ length: 150 }, (_, at) => asserted(`mem_${at}`, `renewal ${at}`)),
  );
  await append(journal, [retracted('mem_149'), retracted('mem_148')]);
  const batches: number[] = [];
  const index = fakeIndex();
  const counting: MemoryIndex = {
    ...index,
    apply: (rows: readonly MemoryRow[], seq) => (batches.push(rows.length), index.apply(rows, seq)),
  };
  const indexer = startIndexer({
    journal,
    streams: openStreams(journal, () => undefined),
    index: counting,
    log,
    maxBatch: 64,
  });
  await indexer.caughtUp(journal.lastSeq());
  expect([batches, await index.count(), await index.appliedSeq()]).toEqual([[64, 64, 22], 150, 152]);
  await indexer.stop();
});

test('an index that is up to date is not written again at the next start, and later events still find their rows', async () => {
  const journal = openMemoryJournal();
  await append(journal, [asserted('mem_1', 'renewal in May'), asserted('mem_2', 'renewal in June')]);
  const index = fakeIndex();
  const first = startIndexer({ journal, streams: openStreams(journal, () => undefined), index, log });
  await first.caughtUp(2);
  await first.stop();
  const batches: string[][] = [];
  const watched: MemoryIndex = {
    ...index,
    apply: (rows, seq) => (batches.push(rows.map((row) => `${row.id} ${row.status}`)), index.apply(rows, seq)),
  };
  const second = startIndexer({ journal, streams: openStreams(journal, () => undefined), index: watched, log });
  await second.caughtUp(2);
  expect(batches).toEqual([]);
  await append(journal, [retracted('mem_1')]);
  await second.caughtUp(3);
  expect([batches, await found(index, 'renewal')]).toEqual([[['mem_1 retracted']], ['mem_2']]);
  await second.stop();
});

test('a crash between batches is a replay: nothing lost, nothing twice', async () => {
  const journal = openMemoryJournal();
  await append(
    journal,
    Array.from({ length: 200 }, (_, at) => asserted(`mem_${at}`, `renewal number${at}`)),
  );
  const index = fakeIndex();
  let left = 2;
  const dying: MemoryIndex = {
    ...index,
    apply: async (rows, seq) => {
      // The rows of the third batch arrive, its cursor does not: the worst place to die.
      if ((left -= 1) < 0)
        return index.apply(rows, 0).then(() => Promise.reject(new AppError('memory.unavailable', 'died')));
      return index.apply(rows, seq);
    },
  };
  const lines: string[] = [];
  const first = startIndexer({
    journal,
    streams: openStreams(journal, () => undefined),
    index: dying,
    maxBatch: 64,
    log: (line) => lines.push(line),
  });
  await expect(first.caughtUp(200)).rejects.toMatchObject({ code: 'memory.unavailable' });
  await first.stop();
  expect(await index.appliedSeq()).toBe(128);
  await append(journal, [retracted('mem_5')]);
  const second = startIndexer({ journal, streams: openStreams(journal, () => undefined), index, log });
  await second.caughtUp(journal.lastSeq());
  expect([
    await index.count(),
    await index.appliedSeq(),
    await found(index, 'number5'),
    await found(index, 'number199'),
  ]).toEqual([200, 201, [], ['mem_199']]);
  expect(lines).toEqual(['memory index is behind: died']);
  await second.stop();
});

test('a failure is told and the next call brings in what is missing', async () => {
  const journal = openMemoryJournal();
  await append(journal, [asserted('mem_1', 'renewal in May')]);
  const index = fakeIndex();
  let broken = true;
  const flaky: MemoryIndex = {
    ...index,
    apply: (rows, seq) =>
      broken ? Promise.reject(new AppError('memory.unavailable', 'disk gone')) : index.apply(rows, seq),
  };
  const indexer = startIndexer({ journal, streams: openStreams(journal, () => undefined), index: flaky, log });
  await expect(indexer.caughtUp(1)).rejects.toMatchObject({ code: 'memory.unavailable' });
  broken = false;
  await indexer.caughtUp(1);
  expect([await found(index, 'renewal'), await index.appliedSeq()]).toEqual([['mem_1'], 1]);
  await indexer.stop();
});

test('an index ahead of the journal is folded again; what is erased is not brought in', async () => {
  const journal = openMemoryJournal();
  const gone = { all: false, memoryIds: ['mem_2'], conflictIds: [], subjectIds: [], taskIds: [] };
  const erasing: MemoryEvent = { type: 'memory.erasing', data: { erasureId: 'er_1', ...gone } };
  await append(journal, [asserted('mem_1', 'renewal in May'), asserted('mem_2', 'renewal in June'), erasing]);
  const index = fakeIndex();
  await index.apply([], 50);
  const lines: string[] = [];
  const indexer = startIndexer({
    journal,
    streams: openStreams(journal, () => undefined),
    index,
    log: (line) => lines.push(line),
  });
  await indexer.caughtUp(3);
  expect([await index.appliedSeq(), await index.count(), await found(index, 'acme'), lines.length]).toEqual([
    3,
    1,
    ['mem_1'],
    1,
  ]);
  await indexer.stop();
});

test('LanceDB: the folder deleted and folded again gives the same answers in the same order', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'muster-rebuild-'));
  const journal = openMemoryJournal();
  const subjects = ['Acme', 'Bolt', 'Café Noir', 'Dune'];
  const words = ['renewal', 'invoice', 'late', 'discount', 'contract', 'May', 'June', 'support', 'price', 'manager'];
  const event = (at: number) =>
    asserted(
      `mem_${at}`,
      [0, 1, 2, 3].map((part) => words[(at * (part + 3) + part * part) % words.length]).join(' '),
      subjects[at % 4],
    );
  const questions = [
    'renewal Acme',
    'late invoices of Bolt',
    'who gives a discount',
    'contract price in May',
    'noir support',
    'managers',
  ];
  const answers = async (index: MemoryIndex) =>
    Promise.all(
      questions.map(async (text) =>
        (await index.recall({ text, scopes: [...team], limit: 10 })).map((hit) => [hit.row.id, hit.score]),
      ),
    );

  const first = await openLanceIndex(join(folder, 'index'));
  const indexer = startIndexer({ journal, streams: openStreams(journal, () => undefined), index: first, log });
  // Many small batches and corrections: an index grown in parts, as in real life.
  for (let at = 0; at < 90; at += 1) {
    await append(journal, at % 9 === 8 ? [event(at), retracted(`mem_${at - 3}`)] : [event(at)]);
    indexer.notify();
    if (at % 15 === 0) await indexer.caughtUp(journal.lastSeq());
  }
  await indexer.caughtUp(journal.lastSeq());
  const before = await answers(first);
  await indexer.stop();
  await first.stop();
  rmSync(join(folder, 'index'), { recursive: true });

  const second = await openLanceIndex(join(folder, 'index'));
  const again = startIndexer({ journal, streams: openStreams(journal, () => undefined), index: second, log });
  await again.caughtUp(journal.lastSeq());
  expect(await answers(second)).toEqual(before);
  expect(before.every((hits) => hits.length > 0)).toBe(true);
  const fake = fakeIndex();
  const third = startIndexer({ journal, streams: openStreams(journal, () => undefined), index: fake, log });
  await third.caughtUp(journal.lastSeq());
  expect(await fake.count()).toBe(await second.count());
  await Promise.all([again.stop(), third.stop()]);
  await second.stop();
  rmSync(folder, { recursive: true, force: true });
});
