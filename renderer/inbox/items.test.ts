import { describe, expect, test } from 'vitest';
import type { Conflict } from '../../agents/domain/memory.ts';
import { blockedStep, currentRow, inboxView, neighbour, rowKey, workingCount, type InboxRow } from './items.ts';
import { aTask, anItem } from '../task/task.fixture.ts';

const asks = aTask({ id: 't_a', status: 'working', items: [anItem({ id: 'i1', kind: 'approve', sinceMs: 300 })] });
const question = aTask({ id: 't_b', status: 'working', items: [anItem({ id: 'i2', kind: 'question', sinceMs: 100 })] });
const review = aTask({ id: 't_c', status: 'review', items: [anItem({ id: 'i3', kind: 'review', sinceMs: 50 })] });
const failed = aTask({ id: 't_d', status: 'failed', items: [anItem({ id: 'i4', kind: 'problem', sinceMs: 200 })] });
const archived = aTask({ id: 't_e', status: 'review', archived: true, items: [anItem({ id: 'i5', kind: 'review' })] });
const tasks = [asks, review, question, failed, archived];
const idOf = (row: InboxRow) => (row.kind === 'task' ? row.item.id : row.conflict.id);
const keys = (rows: readonly InboxRow[]) => rows.map(idOf);
const shownId = (row: InboxRow | null) => row && idOf(row);
const conflict: Conflict = {
  id: 'cf_1',
  cause: 'claim',
  memberIds: ['mem_a', 'mem_b'],
  difference: null,
  rootId: null,
  sinceMs: 150,
  proposal: null,
};

describe('inboxView', () => {
  test('work that waits comes first, the longest waiting on top; archived tasks ask nothing', () => {
    const view = inboxView(tasks, [], 'all');
    expect(view.counts).toEqual({ all: 4, approve: 1, question: 1, problem: 1, review: 1 });
    expect(keys(view.waiting)).toEqual(['i2', 'i4', 'i1']);
    expect(keys(view.results)).toEqual(['i3']);
  });

  test('what the team knows in two versions is a question, in its place by time', () => {
    const view = inboxView(tasks, [conflict], 'all');
    expect(view.counts).toEqual({ all: 5, approve: 1, question: 2, problem: 1, review: 1 });
    expect(keys(view.waiting)).toEqual(['i2', 'cf_1', 'i4', 'i1']);
    expect(keys(inboxView(tasks, [conflict], 'question').order)).toEqual(['i2', 'cf_1']);
    expect(view.order.map(rowKey)).toContain('memory cf_1');
  });

  test('a tab shows its kind and all counts', () => {
    const view = inboxView(tasks, [], 'approve');
    expect(keys(view.order)).toEqual(['i1']);
    expect(view.counts.all).toBe(4);
  });
});

describe('which row is shown', () => {
  const order = inboxView(tasks, [], 'all').order;
  const before = order.map(rowKey);
  const without = (id: string) => order.filter((row) => idOf(row) !== id);
  test.each([
    ['the chosen one while it is open', order, 't_d i4', 'i4'],
    ['nothing chosen: the first', order, null, 'i2'],
    ['the chosen one was closed: the next', without('i4'), 't_d i4', 'i1'],
    ['the last was closed: the new last', without('i3'), 't_c i3', 'i1'],
    ['an item nobody has seen: the first', order, 't_x i9', 'i2'],
  ])('%s', (_name, rows, chosen, id) => {
    expect(shownId(currentRow(rows, chosen, before))).toBe(id);
  });

  test('an empty list shows nothing', () => {
    expect(currentRow([], 't_a i1', before)).toBeNull();
  });

  test.each([
    ['t_b i2', 1, 'i4'],
    ['t_b i2', -1, 'i2'],
    ['t_c i3', 1, 'i3'],
    [null, 1, 'i2'],
  ] as const)('from %s by %i', (key, step, id) => {
    expect(shownId(neighbour(order, key, step))).toBe(id);
  });
});

test('the step an item blocks is the first that is not done', () => {
  const plan = [
    { text: 'Read', state: 'done' as const },
    { text: 'Write', state: 'doing' as const },
  ];
  expect(blockedStep(aTask({ plan }))).toEqual({ step: 2, total: 2 });
  expect(blockedStep(aTask({ plan: [] }))).toBeNull();
});

test('counts tasks at work, not those that wait for the person', () => {
  expect(workingCount([asks, review, aTask({ status: 'working' }), aTask({ status: 'stopping' })])).toBe(2);
});
