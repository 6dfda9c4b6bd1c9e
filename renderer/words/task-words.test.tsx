import { i18n } from '@lingui/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { fakeItem, fakeMorning, fakeRun, fakeTask } from '../client/fake-board.ts';
import { liveLine, ordinal, placeInLine, stateText, wouldHappen } from './task-words.ts';
import { loadText } from './team-words.ts';

beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages: {} }));

const nowMs = 100_000_000;
const tasks = fakeMorning(nowMs);
const names: Record<string, string> = { maya: 'Maya', tomas: 'Tomás' };
const around = {
  place: null,
  nowMs,
  nameOf: (id: string | null) => names[id ?? ''] ?? 'a teammate',
  asking: null,
  parts: '',
};

const active = (id: string) => ({ id, standing: 'active' as const });

describe('words of a task', () => {
  it('says every state of the morning as the brief does', () => {
    const said = tasks.map((task) => [task.id, stateText(task, { ...around, place: placeInLine(tasks, task) })]);
    expect(Object.fromEntries(said)).toMatchObject({
      t_open: 'Not started',
      t_paper: 'Waiting for Maya (2nd)',
      t_chairs: 'Working 2/5',
      t_merge: 'Planning',
      t_week: 'Needs you · 12 min',
      t_pdfs: 'Stopped at step 3',
      t_cards: 'Failed at step 4',
      t_lease: 'Ready to review 5/5',
      t_news: 'Finished, not checked',
      t_venue: 'Done',
    });
  });

  it.each([
    [fakeTask('t', 'T', { status: 'stopping' }), 'Stopping…'],
    [
      fakeTask('t', 'T', {
        status: 'stopping',
        teammateId: 'maya',
        next: { teammateId: 'tomas', assignment: { by: 'person', why: '' } },
      }),
      'Stopping, then Tomás',
    ],
    [fakeTask('t', 'T', { status: 'paused', run: fakeRun('maya', 1, 0) }), 'Paused by you'],
    [fakeTask('t', 'T', { status: 'paused', takenOverAtMs: 1, run: fakeRun('maya', 1, 0) }), 'You have it'],
    [fakeTask('t', 'T', { status: 'paused', run: fakeRun('maya', 1, 0, { how: 'capped' }) }), 'Paused by the cap'],
    [fakeTask('t', 'T', { status: 'review', verdict: 'nothing' }), 'Finished, produced nothing'],
  ])('says %#', (task, text) => expect(stateText(task, around)).toBe(text));

  it('tells on the live line what is asked, done or to be done', () => {
    const lines = tasks.map((task) => [task.id, liveLine(task, around)]);
    expect(Object.fromEntries(lines)).toMatchObject({
      t_open: 'Date, room, run sheet; under $2,400',
      t_chairs: 'Reading Sitwell offer.pdf, page 6 of 14',
      t_brandt: 'Which price list applies: 2025 or 2026?',
      t_outliers: 'Accepted by rule',
      t_paper: 'Added · 20 min',
    });
    const titled = fakeTask('t', 'Brief me on prices', {
      brief: 'Brief me on prices.\nOne page.',
      folder: '/a/office',
    });
    expect([liveLine(titled, around), liveLine({ ...titled, brief: 'Brief me on prices.' }, around)]).toEqual([
      'One page.',
      'In the folder office',
    ]);
  });

  it('says what giving would do', () => {
    expect(['owen', 'maya', 'priya'].map((id) => wouldHappen(tasks, active(id)))).toEqual([
      'Starts now',
      '3rd in line',
      '2nd in line',
    ]);
    expect([1, 2, 3, 4, 11, 21, 22].map(ordinal)).toEqual(['1st', '2nd', '3rd', '4th', '11th', '21st', '22nd']);
  });

  it('says what each teammate does', () => {
    expect(['maya', 'priya', 'owen', 'june'].map((id) => loadText(tasks, active(id)))).toEqual([
      'Working, 1 next',
      'Working',
      'Free',
      'Planning',
    ]);
    const asks = fakeTask('t', 'T', { status: 'working', teammateId: 'maya', items: [fakeItem('question', '?', 1)] });
    const given = fakeTask('t_2', 'T', { status: 'review', teammateId: 'maya' });
    const next = fakeTask('t_3', 'T', { status: 'queued', teammateId: 'maya' });
    expect([[asks], [asks, given], [asks, next], [next]].map((own) => loadText(own, active('maya')))).toEqual([
      '1 waits for you',
      '2 wait for you',
      '1 waits for you, 1 next',
      '1 next',
    ]);
  });

  it('says of a paused teammate that nothing begins', () => {
    const paused = (id: string) => ({ id, standing: 'paused' as const });
    expect(['maya', 'owen'].map((id) => loadText(tasks, paused(id)))).toEqual([
      'Working, then paused, 1 next',
      'Paused',
    ]);
    expect(wouldHappen(tasks, paused('owen'))).toBe('Waits until resumed');
  });

  it('counts no trial', () => {
    const trial = fakeTask('t', 'T', { origin: 'trial', status: 'working', teammateId: 'owen' });
    const queued = fakeTask('t_2', 'T', { status: 'queued', teammateId: 'owen' });
    expect([loadText([trial], active('owen')), wouldHappen([trial], active('owen'))]).toEqual(['Free', 'Starts now']);
    expect(placeInLine([trial, queued], queued)).toBe(1);
  });
});
