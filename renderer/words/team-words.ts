import { plural, t } from '@lingui/core/macro';
import { columnOf, isActive, isTrial, needsYou, queueOf, shownState } from '../../agents/domain/state.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import type { Role, TeammateState } from '../../agents/domain/teammate.ts';

/** The role in the reader's language. */
export function roleText(role: Role): string {
  switch (role) {
    case 'planner':
      return t`planner`;
    case 'researcher':
      return t`researcher`;
    case 'executor':
      return t`executor`;
    case 'reviewer':
      return t`reviewer`;
    case 'memory manager':
      return t`memory manager`;
  }
}

/** Teammates who take work, in the team's order: those who are retired get none. */
export function takers(teammates: Readonly<Record<string, TeammateState>>): TeammateState[] {
  return Object.values(teammates).filter(({ standing }) => standing !== 'retired');
}

/** What a teammate does now: “Working, 1 next”, “1 waits for you”, “Paused”, “Free”. */
export function loadText(
  tasks: readonly TaskState[],
  { id, standing }: Pick<TeammateState, 'id' | 'standing'>,
): string {
  const own = tasks.filter((task) => !task.archived && !isTrial(task) && task.teammateId === id);
  const next = queueOf(own, id).length;
  const doing = doingText(own);
  if (standing === 'paused') {
    const paused = doing ? t`${doing}, then paused` : t`Paused`;
    return next > 0 ? t`${paused}, ${next} next` : paused;
  }
  const first = doing ?? waitingText(own);
  if (first) return next > 0 ? t`${first}, ${next} next` : first;
  return next > 0 ? t`${next} next` : t`Free`;
}

function doingText(own: readonly TaskState[]): string | null {
  const active = own.filter(isActive);
  if (active.length === 0) return null;
  return active.some((task) => shownState(task) !== 'planning') ? t`Working` : t`Planning`;
}

/** What stands still with a teammate who does nothing: for the person's word, or because the person paused it. */
function waitingText(own: readonly TaskState[]): string | null {
  // What became of a part is its root's to look at.
  const waiting = own.filter((task) => needsYou(task) || (!task.parent && columnOf(task) === 'needs-you')).length;
  if (waiting > 0) return plural(waiting, { one: '# waits for you', other: '# wait for you' });
  const paused = own.filter((task) => task.status === 'paused').length;
  return paused > 0 ? plural(paused, { one: '# paused', other: '# paused' }) : null;
}

/** What the tasks of one teammate cost on the day `nowMs` is in: a task counts when it changed that day. */
export function spentTodayUsdMicros(tasks: readonly TaskState[], nowMs: number, teammateId?: string): number {
  const day = Math.floor(nowMs / 86_400_000);
  let sum = 0;
  for (const task of tasks) {
    if (teammateId !== undefined && task.teammateId !== teammateId) continue;
    if (task.run && Math.floor(task.run.startedAtMs / 86_400_000) === day) sum += task.run.costUsdMicros;
  }
  return sum;
}

/** Why the team gave a task to its teammate by itself; '' = a person or a colleague did. */
export function chosenText({ assignment }: Pick<TaskState, 'assignment'>): string {
  const why = assignment?.by === 'routing' ? assignment.why : '';
  return why && t`Chosen by the team: ${why}`;
}
