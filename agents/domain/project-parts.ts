/** The small moves a task's fold is made of: one item, one turn, one call changed, the rest shared with the state before. */
import type { InboxItem } from './schema.ts';
import { isAnswered } from './state.ts';
import type { Call, OpenCall, Run, TaskState, Turn } from './task.ts';

export function plainItem(
  kind: InboxItem['kind'],
  id: string,
  runId: string,
  sinceMs: number,
  ask: string,
  detail: string,
): InboxItem {
  return {
    id,
    kind,
    runId,
    callId: null,
    ask,
    detail,
    effect: null,
    why: '',
    undoable: true,
    options: [],
    recommended: null,
    hash: null,
    sinceMs,
  };
}

export function open(state: TaskState, item: InboxItem): TaskState {
  return { ...state, items: [...state.items.filter((other) => other.id !== item.id), item] };
}

export function close(state: TaskState, itemId: string): TaskState {
  return { ...state, items: state.items.filter((item) => item.id !== itemId) };
}

/** Open items about steps that may have happened: they outlive the run they came from. Of the problems only these name a call. */
export function doubts(state: TaskState): InboxItem[] {
  return state.items.filter((item) => item.kind === 'problem' && item.callId !== null);
}

export function addRun(
  run: Run | null,
  more: Partial<Record<'calls' | 'tokens' | 'costUsdMicros' | 'activeMs' | 'failedTurns' | 'retriedCalls', number>>,
): Run | null {
  if (!run) return run;
  const next = { ...run };
  for (const [name, value] of Object.entries(more)) next[name as keyof typeof more] += value;
  return next;
}

export function withTurn(state: TaskState, patch: Partial<Turn>): TaskState {
  const last = state.turns?.at(-1);
  if (!state.turns || !last) return state;
  return { ...state, turns: [...state.turns.slice(0, -1), { ...last, ...patch }] };
}

/** Changes one call of the newest turn: calls of older turns are all ended. A card has only what is open of it. */
export function withCall(state: TaskState, callId: string, patch: Partial<Call>): TaskState {
  const openCalls = state.openCalls
    .map((call) => (call.callId === callId ? { ...call, ...shortened({ ...call, ...patch }) } : call))
    .filter((call) => !isAnswered(call));
  const next = { ...state, openCalls };
  const last = state.turns?.at(-1);
  if (!last) return next;
  return withTurn(next, { calls: last.calls.map((call) => (call.callId === callId ? { ...call, ...patch } : call)) });
}

/** A call as a card keeps it; the brief of what was handed on is not among it. */
export function shortened({
  callId,
  tool,
  state,
  child,
  wakeAtMs,
}: Pick<Call, 'callId' | 'tool' | 'state' | 'wakeAtMs'> & Pick<OpenCall, 'child'>): Omit<OpenCall, 'why'> {
  const part = child && { taskId: child.taskId, teammateId: child.teammateId, title: child.title };
  return { callId, tool, state, child: part, wakeAtMs };
}

export function endCall(state: TaskState, callId: string, atMs: number, patch: Partial<Call>): TaskState {
  return withCall(state, callId, { ...patch, endedAtMs: atMs });
}

export function withChange(
  state: TaskState,
  changeId: string,
  undone: TaskState['changes'][number]['undone'],
  reason: string,
): TaskState {
  return {
    ...state,
    changes: state.changes.map((change) => (change.id === changeId ? { ...change, undone, reason } : change)),
  };
}
