/** The moments worth telling a person: work started, needs them, finished, failed. Found by comparing tasks before and after a batch. */
import { needsYou, shownState } from '../../agents/domain/state.ts';
import type { TaskState } from '../../agents/domain/task.ts';

export interface Boundary {
  kind: 'started' | 'needs' | 'finished' | 'failed' | 'stopped';
  task: TaskState;
}

/** What the comparison needs: tasks by id, as the store holds them. */
type Tasks = Readonly<Record<string, TaskState>>;

/** Lists the boundaries a batch crossed. Tasks whose object is the same were not touched. */
export function boundariesOf(before: Tasks, after: Tasks): Boundary[] {
  const found: Boundary[] = [];
  for (const task of Object.values(after)) {
    const was = before[task.id];
    if (was === task || task.archived) continue;
    const kind = boundaryOf(was, task);
    if (kind) found.push({ kind, task });
  }
  return found;
}

function boundaryOf(was: TaskState | undefined, task: TaskState): Boundary['kind'] | null {
  const before = was && shownState(was);
  const now = shownState(task);
  if (needsYou(task)) {
    const known = new Set(was?.items.map((item) => item.id));
    return task.items.some((item) => item.kind !== 'review' && !known.has(item.id)) ? 'needs' : null;
  }
  if (before === now) return null;
  if (now === 'failed' || now === 'nothing') return 'failed';
  if (now === 'capped') return 'needs';
  if (now === 'review' || now === 'not-checked') return 'finished';
  if (now === 'stopped') return 'stopped';
  const hasBegun = now === 'planning' || now === 'working';
  return hasBegun && (before === 'queued' || before === 'not-started') ? 'started' : null;
}

/** Cards that changed their column in a batch. */
export function movedTasks(before: Tasks, after: Tasks, columnOf: (task: TaskState) => string): string[] {
  const moved: string[] = [];
  for (const task of Object.values(after)) {
    const was = before[task.id];
    if (was && was !== task && columnOf(was) !== columnOf(task)) moved.push(task.id);
  }
  return moved;
}
