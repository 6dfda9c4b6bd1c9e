import { expect, test } from 'vitest';
import { changeGroups, notHappened, requirements, stepReached, undoHeldBy, type ChangeRow } from './verdict.ts';
import { aTask } from './task.fixture.ts';

const check = (checkId: string, outcome: 'passed' | 'failed' | 'not-checked') => ({
  checkId,
  label: checkId,
  outcome,
  evidence: '',
});
const change = (id: string, undone: ChangeRow['undone']): ChangeRow => ({
  id,
  callId: 'c_1',
  kind: 'file',
  place: 'work',
  path: `${id}.md`,
  before: null,
  after: 'x',
  atMs: 0,
  undone,
  reason: '',
});

test('what failed stands first, what nobody checked stands apart and counts as not checked', () => {
  const view = requirements([check('a', 'passed'), check('b', 'not-checked'), check('c', 'failed')]);
  expect(view.byApp.map((result) => result.checkId)).toEqual(['c', 'a']);
  expect(view.notChecked.map((result) => result.checkId)).toEqual(['b']);
  expect([view.checked, view.total]).toEqual([1, 3]);
});

test('each line stands under who decided it; a reviewer’s “not checked” is not a check', () => {
  const view = requirements([
    { ...check('a', 'passed'), by: 'reviewer' },
    { ...check('b', 'failed'), by: 'person' },
    { ...check('c', 'not-checked'), by: 'reviewer' },
    check('d', 'passed'),
  ]);
  const ids = (rows: typeof view.byApp) => rows.map(({ checkId }) => checkId).join();
  expect([ids(view.byApp), ids(view.byReviewer), ids(view.byPerson), ids(view.notChecked)]).toEqual([
    'd',
    'a',
    'b',
    'c',
  ]);
  expect(view.checked).toBe(2);
});

test('no results: nothing was checked', () => {
  expect(requirements([])).toEqual({ byApp: [], byReviewer: [], byPerson: [], notChecked: [], checked: 0, total: 0 });
});

test('the step reached and what did not happen come from the plan', () => {
  const plan = [
    { text: 'Read', state: 'done' as const },
    { text: 'Write', state: 'doing' as const },
    { text: 'Check', state: 'todo' as const },
  ];
  expect([stepReached(aTask({ plan })), notHappened(aTask({ plan }))]).toEqual([2, ['Write', 'Check']]);
  expect(stepReached(aTask())).toBeNull();
});

test('changes are grouped newest first, each once', () => {
  const groups = changeGroups(
    aTask({
      changes: [change('a', 'no'), change('b', 'yes'), change('c', 'no'), change('d', 'kept'), change('e', 'undoing')],
    }),
  );
  const ids = Object.fromEntries(
    Object.entries(groups).map(([name, rows]: [string, ChangeRow[]]) => [name, rows.map((row) => row.id)]),
  );
  expect(ids).toEqual({ reverts: ['c', 'a'], undoing: ['e'], undone: ['b'], kept: ['d'] });
});

test.each([
  ['working', 'working'],
  ['stopping', 'working'],
  ['paused', null],
  ['review', null],
  ['done', null],
] as const)('undo while %s', (status, held) => {
  expect(undoHeldBy(aTask({ status }))).toBe(held);
});
