/** What colleagues made that a task builds on: it may read their files, and is told what they said. Pure. */
import { authorOf } from '../domain/due-review.ts';
import { standings } from '../domain/due-parts.ts';
import type { TaskState } from '../domain/task.ts';

/** `name`: how the files are reached, `given/<name>/…`. */
export interface GivenTask {
  name: string;
  from: TaskState;
}

/** Name of what the task made that this one follows. */
const earlier = 'earlier';

/** Name of the result a review looks at. */
export const reviewed = 'result';

/** The parts a part needs, the task it follows, and the result it reviews. */
export function givenTo(task: TaskState, taskOf: (taskId: string) => TaskState | undefined): GivenTask[] {
  const before = task.after === null ? undefined : taskOf(task.after);
  const author = authorOf(task.id, taskOf) === null ? undefined : taskOf(task.parent?.taskId ?? '');
  return [
    ...needed(task, taskOf),
    ...(before ? [{ name: earlier, from: before }] : []),
    ...(author ? [{ name: reviewed, from: author }] : []),
  ];
}

function needed({ id, parent }: TaskState, taskOf: (taskId: string) => TaskState | undefined): GivenTask[] {
  const breakdown = parent && taskOf(parent.taskId)?.breakdown;
  if (!parent || breakdown?.callId !== parent.callId) return [];
  const part = breakdown.parts.find(({ tries }) => tries.some((one) => one.taskId === id));
  if (!part) return [];
  const ends = standings(breakdown, taskOf);
  return part.needs.flatMap((key) => {
    const last = breakdown.parts.find((other) => other.key === key)?.tries.at(-1);
    const from = ends.get(key) === 'done' ? taskOf(last?.taskId ?? '') : undefined;
    return from ? [{ name: key, from }] : [];
  });
}
