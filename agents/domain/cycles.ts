/** Finds tasks that wait for each other: none of them can go on by itself. Pure. */
import { isWaiting } from './state.ts';
import { standOf, type TaskOf } from './talk.ts';
import type { TaskState, WaitCycle } from './task.ts';

export type Waiter = WaitCycle['members'][number];

/**
 * Each circle once, from its member with the smallest id on. A task takes no turn before all it waits for is there,
 * so that one wait in the circle is enough to hold it. What a person or the time answers is no circle.
 */
export function waitCycles(tasks: Iterable<TaskState>): Waiter[][] {
  const waiting = new Map([...tasks].filter(isWaiting).map((task) => [task.id, task]));
  const waits = new Map([...waiting].map(([id, task]) => [id, waitsOf(task, waiting)]));
  const found: Waiter[][] = [];
  const taken = new Set<string>();
  for (const id of [...waiting.keys()].toSorted()) {
    if (taken.has(id)) continue;
    const circle = backTo(id, waits, taken);
    if (!circle) continue;
    for (const { taskId } of circle) taken.add(taskId);
    found.push(circle);
  }
  return found;
}

/** The waits of one task that end at a task which waits as well. */
function waitsOf(task: TaskState, waiting: ReadonlyMap<string, TaskState>): Waiter[] {
  const taskOf: TaskOf = (id) => waiting.get(id);
  const at = { taskId: task.id, teammateId: task.teammateId ?? '' };
  return task.openCalls.flatMap(({ callId, child, consulted }): Waiter[] => {
    if (consulted) {
      const waits = waiting.has(consulted.taskId) && standOf(consulted, taskOf).is !== 'answered';
      return waits ? [{ ...at, callId, waitsFor: consulted.taskId, question: consulted.question }] : [];
    }
    const parts = child ? [child.taskId] : partsOf(task, callId);
    return parts.filter((id) => waiting.has(id)).map((id) => ({ ...at, callId, waitsFor: id, question: '' }));
  });
}

/** The newest tries of a plan's parts. */
function partsOf({ breakdown }: TaskState, callId: string): string[] {
  if (breakdown?.callId !== callId) return [];
  return breakdown.parts.flatMap(({ tries }) => tries.at(-1)?.taskId ?? []);
}

/** The shortest way from a task back to itself, none of it taken; null = there is none. */
function backTo(from: string, waits: ReadonlyMap<string, Waiter[]>, taken: ReadonlySet<string>): Waiter[] | null {
  const ways: Waiter[][] = (waits.get(from) ?? []).map((wait) => [wait]);
  const seen = new Set(taken);
  for (const way of ways) {
    const at = way.at(-1)?.waitsFor ?? from;
    if (at === from) return way;
    if (seen.has(at)) continue;
    seen.add(at);
    ways.push(...(waits.get(at) ?? []).map((wait) => [...way, wait]));
  }
  return null;
}
