import { expect, test } from 'vitest';
import { callBegun, callSucceeded, atWork, foldEvents, turnBegun, turnCompleted } from '../domain/testing.ts';
import type { TaskEvent } from '../domain/events.ts';
import { memoriesGiven } from './memories-given.ts';

/** The turns of a task whose one turn was begun with a memory and made one call, whose result carries another. */
function turnsOf(recalledId: string, tool: string, from: string[]) {
  const begun = turnBegun(1);
  if (begun.type === 'turn.begun') begun.data.recalledIds = [recalledId];
  const done = callSucceeded('a');
  if (done.type === 'call.succeeded') done.data.labels = { tainted: false, private: true, from };
  const events: TaskEvent[] = [...atWork, begun, turnCompleted(1, [['a', tool]]), callBegun('a'), done];
  return foldEvents(events).turns ?? [];
}

const transcripts = {
  whole: turnsOf('mem_1', 'recall', ['memory/mem_2', 'files/a.md']),
  part: turnsOf('mem_3', 'recall', ['memory/mem_4']),
  // A step that only carries the labels of its context was shown no memory.
  other: turnsOf('mem_5', 'set_plan', ['memory/mem_6']),
};
const parts: Record<string, string[]> = { whole: ['part'], part: ['other'] };

test.each([
  ['whole', ['mem_1', 'mem_2', 'mem_3', 'mem_4', 'mem_5']],
  ['part', ['mem_3', 'mem_4', 'mem_5']],
  ['other', ['mem_5']],
] as const)('%s', (taskId, ids) => {
  const given = memoriesGiven(taskId, {
    transcriptOf: (id) => transcripts[id as keyof typeof transcripts],
    partsOf: (id) => parts[id] ?? [],
  });
  expect([...given]).toEqual(ids);
});
