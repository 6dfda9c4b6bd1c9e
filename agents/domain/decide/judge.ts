/** Decides what a person's word on one line of a result does. Pure. */
import type { Answer, CommandOf } from '../commands.ts';
import type { TaskEvent } from '../events.ts';
import type { TaskState } from '../task.ts';
import { accept, refuse } from './refuse.ts';

export function decideJudge(
  state: TaskState,
  { checkId, outcome, note }: CommandOf<'result.judge'>,
): Answer<TaskEvent[]> {
  if (state.status !== 'review')
    return refuse('task.wrongState', 'There is no result to look at now. Nothing was changed.');
  if (!state.results.some((result) => result.checkId === checkId))
    return refuse('task.wrongState', 'This line is not among those of the result. Nothing was changed.');
  return accept([{ type: 'result.judged', data: { checkId, outcome, note } }]);
}
