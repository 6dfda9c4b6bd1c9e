/** Which memories were put before a teammate, when, and in how many tasks: a view across all task streams. */
import type { EventRecord } from './events.ts';

export interface MemoryUse {
  lastMs: number;
  /** The newest tasks that used it, newest last. */
  taskIds: readonly string[];
  tasks: number;
}
export type MemoryUses = Map<string, MemoryUse>;

const keptTasks = 50;
const memoryLabel = 'memory/';

/** Folds any event in place; false = nothing was used. */
export function projectUses(uses: MemoryUses, event: EventRecord): boolean {
  const ids = usedBy(event);
  const taskId = event.stream.slice('task/'.length);
  for (const id of ids) {
    const known = uses.get(id) ?? { lastMs: 0, taskIds: [], tasks: 0 };
    const isNew = !known.taskIds.includes(taskId);
    const taskIds = isNew ? [...known.taskIds, taskId].slice(-keptTasks) : known.taskIds;
    uses.set(id, { lastMs: event.atMs, taskIds, tasks: known.tasks + (isNew ? 1 : 0) });
  }
  return ids.length > 0;
}

function usedBy(event: EventRecord): string[] {
  if (event.type === 'turn.begun') return event.data.recalledIds;
  if (event.type !== 'call.succeeded') return [];
  const { from } = event.data.labels;
  return from.filter((source) => source.startsWith(memoryLabel)).map((source) => source.slice(memoryLabel.length));
}
