/**
 * Lists the effects that should be in flight now, given one task's state. Pure; the performer asks after every event and at start.
 * There is no outbox beside it: what is due follows from the fold, so a crash and a clean start are the same path.
 */
import { isActive, isAnswered, needsYou, queueOf } from './state.ts';
import type { Call, TaskState, Turn } from './task.ts';

/** Something the engine must do to the world. `id` is stable: performing the same effect twice is one effect. */
export type Effect =
  | { kind: 'model'; id: string; runId: string; turn: number; notBeforeMs: number }
  | { kind: 'call'; id: string; runId: string; callId: string }
  | { kind: 'check'; id: string; runId: string }
  | { kind: 'stop'; id: string; runId: string }
  | { kind: 'undo'; id: string; changeId: string };

/** How `due` learns whether a tool only reads: reads may run side by side, everything else in order. */
export type IsRead = (tool: string) => boolean;

export function due(task: TaskState, isRead: IsRead): Effect[] {
  const undos = task.changes
    .filter((change) => change.undone === 'undoing')
    .map((change): Effect => ({ kind: 'undo', id: `${change.id}/undo`, changeId: change.id }));
  const { run } = task;
  if (!run || run.how !== null || task.archived) return undos;
  if (task.status === 'stopping') return [{ kind: 'stop', id: `${run.runId}/stop`, runId: run.runId }, ...undos];
  if (task.status !== 'working') return undos;
  return [...work(task, run.runId, isRead), ...undos];
}

function work(task: TaskState, runId: string, isRead: IsRead): Effect[] {
  const last = task.turns?.at(-1);
  if (!last || last.runId !== runId) return [model(runId, 1, 0)];
  if (last.state === 'begun') return [model(runId, last.turn, 0)];
  if (last.state === 'failed') return last.retryAtMs === null ? [] : [model(runId, last.turn, last.retryAtMs)];
  const open = last.calls.filter((call) => !isAnswered(call));
  if (open.length > 0)
    return dueCalls(last, isRead).map((call) => ({
      kind: 'call',
      id: `${runId}/${call.callId}`,
      runId,
      callId: call.callId,
    }));
  if (isFinished(last) && !hasUnread(task) && task.run?.checkedTurn !== last.turn)
    return [{ kind: 'check', id: `${runId}/${last.turn}/check`, runId }];
  return [model(runId, last.turn + 1, 0)];
}

function model(runId: string, turn: number, notBeforeMs: number): Effect {
  return { kind: 'model', id: `${runId}/${turn}/model`, runId, turn, notBeforeMs };
}

/** A turn ends the work when it proposes nothing and was not cut short by its length, or its `finish` was carried out. */
function isFinished(turn: Turn): boolean {
  if (turn.calls.length === 0) return turn.stopReason !== 'max_tokens';
  return turn.calls.some((call) => call.tool === 'finish' && call.state === 'succeeded');
}

/** A message nobody has read blocks the end: the next turn reads it first. */
function hasUnread(task: TaskState): boolean {
  return task.messages.some((message) => message.readAtMs === null);
}

function dueCalls(turn: Turn, isRead: IsRead): Call[] {
  const ready: Call[] = [];
  let isFirstOpen = true;
  for (const call of turn.calls) {
    if (isAnswered(call)) continue;
    const read = isRead(call.tool);
    if (isPerformable(call) && (read || isFirstOpen)) ready.push(call);
    if (!read) break;
    isFirstOpen = false;
  }
  return ready;
}

function isPerformable(call: Call): boolean {
  return call.state === 'proposed' || call.state === 'approved' || call.state === 'begun';
}

/**
 * Picks the queued tasks to start now: the longest waiting of each teammate who has a free place.
 * Work that waits for a person holds no place.
 */
export function dueStarts(tasks: readonly TaskState[], teammateIds: Iterable<string>, places: number): TaskState[] {
  const active = new Map<string, number>();
  for (const task of tasks) {
    if (task.teammateId && isActive(task) && !needsYou(task))
      active.set(task.teammateId, (active.get(task.teammateId) ?? 0) + 1);
  }
  return [...teammateIds].flatMap((id) => queueOf(tasks, id).slice(0, Math.max(0, places - (active.get(id) ?? 0))));
}
