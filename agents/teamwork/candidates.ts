/** The team as routing looks at it, for one piece of work. */
import { faredOf, kindOf } from '../domain/operations.ts';
import { isActive } from '../domain/state.ts';
import type { TeammateState } from '../domain/teammate.ts';
import type { Streams } from '../streams.ts';
import type { Candidate, Work } from './routing.ts';

/** Everybody, in the team's order. */
export function candidatesOf(
  { teammates, moving, operations }: Pick<Streams, 'teammates' | 'moving' | 'operations'>,
  work: Pick<Work, 'title' | 'brief'>,
): Candidate[] {
  const loads = new Map<string, number>();
  for (const task of moving.values()) {
    const { teammateId } = task;
    if (teammateId !== null && (task.status === 'queued' || isActive(task)))
      loads.set(teammateId, (loads.get(teammateId) ?? 0) + 1);
  }
  const kind = kindOf(work);
  return inOrder(teammates.values()).map(({ id, profile, standing }) => ({
    id,
    profile,
    standing,
    fared: faredOf(operations, id, kind),
    load: loads.get(id) ?? 0,
  }));
}

/** Identity colours are given out in the team's order; two of one colour stand by id. */
function inOrder(team: Iterable<TeammateState>): TeammateState[] {
  return [...team].toSorted((a, b) => a.profile.colour - b.profile.colour || a.id.localeCompare(b.id));
}
