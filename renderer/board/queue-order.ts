/** Moves within a teammate's queue, as the task another is put before. Pure. */
import { queueOf } from '../../agents/domain/state.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import { busyCount } from '../words/task-words.ts';

export type QueueMove = 'up' | 'down' | 'first' | 'last';
export const queueMoves: readonly QueueMove[] = ['up', 'down', 'first', 'last'];

/** A place in a queue: right before or after another task of it. */
export interface QueueSpot {
  taskId: string;
  edge: 'before' | 'after';
}

/** Where a task comes to stand: before which one (null = at the end), and its place in line from 1. */
export interface QueuePlace {
  beforeTaskId: string | null;
  place: number;
}

/** What a move, or a drop at a spot, comes to among the tasks of the board; null = the task stands there already. */
export function placeAfter(tasks: readonly TaskState[], task: TaskState, to: QueueMove | QueueSpot): QueuePlace | null {
  if (task.status !== 'queued' || task.teammateId === null) return null;
  const queue = queueOf(tasks, task.teammateId).map(({ id }) => id);
  const from = queue.indexOf(task.id);
  const others = queue.filter((id) => id !== task.id);
  const at = typeof to === 'string' ? indexAfter(to, from, others.length) : indexAt(others, to);
  if (from < 0 || at === null || at === from) return null;
  return { beforeTaskId: others[at] ?? null, place: busyCount(tasks, task.teammateId) + at + 1 };
}

function indexAfter(move: QueueMove, from: number, last: number): number {
  switch (move) {
    case 'up':
      return Math.max(0, from - 1);
    case 'down':
      return Math.min(last, from + 1);
    case 'first':
      return 0;
    case 'last':
      return last;
  }
}

/** Beside itself a task stays where it is. */
function indexAt(others: readonly string[], { taskId, edge }: QueueSpot): number | null {
  const at = others.indexOf(taskId);
  return at < 0 ? null : edge === 'before' ? at : at + 1;
}
