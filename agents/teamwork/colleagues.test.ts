import { expect, test } from 'vitest';
import { accept } from '../domain/decide/refuse.ts';
import type { NewEvent, TaskEvent } from '../domain/events.ts';
import { assigned, atWork, callBegun, created, started, turnBegun, turnCompleted } from '../domain/testing.ts';
import { makeMemoryDisk, openMemoryJournal } from '../journal/memory-journal.ts';
import { openStreams } from '../streams.ts';
import { fakeClock } from '../testing.ts';
import { makeColleagues } from './colleagues.ts';

test('a word is said once, though the colleague is at work on another task when it is tried again', async () => {
  const streams = openStreams(openMemoryJournal(makeMemoryDisk()), () => undefined);
  const commit = (id: string, events: readonly NewEvent[]) =>
    streams.commit(`task/${id}`, () => accept([...events]), { actor: 'engine', atMs: 1, commandId: null });
  const task = created;
  if (task.type !== 'task.created') throw new Error('no task');
  const parent = { taskId: 't_1', runId: 'r_1', callId: 'c_0', rootId: 't_1', depth: 1, idleTurns: 0 };
  const part = (taskId: string): TaskEvent => ({ ...task, data: { ...task.data, taskId, parent } });
  await commit('t_1', [...atWork, turnBegun(1), turnCompleted(1, [['c_1', 'comment']]), callBegun('c_1')]);
  for (const id of ['t_2', 't_3']) await commit(id, [part(id), assigned, started]);
  const { comment } = makeColleagues({ streams, clock: fakeClock() });
  const key = streams.tasks.get('t_1')?.turns?.[0]?.calls[0]?.key ?? '';
  expect(await comment('t_1', 't_2', key, 'Mind the lease.')).toBe(true);
  expect(await comment('t_1', 't_3', key, 'Mind the lease.')).toBe(true);
  expect(['t_2', 't_3'].map((id) => streams.tasks.get(id)?.messages.length)).toEqual([1, 0]);
});
