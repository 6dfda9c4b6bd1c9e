import { t } from '@lingui/core/macro';
import { isActive, queueOf, shownState } from '../../agents/domain/state.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import type { Role } from '../../agents/domain/teammate.ts';

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

/** What a teammate does now: “Working, 1 next”, “Free”. */
export function loadText(tasks: readonly TaskState[], teammateId: string): string {
  const own = tasks.filter((task) => !task.archived && task.teammateId === teammateId);
  const active = own.filter(isActive);
  const next = queueOf(own, teammateId).length;
  const doing = active.some((task) => shownState(task) !== 'planning')
    ? t`Working`
    : active.length > 0
      ? t`Planning`
      : null;
  if (doing) return next > 0 ? t`${doing}, ${next} next` : doing;
  if (next > 0) return t`${next} next`;
  if (own.some((task) => task.status === 'paused')) return t`Paused`;
  return own.some((task) => shownState(task) === 'needs-you') ? t`Waits for you` : t`Free`;
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
