/** A board and a start from a snapshot fold cards on; both must come out as the card of the whole task. */
import { expect, test } from 'vitest';
import type { TaskEvent } from './events.ts';
import { projectTask, toCard } from './project.ts';
import { shownState } from './state.ts';
import type { TaskState } from './task.ts';
import { atWork, callBegun, foldEvents, placed, turnBegun, turnCompleted } from './testing.ts';

/** Folds all but the first events on a card, as one who sees no transcript does. */
function foldCard(first: number, events: readonly TaskEvent[]): TaskState {
  let card = toCard(foldEvents(events.slice(0, first)));
  for (const record of placed(events).slice(first)) card = toCard(projectTask(card, record) ?? card);
  return card;
}

test('what a run has seen of itself is no part of a card', () => {
  const events = [...atWork, turnBegun(1)];
  const card = foldCard(atWork.length - 1, events);
  expect(card).toEqual(toCard(foldEvents(events)));
  expect(card.ledger).toBeNull();
});

test('a step in doubt stays asked when its task is stopped', () => {
  const doubted = { runId: 'r_1', callId: 'c1', itemId: 'c1/doubt', evidence: 'Post: it had begun.' };
  const events: TaskEvent[] = [
    ...atWork,
    turnBegun(1),
    turnCompleted(1, [['c1', 'post']]),
    callBegun('c1'),
    { type: 'call.doubted', data: doubted },
    { type: 'task.stopping', data: {} },
    { type: 'task.stopped', data: { done: [], notDone: [], uncertain: [doubted.evidence] } },
  ];
  expect(foldEvents(events).items).toMatchObject([{ id: 'c1/doubt' }]);
  expect(foldCard(atWork.length, events)).toEqual(toCard(foldEvents(events)));
});

test('a step in doubt stays asked when the task is given on and begun anew, and holds nothing up', () => {
  const events: TaskEvent[] = [
    ...atWork,
    turnBegun(1),
    turnCompleted(1, [['c1', 'post']]),
    callBegun('c1'),
    { type: 'call.doubted', data: { runId: 'r_1', callId: 'c1', itemId: 'c1/doubt', evidence: 'Post: it had begun.' } },
    { type: 'task.stopping', data: {} },
    { type: 'run.ended', data: { runId: 'r_1', how: 'stopped', failure: null, cap: null } },
    { type: 'task.stopped', data: { done: [], notDone: [] } },
    { type: 'task.assigned', data: { teammateId: 'tm_maya' } },
  ];
  const started = atWork.find((event) => event.type === 'run.started');
  if (!started) throw new Error('no run');
  const again: TaskEvent = { type: 'run.started', data: { ...started.data, runId: 'r_2', attempt: 2 } };
  const task = foldEvents([...events, again]);
  expect([task.items.map((item) => item.id), shownState(task)]).toEqual([['c1/doubt'], 'planning']);
});
