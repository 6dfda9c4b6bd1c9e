/** The fold of one task stream: what each event changes, and nothing else. */
import { noLabels } from './labels.ts';
import type { EventPlace, RecordOf, TaskEvent } from './events.ts';
import * as holds from './project-hold.ts';
import { emptyLedger, withCall as ledgerCall, withNo, withTime, withWord } from './ledger.ts';
import * as breakdowns from './project-breakdown.ts';
import * as results from './project-result.ts';
import * as talk from './project-talk.ts';
import { close, endCall, withCall, withChange } from './project-parts.ts';
import { defaultCaps } from './default-caps.ts';
import { doubts } from './state.ts';
import * as turns from './project-turn.ts';
import type { Call, Run, TaskState } from './task.ts';

type Data<T extends TaskEvent['type']> = Extract<TaskEvent, { type: T }>['data'];

/** Folds one event of a task. `null` before `task.created`. */
export function projectTask(state: TaskState | null, event: RecordOf<TaskEvent>): TaskState | null {
  if (event.type === 'task.created') return created(event.data, event);
  if (!state) return state;
  const next = settled(fold(state, event), event);
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
  'call.consulted',
  'call.skipped',
  'call.taken',
  'breakdown.proposed',
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
    after: data.after ?? null,
    occasion: data.occasion ?? null,
    trial: data.trial ?? null,
    planId: data.planId ?? null,
    priority: 'normal',
    status: 'draft',
    archived: false,
    createdAtMs: at.atMs,
    changedAtMs: at.atMs,
    queuedAtMs: null,
    queueRank: null,
    teammateId: null,
    assignment: null,
    next: null,
    carried: [],
    run: null,
    costUsdMicros: 0,
    costIsPartial: false,
    plan: [],
    breakdown: null,
    nowDoing: '',
    items: [],
    messages: [],
    changes: [],
    summary: '',
    artifacts: [],
    results: [],
    citations: [],
    verdict: null,
    claims: [],
    confidence: null,
    review: null,
    opinion: null,
    acceptedBy: null,
    stopped: null,
    hold: null,
    stale: null,
    openCalls: [],
    cycle: null,
    takenOverAtMs: null,
    onlyCallId: null,
    labels: data.occasion ? strangers(data.occasion.kind) : noLabels,
    ledger: null,
    turns: [],
  };
}

/** What came in from outside is a stranger's text, and marks all that is made of it. */
function strangers(kind: string): TaskState['labels'] {
  return { tainted: true, private: false, from: [kind] };
}

/** An answered call ends what hung on it: the breakdown it proposed, and the one step that was let through. */
function settled(state: TaskState, event: RecordOf<TaskEvent>): TaskState {
  if (!answers.has(event.type) || !('callId' in event.data)) return state;
  const { callId } = event.data;
  const next = breakdowns.answered(state, callId);
  return next.onlyCallId === callId ? { ...next, onlyCallId: null } : next;
}

const answers: ReadonlySet<string> = new Set<TaskEvent['type']>([
  'call.denied',
  'call.declined',
  'call.skipped',
  'call.taken',
  'call.succeeded',
  'call.failed',
]);

function fold(state: TaskState, event: RecordOf<TaskEvent>): TaskState {
  switch (event.type) {
    case 'task.created':
      return state;
    case 'task.edited':
      return { ...state, ...event.data, caps: { ...state.caps, ...event.data.caps } };
    case 'task.assigned':
      return { ...state, ...talk.assigned(event.data, event.atMs), items: doubts(state) };
    case 'task.ranked':
      return { ...state, queueRank: event.data.rank };
    case 'task.reassigning':
      return talk.reassigning(state, event.data);
    case 'task.unassigned':
      return { ...state, ...talk.unassigned };
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
    case 'call.consulted':
      return talk.consulted(state, event.data);
    case 'call.edited':
      return talk.edited(state, event.data);
    case 'call.skipped':
      return talk.answeredByPerson(state, event.data.callId, event.atMs, {
        state: 'declined',
        content: turns.skipped(event.data.note),
        summary: 'You left this step out',
      });
    case 'call.taken':
      return talk.answeredByPerson(state, event.data.callId, event.atMs, {
        state: 'succeeded',
        content: turns.taken(event.data.content),
        summary: 'You did this step yourself',
      });
    case 'call.released':
      return { ...state, onlyCallId: event.data.callId };
    case 'breakdown.proposed':
      return breakdowns.proposed(state, event.data, event.atMs);
    case 'breakdown.edited':
      return breakdowns.edited(state, event.data);
    case 'breakdown.started':
      return breakdowns.begun(state, event.data);
    case 'part.routed':
      return breakdowns.routed(state, event.data);
    case 'part.failed':
      return breakdowns.failed(state, event.data);
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
      return talk.posted(state, event.data, event.atMs);
    case 'message.answered':
      return talk.answered(state, event.data, event.atMs);
    case 'task.handedOver':
      return talk.handedOver(state, event.data);
    case 'cycle.found':
      return talk.cycleFound(state, event.data, event.atMs);
    case 'cycle.ended':
      return talk.cycleEnded(state, event.data);
    case 'result.submitted':
      return {
        ...state,
        summary: event.data.summary,
        artifacts: event.data.artifacts,
        nowDoing: 'Checking the result',
      };
    case 'result.checked':
      return results.checked(state, event.data, event.atMs);
    case 'review.asked': {
      const { runId, childId, teammateId, why } = event.data;
      return { ...state, review: { runId, taskId: childId, teammateId, why }, nowDoing: 'A colleague looks at it' };
    }
    case 'opinion.given':
      return { ...state, opinion: event.data.opinion };
    case 'result.judged':
      return results.judged(state, event.data);
    case 'run.ended':
      return results.ended(state, event.data, event.atMs);
    case 'run.held':
      return holds.held(state, event.data, event.atMs);
    case 'run.released':
      return holds.released(state, event.data);
    case 'run.stale':
      return holds.stale(state, event.data, event.atMs);
    case 'run.revived':
      return holds.revived(state);
    case 'task.takenOver':
      return { ...state, status: 'paused', takenOverAtMs: event.atMs };
    case 'task.handedBack':
      return { ...state, status: 'working', takenOverAtMs: null, onlyCallId: null };
    case 'task.paused':
      return { ...state, status: 'paused' };
    case 'task.resumed':
      return {
        ...state,
        takenOverAtMs: null,
        onlyCallId: null,
        status: state.run && state.run.how === null ? 'working' : 'queued',
      };
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
    notes: state.turns === null ? [] : state.carried,
  };
  return {
    ...state,
    status: 'working',
    run,
    items: doubts(state),
    carried: [],
    verdict: null,
    results: [],
    claims: [],
    confidence: null,
    review: null,
    breakdown: state.breakdown && { ...state.breakdown, state: 'closed' },
    stopped: null,
    hold: null,
    openCalls: [],
    ledger: emptyLedger(state.parent?.idleTurns ?? 0),
    nowDoing: 'Reading the brief',
  };
}
