/** Who takes a part of a breakdown: whom the plan names, else the best of those who did not fail at it. */
import type { BreakdownPart } from '../domain/breakdown.ts';
import type { RoutePart } from '../runs/parts.ts';
import type { Streams } from '../streams.ts';
import { candidatesOf } from './candidates.ts';
import { route } from './routing.ts';

/**
 * Contract: always names somebody. No part waits for the one who suits it best while a colleague of its role is free. With nobody of the
 * role left it goes to any other who is at work, and as a last way out to whoever planned it: a plan must not stand still because a
 * colleague went away.
 */
export function makeRoutePart(streams: Streams): RoutePart {
  return (part, task) => {
    const not = part.tries.map(({ teammateId }) => teammateId);
    if (part.teammateId !== null && streams.teammates.get(part.teammateId)?.standing === 'active' && not.length === 0)
      return { teammateId: part.teammateId, why: 'The plan names this teammate' };
    const candidates = candidatesOf(streams, part);
    const free = candidates.filter(({ load }) => load === 0);
    const ways = [
      { of: free, role: part.role, not },
      { of: candidates, role: part.role, not },
      { of: candidates, role: part.role },
      { of: candidates, role: null, not: [...not, task.teammateId ?? ''] },
    ];
    for (const { of, ...way } of ways) {
      const [first] = route({ title: part.title, brief: part.brief, ...way }, of);
      if (first?.away === null) return { teammateId: first.teammateId, why: whyOf(first.why, part) };
    }
    return { teammateId: task.teammateId ?? '', why: 'Nobody else is at work' };
  };
}

function whyOf(why: string, { tries }: BreakdownPart): string {
  return tries.length === 0 ? why : `Second try: ${why}`;
}
