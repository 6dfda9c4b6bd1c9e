/** Verdict and requirement list of a result, as a person reads them. Pure. */
import type { CheckResult } from '../../agents/domain/schema.ts';
import type { TaskState } from '../../agents/domain/task.ts';

export interface Requirements {
  /** Decided by code, those that failed first. */
  byApp: CheckResult[];
  /** Decided by a colleague who is not the author. */
  byReviewer: CheckResult[];
  /** Decided by the person. */
  byPerson: CheckResult[];
  /** Nobody has looked: only the person can tell. */
  notChecked: CheckResult[];
  checked: number;
  total: number;
}

/** Sorts the lines of the brief into what was checked, by whom, and what nobody has looked at. */
export function requirements(results: readonly CheckResult[]): Requirements {
  const rank = (result: CheckResult) => (result.outcome === 'failed' ? 0 : 1);
  const decided = results.filter((result) => result.outcome !== 'not-checked').toSorted((a, b) => rank(a) - rank(b));
  const of = (who: NonNullable<CheckResult['by']>) => decided.filter(({ by = 'code' }) => by === who);
  const notChecked = results.filter((result) => result.outcome === 'not-checked');
  return {
    byApp: of('code'),
    byReviewer: of('reviewer'),
    byPerson: of('person'),
    notChecked,
    checked: decided.filter((result) => result.outcome === 'passed').length,
    total: results.length,
  };
}

/** The step a task stopped or failed at, from 1; null = no plan. */
export function stepReached(task: TaskState): number | null {
  if (task.plan.length === 0) return null;
  const open = task.plan.findIndex((line) => line.state !== 'done');
  return open === -1 ? task.plan.length : open + 1;
}

/** Plan lines that did not happen, for “what did not happen”. */
export function notHappened(task: TaskState): string[] {
  return task.plan.filter((line) => line.state !== 'done').map((line) => line.text);
}

export type ChangeRow = TaskState['changes'][number];

export interface ChangeGroups {
  /** Can be taken back now. */
  reverts: ChangeRow[];
  /** Being taken back. */
  undoing: ChangeRow[];
  /** Taken back. */
  undone: ChangeRow[];
  /** The person edited the file since; it was left alone. */
  kept: ChangeRow[];
}

/**
 * Sorts a task's changes for the undo screen, the newest first: that is the order in which they must be taken back.
 * Contract: every change stands in exactly one group.
 */
export function changeGroups(task: TaskState): ChangeGroups {
  const newestFirst = task.changes.toReversed();
  const of = (state: ChangeRow['undone']) => newestFirst.filter((change) => change.undone === state);
  return { reverts: of('no'), undoing: of('undoing'), undone: of('yes'), kept: of('kept') };
}

/** Why nothing can be undone at this moment; null = it can. */
export function undoHeldBy(task: TaskState): 'working' | 'archived' | null {
  if (task.archived) return 'archived';
  return task.status === 'working' || task.status === 'stopping' ? 'working' : null;
}
