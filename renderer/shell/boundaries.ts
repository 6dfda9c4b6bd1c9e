/** The moments worth telling a person: work started, needs them, finished, failed. Found by comparing tasks before and after a batch. */
import type { EventRecord } from '../../agents/domain/events.ts';
import { columnOf, isTrial, needsYou, shownState } from '../../agents/domain/state.ts';
import type { TaskState } from '../../agents/domain/task.ts';

export interface Boundary {
  kind: 'started' | 'needs' | 'finished' | 'failed' | 'stopped';
  task: TaskState;
}

/** What the comparison needs: tasks by id, as the store holds them. */
type Tasks = Readonly<Record<string, TaskState>>;

/** The tasks a batch touched: looking at these alone keeps a board of thousands quick. */
export function touchedBy(events: readonly EventRecord[]): Set<string> {
  return new Set(events.flatMap(({ stream }) => (stream.startsWith('task/') ? [stream.slice('task/'.length)] : [])));
}

/** Lists the boundaries the touched tasks crossed. */
export function boundariesOf(touched: Iterable<string>, before: Tasks, after: Tasks): Boundary[] {
  const found: Boundary[] = [];
  for (const id of touched) {
    const was = before[id];
    const task = after[id];
    if (!task || task.archived || isTrial(task)) continue;
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
  // A part counts as the task it is a part of: only what it asks is told of by itself.
  if (before === now || task.parent) return null;
  if (now === 'failed' || now === 'nothing') return 'failed';
  if (now === 'capped') return 'needs';
  if (now === 'review' || now === 'not-checked') return 'finished';
  if (now === 'stopped') return 'stopped';
  const hasBegun = now === 'planning' || now === 'working';
  return hasBegun && (before === 'queued' || before === 'not-started') ? 'started' : null;
}

/** The touched cards that changed their column. */
export function movedTasks(
  touched: Iterable<string>,
  before: (id: string) => TaskState | null,
  after: (id: string) => TaskState | null,
): string[] {
  return [...touched].filter((id) => {
    const was = before(id);
    const task = after(id);
    return was !== null && task !== null && columnOf(was) !== columnOf(task);
  });
}
