/** Decides what becomes of a task whose teammate has left the team: none may be left stuck. Pure. */
import type { TaskEvent } from '../events.ts';
import type { TaskState } from '../task.ts';

/** Who goes on with a part, and why; a whole task has none, the person gives it to somebody. */
export interface Heir {
  teammateId: string;
  why: string;
}

/** Nothing = the task rests, or is on its way already. */
export function leave(state: TaskState, name: string, heir: Heir | null, messageId: string): TaskEvent[] {
  const isQueued = state.status === 'queued';
  const isUnderWay = state.run?.how === null && (state.status === 'working' || state.status === 'paused');
  if (state.archived || (!isQueued && !isUnderWay)) return [];
  if (heir) {
    const data = { teammateId: heir.teammateId, by: 'routing' as const, why: `${name} was retired; ${heir.why}` };
    return [isQueued ? { type: 'task.assigned', data } : { type: 'task.reassigning', data }];
  }
  // The teammate who handed a part on is told what became of it, and goes on.
  if (state.parent && isQueued)
    return [
      { type: 'task.unassigned', data: {} },
      { type: 'task.archived', data: {} },
    ];
  const text = isQueued
    ? `${name} was retired before this was begun. It needs somebody else.`
    : `${name} was retired while at work on this. What was done is kept; it needs somebody else.`;
  return [
    { type: 'message.posted', data: { messageId, from: 'engine', about: 'comment', text } },
    isQueued ? { type: 'task.unassigned', data: {} } : { type: 'task.stopping', data: {} },
  ];
}
