/** The small moves a task's fold is made of: one item, one turn, one call changed, the rest shared with the state before. */
import type { InboxItem } from './schema.ts';
import type { Call, Run, TaskState, Turn } from './task.ts';

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

/** Open items about steps that may have happened: they outlive the run they came from. */
export function doubts(state: TaskState): InboxItem[] {
  const inDoubt = new Set(
    state.turns?.at(-1)?.calls.flatMap((call) => (call.state === 'in-doubt' ? [call.itemId] : [])),
  );
  return state.items.filter((item) => inDoubt.has(item.id));
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

/** Changes one call of the newest turn: calls of older turns are all ended. */
export function withCall(state: TaskState, callId: string, patch: Partial<Call>): TaskState {
  const last = state.turns?.at(-1);
  if (!last) return state;
  return withTurn(state, { calls: last.calls.map((call) => (call.callId === callId ? { ...call, ...patch } : call)) });
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
