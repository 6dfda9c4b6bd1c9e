/** The fold of one task stream: what each event changes, and nothing else. */
import { noLabels } from './labels.ts';
import type { EventPlace, RecordOf, TaskEvent } from './events.ts';
import * as holds from './project-hold.ts';
import { emptyLedger, withCall as ledgerCall, withNo, withTime, withWord } from './ledger.ts';
import { close, endCall, open, plainItem, withCall, withChange } from './project-parts.ts';
import { defaultCaps } from './default-caps.ts';
import { doubts } from './state.ts';
import * as turns from './project-turn.ts';
import type { Call, Run, TaskState } from './task.ts';

type Data<T extends TaskEvent['type']> = Extract<TaskEvent, { type: T }>['data'];

/** Folds one event of a task. `null` before `task.created`. */
export function projectTask(state: TaskState | null, event: RecordOf<TaskEvent>): TaskState | null {
  if (event.type === 'task.created') return created(event.data, event);
  if (!state) return state;
  const next = fold(state, event);
  const alive = next.stale && signs.has(event.type) ? holds.revived(next) : next;
  return { ...alive, version: event.version, changedAtMs: event.atMs };
}

/** Whatever is answered is a sign of life. */
const signs: ReadonlySet<string> = new Set<TaskEvent['type']>([
  'turn.completed',
  'turn.failed',
  'call.denied',
  'call.asked',
  'call.declined',
  'call.succeeded',
  'call.failed',
  'call.retrying',
  'call.doubted',
  'call.delegated',
  'call.waiting',
  'question.asked',
  'result.checked',
  'run.started',
  'run.ended',
  'run.revived',
]);

function created(data: Data<'task.created'>, at: EventPlace): TaskState {
  const { taskId, title, brief, folder, owner, checks, origin } = data;
  return {
    id: taskId,
    version: at.version,
    title,
    brief,
    folder,
    owner,
    checks,
    // Caps that a journal of protocol 1 does not know.
    caps: { ...defaultCaps, ...data.caps },
    origin,
    parent: data.parent ?? null,
    priority: 'normal',
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
    hold: null,
    stale: null,
    openCalls: [],
    labels: noLabels,
    ledger: null,
    turns: [],
  };
}

function fold(state: TaskState, event: RecordOf<TaskEvent>): TaskState {
  switch (event.type) {
    case 'task.created':
      return state;
    case 'task.edited':
      return { ...state, ...event.data, caps: { ...state.caps, ...event.data.caps } };
    case 'task.assigned':
      return {
        ...state,
        status: 'queued',
        teammateId: event.data.teammateId,
        queuedAtMs: event.atMs,
        items: doubts(state),
      };
    case 'task.unassigned':
      return { ...state, status: 'draft', teammateId: null, queuedAtMs: null };
    case 'run.started':
      return started(state, event.data, event.atMs);
    case 'turn.begun':
      return turns.turnBegun(state, event.data, event.atMs);
    case 'turn.completed':
      return turns.turnCompleted(state, event.data, event.atMs);
    case 'turn.failed':
      return turns.turnFailed(state, event.data, event.atMs);
    case 'call.denied':
      return counted(
        endCall(state, event.data.callId, event.atMs, { state: 'denied', content: event.data.reason, isError: true }),
        event.data,
      );
    case 'call.asked':
      return turns.asked(state, event.data, event.atMs);
    case 'call.approved':
      return close(withCall(state, event.data.callId, { state: 'approved', hash: event.data.hash }), event.data.itemId);
    case 'call.declined':
      return declined(state, event.data, event.atMs);
    case 'call.begun':
      return turns.begun(state, event.data, event.atMs);
    case 'call.succeeded':
      return succeeded(state, event.data, event.atMs);
    case 'call.failed':
      return counted(turns.failed(state, event.data, event.atMs), event.data);
    case 'call.retrying':
      return turns.retrying(state, event.data);
    case 'call.delegated':
      return turns.delegated(state, event.data);
    case 'call.waiting':
      return turns.waiting(state, event.data);
    case 'call.doubted':
      return turns.doubted(state, event.data, event.atMs);
    case 'call.settled':
      return close(
        withCall(state, event.data.callId, turns.settledPatch(event.data.how, event.atMs)),
        event.data.itemId,
      );
    case 'plan.set':
      return { ...state, plan: event.data.lines };
    case 'note.taken':
      return turns.noteTaken(state, event.data);
    case 'question.asked':
      return turns.questionAsked(state, event.data, event.atMs);
    case 'question.answered':
      return close({ ...state, ledger: withWord(state.ledger) }, event.data.itemId);
    case 'message.posted':
      return posted(state, event.data, event.atMs);
    case 'result.submitted':
      return {
        ...state,
        summary: event.data.summary,
        artifacts: event.data.artifacts,
        nowDoing: 'Checking the result',
      };
    case 'result.checked':
      return checked(state, event.data, event.atMs);
    case 'run.ended':
      return ended(state, event.data, event.atMs);
    case 'run.held':
      return holds.held(state, event.data, event.atMs);
    case 'run.released':
      return holds.released(state, event.data);
    case 'run.stale':
      return holds.stale(state, event.data, event.atMs);
    case 'run.revived':
      return holds.revived(state);
    case 'task.paused':
      return { ...state, status: 'paused' };
    case 'task.resumed':
      return { ...state, status: state.run && state.run.how === null ? 'working' : 'queued' };
    case 'task.stopping':
      return { ...state, status: 'stopping' };
    case 'task.stopped':
      return {
        ...state,
        status: 'stopped',
        stopped: { ...event.data, uncertain: event.data.uncertain ?? [] },
        nowDoing: '',
        items: doubts(state),
      };
    case 'task.accepted':
      return { ...state, status: 'done', acceptedBy: event.data.by, items: doubts(state), nowDoing: '' };
    case 'task.sentBack':
      return { ...state, status: 'queued', queuedAtMs: event.atMs, items: doubts(state), acceptedBy: null };
    case 'task.reopened':
      return { ...state, status: 'queued', queuedAtMs: event.atMs, items: doubts(state), acceptedBy: null };
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

/** Enters an answered call into the run's ledger. */
function counted(state: TaskState, call: Parameters<typeof ledgerCall>[1]): TaskState {
  return { ...state, ledger: ledgerCall(state.ledger, call) };
}

function succeeded(state: TaskState, data: Data<'call.succeeded'>, atMs: number): TaskState {
  const next = counted(turns.succeeded(state, data, atMs), data);
  return callOf(state, data.callId)?.wakeAtMs == null ? next : { ...next, ledger: withTime(next.ledger) };
}

function declined(state: TaskState, { callId, itemId, note }: Data<'call.declined'>, atMs: number): TaskState {
  const content = turns.declined(note);
  const next = close(endCall(state, callId, atMs, { state: 'declined', isError: true, content }), itemId);
  return { ...next, ledger: withNo(state.ledger, callOf(state, callId)?.print ?? '') };
}

function callOf(state: TaskState, callId: string): Call | undefined {
  return state.turns?.at(-1)?.calls.find((call) => call.callId === callId);
}

/** A word from outside the run is news; only the engine's own about idle turns is not, and it is said once. */
function posted(state: TaskState, data: Data<'message.posted'>, atMs: number): TaskState {
  const { messageId, from, text, about = null } = data;
  const messages = [...state.messages, { messageId, from, about, text, atMs, readAtMs: null }];
  const ledger = about === 'loop' ? state.ledger && { ...state.ledger, isNoted: true } : withWord(state.ledger);
  return { ...state, messages, ledger };
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
    retriedCalls: 0,
    askedCaps: [],
    checkedTurn: 0,
    returned: false,
    notes: [],
  };
  return {
    ...state,
    status: 'working',
    run,
    items: doubts(state),
    verdict: null,
    results: [],
    stopped: null,
    hold: null,
    openCalls: [],
    ledger: emptyLedger(state.parent?.idleTurns ?? 0),
    nowDoing: 'Reading the brief',
  };
}

function checked(state: TaskState, data: Data<'result.checked'>, atMs: number): TaskState {
  const { results, verdict, citations } = data;
  const run = state.run && {
    ...state.run,
    checkedTurn: state.run.turns,
    returned: state.run.returned || data.returned,
  };
  const next = { ...state, run, results, verdict, citations, nowDoing: '' };
  if (data.returned) return { ...next, nowDoing: 'Mending what the checks found' };
  const passed = results.filter((result) => result.outcome === 'passed').length;
  const ask =
    verdict === 'nothing'
      ? 'Finished, but produced nothing'
      : `The result is ready: ${passed} of ${results.length} checked`;
  return open(
    { ...next, status: 'review' },
    plainItem('review', `${data.runId}/review`, data.runId, atMs, ask, state.summary),
  );
}

function ended(state: TaskState, data: Data<'run.ended'>, atMs: number): TaskState {
  const { how, failure, cap } = data;
  const run = state.run && { ...state.run, how, failure, cap, endedAtMs: atMs, notes: [] };
  const next: TaskState = { ...state, run, nowDoing: '', hold: null, items: doubts(state) };
  if (data.how === 'failed') {
    const detail = data.failure?.message ?? '';
    return open(
      { ...next, status: 'failed' },
      plainItem('problem', `${data.runId}/problem`, data.runId, atMs, 'The work stopped on a problem', detail),
    );
  }
  if (data.how === 'capped') {
    return open(
      { ...next, status: 'paused' },
      plainItem('problem', `${data.runId}/problem`, data.runId, atMs, 'A cap was reached', data.cap ?? ''),
    );
  }
  // A finished run keeps its review item; a stopped one is told of by `task.stopped`.
  return data.how === 'completed' ? { ...next, items: state.items } : next;
}
