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

export function addRun(
  run: Run | null,
  more: Partial<Record<'calls' | 'tokens' | 'costUsdMicros' | 'activeMs' | 'failedTurns' | 'retriedCalls', number>>,
): Run | null {
  if (!run) return run;
  const { calls = 0, tokens = 0, costUsdMicros = 0, activeMs = 0, failedTurns = 0, retriedCalls = 0 } = more;
  return {
    ...run,
    calls: run.calls + calls,
    tokens: run.tokens + tokens,
    costUsdMicros: run.costUsdMicros + costUsdMicros,
    activeMs: run.activeMs + activeMs,
    failedTurns: run.failedTurns + failedTurns,
    retriedCalls: run.retriedCalls + retriedCalls,
  };
}

export function withTurn(state: TaskState, patch: Partial<Turn>): TaskState {
  const last = state.turns?.at(-1);
  if (!state.turns || !last) return state;
  return { ...state, turns: state.turns.with(-1, { ...last, ...patch }) };
}

/** Changes one call of the newest turn: calls of older turns are all ended. A card has only what is open of it. */
export function withCall(state: TaskState, callId: string, patch: Partial<Call>): TaskState {
  const openCalls = patched(state.openCalls, callId, patch);
  const last = state.turns?.at(-1);
  const index = last?.calls.findIndex((call) => call.callId === callId) ?? -1;
  const call = last?.calls[index];
  if (!state.turns || !last || !call) return { ...state, openCalls };
  const turn = { ...last, calls: last.calls.with(index, { ...call, ...patch }) };
  return { ...state, openCalls, turns: state.turns.with(-1, turn) };
}

function patched(calls: OpenCall[], callId: string, patch: Partial<Call>): OpenCall[] {
  const index = calls.findIndex((call) => call.callId === callId);
  const call = calls[index];
  if (!call) return calls;
  const { state = call.state, wakeAtMs = call.wakeAtMs, child = call.child, consulted = call.consulted } = patch;
  if (isAnswered({ state })) return calls.toSpliced(index, 1);
  return calls.with(index, { ...shortened({ ...call, state, wakeAtMs, child, consulted }), why: call.why });
}

/** A call as a card keeps it; the brief of what was handed on is not among it. */
export function shortened({
  callId,
  tool,
  state,
  child,
  consulted,
  wakeAtMs,
}: Pick<Call, 'callId' | 'tool' | 'state' | 'consulted' | 'wakeAtMs'> & Pick<OpenCall, 'child'>): Omit<
  OpenCall,
  'why'
> {
  const part = child && { taskId: child.taskId, teammateId: child.teammateId, title: child.title };
  return { callId, tool, state, child: part, consulted, wakeAtMs };
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
