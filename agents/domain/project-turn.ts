/** The part of a task's fold that follows turns and tool calls. */
import { joinLabels } from './labels.ts';
import type { TaskEvent } from './events.ts';
import { withTurn as ledgerTurn } from './ledger.ts';
import { addRun, endCall, open, plainItem, shortened, withCall, withTurn } from './project-parts.ts';
import type { InboxItem } from './schema.ts';
import type { Call, TaskState, Turn } from './task.ts';

type Data<T extends TaskEvent['type']> = Extract<TaskEvent, { type: T }>['data'];

export function turnBegun(state: TaskState, data: Data<'turn.begun'>, atMs: number): TaskState {
  const read = new Set(data.readMessageIds);
  const messages = read.size
    ? state.messages.map((message) => (read.has(message.messageId) ? { ...message, readAtMs: atMs } : message))
    : state.messages;
  const last = state.turns?.at(-1);
  const isRetry = last?.runId === data.runId && last.turn === data.turn;
  const turn: Turn = {
    runId: data.runId,
    turn: data.turn,
    state: 'begun',
    text: '',
    calls: [],
    stopReason: null,
    usage: null,
    costUsdMicros: null,
    readMessageIds: isRetry ? [...last.readMessageIds, ...data.readMessageIds] : data.readMessageIds,
    recalledIds: data.recalledIds,
    failure: null,
    retryAtMs: null,
    tries: isRetry ? last.tries + 1 : 1,
    beganAtMs: atMs,
    endedAtMs: null,
  };
  const kept = isRetry ? state.turns?.slice(0, -1) : state.turns;
  return {
    ...state,
    labels: data.labels ? joinLabels(state.labels, data.labels) : state.labels,
    messages,
    turns: kept ? [...kept, turn] : null,
    openCalls: [],
    run: state.run && { ...state.run, turns: data.turn },
    ledger: isRetry ? state.ledger : ledgerTurn(state.ledger),
  };
}

export function turnCompleted(state: TaskState, data: Data<'turn.completed'>, atMs: number): TaskState {
  const { usage } = data;
  const tokens = tokensOf(usage);
  const cost = data.costUsdMicros ?? 0;
  const run = addRun(state.run, { calls: data.calls.length, tokens, costUsdMicros: cost, activeMs: data.durationMs });
  const calls = data.calls.map(proposed);
  return {
    ...withTurn(state, {
      state: 'completed',
      text: data.text,
      calls,
      stopReason: data.stopReason,
      usage,
      costUsdMicros: data.costUsdMicros,
      endedAtMs: atMs,
    }),
    run,
    openCalls: calls.map((call) => ({ ...shortened(call), why: '' })),
    costUsdMicros: state.costUsdMicros + cost,
    costIsPartial: state.costIsPartial || data.costUsdMicros === null,
  };
}

export function turnFailed(state: TaskState, data: Data<'turn.failed'>, atMs: number): TaskState {
  const nowDoing = data.retryAtMs === null ? '' : `Trying again: ${data.failure.message}`;
  const tokens = data.usage ? tokensOf(data.usage) : 0;
  const cost = data.costUsdMicros ?? 0;
  return {
    ...withTurn(state, { state: 'failed', failure: data.failure, retryAtMs: data.retryAtMs, endedAtMs: atMs }),
    nowDoing,
    run: addRun(state.run, { failedTurns: 1, tokens, costUsdMicros: cost }),
    costUsdMicros: state.costUsdMicros + cost,
    costIsPartial: state.costIsPartial || data.costUsdMicros === null,
  };
}

function tokensOf(usage: { input: number; output: number; cacheRead: number; cacheWrite: number }): number {
  return usage.input + usage.output + usage.cacheRead + usage.cacheWrite;
}

function proposed(call: Data<'turn.completed'>['calls'][number]): Call {
  return {
    callId: call.callId,
    tool: call.tool,
    args: call.args,
    state: 'proposed',
    hash: null,
    key: null,
    before: null,
    itemId: null,
    content: null,
    blob: null,
    bytes: 0,
    isError: false,
    summary: '',
    labels: null,
    print: call.print ?? '',
    child: null,
    consulted: null,
    wakeAtMs: null,
    retryAtMs: null,
    tries: 0,
    beganAtMs: null,
    endedAtMs: null,
  };
}

export function asked(state: TaskState, data: Data<'call.asked'>, atMs: number): TaskState {
  const item: InboxItem = {
    id: data.itemId,
    kind: 'approve',
    runId: data.runId,
    callId: data.callId,
    ask: data.ask,
    detail: '',
    effect: data.effect,
    why: data.why,
    undoable: data.undoable,
    options: [],
    recommended: null,
    hash: data.hash,
    sinceMs: atMs,
  };
  return open(withCall(state, data.callId, { state: 'asked', hash: data.hash, itemId: data.itemId }), item);
}

export function begun(state: TaskState, data: Data<'call.begun'>, atMs: number): TaskState {
  const { key, hash, before } = data;
  return withCall(state, data.callId, { state: 'begun', key, hash, before, tries: 1, beganAtMs: atMs });
}

export function failed(state: TaskState, data: Data<'call.failed'>, atMs: number): TaskState {
  const { message } = data.failure;
  const patch = { state: 'failed', isError: true, content: message, summary: message, retryAtMs: null } as const;
  const next = endCall(state, data.callId, atMs, patch);
  return { ...next, run: addRun(next.run, { activeMs: data.durationMs }) };
}

/** It stays begun, under the same key, until it is tried again. */
export function retrying(state: TaskState, data: Data<'call.retrying'>): TaskState {
  const tries = (state.turns?.at(-1)?.calls.find((call) => call.callId === data.callId)?.tries ?? 0) + 1;
  return {
    ...withCall(state, data.callId, { retryAtMs: data.retryAtMs, tries }),
    nowDoing: `Trying again: ${data.failure.message}`,
    run: addRun(state.run, { retriedCalls: 1 }),
  };
}

export function delegated(state: TaskState, data: Data<'call.delegated'>): TaskState {
  const { callId, childId, teammateId, title, brief } = data;
  const child = { taskId: childId, teammateId, title, brief };
  return { ...withCall(state, callId, { state: 'waiting', child }), nowDoing: `Handed on: ${title}` };
}

export function waiting(state: TaskState, data: Data<'call.waiting'>): TaskState {
  const { callId, wakeAtMs, why } = data;
  const next = withCall(state, callId, { state: 'waiting', wakeAtMs });
  const openCalls = next.openCalls.map((call) => (call.callId === callId ? { ...call, why } : call));
  return { ...next, openCalls, nowDoing: `Waiting: ${why}` };
}

export function succeeded(state: TaskState, data: Data<'call.succeeded'>, atMs: number): TaskState {
  const { content, blob, bytes, summary, labels, change } = data;
  const next = endCall(state, data.callId, atMs, {
    state: 'succeeded',
    content,
    blob,
    bytes,
    summary,
    labels,
    retryAtMs: null,
  });
  return {
    ...next,
    run: addRun(next.run, { activeMs: data.durationMs }),
    nowDoing: summary,
    labels: joinLabels(state.labels, labels),
    changes: change ? [...state.changes, { ...change, undone: 'no', reason: '' }] : state.changes,
  };
}

export function doubted(state: TaskState, data: Data<'call.doubted'>, atMs: number): TaskState {
  const item = plainItem(
    'problem',
    data.itemId,
    data.runId,
    atMs,
    'A step may have happened; the app could not tell',
    data.evidence,
  );
  const options = [
    { id: 'happened', label: 'It happened' },
    { id: 'run-again', label: 'It did not, run it' },
    { id: 'left', label: 'Leave it' },
  ];
  return open(withCall(state, data.callId, { state: 'in-doubt', itemId: data.itemId }), {
    ...item,
    callId: data.callId,
    options,
  });
}

export function settledPatch(how: Data<'call.settled'>['how'], atMs: number): Partial<Call> {
  if (how === 'run-again') return { state: 'approved', retryAtMs: null };
  const content =
    how === 'happened' ? 'The person confirms: this happened.' : 'The person left this undecided: do not repeat it.';
  return {
    state: how === 'happened' ? 'succeeded' : 'failed',
    isError: how === 'left',
    content,
    summary: content,
    endedAtMs: atMs,
  };
}

/** A card keeps no notes: they are for the teammate at work. */
export function noteTaken(state: TaskState, { callId, text, keep }: Data<'note.taken'>): TaskState {
  if (!state.run || state.turns === null) return state;
  return { ...state, run: { ...state.run, notes: [...state.run.notes, { callId, text, keep }] } };
}

export function questionAsked(state: TaskState, data: Data<'question.asked'>, atMs: number): TaskState {
  const item = plainItem('question', data.itemId, data.runId, atMs, data.question, '');
  return open(withCall(state, data.callId, { state: 'waiting', itemId: data.itemId }), {
    ...item,
    callId: data.callId,
    options: data.options,
    recommended: data.recommended,
  });
}

export function declined(note: string | null): string {
  return note ? `The person declined this step and says: ${note}` : 'The person declined this step. Go on without it.';
}

export function skipped(note: string): string {
  return note ? `The person left this step out and says: ${note}` : 'The person left this step out. Go on without it.';
}

export function taken(content: string): string {
  return `The person did this step themselves. What came of it: ${content}`;
}
