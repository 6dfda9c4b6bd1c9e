import { i18n } from '@lingui/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { actsOn, columnOf } from '../../agents/domain/state.ts';
import { fakeItem, fakeMorning, fakeRun, fakeTask } from '../client/fake-board.ts';
import { actForColumn, actForKey, actRows, canGive, columnBeside, rowsFor } from './acts.ts';
import { columns } from './groups.ts';

beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages: {} }));

const change = {
  id: 'ch',
  callId: 'c',
  kind: 'file',
  place: 'work',
  path: 'a.md',
  before: null,
  after: 'x',
  atMs: 1,
  undone: 'no',
  reason: '',
} as const;
const tasks = [
  ...fakeMorning(10_000_000),
  fakeTask('t_capped', 'Capped', {
    status: 'paused',
    teammateId: 'maya',
    run: fakeRun('maya', 1, 0, { how: 'capped' }),
  }),
  fakeTask('t_paused', 'Paused', {
    status: 'paused',
    teammateId: 'maya',
    run: fakeRun('maya', 1, 0),
    changes: [change],
  }),
  fakeTask('t_stopping', 'Stopping', { status: 'stopping', teammateId: 'maya' }),
  fakeTask('t_review', 'Review', {
    status: 'review',
    teammateId: 'maya',
    verdict: 'passed',
    items: [fakeItem('review', 'x', 1)],
  }),
  fakeTask('t_gone', 'Archived', { archived: true }),
];

describe('acts of a card', () => {
  it('offers in the menu exactly what the engine allows', () => {
    for (const task of tasks) {
      const offered = rowsFor(task).map((row) => row.act);
      const engine = offered.filter((act) => act !== 'open' && act !== 'undo');
      const allowed = actsOn(task).filter((act) => act !== 'retry' || task.teammateId !== null);
      expect(engine.toSorted(), task.title).toEqual([...allowed].toSorted());
    }
  });

  it('gives every act of every state one key, and only one', () => {
    for (const task of tasks) {
      const rows = rowsFor(task);
      const byKey = rows.map((row) => actForKey(task, row.keys));
      expect(byKey, task.title).toEqual(rows.map((row) => row.act));
    }
  });

  it('drops only where the menu and a key do the same', () => {
    for (const task of tasks) {
      const inMenu = new Set(rowsFor(task).map((row) => row.act));
      for (const column of columns) {
        const act = actForColumn(task, column);
        if (act)
          expect(inMenu.has(act) && actForKey(task, actRows.find((row) => row.act === act)?.keys ?? '') === act).toBe(
            true,
          );
      }
      if (canGive(task, 'maya')) expect(inMenu.has('assign')).toBe(true);
    }
  });

  it('takes cards in the columns where that is an act', () => {
    const table = tasks.map((task) => [task.id, columnOf(task), columns.map((column) => actForColumn(task, column))]);
    expect(
      table.filter(([id]) => ['t_open', 't_chairs', 't_cards', 't_lease', 't_venue'].includes(String(id))),
    ).toEqual([
      ['t_open', 'to-do', [null, null, null, null]],
      ['t_chairs', 'working', ['stop', null, null, null]],
      ['t_cards', 'needs-you', [null, 'retry', null, null]],
      ['t_lease', 'needs-you', [null, null, null, 'accept']],
      ['t_venue', 'done', [null, 'reopen', null, null]],
    ]);
  });

  it('does not give a queued task to the teammate who has it', () => {
    const queued = fakeTask('t', 'x', { status: 'queued', teammateId: 'maya' });
    expect([canGive(queued, 'maya'), canGive(queued, 'owen')]).toEqual([false, true]);
  });

  it('moves with Alt and arrows only where a column takes the card', () => {
    const venue = tasks.find((task) => task.id === 't_venue');
    const lease = tasks.find((task) => task.id === 't_lease');
    if (!venue || !lease) throw new Error('the morning lost a task');
    expect([
      columnBeside(venue, columns, -1),
      columnBeside(venue, columns, 1),
      columnBeside(lease, columns, 1),
      columnBeside(lease, columns, -1),
    ]).toEqual(['working', null, 'done', null]);
  });
});
