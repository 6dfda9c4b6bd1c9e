/**
 * Decides what the outcome of an effect does to a task. These commands come from the engine, never over the wire.
 * A result that arrives for a run that is no longer current is refused, and its sender drops it.
 */
import type { Answer } from '../commands.ts';
import type { TaskEvent } from '../events.ts';
import type { Artifact, Failure, Opinion } from '../schema.ts';
import { currentCalls, isAnswered, reviewIdOf } from '../state.ts';
import { mayPerform } from '../step.ts';
import type { TaskState } from '../task.ts';
import { decideBreakdown, type BreakdownCommand } from './breakdown.ts';
import { accept, refuse } from './refuse.ts';
import { handOver } from './talk.ts';

type Data<T extends TaskEvent['type']> = Extract<TaskEvent, { type: T }>['data'];

interface Submitted {
  summary: string;
  artifacts: Artifact[];
}

/** An effect's outcome on its way back into the journal. */
export type RunCommand =
  | { type: 'run.start'; data: Data<'run.started'> }
  | { type: 'turn.begin'; data: Data<'turn.begun'> }
  | { type: 'turn.complete'; data: Data<'turn.completed'> }
  | { type: 'turn.fail'; data: Data<'turn.failed'> }
  | { type: 'call.deny'; data: Data<'call.denied'> }
  | { type: 'call.ask'; data: Data<'call.asked'> }
  | { type: 'call.begin'; data: Data<'call.begun'> }
  | {
      type: 'call.succeed';
      data: Data<'call.succeeded'>;
      plan?: Data<'plan.set'>['lines'];
      note?: Pick<Data<'note.taken'>, 'text' | 'keep'>;
      /** Of a colleague's question: the answer goes with it. */
      answered?: Pick<Data<'message.answered'>, 'messageId' | 'text'>;
      /** The task goes to this colleague, and the run ends. */
      handOver?: Omit<Data<'task.handedOver'>, 'runId' | 'callId'>;
      submitted?: Submitted;
      opinion?: Opinion;
    }
  | { type: 'call.fail'; data: Data<'call.failed'>; endsRun: boolean }
  | { type: 'call.retry'; data: Data<'call.retrying'> }
  | { type: 'call.delegate'; data: Data<'call.delegated'> }
  | { type: 'call.wait'; data: Data<'call.waiting'> }
  | BreakdownCommand
  | { type: 'call.consult'; data: Data<'call.consulted'> }
  /** The answer of a call that waited: what became of the task it was handed on as, or that its time has come. */
  | { type: 'call.answer'; event: Extract<TaskEvent, { type: 'call.succeeded' | 'call.failed' }> }
  | { type: 'call.doubt'; data: Data<'call.doubted'> }
  | { type: 'question.ask'; data: Data<'question.asked'> }
  | {
      type: 'result.check';
      data: Omit<Data<'result.checked'>, 'returned'>;
      submitted: Submitted;
      messageId: string;
      /** Sure enough to be done by rule; left out = the person sees it. */
      isSure?: boolean;
    }
  | { type: 'review.ask'; data: Data<'review.asked'>; submitted: Submitted }
  | { type: 'run.hold'; data: Data<'run.held'> }
  | { type: 'run.note'; runId: string; messageId: string; text: string }
  | { type: 'run.stale'; data: Data<'run.stale'> }
  | { type: 'run.revive'; data: Data<'run.revived'> }
  | { type: 'run.cap'; runId: string; cap: NonNullable<Data<'run.ended'>['cap']> }
  /** `toNobody`: its teammate has left the team, so that it waits for another. */
  | { type: 'run.confirmStop'; runId: string; toNobody: boolean }
  /** The work this task is a part of is over. */
  | { type: 'task.callOff' }
  /** The teammate who handed this part on takes its result. */
  | { type: 'task.take' }
  | { type: 'undo.done'; changeId: string; kept: string | null };

/** `state` is the task's; it must exist. */
export function decideRun(state: TaskState, command: RunCommand): Answer<TaskEvent[]> {
  if (command.type === 'run.start') return start(state, command.data);
  if (command.type === 'undo.done') return undone(state, command.changeId, command.kept);
  if (command.type === 'task.callOff') return callOff(state);
  if (command.type === 'task.take')
    return state.status === 'review' ? accept([{ type: 'task.accepted', data: { by: 'teammate' } }]) : late();
  const runId = runOf(command);
  if (state.run?.runId !== runId || state.run.how !== null) return late();
  switch (command.type) {
    case 'turn.begin':
      return begin(state, command.data);
    case 'turn.complete':
      return state.turns?.at(-1)?.state === 'begun' ? accept([{ type: 'turn.completed', data: command.data }]) : late();
    case 'turn.fail':
      return fail(state, command.data);
    case 'call.deny':
      return call(
        state,
        command.data.callId,
        ['proposed', 'approved', 'begun'],
        [{ type: 'call.denied', data: command.data }, ...unsoundAgain(state, command.data)],
      );
    case 'call.ask':
      return call(state, command.data.callId, ['proposed', 'approved'], [{ type: 'call.asked', data: command.data }]);
    case 'call.begin':
      if (!mayPerform(state, command.data.callId) || state.hold) return late();
      return call(state, command.data.callId, ['proposed', 'approved'], [{ type: 'call.begun', data: command.data }]);
    case 'call.succeed':
      return call(state, command.data.callId, ['begun'], succeeded(state, command));
    case 'call.fail':
      return call(
        state,
        command.data.callId,
        ['begun'],
        [
          { type: 'call.failed', data: command.data },
          ...(command.endsRun ? [ended(runId, 'failed', command.data.failure)] : []),
        ],
      );
    case 'call.retry':
      return call(state, command.data.callId, ['begun'], [{ type: 'call.retrying', data: command.data }]);
    case 'call.delegate':
      return call(state, command.data.callId, ['begun'], [{ type: 'call.delegated', data: command.data }]);
    case 'call.wait':
      return call(state, command.data.callId, ['begun'], [{ type: 'call.waiting', data: command.data }]);
    case 'breakdown.propose': {
      const proposed = decideBreakdown(state, command);
      return proposed.ok ? call(state, command.data.callId, ['begun'], proposed.value) : proposed;
    }
    case 'part.route':
    case 'part.fail':
      return decideBreakdown(state, command);
    case 'call.consult':
      return call(state, command.data.callId, ['begun'], [{ type: 'call.consulted', data: command.data }]);
    case 'call.answer':
      return call(state, command.event.data.callId, ['waiting'], [command.event]);
    case 'call.doubt':
      return call(state, command.data.callId, ['begun'], [{ type: 'call.doubted', data: command.data }]);
    case 'question.ask':
      return call(state, command.data.callId, ['begun'], [{ type: 'question.asked', data: command.data }]);
    case 'result.check':
      return check(state, command);
    case 'review.ask':
      return askReview(state, command);
    case 'run.hold':
      if (state.status !== 'working' || state.hold) return late();
      return accept([{ type: 'run.held', data: command.data }]);
    case 'run.note':
      return accept([
        {
          type: 'message.posted',
          data: { messageId: command.messageId, from: 'engine', about: 'loop', text: command.text },
        },
      ]);
    case 'run.stale':
      return state.status === 'working' ? accept([{ type: 'run.stale', data: command.data }]) : late();
    case 'run.revive':
      return state.stale ? accept([{ type: 'run.revived', data: command.data }]) : late();
    case 'run.cap':
      // A part can reach the cap while a step of the whole is under way: its outcome comes first, and then the cap is met again.
      if (currentCalls(state).some((call) => call.state === 'begun')) return late();
      return accept([{ type: 'run.ended', data: { runId, how: 'capped', failure: null, cap: command.cap } }]);
    case 'run.confirmStop':
      return state.status === 'stopping' ? accept(stops(state, runId, command.toNobody)) : late();
  }
}

function runOf(
  command: Exclude<RunCommand, { type: 'run.start' | 'undo.done' | 'task.callOff' | 'task.take' }>,
): string {
  if ('runId' in command) return command.runId;
  return 'event' in command ? command.event.data.runId : command.data.runId;
}

/** Work that has begun is stopped as a person would; work that has not is put away. */
function callOff(state: TaskState): Answer<TaskEvent[]> {
  if (state.archived) return late();
  if (state.status === 'working' || (state.status === 'paused' && state.run?.how === null))
    return accept([{ type: 'task.stopping', data: {} }]);
  return accept([
    ...(state.status === 'queued' ? [{ type: 'task.unassigned' as const, data: {} }] : []),
    { type: 'task.archived', data: {} },
  ]);
}

function late(): Answer<TaskEvent[]> {
  return refuse('task.wrongState', 'The result came for work that is no longer current.');
}

function start(state: TaskState, data: Data<'run.started'>): Answer<TaskEvent[]> {
  // Given to somebody else while its folder was made: they begin it.
  const isTheirs = state.teammateId === data.teammateId;
  return state.status === 'queued' && !state.archived && isTheirs ? accept([{ type: 'run.started', data }]) : late();
}

function begin(state: TaskState, data: Data<'turn.begun'>): Answer<TaskEvent[]> {
  return state.status === 'working' ? accept([{ type: 'turn.begun', data }]) : late();
}

function fail(state: TaskState, data: Data<'turn.failed'>): Answer<TaskEvent[]> {
  if (state.turns?.at(-1)?.state !== 'begun') return late();
  const failed: TaskEvent = { type: 'turn.failed', data };
  return accept(data.retryAtMs === null ? [failed, ended(data.runId, 'failed', data.failure)] : [failed]);
}

function call(state: TaskState, callId: string, from: readonly string[], events: TaskEvent[]): Answer<TaskEvent[]> {
  const found = currentCalls(state).find((other) => other.callId === callId);
  return found && from.includes(found.state) ? accept(events) : late();
}

function succeeded(state: TaskState, command: Extract<RunCommand, { type: 'call.succeed' }>): TaskEvent[] {
  if (command.handOver) return handOver(state, command.data, command.handOver);
  const { runId, callId } = command.data;
  const events: TaskEvent[] = [{ type: 'call.succeeded', data: command.data }];
  if (command.plan) events.push({ type: 'plan.set', data: { runId, lines: command.plan } });
  if (command.note) events.push({ type: 'note.taken', data: { runId, callId, ...command.note } });
  if (command.answered) events.push({ type: 'message.answered', data: { runId, callId, ...command.answered } });
  if (command.opinion) events.push({ type: 'opinion.given', data: { runId, callId, opinion: command.opinion } });
  if (command.submitted) events.push({ type: 'result.submitted', data: { runId, ...command.submitted } });
  return events;
}

/** A plan that is not sound goes back once; the second time the person is told. */
function unsoundAgain(state: TaskState, { runId, callId, reason }: Data<'call.denied'>): TaskEvent[] {
  const plans = (state.turns ?? [])
    .filter((turn) => turn.runId === runId)
    .flatMap(({ calls }) => calls.filter(({ tool }) => tool === 'plan_parts'));
  const isPlan = plans.some((one) => one.callId === callId);
  // Held already, for a cap: one question at a time, and a hold that is overwritten could never be answered.
  if (!isPlan || state.hold || plans.at(-2)?.state !== 'denied') return [];
  const ask = 'The plan cannot be carried out, and it was the second try';
  return [
    { type: 'run.held', data: { runId, itemId: `${callId}/plan`, why: 'plan', cap: null, ask, evidence: reason } },
  ];
}

/** A result that failed a check goes back to the teammate once; after that the person sees it as it is. */
function check(state: TaskState, command: Extract<RunCommand, { type: 'result.check' }>): Answer<TaskEvent[]> {
  // Paused or taken over while it was looked at: whoever has the task may still change the result.
  if (state.status !== 'working' || !state.turns?.at(-1)?.calls.every(isAnswered)) return late();
  const { runId, results } = command.data;
  const failed = results.filter((result) => result.outcome === 'failed');
  const returned = failed.length > 0 && state.run?.returned === false;
  const events: TaskEvent[] = [
    ...submitted(state, runId, command.submitted),
    { type: 'result.checked', data: { ...command.data, returned } },
  ];
  if (returned) {
    const lines = failed.map((result) => `- ${result.label}: ${result.evidence}`);
    events.push({
      type: 'message.posted',
      data: { messageId: command.messageId, from: 'engine', text: lines.join('\n') },
    });
  } else {
    events.push(ended(runId, 'completed', null));
    if (command.isSure && failed.length === 0 && command.data.verdict === 'passed')
      events.push({ type: 'task.accepted', data: { by: 'rule' } });
  }
  return accept(events);
}

/** Nobody reviews their own work, whoever chose them. */
function askReview(
  state: TaskState,
  { data, submitted: made }: Extract<RunCommand, { type: 'review.ask' }>,
): Answer<TaskEvent[]> {
  if (!state.turns?.at(-1)?.calls.every(isAnswered) || data.childId !== reviewIdOf(state)) return late();
  if (data.teammateId === state.run?.teammateId)
    return refuse('teammate.away', 'Nobody reviews their own work. Nothing was asked.');
  return accept([...submitted(state, data.runId, made), { type: 'review.asked', data }]);
}

/** What `finish` handed in is looked at on disk: said again only when it is not the same. */
function submitted(state: TaskState, runId: string, { summary, artifacts }: Submitted): TaskEvent[] {
  const isKnown = summary === state.summary && JSON.stringify(artifacts) === JSON.stringify(state.artifacts);
  return isKnown ? [] : [{ type: 'result.submitted', data: { runId, summary, artifacts } }];
}

function ended(runId: string, how: Data<'run.ended'>['how'], failure: Failure | null): TaskEvent {
  return { type: 'run.ended', data: { runId, how, failure, cap: null } };
}

/** A stop that was asked for so that somebody else goes on hands the task to them. */
function stops(state: TaskState, runId: string, toNobody: boolean): TaskEvent[] {
  const { next } = state;
  if (toNobody) return [ended(runId, 'superseded', null), { type: 'task.unassigned', data: {} }];
  if (!next) return [ended(runId, 'stopped', null), stopped(state)];
  return [
    ended(runId, 'superseded', null),
    { type: 'task.assigned', data: { teammateId: next.teammateId, ...next.assignment } },
  ];
}

/** What a stop leaves behind, in the plan's words: files that were written come first, and what is in doubt is named. */
function stopped(state: TaskState): TaskEvent {
  const written = state.changes.filter((change) => change.undone === 'no').map((change) => `Wrote ${change.path}`);
  const lines = (wanted: boolean) =>
    state.plan.filter((line) => (line.state === 'done') === wanted).map((line) => line.text);
  const uncertain = state.items.flatMap((item) => (item.kind === 'problem' && item.callId ? [item.detail] : []));
  return {
    type: 'task.stopped',
    data: { done: [...new Set([...written, ...lines(true)])], notDone: lines(false), uncertain },
  };
}

function undone(state: TaskState, changeId: string, kept: string | null): Answer<TaskEvent[]> {
  const change = state.changes.find((other) => other.id === changeId);
  if (change?.undone !== 'undoing') return late();
  return accept([
    kept === null
      ? { type: 'change.undone', data: { changeId } }
      : { type: 'change.kept', data: { changeId, reason: kept } },
  ]);
}
