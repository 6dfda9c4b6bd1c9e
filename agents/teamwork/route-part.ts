/** Who takes a part of a breakdown: whom the person chose, else the best of those who did not fail at it. */
import type { BreakdownPart } from '../domain/breakdown.ts';
import type { RoutePart } from '../runs/parts.ts';
import type { Streams } from '../streams.ts';
import { candidatesOf } from './candidates.ts';
import { route } from './routing.ts';

/**
 * Contract: always names somebody. With nobody of the role left the part goes to any other who is at work, and as a last way out to
 * whoever planned it: a plan must not stand still because a colleague went away.
 */
export function makeRoutePart(streams: Streams): RoutePart {
  return (part, task) => {
    const not = part.tries.map(({ teammateId }) => teammateId);
    if (part.teammateId !== null && streams.teammates.get(part.teammateId)?.standing === 'active' && not.length === 0)
      return { teammateId: part.teammateId, why: 'You chose this teammate' };
    const candidates = candidatesOf(streams, part);
    const ways = [{ role: part.role, not }, { role: part.role }, { role: null, not: [...not, task.teammateId ?? ''] }];
    for (const way of ways) {
      const [first] = route({ title: part.title, brief: part.brief, ...way }, candidates);
      if (first?.away === null) return { teammateId: first.teammateId, why: whyOf(first.why, part) };
    }
    return { teammateId: task.teammateId ?? '', why: 'Nobody else is at work' };
  };
}

function whyOf(why: string, { tries }: BreakdownPart): string {
  return tries.length === 0 ? why : `Second try: ${why}`;
}
