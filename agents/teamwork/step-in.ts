/** What a person who steps in needs of the world before it is decided: arguments looked at, the work folder listed. */
import type { Answer } from '../domain/commands.ts';
import { accept, refuse } from '../domain/decide/refuse.ts';
import type { Shared, TaskCommand } from '../domain/decide/task.ts';
import { currentCalls } from '../domain/state.ts';
import type { TaskState } from '../domain/task.ts';
import { fitArgs } from '../gate/arguments.ts';
import type { Journal } from '../journal/journal.ts';
import { handBackText } from '../runs/hand-back.ts';
import { foldTask, type Streams } from '../streams.ts';
import type { Tool } from '../tools/tool.ts';
import { partFolder, type WorkFolders } from '../work-folder.ts';

export interface StepInDeps {
  journal: Journal;
  streams: Streams;
  tools: ReadonlyMap<string, Tool>;
  workFolders: WorkFolders;
  /** The absolute work folder of a task. */
  workOf: (taskId: string) => string;
}

/** Looks at the world for one command; refuses a changed step whose arguments fit no tool. */
export async function prepareStepIn(
  { journal, streams, tools, workFolders, workOf }: StepInDeps,
  command: TaskCommand,
): Promise<Answer<Pick<Shared, 'workFiles' | 'tellHandBack'>>> {
  if (command.type === 'call.edit') {
    const task = foldTask(journal, command.taskId);
    const call = task && currentCalls(task).find(({ callId }) => callId === command.callId);
    const tool = call && tools.get(call.tool);
    const fitting = tool ? fitArgs(tool, command.args) : null;
    if (fitting && !fitting.ok) return refuse('input.invalid', `${fitting.reason}. Nothing was changed.`);
  }
  const asksFiles = command.type === 'task.takeOver' || command.type === 'task.handBack';
  const files = asksFiles && streams.tasks.has(command.taskId) ? await workFolders.list(workOf(command.taskId)) : [];
  return accept({
    workFiles: files,
    tellHandBack: (task, note) =>
      handBackText({
        task,
        events: journal.readStream(`task/${task.id}`),
        files,
        recorded: recordedIn(streams, task, ''),
        note,
      }),
  });
}

/** Hash of each file as a teammate left it last, those of all parts below included. */
function recordedIn(streams: Streams, task: TaskState, below: string): Map<string, string> {
  const own = task.changes
    .filter(({ place, undone }) => place === 'work' && undone === 'no')
    .map(({ path, after }): [string, string] => [`${below}${path}`, after]);
  const parts = streams.partsOf(task.id).flatMap((id) => {
    const part = streams.tasks.get(id);
    return part ? [...recordedIn(streams, part, `${below}${partFolder(id)}/`)] : [];
  });
  return new Map([...own, ...parts]);
}
