/** Decides what a person's command does to a task: events, or a refusal with its reason. Pure; time and ids come in. */
import type { Answer, Command, CommandOf } from '../commands.ts';
import type { TaskEvent } from '../events.ts';
import type { Artifact, Caps, Check } from '../schema.ts';
import { actsOn, type TaskAct } from '../state.ts';
import type { TaskState } from '../task.ts';
import { decideItem, message, note } from './item.ts';
import type { TeammateState } from '../teammate.ts';
import { decideBreakdownEdit } from './breakdown.ts';
import { decideJudge } from './judge.ts';
import { rankBefore } from './queue.ts';
import { accept, refuse } from './refuse.ts';
import { decideStepIn } from './step-in.ts';
import { decideBreak } from './talk.ts';

/** Commands that go to one task's stream. */
export type TaskCommand = Exclude<Extract<Command, { taskId: string }>, { type: 'plan.save' }>;

/** What a decision may know beyond its own stream. */
export interface Shared {
  teammates: ReadonlyMap<string, TeammateState>;
  /** Finds any task of the board; undefined = there is none. */
  taskOf: (taskId: string) => TaskState | undefined;
  /** Tasks queued for one teammate, the next one first. */
  queueOf: (teammateId: string) => TaskState[];
  /** Fingerprint of a call (gate/loops.ts) and hash of a value, by the shell. */
  printOf: (tool: string, args: unknown) => string;
  hashOf: (value: unknown) => string;
  caps: Caps;
  ownerName: string;
  /** An id for a message the command leaves, made by the shell. */
  messageId: string;
  /** The task's work folder as it is now, where the command asks what was changed in it. */
  workFiles: readonly Artifact[];
  /** What the teammate is told of the time a person had the task. */
  tellHandBack: (state: TaskState, note: string) => string;
}

type Decision = Answer<TaskEvent[]>;

/** `state: null` = the stream does not exist yet. */
export function decideTask(state: TaskState | null, command: TaskCommand, shared: Shared): Decision {
  if (command.type === 'task.create') return create(state, command, shared);
  if (command.type === 'task.try') return tryOut(state, command, shared);
  if (!state) return refuse('task.unknown', 'This task does not exist on this board.');
  if (state.archived) return refuse('task.archived', 'This task is archived. Nothing was changed.');
  switch (command.type) {
    case 'task.edit':
      return act(state, 'edit', () => edit(state, command));
    case 'task.assign':
      return assign(state, command, shared);
    case 'task.unassign':
      return act(state, 'unassign', () => [{ type: 'task.unassigned', data: {} }]);
    case 'task.pause':
      return act(state, 'pause', () => [{ type: 'task.paused', data: { by: 'person' } }]);
    case 'task.resume':
      return act(state, 'resume', () => [{ type: 'task.resumed', data: { by: 'person' } }]);
    case 'task.prioritise':
      return act(state, 'prioritise', () => [{ type: 'task.edited', data: { priority: command.priority } }]);
    case 'task.restartStep':
      return act(state, 'restartStep', () => [
        { type: 'run.revived', data: { runId: state.run?.runId ?? '', by: 'person' } },
      ]);
    case 'task.stop':
      return act(state, 'stop', () => [{ type: 'task.stopping', data: {} }]);
    case 'task.steer':
      return act(state, 'steer', () => [message(command.messageId, command.text)]);
    case 'task.accept':
      return act(state, 'accept', () => [{ type: 'task.accepted', data: { by: 'person' } }]);
    case 'task.sendBack':
      return act(state, 'sendBack', () => [
        message(shared.messageId, command.note),
        { type: 'task.sentBack', data: { note: command.note } },
      ]);
    case 'task.retry':
      return act(state, 'retry', () => [{ type: 'task.reopened', data: {} }]);
    case 'task.reopen':
      return act(state, 'reopen', () => [...note(shared.messageId, command.note), { type: 'task.reopened', data: {} }]);
    case 'task.archive':
      return act(state, 'archive', () => [{ type: 'task.archived', data: {} }]);
    case 'task.reorder':
      return act(state, 'reorder', () => reorder(state, command, shared));
    case 'task.takeOver':
    case 'task.handBack':
    case 'call.edit':
    case 'call.skip':
    case 'call.take':
    case 'call.release':
      return decideStepIn(state, command, shared);
    case 'wait.break':
      return decideBreak(state, command);
    case 'breakdown.edit':
      return decideBreakdownEdit(state, command, shared);
    case 'result.judge':
      return decideJudge(state, command);
    case 'item.approve':
    case 'item.decline':
    case 'item.answer':
    case 'item.settle':
    case 'item.release':
      return decideItem(state, command, shared.messageId);
    case 'change.undo':
      return undo(state, command);
  }
}

function create(state: TaskState | null, command: CommandOf<'task.create'>, shared: Shared): Decision {
  if (state) return refuse('task.exists', 'A task with this id exists already.');
  const { taskId, brief, folder, teammateId, origin } = command;
  const away = teammateId === null ? null : cannotTake(shared.teammates.get(teammateId));
  if (away) return away;
  const { after, occasion, planId } = command;
  if (after !== undefined && !shared.taskOf(after))
    return refuse('task.unknown', 'The task this one should follow does not exist. Nothing was made.');
  if ((occasion !== undefined) !== (origin === 'event'))
    return refuse('input.invalid', 'What happened outside belongs to a task made for it, and to no other.');
  const created: TaskEvent = {
    type: 'task.created',
    data: {
      taskId,
      title: command.title ?? titleFrom(brief),
      brief,
      folder,
      owner: shared.ownerName,
      checks: [...standardChecks(folder), ...(command.checks ?? [])],
      caps: { ...shared.caps, ...command.caps },
      origin,
      ...(after === undefined ? {} : { after }),
      ...(occasion === undefined ? {} : { occasion }),
      ...(planId === undefined ? {} : { planId }),
    },
  };
  return accept(teammateId ? [created, { type: 'task.assigned', data: { teammateId } }] : [created]);
}

const unknownTeammate = 'There is no such teammate. The task was not given to anybody.';

/** The checks every result must pass: something was made, and what it quotes stands in the files. */
function standardChecks(folder: string | null): Check[] {
  const made: Check = { id: 'made', kind: 'artifact', label: 'A result was written' };
  const quotes: Check = { id: 'quotes', kind: 'citations', label: 'Every quote stands in its file' };
  return folder ? [made, quotes] : [made];
}

/** The first words of the first line, cut at a word. */
export function titleFrom(brief: string): string {
  const line = (brief.trim().split('\n', 1)[0] ?? '').replaceAll(/\s+/g, ' ').replace(/^#+\s*/, '');
  if (line.length <= 80) return line.replace(/[.:]$/, '') || 'Untitled task';
  return `${line.slice(0, 80).replace(/\s+\S*$/, '')}…`;
}

function edit(state: TaskState, { title, brief, folder, caps }: CommandOf<'task.edit'>): TaskEvent[] {
  const data = { title, brief, folder, caps: caps && { ...state.caps, ...caps } };
  return [
    { type: 'task.edited', data: Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined)) },
  ];
}

/** Work under way goes on with the other one: the run stops first, and what it had begun is settled. */
function assign(state: TaskState, { teammateId, seen }: CommandOf<'task.assign'>, shared: Shared): Decision {
  const away = cannotTake(shared.teammates.get(teammateId));
  if (away) return away;
  if (seen !== undefined && seen !== state.teammateId) {
    const name = shared.teammates.get(state.teammateId ?? '')?.profile.name;
    const now = name ? `${name} has it now` : 'nobody has it now';
    return refuse('stream.moved', `Somebody moved this task while you did: ${now}. Nothing was changed; look again.`);
  }
  // Put back where it was, work that goes on is not begun anew. Refused rather than answered with nothing: what leaves no event leaves no receipt, and a command sent twice must be answered once.
  if (state.run?.how === null && state.teammateId === teammateId && state.next === null)
    return refuse('task.wrongState', 'This teammate is at work on it already. Nothing was changed.');
  return act(state, 'assign', () =>
    state.run?.how === null
      ? [{ type: 'task.reassigning', data: { teammateId, by: 'person', why: '' } }]
      : [{ type: 'task.assigned', data: { teammateId } }],
  );
}

/** Why a teammate gets no work; null = it does. */
function cannotTake(teammate: TeammateState | undefined): Decision | null {
  if (!teammate) return refuse('teammate.unknown', unknownTeammate);
  return teammate.standing === 'retired'
    ? refuse('teammate.away', `${teammate.profile.name} is retired. The task was not given to anybody.`)
    : null;
}

/** An old task's inputs once more, for another profile; nothing of it counts for the teammate's record. */
function tryOut(
  state: TaskState | null,
  { taskId, ofTaskId, teammateId, profile }: CommandOf<'task.try'>,
  shared: Shared,
): Decision {
  if (state) return refuse('task.exists', 'A task with this id exists already.');
  const away = cannotTake(shared.teammates.get(teammateId));
  if (away) return away;
  const old = shared.taskOf(ofTaskId);
  if (!old || old.trial) return refuse('task.unknown', 'The task to try this on does not exist. Nothing was tried.');
  const { title, brief, folder, checks, caps } = old;
  return accept([
    {
      type: 'task.created',
      data: {
        taskId,
        title,
        brief,
        folder,
        owner: shared.ownerName,
        checks,
        caps,
        origin: 'trial',
        trial: { ofTaskId, profile },
        ...(old.occasion ? { occasion: old.occasion } : {}),
      },
    },
    { type: 'task.assigned', data: { teammateId } },
  ]);
}

/** A place the person chooses beats priority: the task takes that of the one it is put before. */
function reorder(state: TaskState, { beforeTaskId }: CommandOf<'task.reorder'>, shared: Shared): TaskEvent[] {
  const queue = shared.queueOf(state.teammateId ?? '').filter((task) => task.id !== state.id);
  const at = beforeTaskId === null ? queue.length : queue.findIndex((task) => task.id === beforeTaskId);
  const beside = queue[at] ?? queue.at(-1);
  if (at < 0 || !beside) return [];
  return [
    ...(beside.priority === state.priority
      ? []
      : [{ type: 'task.edited' as const, data: { priority: beside.priority } }]),
    { type: 'task.ranked', data: { rank: rankBefore(queue, at) } },
  ];
}

function undo(state: TaskState, { changeId }: CommandOf<'change.undo'>): Decision {
  const change = state.changes.find((other) => other.id === changeId);
  if (!change) return refuse('change.unknown', 'There is no such change in this task.');
  if (change.undone === 'yes' || change.undone === 'undoing')
    return refuse('change.done', 'This change is undone already.');
  if (state.status === 'working' || state.status === 'stopping') {
    return refuse('task.wrongState', 'The teammate is still at work. Stop the task first, then undo.');
  }
  return accept([{ type: 'change.undoing', data: { changeId } }]);
}

const acts: Record<TaskAct, string> = {
  assign: 'given to another teammate',
  unassign: 'taken back',
  pause: 'paused',
  resume: 'resumed',
  restartStep: 'begun anew: no step of it stands still',
  prioritise: 'put before or behind others',
  stop: 'stopped',
  steer: 'told anything',
  accept: 'accepted',
  sendBack: 'sent back',
  retry: 'tried again',
  reopen: 'reopened',
  edit: 'edited',
  archive: 'archived',
  reorder: 'moved in the queue',
  takeOver: 'taken over',
  handBack: 'handed back',
};

function act(state: TaskState, name: TaskAct, events: () => TaskEvent[]): Decision {
  if (actsOn(state).includes(name)) return accept(events());
  return refuse('task.wrongState', `The task cannot be ${acts[name]} now. Nothing was changed.`);
}
