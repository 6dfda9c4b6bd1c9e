/** When a colleague looks at a result before it is decided: which review belongs to it, and what is due for it. Pure. */
import { currentReview, isAtRest } from './state.ts';
import type { TaskState } from './task.ts';

/** True when what a review looks at is no longer the result: somebody said a word, and the author went on. */
export function isReviewOver(review: Pick<TaskState, 'id'>, above: TaskState): boolean {
  return above.review !== null && review.id.startsWith(`t_${above.run?.runId}.review`) && !isReviewOf(review, above);
}

function isReviewOf(review: Pick<TaskState, 'id'>, above: TaskState): boolean {
  return currentReview(above)?.taskId === review.id;
}

/** What is due once a run has come to a result: the review made, awaited, or the checks. */
export function dueAtEnd(
  task: TaskState,
  taskOf: (taskId: string) => TaskState | undefined,
): 'check' | 'hand-review' | 'wait' {
  const review = currentReview(task);
  if (!review) return 'check';
  const made = taskOf(review.taskId);
  if (!made) return 'hand-review';
  return isAtRest(made) ? 'check' : 'wait';
}

/** Who made the result a task reviews; null = the task is no review. */
export function authorOf(taskId: string, taskOf: (taskId: string) => TaskState | undefined): string | null {
  const parent = taskOf(taskId)?.parent;
  const above = parent && taskOf(parent.taskId);
  return above && taskId.startsWith(`t_${parent.runId}.review`) ? (above.run?.teammateId ?? null) : null;
}
