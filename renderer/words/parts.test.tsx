import { i18n } from '@lingui/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { fakeStanding } from '../client/fake-standing.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import { askingPart, askingText, columnWith, partsBelow, partsDone, partsOf, shownWith } from './parts.ts';

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
  it('counts what became of parts, and names who needs the person', () => {
    expect(
      ['t_root', 't_asks', 't_thirty', 't_busy'].map((id) => partsDone(task(id), partsOf(tasks, id), nameOf)),
    ).toEqual(['1 of 2 parts done', '0 of 1 part done · Maya needs you', '20 of 30 parts done', '']);
  });

  it('counts parts through all levels, failed ones, and those that have not begun', () => {
    const root = task('t_root');
    const parent = { taskId: 't_p1', runId: 'r', callId: 'c', rootId: 't_root', depth: 2, idleTurns: 0 };
    const failed = { ...task('t_p2'), id: 't_deep', parent: { ...parent, runId: 'r_1' } };
    const all = [...partsOf(tasks, 't_root'), { ...failed, status: 'failed' as const }];
    expect(partsDone(root, all, nameOf)).toBe('1 of 3 parts done · 1 not done');
    const part = { key: 'a', title: 'A', brief: 'A', role: 'researcher' as const, teammateId: null };
    const planned = { ...part, needs: [], inputs: [], checks: [], caps: {}, tries: [] };
    const breakdown = { callId: 'c', round: 1, state: 'started' as const, why: '', parts: [planned] };
    expect(partsDone({ ...root, breakdown }, all, nameOf)).toBe('1 of 4 parts done · 1 not done');
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
