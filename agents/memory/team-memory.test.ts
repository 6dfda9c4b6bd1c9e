/** What the team remembers, on fakes: the same call has the same answer, however often it is asked. */
import { expect, test } from 'vitest';
import { makeMemoryDisk, openMemoryJournal } from '../journal/memory-journal.ts';
import { openStreams } from '../streams.ts';
import { countingIds, fakeClock } from '../testing.ts';
import { makeTeamMemory } from './team-memory.ts';

const note = { kind: 'fact', subject: 'Acme', text: 'Renews on 1 September.', claimKey: null } as const;
const scope = { taskId: 't_1', runId: 'r_1', teammateId: 'tm_researcher' };

function openMemory() {
  const journal = openMemoryJournal(makeMemoryDisk());
  const streams = openStreams(journal, () => undefined);
  const clock = fakeClock();
  return makeTeamMemory({ journal, streams, index: null, clock, makeId: countingIds(), log: () => undefined });
}

test('a call that is repeated after a crash names the memory that was kept', async () => {
  const memory = openMemory();
  const first = await memory.remember(note, { scope, key: 'k1' });
  expect(await memory.remember(note, { scope, key: 'k1' })).toEqual(first);
  expect(first.confirmed).toBe(false);
});

test('another call with the same words confirms what is known', async () => {
  const memory = openMemory();
  const { memoryId } = await memory.remember(note, { scope, key: 'k1' });
  const text = 'renews  on 1 SEPTEMBER.';
  expect(await memory.remember({ ...note, text }, { scope, key: 'k2' })).toEqual({ memoryId, confirmed: true });
});
