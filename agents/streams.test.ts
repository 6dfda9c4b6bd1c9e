import { expect, test } from 'vitest';
import { accept, refuse } from './domain/decide/refuse.ts';
import type { NewEvent, StreamName } from './domain/events.ts';
import { toCard } from './domain/project.ts';
import { assigned, atWork, created, turnBegun, turnCompleted } from './domain/testing.ts';
import type { Journal } from './journal/journal.ts';
import { makeMemoryDisk, openMemoryJournal, type MemoryDisk } from './journal/memory-journal.ts';
import { openStreams, type Streams } from './streams.ts';

const task: StreamName = 'task/t_1';
const meta = { actor: 'engine', atMs: 1, commandId: null };
const paused: NewEvent = { type: 'workspace.paused', data: {} };
const asserted: NewEvent = {
  type: 'memory.asserted',
  data: {
    memoryId: 'mem_1',
    kind: 'fact',
    scope: 'team',
    scopeId: 'team',
    subject: 'Ada',
    text: 'likes rain',
    claimKey: null,
    authority: 'human',
    author: 'person',
    taskId: null,
    runId: null,
    sourceUri: null,
    labels: { tainted: false, private: false, from: [] },
    contentHash: 'h',
  },
};

function open(disk: MemoryDisk): { streams: Streams; journal: Journal; published: number[] } {
  const journal = openMemoryJournal(disk);
  const published: number[] = [];
  const streams = openStreams(journal, (records) => void published.push(...records.map((record) => record.seq)));
  return { streams, journal, published };
}

const commit = (streams: Streams, stream: StreamName, ...events: NewEvent[]) =>
  streams.commit(stream, () => accept(events), meta);

/** All that a start has to know again, transcripts left out. */
function shown({ tasks, moving, teammates, workspace, memory, spend, seq }: Streams): unknown {
  return [[...tasks.values()].map(toCard), [...moving.keys()], [...teammates.values()], workspace, memory, spend, seq];
}

test('commands on one stream follow each other, whatever became of the one before', async () => {
  const { streams, journal, published } = open(makeMemoryDisk());
  const append = journal.append.bind(journal);
  // As on a real disk, an append takes its time.
  journal.append = async (...args) => Promise.resolve().then(() => append(...args));
  const seen: (number | undefined)[] = [];
  const decide = (answer: () => ReturnType<typeof accept<NewEvent[]>>) => () => {
    seen.push(streams.tasks.get('t_1')?.version);
    return answer();
  };
  const results = await Promise.allSettled([
    streams.commit(
      task,
      decide(() => accept([created])),
      meta,
    ),
    streams.commit(
      task,
      decide(() => refuse('task.archived', '')),
      meta,
    ),
    streams.commit(
      task,
      decide(() => {
        throw new Error('broken code');
      }),
      meta,
    ),
    streams.commit(
      task,
      decide(() => accept([assigned])),
      meta,
    ),
    commit(streams, 'workspace', paused),
  ]);
  expect(results.map((result) => (result.status === 'fulfilled' ? result.value.ok : 'threw'))).toEqual([
    true,
    false,
    'threw',
    true,
    true,
  ]);
  expect(seen).toEqual([undefined, 1, 1, 1]);
  expect([streams.tasks.get('t_1')?.version, streams.workspace.paused, published]).toEqual([2, true, [1, 2, 3]]);
});

test('a start from a snapshot knows what a start from the first event knows', async () => {
  const disk = makeMemoryDisk();
  const first = open(disk);
  await commit(first.streams, task, created);
  await commit(first.streams, 'task/t_2', ...atWork, turnBegun(1), turnCompleted(1, [['c_1', 'read_file']]));
  await commit(first.streams, 'memory', asserted);
  first.streams.saveSnapshot();
  await commit(first.streams, task, assigned);
  await commit(first.streams, 'workspace', paused);
  first.streams.saveSnapshot();
  await commit(first.streams, 'task/t_2', { type: 'task.paused', data: { by: 'person' } });
  expect([...first.streams.moving.keys()]).toEqual(['t_1']);
  expect(shown(open({ ...disk, snapshot: null }).streams)).toEqual(shown(first.streams));
  // What the snapshot covers is not read again: it may say what it likes.
  const records = disk.records.map((record, index) => (index < 9 ? record.replaceAll('Chairs', 'Never read') : record));
  expect(shown(open({ ...disk, records }).streams)).toEqual(shown(first.streams));
});

test('a commit that ends a pause after another event keeps the transcript in memory', async () => {
  const { streams } = open(makeMemoryDisk());
  await commit(streams, task, ...atWork, turnBegun(1), turnCompleted(1, [['c_1', 'read_file']]));
  await commit(streams, task, { type: 'task.paused', data: { by: 'person' } });
  expect(streams.tasks.get('t_1')?.turns).toBe(null);
  const said: NewEvent = { type: 'message.posted', data: { messageId: 'm_1', from: 'engine', text: 'Retired.' } };
  await commit(streams, task, said, { type: 'task.stopping', data: {} });
  expect(streams.tasks.get('t_1')?.turns?.length).toBe(1);
});

test('a snapshot writes what changed since the one before, and everything when that one is gone', async () => {
  const disk = makeMemoryDisk();
  const { streams, journal } = open(disk);
  const written: string[][] = [];
  const save = journal.saveSnapshot.bind(journal);
  journal.saveSnapshot = (snapshot, since) => {
    written.push([...snapshot.slices.keys()]);
    return save(snapshot, since);
  };
  await commit(streams, task, created);
  await commit(streams, 'task/t_2', created);
  streams.saveSnapshot();
  streams.saveSnapshot();
  await commit(streams, 'task/t_2', assigned);
  streams.saveSnapshot();
  await commit(streams, task, assigned);
  disk.snapshot = null;
  streams.saveSnapshot();
  const all = ['task/t_1', 'task/t_2', 'workspace', 'memory', 'spend', 'uses', 'operations'];
  expect(written).toEqual([all, ['task/t_2', 'spend'], ['task/t_1', 'spend'], all]);
  expect(disk.snapshot).toMatchObject({ seq: 4 });
});
