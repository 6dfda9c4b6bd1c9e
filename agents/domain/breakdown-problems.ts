/** What is wrong with a breakdown, in words for whoever wrote it: a model and a person are held to the same. Pure. */
import type { PlannedPart } from './breakdown.ts';
import type { Role, TeammateState } from './teammate.ts';

export interface PlanAround {
  /** The team; only those at work can take a part. */
  teammates: Iterable<TeammateState>;
  /** How many parts the task's caps allow. */
  mostParts: number;
}

/** Every problem there is, so that one look is enough to mend them; none = it can be carried out. */
export function problemsOf(parts: readonly PlannedPart[], { teammates, mostParts }: PlanAround): string[] {
  if (parts.length === 0) return ['The plan has no part. Name at least one, or do the work without a plan.'];
  if (parts.length > mostParts)
    return [
      `The plan has ${parts.length} parts, and ${mostParts} are allowed. Join parts that belong together, or hand one on to be cut further.`,
    ];
  const active = [...teammates].filter(({ standing }) => standing === 'active');
  const keys = new Set(parts.map(({ key }) => key));
  const problems = [...doubled(parts)];
  for (const part of parts) {
    for (const need of new Set(part.needs))
      if (need === part.key) problems.push(`${part.key} needs itself.`);
      else if (!keys.has(need)) problems.push(`${part.key} needs ${need}, and there is no such part.`);
    problems.push(...nobodyFor(part, active));
    if (part.checks.some(({ kind }) => kind === 'command'))
      problems.push(`${part.key} has a check that runs a program. Only the person may set one.`);
  }
  const circle = circleOf(parts);
  if (circle) problems.push(`The parts wait for each other in a circle: ${[...circle, circle[0]].join(' → ')}.`);
  return problems;
}

function doubled(parts: readonly PlannedPart[]): string[] {
  const seen = new Set<string>();
  const twice = new Set(parts.flatMap(({ key }) => (seen.has(key) || !seen.add(key) ? [key] : [])));
  return [...twice].map((key) => `Two parts are called ${key}. Each needs a name of its own.`);
}

function nobodyFor({ key, role, teammateId }: PlannedPart, active: readonly TeammateState[]): string[] {
  if (teammateId !== null)
    return active.some(({ id }) => id === teammateId) ? [] : [`Whoever ${key} was given to is not at work.`];
  if (active.some(({ profile }) => profile.role === role)) return [];
  const roles = [...new Set(active.map(({ profile }): Role => profile.role))].toSorted();
  const a = /^[aeiou]/.test(role) ? 'an' : 'a';
  return [`${key} needs ${a} ${role}, and there is none at work. There are: ${roles.join(', ')}.`];
}

/** The keys of one circle in the order of waiting; null = there is none. Parts that are unknown or need themselves are told of elsewhere. */
function circleOf(parts: readonly PlannedPart[]): string[] | null {
  const needs = new Map(parts.map(({ key, needs: own }) => [key, own.filter((need) => need !== key)]));
  const done = new Set<string>();
  const visit = (key: string, path: readonly string[]): string[] | null => {
    if (done.has(key)) return null;
    const at = path.indexOf(key);
    if (at >= 0) return path.slice(at);
    for (const need of needs.get(key) ?? []) {
      const found = visit(need, [...path, key]);
      if (found) return found;
    }
    done.add(key);
    return null;
  };
  for (const { key } of parts) {
    const found = visit(key, []);
    if (found) return found;
  }
  return null;
}
