/** What a teammate is at, and what it has done. Pure. */
import { queueOf, shownState } from '../../agents/domain/state.ts';
import type { TaskState } from '../../agents/domain/task.ts';

export interface TeammateWork {
  /** Under way or waiting for the person, the one changed last first. */
  now: TaskState[];
  /** In line, the longest waiting first. */
  next: TaskState[];
  /** Results to look at, failures and stops. */
  open: TaskState[];
  /** Accepted, the newest first. */
  done: TaskState[];
}

const nowStates = new Set(['planning', 'working', 'needs-you', 'waiting', 'stale', 'paused', 'capped', 'stopping']);

/** Sorts one teammate's tasks. Contract: a task that is not archived stands in exactly one list, a draft and a try in none. */
export function workOf(tasks: Iterable<TaskState>, teammateId: string): TeammateWork {
  const all = [...tasks].filter((task) => task.trial === null);
  const own = all
    .filter((task) => !task.archived && task.teammateId === teammateId)
    .toSorted((a, b) => b.changedAtMs - a.changedAtMs);
  return {
    now: own.filter((task) => nowStates.has(shownState(task))),
    next: queueOf(all, teammateId),
    open: own.filter((task) => ['review', 'not-checked', 'nothing', 'failed', 'stopped'].includes(shownState(task))),
    done: own.filter((task) => shownState(task) === 'done'),
  };
}

/** Of the results the app marked checked, how many the person accepted: counts, never a score. Parts are not a person's to accept. */
export function acceptedOfChecked(
  tasks: Iterable<TaskState>,
  teammateId: string,
): { accepted: number; checked: number } {
  const checked = [...tasks].filter((task) => isOwn(task, teammateId) && task.verdict === 'passed');
  return { accepted: checked.filter((task) => task.acceptedBy === 'person').length, checked: checked.length };
}

/** The same, for each version of the profile while it was in use. */
export function acceptedByVersion(
  tasks: Iterable<TaskState>,
  teammateId: string,
): Map<number, { accepted: number; checked: number }> {
  const counts = new Map<number, { accepted: number; checked: number }>();
  for (const task of tasks) {
    if (!isOwn(task, teammateId) || task.verdict !== 'passed' || task.run?.teammateId !== teammateId) continue;
    const before = counts.get(task.run.profileVersion) ?? { accepted: 0, checked: 0 };
    const accepted = before.accepted + (task.acceptedBy === 'person' ? 1 : 0);
    counts.set(task.run.profileVersion, { accepted, checked: before.checked + 1 });
  }
  return counts;
}

/** Work of this teammate that is a person's to judge: no part, no try. */
function isOwn(task: TaskState, teammateId: string): boolean {
  return task.teammateId === teammateId && !task.parent && task.trial === null;
}

/** Finished work a change can be tried on, the newest first. */
export function triable(tasks: Iterable<TaskState>, teammateId: string): TaskState[] {
  return [...tasks]
    .filter((task) => isOwn(task, teammateId) && (task.status === 'done' || task.status === 'review'))
    .toSorted((a, b) => b.changedAtMs - a.changedAtMs);
}

/** The task whose state stands for the teammate; null = it is free. */
export function leadingTask(work: TeammateWork): TaskState | null {
  const rank: Record<string, number> = { working: 0, planning: 0, stale: 0, stopping: 1, 'needs-you': 2, waiting: 3 };
  return (
    work.now.toSorted((a, b) => (rank[shownState(a)] ?? 4) - (rank[shownState(b)] ?? 4))[0] ?? work.next[0] ?? null
  );
}
