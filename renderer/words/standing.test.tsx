/** The words of work that stands still or waits. */
import { i18n } from '@lingui/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { fakeStanding } from '../client/fake-standing.ts';
import { clockText } from '../ui/relative-time.tsx';
import { askText, problemKind } from './item-words.ts';
import { liveLine, reasonText, stateText } from './task-words.ts';

beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages: {} }));

const nowMs = new Date(2026, 10, 25, 12, 0).getTime();
const tasks = fakeStanding(nowMs);
const names: Record<string, string> = { maya: 'Maya', tomas: 'Tomás', june: 'June' };
const around = {
  place: null,
  nowMs,
  nameOf: (id: string | null) => names[id ?? ''] ?? 'a teammate',
  asking: null,
  parts: '',
};

describe('work that stands still', () => {
  it.each([
    ['t_loop', 'Needs you · 12 min', 'The work goes in circles. Go on?'],
    ['t_cap', 'Needs you · 8 min', 'Most of a cap is used: $1.62 of $2.00. Go on?'],
    ['t_day', 'Needs you · 7 min', 'Most of a cap is used: $8.00 of $10.00 today. Go on?'],
    ['t_stale', 'No sign of life 3 min', 'The model has sent nothing'],
    ['t_silent', 'Needs you · 6 min', 'No sign of life. Restart the step?'],
    ['t_wait', 'Waiting until 12:42', 'a reply from Brandt Logistics'],
    ['t_root', 'Waiting for Maya and Tomás', 'Price history · Delivery terms'],
    ['t_asks', 'Waiting for Maya', 'Which price list'],
    ['t_stopped', 'Stopped at step 2', 'Not sure it went out. Did this step happen?'],
  ])('%s', (id, state, live) => {
    const task = tasks.find((other) => other.id === id);
    expect(task && [stateText(task, around), liveLine(task, around)]).toEqual([state, live]);
  });

  it('counts those it waits for when they are many', () => {
    const root = tasks.find((task) => task.id === 't_thirty');
    const openCalls = root?.openCalls.map((call, index) => ({
      ...call,
      child: call.child && { ...call.child, teammateId: ['maya', 'tomas', 'june'][index % 3] ?? '' },
    }));
    expect(root && openCalls && stateText({ ...root, openCalls }, around)).toBe('Waiting for 8 parts');
  });

  it('names the day of a time that is not today', () => {
    const task = tasks.find((other) => other.id === 't_wait');
    const wakeAtMs = nowMs + 2 * 86_400_000;
    const openCalls = task?.openCalls.map((call) => ({ ...call, wakeAtMs }));
    expect(task && openCalls && stateText({ ...task, openCalls }, around)).toBe('Waiting until Nov 27 12:00');
  });

  it('says what an item is about, and leaves a teammate’s words alone', () => {
    const kinds = tasks.flatMap((task) =>
      task.items.map((item) => [task.id, item.kind === 'problem' ? problemKind(task, item) : item.kind]),
    );
    expect(Object.fromEntries(kinds)).toMatchObject({
      t_loop: 'loop',
      t_cap: 'softCap',
      t_silent: 'stale',
      t_stopped: 'doubt',
      t_p3: 'question',
    });
    const part = tasks.find((task) => task.id === 't_p3');
    expect(part?.items[0] && askText(part, part.items[0])).toBe('Which price list applies: 2025 or 2026?');
  });

  it.each([
    ['place', null, 'Waiting for a free place'],
    ['service', nowMs, `Waiting: the service rests until ${clockText(nowMs)}`],
    ['rate', nowMs, `Waiting: rate limit until ${clockText(nowMs)}`],
  ] as const)('says why %s keeps it', (why, untilMs, words) => {
    expect(reasonText({ taskId: 't', why, untilMs }, nowMs)).toBe(words);
  });
});
