/** Decides what a person's version of a breakdown does. Pure. */
import type { Answer, CommandOf } from '../commands.ts';
import type { TaskEvent } from '../events.ts';
import type { TaskState } from '../task.ts';
import { refuse } from './refuse.ts';
import type { Shared } from './task.ts';

export function decideBreakdownEdit(
  _state: TaskState,
  _command: CommandOf<'breakdown.edit'>,
  _shared: Shared,
): Answer<TaskEvent[]> {
  return refuse('task.wrongState', 'There is no plan to change now. Nothing was changed.');
}
