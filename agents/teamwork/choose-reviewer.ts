/** Who reviews a result: a seam that routing takes over. */
import { isActive } from '../domain/state.ts';
import type { TaskState } from '../domain/task.ts';
import type { TeammateState } from '../domain/teammate.ts';

export interface ReviewerChoice {
  teammateId: string;
  why: string;
}

/** The least loaded active reviewer who is not the author; `named`: the one the task asks for. null = there is none. */
export function chooseReviewer(
  team: Iterable<TeammateState>,
  tasks: Iterable<TaskState>,
  authorIds: readonly string[],
  named: string | null,
): ReviewerChoice | null {
  const load = new Map<string, number>();
  for (const task of tasks)
    if (task.teammateId && (isActive(task) || task.status === 'queued'))
      load.set(task.teammateId, (load.get(task.teammateId) ?? 0) + 1);
  const able = [...team].filter(
    ({ id, standing, profile }) =>
      standing === 'active' &&
      !authorIds.includes(id) &&
      profile.tools.includes('give_opinion') &&
      (named === null ? profile.role === 'reviewer' : id === named),
  );
  const [best] = able.toSorted((a, b) => (load.get(a.id) ?? 0) - (load.get(b.id) ?? 0));
  if (!best) return null;
  const waiting = load.get(best.id) ?? 0;
  return {
    teammateId: best.id,
    why:
      named === null
        ? `Reviews, is not the author, ${waiting === 0 ? 'free now' : `${waiting} before it`}`
        : 'The task names this reviewer',
  };
}
