/** Decides what a person does in a teammate's place: change, skip, do or let through its next step, take the work over, hand it back. Pure. */
import type { Answer, CommandOf } from '../commands.ts';
import type { TaskEvent } from '../events.ts';
import { actsOn, currentCalls } from '../state.ts';
import { isChangeable } from '../step.ts';
import type { TaskState } from '../task.ts';
import { accept, refuse } from './refuse.ts';
import type { Shared } from './task.ts';

export type StepInCommand = CommandOf<
  'task.takeOver' | 'task.handBack' | 'call.edit' | 'call.skip' | 'call.take' | 'call.release'
>;

export function decideStepIn(state: TaskState, command: StepInCommand, shared: Shared): Answer<TaskEvent[]> {
  if (command.type === 'task.takeOver')
    return actsOn(state).includes('takeOver')
      ? accept([{ type: 'task.takenOver', data: { files: [...shared.workFiles] } }])
      : refuse('task.wrongState', 'The task cannot be taken over now. Nothing was changed.');
  if (command.type === 'task.handBack')
    return state.takenOverAtMs === null
      ? refuse('task.wrongState', 'You do not have this task. Nothing was changed.')
      : accept([
          { type: 'task.handedBack', data: { note: command.note } },
          {
            type: 'message.posted',
            data: {
              messageId: shared.messageId,
              from: 'person',
              about: 'hand-back',
              text: shared.tellHandBack(state, command.note),
            },
          },
        ]);
  const call = currentCalls(state).find((one) => one.callId === command.callId);
  if (!call || state.run?.how !== null || state.status === 'stopping')
    return refuse('call.unknown', 'This step is no longer open. Look again at what comes next.');
  if (!isChangeable(call))
    return refuse('task.wrongState', 'This step has begun or is over, so it cannot be changed. Nothing was changed.');
  const at = { runId: state.run.runId, callId: call.callId };
  switch (command.type) {
    case 'call.edit':
      return accept([
        { type: 'call.edited', data: { ...at, args: command.args, print: shared.printOf(call.tool, command.args) } },
      ]);
    case 'call.skip':
      return accept([{ type: 'call.skipped', data: { ...at, note: command.note } }]);
    case 'call.take':
      return accept([{ type: 'call.taken', data: { ...at, content: command.content } }]);
    case 'call.release':
      return state.status === 'paused'
        ? accept([{ type: 'call.released', data: at }])
        : refuse('task.wrongState', 'Only a paused task goes on step by step. Pause it first.');
  }
}
