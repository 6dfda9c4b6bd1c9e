/** What a breakdown is due for: parts to be handed on, results to be taken, tries that came to nothing, and in the end its answer. Pure. */
import type { Breakdown, BreakdownPart } from './breakdown.ts';
import { outcomeOf } from './decide/part.ts';
import { isAtRest } from './state.ts';
import type { TaskState } from './task.ts';

/** How often a part that fails is tried: the second time with somebody else, if there is anybody. */
export const maxTries = 2;

export type PartEffect =
  /** Finds who takes a part, and makes the task. */
  | { kind: 'part'; id: string; runId: string; callId: string; key: string }
  /** Takes the result of a part, or writes down that a try came to nothing. */
  | { kind: 'settlePart'; id: string; runId: string; callId: string; key: string; taskId: string }
  /** Answers the call with what all parts came to. */
  | { kind: 'gatherParts'; id: string; runId: string; callId: string };

/**
 * `open` = its needs are not met yet; `ready` = it can be handed on; `unmade` = routed, its task does not exist yet; `live`; `settles` = its task has come
 * to rest; `done`; `failed` = its tries are used up, or a person ended it; `lost` = something it needs will never be done.
 */
export type PartStanding = 'open' | 'ready' | 'unmade' | 'live' | 'settles' | 'done' | 'failed' | 'lost';

type TaskOf = (taskId: string) => TaskState | undefined;

/** Where each part of a breakdown stands, by its key. */
export function standings({ parts }: Breakdown, taskOf: TaskOf): Map<string, PartStanding> {
  const byKey = new Map(parts.map((part) => [part.key, part]));
  const known = new Map<string, PartStanding>();
  const find = (part: BreakdownPart): PartStanding => {
    const before = known.get(part.key);
    if (before) return before;
    // Stands in for itself while its needs are looked at: a circle, which nobody lets through, would have no end.
    known.set(part.key, 'open');
    const needs = part.needs.map((key) => {
      const need = byKey.get(key);
      return need ? find(need) : 'lost';
    });
    const standing = standingOf(part, needs, taskOf);
    known.set(part.key, standing);
    return standing;
  };
  for (const part of parts) find(part);
  return known;
}

function standingOf({ tries }: BreakdownPart, needs: readonly PartStanding[], taskOf: TaskOf): PartStanding {
  const last = tries.at(-1);
  const child = last && taskOf(last.taskId);
  if (last?.failure === null) {
    if (!child) return 'unmade';
    if (child.status === 'done') return 'done';
    return isAtRest(child) ? 'settles' : 'live';
  }
  if (tries.length >= maxTries || (child && isCalledBack(child))) return 'failed';
  if (needs.some((need) => need === 'failed' || need === 'lost')) return 'lost';
  return needs.every((need) => need === 'done') ? 'ready' : 'open';
}

/** True for a part a person ended: stopped, put away, or left behind by the last of its role. Nobody begins it again for them. */
function isCalledBack({ status, archived }: TaskState): boolean {
  return archived || status === 'stopped';
}

/** Why the result of a part does not count; null = it does. */
export function failureOf(child: TaskState, name: string): string | null {
  if (child.status === 'done') return null;
  const outcome = outcomeOf(child, name, '');
  if (!outcome.ok) return outcome.message;
  const failed = child.results.filter((result) => result.outcome === 'failed');
  return failed.length === 0
    ? null
    : `${name}: the result did not pass its checks: ${failed.map(({ label, evidence }) => `${label} (${evidence})`).join('; ')}`;
}

/** `runId`: the run that waits for it. */
export function dueParts(task: TaskState, runId: string, taskOf: TaskOf): PartEffect[] {
  const { breakdown } = task;
  if (breakdown?.state !== 'started') return [];
  const at = { runId, callId: breakdown.callId };
  const standing = standings(breakdown, taskOf);
  let free = task.caps.children;
  for (const one of standing.values()) if (one === 'live' || one === 'unmade' || one === 'settles') free -= 1;
  const effects = breakdown.parts.flatMap((part): PartEffect[] => {
    const { key, tries } = part;
    const id = `${breakdown.callId}/${key}/${tries.length}`;
    switch (standing.get(key)) {
      case 'unmade':
        return [{ kind: 'part', id: `${id}/make`, ...at, key }];
      case 'ready':
        return (free -= 1) >= 0 ? [{ kind: 'part', id: `${id}/hand`, ...at, key }] : [];
      case 'settles':
        return [{ kind: 'settlePart', id: `${id}/settle`, ...at, key, taskId: tries.at(-1)?.taskId ?? '' }];
      default:
        return [];
    }
  });
  if (effects.length > 0) return effects;
  const isOver = [...standing.values()].every((one) => one === 'done' || one === 'failed' || one === 'lost');
  return isOver ? [{ kind: 'gatherParts', id: `${breakdown.callId}/gather`, ...at }] : [];
}
