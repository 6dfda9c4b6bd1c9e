/** What going on after a reached cap would mean. Pure. */
import type { TaskState } from '../../agents/domain/task.ts';
import { isTaskCap, type TaskCap } from '../task/task-cap.ts';

export interface GoOn {
  cap: TaskCap;
  /** What the next attempt may use. Caps count per attempt, so trying again is an allowance of its own. */
  allowed: number;
  /** True: the cap was too small for even one step and must be raised first. */
  raise: boolean;
}

/** How a capped task could go on; null = it did not stop at a cap of its own (the day's are raised in Settings). */
export function goOn(task: TaskState): GoOn | null {
  const { run } = task;
  if (run?.how !== 'capped' || !run.cap || !isTaskCap(run.cap)) return null;
  const allowed = task.caps[run.cap];
  if (allowed === null) return null;
  const raise = run.calls === 0;
  return { cap: run.cap, allowed: raise ? allowed * 2 : allowed, raise };
}
