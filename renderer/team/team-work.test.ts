import { expect, test } from 'vitest';
import { anItem, aRun, aTask } from '../task/task.fixture.ts';
import { acceptedOfChecked, leadingTask, workOf } from './team-work.ts';

const tasks = [
  aTask({ id: 't_work', status: 'working', changedAtMs: 5 }),
  aTask({ id: 't_needs', status: 'working', items: [anItem()], changedAtMs: 9 }),
  aTask({ id: 't_capped', status: 'paused', run: aRun({ how: 'capped' }), changedAtMs: 1 }),
  aTask({ id: 't_q2', status: 'queued', queuedAtMs: 2 }),
  aTask({ id: 't_q1', status: 'queued', queuedAtMs: 1 }),
  aTask({ id: 't_review', status: 'review', verdict: 'passed' }),
  aTask({ id: 't_failed', status: 'failed' }),
  aTask({ id: 't_done', status: 'done', verdict: 'passed', acceptedBy: 'person' }),
  aTask({ id: 't_draft', status: 'draft' }),
  aTask({ id: 't_gone', status: 'done', archived: true, verdict: 'passed', acceptedBy: 'rule' }),
  aTask({ id: 't_other', status: 'working', teammateId: 'tomas' }),
];
const ids = (list: readonly { id: string }[]) => list.map((task) => task.id);

test('each task of a teammate stands in one list', () => {
  const work = workOf(tasks, 'maya');
  expect({ now: ids(work.now), next: ids(work.next), open: ids(work.open), done: ids(work.done) }).toEqual({
    now: ['t_needs', 't_work', 't_capped'],
    next: ['t_q1', 't_q2'],
    open: ['t_review', 't_failed'],
    done: ['t_done'],
  });
});

test('a task at work stands for the teammate before one that waits for the person', () => {
  expect(leadingTask(workOf(tasks, 'maya'))?.id).toBe('t_work');
  expect(leadingTask(workOf(tasks.slice(3, 5), 'maya'))?.id).toBe('t_q1');
  expect(leadingTask(workOf([], 'maya'))).toBeNull();
});

test('counts what the person accepted of what was checked, archived tasks included', () => {
  expect(acceptedOfChecked(tasks, 'maya')).toEqual({ accepted: 1, checked: 3 });
});
