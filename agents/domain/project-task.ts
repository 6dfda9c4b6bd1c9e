/** The fold of one task stream: what each event changes, and nothing else. */
import type { EventPlace, RecordOf, TaskEvent } from './events.ts';
import type { InboxItem } from './schema.ts';
import type { Call, Run, TaskState, Turn } from './task.ts';

type Data<T extends TaskEvent['type']> = Extract<TaskEvent, { type: T }>['data'];

const noLabels = { tainted: false, private: false, from: [] };

/** Folds one event of a task. `null` before `task.created`. */
export function projectTask(state: TaskState | null, event: RecordOf<TaskEvent>): TaskState | null {
  if (event.type === 'task.created') return created(event.data, event);
  if (!state) return state;
  const next = fold(state, event);
  return { ...next, version: event.version, changedAtMs: event.atMs };
}

function created(data: Data<'task.created'>, at: EventPlace): TaskState {
  const { taskId, title, brief, folder, owner, checks, caps, origin } = data;
  return {
    id: taskId,
    version: at.version,
    title,
    brief,
    folder,
    owner,
    checks,
    caps,
    origin,
    status: 'draft',
    archived: false,
    createdAtMs: at.atMs,
    changedAtMs: at.atMs,
    queuedAtMs: null,
    teammateId: null,
    run: null,
    costUsdMicros: 0,
    costIsPartial: false,
    plan: [],
    nowDoing: '',
    items: [],
    messages: [],
    changes: [],
    summary: '',
    artifacts: [],
    results: [],
    citations: [],
    verdict: null,
    acceptedBy: null,
    stopped: null,
    labels: noLabels,
    turns: [],
  };
}

function fold(state: TaskState, event: RecordOf<TaskEvent>): TaskState {
  switch (event.type) {
    case 'task.created':
      return state;
    case 'task.edited':
      return { ...state, ...event.data };
    case 'task.assigned':
      return { ...state, status: 'queued', teammateId: event.data.teammateId, queuedAtMs: event.atMs, items: [] };
    case 'task.unassigned':
      return { ...state, status: 'draft', teammateId: null, queuedAtMs: null };
    case 'run.started':
      return started(state, event.data, event.atMs);
    case 'turn.begun':
      return turnBegun(state, event.data, event.atMs);
    case 'turn.completed':
      return turnCompleted(state, event.data, event.atMs);
    case 'turn.failed':
      return turnFailed(state, event.data, event.atMs);
    case 'call.denied':
      return endCall(state, event.data.callId, event.atMs, { state: 'denied', content: event.data.reason, isError: true });
    case 'call.asked':
      return asked(state, event.data, event.atMs);
    case 'call.approved':
      return close(withCall(state, event.data.callId, { state: 'approved', hash: event.data.hash }), event.data.itemId);
    case 'call.declined':
      return close(
        endCall(state, event.data.callId, event.atMs, { state: 'declined', isError: true, content: declined(event.data.note) }),
        event.data.itemId,
      );
    case 'call.begun':
      return begun(state, event.data, event.atMs);
    case 'call.succeeded':
      return succeeded(state, event.data, event.atMs);
    case 'call.failed':
      return endCall(state, event.data.callId, event.atMs, {
        state: 'failed',
        isError: true,
        content: event.data.failure.message,
        summary: event.data.failure.message,
      });
    case 'call.doubted':
      return doubted(state, event.data, event.atMs);
    case 'call.settled':
      return close(withCall(state, event.data.callId, settledPatch(event.data.how, event.atMs)), event.data.itemId);
    case 'plan.set':
      return { ...state, plan: event.data.lines };
    case 'question.asked':
      return questionAsked(state, event.data, event.atMs);
    case 'question.answered':
      return close(state, event.data.itemId);
    case 'message.posted': {
      const { messageId, from, text } = event.data;
      return { ...state, messages: [...state.messages, { messageId, from, text, atMs: event.atMs, readAtMs: null }] };
    }
    case 'result.submitted':
      return { ...state, summary: event.data.summary, artifacts: event.data.artifacts, nowDoing: 'Checking the result' };
    case 'result.checked':
      return checked(state, event.data, event.atMs);
    case 'run.ended':
      return ended(state, event.data, event.atMs);
    case 'task.paused':
      return { ...state, status: 'paused' };
    case 'task.resumed':
      return { ...state, status: state.run && state.run.how === null ? 'working' : 'queued' };
    case 'task.stopping':
      return { ...state, status: 'stopping' };
    case 'task.stopped':
      return { ...state, status: 'stopped', stopped: event.data, nowDoing: '', items: [] };
    case 'task.accepted':
      return { ...state, status: 'done', acceptedBy: event.data.by, items: [], nowDoing: '' };
    case 'task.sentBack':
      return { ...state, status: 'queued', queuedAtMs: event.atMs, items: [], acceptedBy: null };
    case 'task.reopened':
      return { ...state, status: 'queued', queuedAtMs: event.atMs, items: [], acceptedBy: null };
    case 'task.archived':
      return { ...state, archived: true };
    case 'change.undoing':
      return withChange(state, event.data.changeId, 'undoing', '');
    case 'change.undone':
      return withChange(state, event.data.changeId, 'yes', '');
    case 'change.kept':
      return withChange(state, event.data.changeId, 'kept', event.data.reason);
  }
}

function started(state: TaskState, data: Data<'run.started'>, atMs: number): TaskState {
  const run: Run = {
    ...data,
    startedAtMs: atMs,
    endedAtMs: null,
    how: null,
    failure: null,
    cap: null,
    turns: 0,
    calls: 0,
    tokens: 0,
    costUsdMicros: 0,
    activeMs: 0,
    failedTurns: 0,
    checkedTurn: 0,
    returned: false,
  };
  return { ...state, status: 'working', run, items: [], verdict: null, results: [], stopped: null, nowDoing: 'Reading the brief' };
}

function turnBegun(state: TaskState, data: Data<'turn.begun'>, atMs: number): TaskState {
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
  return { ...state, messages, turns: kept ? [...kept, turn] : null, run: addRun(state.run, { turns: isRetry ? 0 : 1 }) };
}

function turnCompleted(state: TaskState, data: Data<'turn.completed'>, atMs: number): TaskState {
  const { usage } = data;
  const tokens = usage.input + usage.output + usage.cacheRead + usage.cacheWrite;
  const cost = data.costUsdMicros ?? 0;
  const run = addRun(state.run, { calls: data.calls.length, tokens, costUsdMicros: cost, activeMs: data.durationMs });
  const calls = data.calls.map(proposed);
  return {
    ...withTurn(state, { state: 'completed', text: data.text, calls, stopReason: data.stopReason, usage, costUsdMicros: data.costUsdMicros, endedAtMs: atMs }),
    run,
    costUsdMicros: state.costUsdMicros + cost,
    costIsPartial: state.costIsPartial || data.costUsdMicros === null,
  };
}

function turnFailed(state: TaskState, data: Data<'turn.failed'>, atMs: number): TaskState {
  const nowDoing = data.retryAtMs === null ? '' : `Trying again: ${data.failure.message}`;
  return { ...withTurn(state, { state: 'failed', failure: data.failure, retryAtMs: data.retryAtMs, endedAtMs: atMs }), nowDoing, run: addRun(state.run, { failedTurns: 1 }) };
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
    beganAtMs: null,
    endedAtMs: null,
  };
}

function asked(state: TaskState, data: Data<'call.asked'>, atMs: number): TaskState {
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

function begun(state: TaskState, data: Data<'call.begun'>, atMs: number): TaskState {
  const { key, hash, before } = data;
  return withCall(state, data.callId, { state: 'begun', key, hash, before, beganAtMs: atMs });
}

function succeeded(state: TaskState, data: Data<'call.succeeded'>, atMs: number): TaskState {
  const { content, blob, bytes, summary, labels, change } = data;
  const next = endCall(state, data.callId, atMs, { state: 'succeeded', content, blob, bytes, summary, labels });
  return {
    ...next,
    run: addRun(next.run, { activeMs: data.durationMs }),
    nowDoing: summary,
    labels: {
      tainted: state.labels.tainted || labels.tainted,
      private: state.labels.private || labels.private,
      from: [...new Set([...state.labels.from, ...labels.from])].slice(0, 32),
    },
    changes: change ? [...state.changes, { ...change, undone: 'no', reason: '' }] : state.changes,
  };
}

function doubted(state: TaskState, data: Data<'call.doubted'>, atMs: number): TaskState {
  const item = plainItem('problem', data.itemId, data.runId, atMs, 'A step may have happened; the app could not tell', data.evidence);
  const options = [
    { id: 'happened', label: 'It happened' },
    { id: 'run-again', label: 'It did not, run it' },
    { id: 'left', label: 'Leave it' },
  ];
  return open(withCall(state, data.callId, { state: 'in-doubt', itemId: data.itemId }), { ...item, callId: data.callId, options });
}

function settledPatch(how: Data<'call.settled'>['how'], atMs: number): Partial<Call> {
  if (how === 'run-again') return { state: 'approved' };
  const content = how === 'happened' ? 'The person confirms: this happened.' : 'The person left this undecided: do not repeat it.';
  return { state: how === 'happened' ? 'succeeded' : 'failed', isError: how === 'left', content, summary: content, endedAtMs: atMs };
}

function questionAsked(state: TaskState, data: Data<'question.asked'>, atMs: number): TaskState {
  const item = plainItem('question', data.itemId, data.runId, atMs, data.question, '');
  return open(withCall(state, data.callId, { state: 'waiting', itemId: data.itemId }), {
    ...item,
    callId: data.callId,
    options: data.options,
    recommended: data.recommended,
  });
}

function checked(state: TaskState, data: Data<'result.checked'>, atMs: number): TaskState {
  const { results, verdict, citations } = data;
  const run = state.run && { ...state.run, checkedTurn: state.run.turns, returned: state.run.returned || data.returned };
  const next = { ...state, run, results, verdict, citations, nowDoing: '' };
  if (data.returned) return { ...next, nowDoing: 'Mending what the checks found' };
  const passed = results.filter((result) => result.outcome === 'passed').length;
  const ask = verdict === 'nothing' ? 'Finished, but produced nothing' : `The result is ready: ${passed} of ${results.length} checked`;
  return open({ ...next, status: 'review' }, plainItem('review', `${data.runId}/review`, data.runId, atMs, ask, state.summary));
}

function ended(state: TaskState, data: Data<'run.ended'>, atMs: number): TaskState {
  const run = state.run && { ...state.run, how: data.how, failure: data.failure, cap: data.cap, endedAtMs: atMs };
  const next: TaskState = { ...state, run, nowDoing: '' };
  if (data.how === 'failed') {
    const detail = data.failure?.message ?? '';
    return open({ ...next, status: 'failed', items: [] }, plainItem('problem', `${data.runId}/problem`, data.runId, atMs, 'The work stopped on a problem', detail));
  }
  if (data.how === 'capped') {
    return open({ ...next, status: 'paused', items: [] }, plainItem('problem', `${data.runId}/problem`, data.runId, atMs, 'The spending cap was reached', data.cap ?? ''));
  }
  return next;
}

function plainItem(kind: InboxItem['kind'], id: string, runId: string, sinceMs: number, ask: string, detail: string): InboxItem {
  return { id, kind, runId, callId: null, ask, detail, effect: null, why: '', undoable: true, options: [], recommended: null, hash: null, sinceMs };
}

function declined(note: string | null): string {
  return note ? `The person declined this step and says: ${note}` : 'The person declined this step. Go on without it.';
}

function open(state: TaskState, item: InboxItem): TaskState {
  return { ...state, items: [...state.items.filter((other) => other.id !== item.id), item] };
}

function close(state: TaskState, itemId: string): TaskState {
  return { ...state, items: state.items.filter((item) => item.id !== itemId) };
}

function addRun(run: Run | null, more: Partial<Record<'turns' | 'calls' | 'tokens' | 'costUsdMicros' | 'activeMs' | 'failedTurns', number>>): Run | null {
  if (!run) return run;
  const next = { ...run };
  for (const [name, value] of Object.entries(more)) next[name as keyof typeof more] += value;
  return next;
}

function withTurn(state: TaskState, patch: Partial<Turn>): TaskState {
  const last = state.turns?.at(-1);
  if (!state.turns || !last) return state;
  return { ...state, turns: [...state.turns.slice(0, -1), { ...last, ...patch }] };
}

/** Changes one call of the newest turn: calls of older turns are all ended. */
function withCall(state: TaskState, callId: string, patch: Partial<Call>): TaskState {
  const last = state.turns?.at(-1);
  if (!last) return state;
  return withTurn(state, { calls: last.calls.map((call) => (call.callId === callId ? { ...call, ...patch } : call)) });
}

function endCall(state: TaskState, callId: string, atMs: number, patch: Partial<Call>): TaskState {
  return withCall(state, callId, { ...patch, endedAtMs: atMs });
}

function withChange(state: TaskState, changeId: string, undone: TaskState['changes'][number]['undone'], reason: string): TaskState {
  return { ...state, changes: state.changes.map((change) => (change.id === changeId ? { ...change, undone, reason } : change)) };
}
