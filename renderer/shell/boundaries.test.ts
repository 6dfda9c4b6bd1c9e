import { expect, it } from 'vitest';
import type { TaskState } from '../../agents/domain/task.ts';
import { fakeItem, fakeTask } from '../client/fake-board.ts';
import { fakePart } from '../client/fake-standing.ts';
import { boundariesOf, movedTasks } from './boundaries.ts';

const task = (patch: Partial<TaskState>) => fakeTask('t', 'T', patch);
const part = (patch: Partial<TaskState>) => fakePart('t_root', 't', 'T', patch);
const ask = fakeItem('question', 'Which?', 1);
const again = fakeItem('question', 'Which now?', 2);
const working = task({ status: 'working' });

it.each<[string, TaskState | null, TaskState, string[]]>([
  ['begins', task({ status: 'queued' }), working, ['started']],
  ['goes on working', working, task({ status: 'working', nowDoing: 'x' }), []],
  ['asks', working, task({ status: 'working', items: [ask] }), ['needs']],
  [
    'asks for something else',
    task({ status: 'working', items: [ask] }),
    task({ status: 'working', items: [again] }),
    ['needs'],
  ],
  [
    'still asks the same',
    task({ status: 'working', items: [ask] }),
    task({ status: 'working', items: [ask], nowDoing: 'x' }),
    [],
  ],
  ['is answered', task({ status: 'working', items: [ask] }), working, []],
  ['ends well', working, task({ status: 'review', verdict: 'passed' }), ['finished']],
  ['ends unchecked', working, task({ status: 'review', verdict: 'not-checked' }), ['finished']],
  ['ends with nothing', working, task({ status: 'review', verdict: 'nothing' }), ['failed']],
  ['fails', working, task({ status: 'failed' }), ['failed']],
  ['is stopped', task({ status: 'stopping' }), task({ status: 'stopped' }), ['stopped']],
  ['is new', null, task({}), []],
  ['is a part and ends', part({ status: 'working' }), part({ status: 'failed' }), []],
  ['is a part and asks', part({ status: 'working' }), part({ status: 'working', items: [ask] }), ['needs']],
  ['is archived', working, task({ status: 'failed', archived: true }), []],
])('a task that %s', (_name, before, after, kinds) => {
  expect(boundariesOf(['t'], before ? { t: before } : {}, { t: after }).map(({ kind }) => kind)).toEqual(kinds);
});

it('names the cards that changed their column', () => {
  const other = fakeTask('o', 'O');
  const before: Record<string, TaskState> = { t: task({ status: 'queued' }), o: other };
  const after: Record<string, TaskState> = { t: working, o: other, n: fakeTask('n', 'N') };
  const moved = movedTasks(
    Object.keys(after),
    (id) => before[id] ?? null,
    (id) => after[id] ?? null,
  );
  expect(moved).toEqual(['t']);
});
