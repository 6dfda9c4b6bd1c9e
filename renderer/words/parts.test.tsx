import { i18n } from '@lingui/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { fakeStanding } from '../client/fake-standing.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import { askingPart, askingText, columnWith, partsBelow, partsLine, partsOf, shownWith } from './parts.ts';

beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages: {} }));

const nowMs = 100_000_000;
const tasks: Record<string, TaskState> = Object.fromEntries(fakeStanding(nowMs).map((task) => [task.id, task]));
const nameOf = (id: string | null) => ({ maya: 'Maya', tomas: 'Tomás', june: 'June' })[id ?? ''] ?? 'a teammate';
const task = (id: string): TaskState => {
  const found = tasks[id];
  if (!found) throw new Error(`there is no ${id}`);
  return found;
};

describe('parts', () => {
  it('says few by name and many by what they do', () => {
    expect(['t_root', 't_asks', 't_thirty'].map((id) => partsLine(partsOf(tasks, id), nameOf))).toEqual([
      '2 parts: Maya working · Tomás done',
      '1 part: Maya needs you',
      '30 parts: 20 done · 6 working · 4 waiting',
    ]);
  });

  it('lifts a root whose part asks, and says who asks for what', () => {
    const asking = askingPart(partsOf(tasks, 't_asks'));
    expect(asking?.id).toBe('t_p3');
    expect([shownWith(task('t_asks'), asking), columnWith(task('t_asks'), asking)]).toEqual(['needs-you', 'needs-you']);
    expect(asking && askingText(asking, 'Maya')).toBe('Maya has a question about a part');
    expect(askingPart(partsOf(tasks, 't_root'))).toBeNull();
    // What is over asks nothing by its parts.
    expect(shownWith({ ...task('t_asks'), status: 'stopped' }, asking)).toBe('stopped');
  });

  it('gives the same list until a part changes', () => {
    const before = partsOf(tasks, 't_root');
    const other = { ...tasks, t_busy: { ...task('t_busy'), title: 'Other' } };
    expect(partsOf(other, 't_root')).toBe(before);
    expect(partsOf({ ...other, t_p1: { ...task('t_p1'), title: 'Other' } }, 't_root')).not.toBe(before);
    expect(partsOf({ ...other, t_p1: { ...task('t_p1'), archived: true } }, 't_root')).toHaveLength(1);
    expect(partsOf(tasks, 't_busy')).toBe(partsOf(other, 't_loop'));
  });

  it('finds what a part has handed on itself', () => {
    const parent = { taskId: 't_p1', runId: 'r', callId: 'c', rootId: 't_root', depth: 2, idleTurns: 0 };
    const deep = { ...task('t_p2'), id: 't_deep', parent, createdAtMs: nowMs };
    const all = [...partsOf(tasks, 't_root'), deep];
    const rows = (id: string) => partsBelow(task(id), all).map(({ part, depth }) => [part.id, depth]);
    expect(rows('t_root')).toEqual([
      ['t_p1', 1],
      ['t_p2', 1],
      ['t_deep', 2],
    ]);
    expect(rows('t_p1')).toEqual([['t_deep', 1]]);
    expect(rows('t_p2')).toEqual([]);
  });
});
