/** What the fake engine answers to a person who steps in, changes a plan or judges a line. */
import type { Command } from '../../agents/domain/commands.ts';
import type { NewEvent, StreamName } from '../../agents/domain/events.ts';
import type { TaskState } from '../../agents/domain/task.ts';

/** Events of the task's stream; null = another kind of command, or one without an effect here. */
export function stepReaction(
  command: Command,
  taskOf: (taskId: string) => TaskState | undefined,
): { stream: StreamName; events: readonly NewEvent[] } | null {
  if (!('taskId' in command) || command.taskId === null) return null;
  const task = taskOf(command.taskId);
  const events = task ? eventsOf(command, task.run?.runId ?? '', task) : null;
  return events && { stream: `task/${command.taskId}`, events };
}

function eventsOf(command: Command, runId: string, task: TaskState): NewEvent[] | null {
  switch (command.type) {
    case 'task.takeOver':
      return [{ type: 'task.takenOver', data: {} }];
    case 'task.handBack':
      return [{ type: 'task.handedBack', data: { note: command.note } }];
    case 'call.edit':
      return [{ type: 'call.edited', data: { runId, callId: command.callId, args: command.args, print: '' } }];
    case 'call.skip':
      return [{ type: 'call.skipped', data: { runId, callId: command.callId, note: command.note } }];
    case 'call.take':
      return [{ type: 'call.taken', data: { runId, callId: command.callId, content: command.content } }];
    case 'call.release':
      return [{ type: 'call.released', data: { runId, callId: command.callId } }];
    case 'breakdown.edit': {
      const { breakdown } = task;
      const effect = { verb: '', target: '', text: null, before: null, cutBytes: 0 };
      const hash = `${command.hash}+`;
      return (
        breakdown && [
          { type: 'breakdown.edited', data: { runId, callId: breakdown.callId, parts: command.parts, hash, effect } },
        ]
      );
    }
    case 'result.judge': {
      const { checkId, outcome, note } = command;
      return [{ type: 'result.judged', data: { checkId, outcome, note } }];
    }
    default:
      return null;
  }
}
