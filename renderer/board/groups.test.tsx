import { i18n } from '@lingui/core';
import { beforeAll, expect, it } from 'vitest';
import { fakeMorning, fakeTask } from '../client/fake-board.ts';
import { fakePart, fakeStanding } from '../client/fake-standing.ts';
import { byStatus, byTeammate, placesInLine, shownTasks } from './groups.ts';

beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages: {} }));

const tasks = fakeMorning(100_000_000);
const team = ['maya', 'tomas', 'priya', 'owen', 'june'];

it('puts every task of the morning into one column, in order', () => {
  expect(byStatus(tasks)).toEqual([
    { column: 'to-do', ids: ['t_open', 't_paper', 't_chase', 't_dupes', 't_pdfs'], waiting: 0 },
    { column: 'working', ids: ['t_merge', 't_names', 't_notes', 't_chairs'], waiting: 0 },
    { column: 'needs-you', ids: ['t_week', 't_brandt', 't_news', 't_lease', 't_cards'], waiting: 2 },
    { column: 'done', ids: ['t_venue', 't_outliers', 't_standup'], waiting: 0 },
  ]);
});

it('puts every task into one lane, and shows Now also where nothing is', () => {
  const lanes = byTeammate(tasks, team);
  expect(lanes.flatMap((lane) => lane.groups.flatMap(({ ids }) => ids)).toSorted()).toEqual(
    tasks.map((task) => task.id).toSorted(),
  );
  expect(lanes[2]).toEqual({
    teammateId: 'tomas',
    groups: [
      { group: 'now', ids: ['t_notes'] },
      { group: 'needs', ids: ['t_week', 't_cards'] },
      { group: 'next', ids: ['t_chase'] },
      { group: 'stopped', ids: ['t_pdfs'] },
      { group: 'done', ids: ['t_outliers'] },
    ],
  });
  expect(lanes[4]?.groups[0]).toEqual({ group: 'now', ids: [] });
});

it('keeps a task of a teammate who is not there in sight', () => {
  const [nobody] = byTeammate([fakeTask('t', 'T', { status: 'queued', teammateId: 'gone' })], team);
  expect(nobody?.groups.flatMap(({ ids }) => ids)).toEqual(['t']);
});

it('counts places in line behind the work under way', () => {
  expect([...placesInLine(tasks, team)]).toEqual([
    ['t_paper', 2],
    ['t_chase', 2],
  ]);
});

it('shows a just given card as drawn and hides archived ones', () => {
  const card = fakeTask('t', 'T');
  const given = { ...card, status: 'queued' as const, teammateId: 'maya' };
  const gone = fakeTask('u', 'U', { archived: true });
  expect(shownTasks({ tasks: { t: card, u: gone }, pending: { t: given } })).toEqual([given]);
});

it('folds parts under their root by status, and lifts a root whose part asks', () => {
  const standing = fakeStanding(100_000_000);
  const byColumn = Object.fromEntries(byStatus(standing).map(({ column, ids }) => [column, ids]));
  expect(byColumn['working']).toEqual(['t_busy', 't_stale', 't_root', 't_thirty', 't_wait']);
  expect(byColumn['needs-you']?.[0]).toBe('t_asks');
  expect(Object.values(byColumn).flat()).toHaveLength(standing.filter((task) => !task.parent).length);
  // By teammate a part stands with the one who does it.
  const maya = byTeammate(standing, team).find((lane) => lane.teammateId === 'maya');
  expect(maya?.groups.find(({ group }) => group === 'needs')?.ids).toEqual(['t_p3', 't_loop']);
});

it('keeps a part in sight whose root is not there, and leaves with an archived one', () => {
  const part = fakePart('t_gone', 'p', 'Part');
  expect(byStatus([part]).flatMap(({ ids }) => ids)).toEqual(['p']);
  const root = fakeTask('t_gone', 'Root', { archived: true });
  expect(shownTasks({ tasks: { t_gone: root, p: part }, pending: {} })).toEqual([]);
});

it('leaves what became of a part to its root', () => {
  const failed = fakePart('t', 'p', 'Part', { status: 'failed', teammateId: 'maya' });
  const maya = byTeammate([failed], team).find((lane) => lane.teammateId === 'maya');
  expect(maya?.groups.find(({ ids }) => ids.includes('p'))?.group).toBe('stopped');
});
