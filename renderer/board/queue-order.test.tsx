import { expect, it } from 'vitest';
import { fakeRun, fakeTask } from '../client/fake-board.ts';
import { edgeAt } from './drag.ts';
import { placeAfter, queueMoves, type QueueSpot } from './queue-order.ts';

const queued = (id: string, queuedAtMs: number, patch = {}) =>
  fakeTask(id, id, { status: 'queued', teammateId: 'maya', queuedAtMs, ...patch });
const working = fakeTask('t_now', 'Now', { status: 'working', teammateId: 'maya', run: fakeRun('maya', 1, 0) });
const [a, b, c] = [queued('a', 1), queued('b', 2), queued('c', 3)];
const tasks = [c, working, b, a, queued('x', 4, { teammateId: 'tomas' })];

it('moves by one, to the front and to the back, and nowhere where it stands already', () => {
  const places = (task: typeof a) => queueMoves.map((move) => placeAfter(tasks, task, move));
  expect(places(a)).toEqual([null, { beforeTaskId: 'c', place: 3 }, null, { beforeTaskId: null, place: 4 }]);
  expect(places(b)).toEqual([
    { beforeTaskId: 'a', place: 2 },
    { beforeTaskId: null, place: 4 },
    { beforeTaskId: 'a', place: 2 },
    { beforeTaskId: null, place: 4 },
  ]);
});

it.each<[string, QueueSpot, { beforeTaskId: string | null; place: number } | null]>([
  ['c', { taskId: 'a', edge: 'before' }, { beforeTaskId: 'a', place: 2 }],
  ['c', { taskId: 'a', edge: 'after' }, { beforeTaskId: 'b', place: 3 }],
  ['c', { taskId: 'b', edge: 'after' }, null],
  ['a', { taskId: 'c', edge: 'after' }, { beforeTaskId: null, place: 4 }],
  ['a', { taskId: 'b', edge: 'before' }, null],
  ['a', { taskId: 'a', edge: 'after' }, null],
  ['a', { taskId: 'x', edge: 'before' }, null],
])('drops %s at %j', (id, spot, place) => {
  const task = tasks.find((other) => other.id === id);
  expect(task && placeAfter(tasks, task, spot)).toEqual(place);
});

it('moves nothing that is not queued', () => {
  expect(placeAfter(tasks, working, 'last')).toBeNull();
});

it('takes the nearer edge', () => {
  const box = { top: 100, height: 40 };
  expect([100, 119, 120, 141].map((clientY) => edgeAt({ clientY, box }))).toEqual([
    'before',
    'before',
    'after',
    'after',
  ]);
});
