/** Places in a teammate's queue, as numbers between those of the neighbours. Pure. */
import { queuePlace } from '../state.ts';
import type { TaskState } from '../task.ts';

/** A place before the task at `at` of a queue; `at` = its length gives one at the end. */
export function rankBefore(queue: readonly TaskState[], at: number): number {
  const [before, behind] = [queue[at - 1], queue[at]];
  // A step of a second parts a place at either end from times of queueing.
  if (!behind) return before ? queuePlace(before) + 1000 : 0;
  return before && before.priority === behind.priority
    ? (queuePlace(before) + queuePlace(behind)) / 2
    : queuePlace(behind) - 1000;
}
