/**
 * Lists the effects that should be in flight now, given one task's state. Pure; the performer asks after every event and at start.
 * There is no outbox beside it: what is due follows from the fold, so a crash and a clean start are the same path.
 */
import { dueParts, type PartEffect } from './due-parts.ts';
import { consultDue } from './due-talk.ts';
import { dueAtEnd, isReviewOver } from './due-review.ts';
import { currentReview, isActive, isAnswered, isAtRest, queueOf } from './state.ts';
import { isUpNext } from './step.ts';
import type { Call, TaskState, Turn } from './task.ts';

/** Something the engine must do to the world. `id` is stable: performing the same effect twice is one effect. */
export type Effect =
  | { kind: 'model'; id: string; runId: string; turn: number; notBeforeMs: number }
  | { kind: 'call'; id: string; runId: string; callId: string; notBeforeMs: number }
  /** Makes the task a call was handed on as. */
  | { kind: 'hand'; id: string; runId: string; callId: string }
  /** Puts a question to a colleague at work on another task. */
  | { kind: 'post'; id: string; runId: string; callId: string }
  /** Answers a call with what became of the task it was handed on as, or with a colleague's answer. */
  | { kind: 'gather'; id: string; runId: string; callId: string }
  /** Answers a call whose time has come. */
  | { kind: 'wake'; id: string; runId: string; callId: string; notBeforeMs: number; atMostMs: number }
  | PartEffect
  | { kind: 'check'; id: string; runId: string }
  /** Makes the task in which a colleague looks at the result. */
  | { kind: 'review'; id: string; runId: string }
  /** Calls this task off: the work it was a part of is over. */
  | { kind: 'halt'; id: string }
  | { kind: 'stop'; id: string; runId: string }
  | { kind: 'undo'; id: string; changeId: string };

/** What `due` knows beyond the task itself. */
export interface Around {
  /** Whether a tool only reads: reads may run side by side, everything else in order. */
  isRead: (tool: string) => boolean;
  /** Finds a part, or what a task is a part of; undefined = there is none. */
  taskOf: (taskId: string) => TaskState | undefined;
}

export function due(task: TaskState, around: Around): Effect[] {
  const undos = task.changes
    .filter((change) => change.undone === 'undoing')
    .map((change): Effect => ({ kind: 'undo', id: `${change.id}/undo`, changeId: change.id }));
  const { run } = task;
  if (isCalledOff(task, around) && !isAtRest(task) && task.status !== 'stopping')
    return [{ kind: 'halt', id: `${task.id}/halt` }, ...undos];
  if (!run || run.how !== null || task.archived) return undos;
  if (task.status === 'stopping') return [...stops(task, run.runId, around), ...undos];
  if (task.hold || isSuspended(task, around)) return undos;
  if (task.status === 'paused') return [...released(task, run.runId, around), ...undos];
  if (task.status !== 'working') return undos;
  return [...work(task, run.runId, around), ...undos];
}

/** True when the run that handed this task on is over or being stopped. */
export function isCalledOff({ id, parent }: TaskState, { taskOf }: Around): boolean {
  if (!parent) return false;
  const above = taskOf(parent.taskId);
  if (!above || above.run?.runId !== parent.runId || above.run.how !== null) return true;
  return above.status === 'stopping' || isReviewOver({ id }, above);
}

/** True while a task this one is a part of stands still: a person paused it, it is held, or it is on its way to an end. */
export function isSuspended({ parent }: TaskState, around: Around): boolean {
  const above = parent && around.taskOf(parent.taskId);
  return above ? above.status !== 'working' || above.hold !== null || isSuspended(above, around) : false;
}

/** True while the task this one follows is not at rest; one that is gone holds nobody up. */
function isEarly({ after }: TaskState, { taskOf }: Around): boolean {
  const before = after === null ? undefined : taskOf(after);
  return before !== undefined && !isAtRest(before);
}

/** The task, and those it is a part of, the nearest first. */
export function lineOf(task: TaskState, taskOf: Around['taskOf']): TaskState[] {
  const above = task.parent && taskOf(task.parent.taskId);
  return above ? [task, ...lineOf(above, taskOf)] : [task];
}

/** A task has stopped once the parts it handed on have. */
function stops(task: TaskState, runId: string, { taskOf }: Around): Effect[] {
  const isOpen = childrenOf(task).some((id) => {
    const child = taskOf(id);
    return child && !isAtRest(child);
  });
  return isOpen ? [] : [{ kind: 'stop', id: `${runId}/stop`, runId }];
}

/** Tasks that calls of the newest turn wait for, and the review of its result. */
export function childrenOf(task: TaskState): string[] {
  const calls = task.turns?.at(-1)?.calls ?? [];
  const planned = task.breakdown?.state === 'started' ? task.breakdown.parts : [];
  const review = currentReview(task);
  return [
    ...calls.flatMap((call) => (call.state === 'waiting' && call.child ? [call.child.taskId] : [])),
    ...planned.flatMap(({ tries }) => tries.flatMap((one) => (one.failure === null ? [one.taskId] : []))),
    ...(review ? [review.taskId] : []),
  ];
}

/** Of a paused task: the one step a person let through, wherever it stands, and nothing after it. */
function released(task: TaskState, runId: string, around: Around): Effect[] {
  const step = task.turns?.at(-1)?.calls.find((call) => call.callId === task.onlyCallId);
  if (!step || isAnswered(step)) return [];
  return isUpNext(step) ? [callEffect(step, runId)] : awaited(step, runId, around, hasUnread(task));
}

function work(task: TaskState, runId: string, around: Around): Effect[] {
  const last = task.turns?.at(-1);
  if (!last || last.runId !== runId) return [model(runId, 1, 0)];
  if (last.state === 'begun') return [model(runId, last.turn, 0)];
  if (last.state === 'failed') return last.retryAtMs === null ? [] : [model(runId, last.turn, last.retryAtMs)];
  const open = last.calls.filter((call) => !isAnswered(call));
  if (open.length > 0)
    return [
      ...performable(task, last, around).map((call) => callEffect(call, runId)),
      ...open.flatMap((call) => awaited(call, runId, around, hasUnread(task))),
      ...dueParts(task, runId, around.taskOf),
    ];
  if (isFinished(last) && !hasUnread(task) && task.run?.checkedTurn !== last.turn) {
    const next = dueAtEnd(task, around.taskOf);
    if (next === 'wait') return [];
    if (next === 'hand-review') return [{ kind: 'review', id: `${runId}/${last.turn}/review`, runId }];
    const isReviewed = currentReview(task) !== null;
    return [{ kind: 'check', id: `${runId}/${last.turn}/${isReviewed ? 'reviewed' : 'check'}`, runId }];
  }
  return [model(runId, last.turn + 1, 0)];
}

function model(runId: string, turn: number, notBeforeMs: number): Effect {
  return { kind: 'model', id: `${runId}/${turn}/model`, runId, turn, notBeforeMs };
}

function callEffect({ callId, retryAtMs }: Call, runId: string): Effect {
  return { kind: 'call', id: `${runId}/${callId}`, runId, callId, notBeforeMs: retryAtMs ?? 0 };
}

/** What a waiting call is due for, if anything: its time, its task made, its task's outcome. A person's word ends a wait. */
function awaited(call: Call, runId: string, around: Around, hasWord: boolean): Effect[] {
  const { callId, state, child, wakeAtMs } = call;
  if (state !== 'waiting') return [];
  if (call.consulted) return consultDue(call, runId, around);
  const at = { runId, callId };
  if (wakeAtMs !== null) {
    const atMostMs = wakeAtMs - (call.beganAtMs ?? 0);
    return [{ kind: 'wake', id: `${callId}/wake`, ...at, notBeforeMs: hasWord ? 0 : wakeAtMs, atMostMs }];
  }
  if (!child) return [];
  const made = around.taskOf(child.taskId);
  if (!made) return [{ kind: 'hand', id: `${callId}/hand`, ...at }];
  return isAtRest(made) ? [{ kind: 'gather', id: `${callId}/gather`, ...at }] : [];
}

/** A turn ends the work when it proposes nothing and was not cut short by its length, or its `finish` was carried out. */
function isFinished(turn: Turn): boolean {
  if (turn.calls.length === 0) return turn.stopReason !== 'max_tokens';
  return turn.calls.some(({ tool, state }) => (tool === 'finish' || tool === 'give_opinion') && state === 'succeeded');
}

/** A message nobody has read blocks the end: the next turn reads it first. */
function hasUnread(task: TaskState): boolean {
  return task.messages.some((message) => message.readAtMs === null);
}

function isHandedOn({ breakdown }: TaskState, { child, callId }: Call): boolean {
  return child !== null || breakdown?.callId === callId;
}

function performable(task: TaskState, turn: Turn, { isRead }: Around): Call[] {
  const ready: Call[] = [];
  let isFirstOpen = true;
  for (const call of turn.calls) {
    // Work handed on, and a question to a colleague, go on beside what follows it.
    if (isAnswered(call) || (call.state === 'waiting' && (isHandedOn(task, call) || call.consulted))) continue;
    const read = isRead(call.tool);
    if (isUpNext(call) && (read || isFirstOpen)) ready.push(call);
    if (!read) break;
    isFirstOpen = false;
  }
  return ready;
}

/**
 * Picks the queued tasks to start now: the first of each teammate's queue who has a free place.
 * Work that waits, for a person or anything else, holds no place; a part whose task stands still is not begun.
 */
export function dueStarts(
  tasks: readonly TaskState[],
  teammateIds: Iterable<string>,
  places: number,
  around: Around,
): TaskState[] {
  const active = new Map<string, number>();
  for (const task of tasks) {
    if (task.teammateId && isActive(task)) active.set(task.teammateId, (active.get(task.teammateId) ?? 0) + 1);
  }
  const mayBegin = (task: TaskState): boolean =>
    !isCalledOff(task, around) && !isSuspended(task, around) && !isEarly(task, around);
  return [...teammateIds].flatMap((id) => {
    const free = places - (active.get(id) ?? 0);
    return free > 0 ? queueOf(tasks, id).filter(mayBegin).slice(0, free) : [];
  });
}
