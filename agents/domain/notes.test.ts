import { expect, test } from 'vitest';
import { noRoomFor } from './notes.ts';
import { toCard } from './project.ts';
import { assigned, atWork, foldEvents, started } from './testing.ts';
import type { TaskEvent } from './events.ts';

const notes = (count: number, chars = 4) =>
  Array.from({ length: count }, (_, at) => ({ callId: `c${at}`, text: 'x'.repeat(chars), keep: false }));

test.each([
  ['the first', 'a', notes(0), null],
  ['the last that fits', 'a', notes(63), null],
  ['one too many', 'a', notes(64), 'You hold 64 notes already'],
  ['one that just fits', 'x'.repeat(2_000), notes(15, 2_000), null],
  ['one token too many', 'x'.repeat(2_001), notes(15, 2_000), '8,000 tokens'],
] as const)('%s', (_, text, held, refusal) => {
  const said = noRoomFor(text, held);
  if (refusal === null) expect(said).toBe(null);
  else expect(said).toContain(refusal);
});

const taken = (callId: string, keep = false): TaskEvent => ({
  type: 'note.taken',
  data: { runId: 'r_1', callId, text: `Note ${callId}`, keep },
});
const ended: TaskEvent = { type: 'run.ended', data: { runId: 'r_1', how: 'stopped', failure: null, cap: null } };

test.each([
  ['kept in order while the run lasts', [taken('a'), taken('b', true)], ['a', 'b']],
  ['dropped when it ends', [taken('a', true), ended], []],
  ['not known to the next run', [taken('a'), ended, assigned, started], []],
] as const)('notes are %s', (_, events, callIds) => {
  const task = foldEvents([...atWork, ...events]);
  expect(task.run?.notes.map((note) => note.callId)).toEqual(callIds);
  expect(toCard(task).run?.notes).toEqual([]);
});
