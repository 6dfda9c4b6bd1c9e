/** Decides how a person ends a wait between teammates. Pure. */
import type { Answer, CommandOf } from '../commands.ts';
import type { TaskEvent } from '../events.ts';
import type { TaskState } from '../task.ts';
import { refuse } from './refuse.ts';

export function decideBreak(_state: TaskState, _command: CommandOf<'wait.break'>): Answer<TaskEvent[]> {
  return refuse('call.unknown', 'This step no longer waits. Nothing was changed.');
}
