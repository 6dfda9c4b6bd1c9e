import { expect, test } from 'vitest';
import type { NewEvent, TaskEvent } from '../domain/events.ts';
import { atWork } from '../domain/testing.ts';
import { accept } from '../domain/decide/refuse.ts';
import { openMemoryJournal } from '../journal/memory-journal.ts';
import { openStreams } from '../streams.ts';
import { countingIds, fakeClock } from '../testing.ts';
import { startPromoting } from './promoting.ts';

const noted = (callId: string, text: string, keep: boolean): TaskEvent => ({
  type: 'note.taken',
  data: { runId: 'r_1', callId, text, keep },
});
const ended = (how: 'completed' | 'failed'): TaskEvent => ({
  type: 'run.ended',
  data: { runId: 'r_1', how, failure: null, cap: null },
});

async function world(events: readonly NewEvent[]) {
  const journal = openMemoryJournal();
  const streams = openStreams(journal, () => undefined);
  const meta = { actor: 'engine', atMs: 1, commandId: null };
  await streams.commit('task/t_1', () => accept([...events]), meta);
  const deps = { journal, streams, clock: fakeClock(), makeId: countingIds(), log: () => undefined };
  const kept = () =>
    [...journal.readStream('memory')].flatMap((event) => (event.type === 'memory.asserted' ? [event.data] : []));
  return { deps, kept, records: [...journal.readStream('task/t_1')] };
}
const notes = [noted('c1', 'Halden pays late in August', true), noted('c2', 'page 4 is the table', false)];

test('what was marked is an episode once the run has ended well, once', async () => {
  const { deps, kept, records } = await world([...atWork, ...notes, ended('completed')]);
  const promoting = startPromoting(deps);
  promoting.notify(records);
  promoting.notify(records);
  await promoting.idle();
  await startPromoting(deps).idle();
  expect(kept()).toMatchObject([{ kind: 'episode', text: 'Halden pays late in August', taskId: 't_1', runId: 'r_1' }]);
});

test('a start makes up for one that ended right before a crash; a run that failed leaves nothing', async () => {
  const crashed = await world([...atWork, ...notes, ended('completed')]);
  await startPromoting(crashed.deps).idle();
  expect(crashed.kept()).toHaveLength(1);
  const failed = await world([...atWork, ...notes, ended('failed')]);
  const promoting = startPromoting(failed.deps);
  promoting.notify(failed.records);
  await promoting.idle();
  expect(failed.kept()).toEqual([]);
});
