/** The part of a task's fold that follows what teammates say to each other, and who has the work. */
import type { TaskEvent } from './events.ts';
import * as breakdowns from './project-breakdown.ts';
import { withWord } from './ledger.ts';
import { close, endCall, open, plainItem, withCall } from './project-parts.ts';
import { joinLabels } from './labels.ts';
import type { TaskState } from './task.ts';

type Data<T extends TaskEvent['type']> = Extract<TaskEvent, { type: T }>['data'];

/**
 * A word from outside the run is news. A colleague's is not, or two could talk for ever; the engine's own about idle turns is not
 * either, and it is said once.
 */
export function posted(state: TaskState, data: Data<'message.posted'>, atMs: number): TaskState {
  const { messageId, from, text, about = null, sender = null, labels } = data;
  const message = { messageId, from, about, sender, text, atMs, readAtMs: null, answer: null };
  const ledger = about === 'loop' ? state.ledger && { ...state.ledger, isNoted: true } : heard(state.ledger, from);
  return {
    ...state,
    messages: [...state.messages, message],
    ledger,
    labels: labels ? joinLabels(state.labels, labels) : state.labels,
  };
}

function heard(ledger: TaskState['ledger'], from: Data<'message.posted'>['from']): TaskState['ledger'] {
  return from === 'teammate' ? ledger && { ...ledger, recent: [] } : withWord(ledger);
}

export function answered(state: TaskState, { messageId, text }: Data<'message.answered'>, atMs: number): TaskState {
  const messages = state.messages.map((message) =>
    message.messageId === messageId ? { ...message, answer: { text, atMs } } : message,
  );
  return { ...state, messages };
}

export function consulted(state: TaskState, data: Data<'call.consulted'>): TaskState {
  const { callId, taskId, teammateId, messageId, question } = data;
  const next = withCall(state, callId, { state: 'waiting', consulted: { taskId, teammateId, messageId, question } });
  return { ...next, nowDoing: `Asked a colleague: ${question}` };
}

export function cycleFound(state: TaskState, data: Data<'cycle.found'>, atMs: number): TaskState {
  const { itemId, members, ask } = data;
  const item = plainItem('problem', itemId, state.run?.runId ?? '', atMs, ask, '');
  return open({ ...state, cycle: { itemId, members } }, item);
}

export function cycleEnded(state: TaskState, { itemId }: Data<'cycle.ended'>): TaskState {
  return close({ ...state, cycle: null }, itemId);
}

export function assigned(data: Data<'task.assigned'>, atMs: number): Partial<TaskState> {
  const { teammateId, by = 'person', why = '' } = data;
  return {
    status: 'queued',
    teammateId,
    assignment: { by, why },
    queuedAtMs: atMs,
    queueRank: null,
    next: null,
    takenOverAtMs: null,
    onlyCallId: null,
  };
}

/** Nobody has it, and nobody is to get it. */
export const unassigned = {
  status: 'draft',
  teammateId: null,
  assignment: null,
  queuedAtMs: null,
  queueRank: null,
  next: null,
  takenOverAtMs: null,
  onlyCallId: null,
} as const satisfies Partial<TaskState>;

/** Its run stops first; what it had begun is settled as at any stop. */
export function reassigning(state: TaskState, { teammateId, by, why }: Data<'task.reassigning'>): TaskState {
  return { ...state, status: 'stopping', next: { teammateId, assignment: { by, why } } };
}

export function handedOver(state: TaskState, { why }: Data<'task.handedOver'>): TaskState {
  return { ...state, nowDoing: `Handed over: ${why}` };
}

export function edited(state: TaskState, { callId, args, print }: Data<'call.edited'>): TaskState {
  // A plan that was asked about is another one now.
  const next = withCall(breakdowns.answered(state, callId), callId, {
    args,
    print,
    state: 'proposed',
    hash: null,
    itemId: null,
  });
  return { ...next, items: next.items.filter((item) => item.callId !== callId) };
}

/** A step the person left out, or did themselves: the teammate reads which. */
export function answeredByPerson(
  state: TaskState,
  callId: string,
  atMs: number,
  patch: { state: 'declined' | 'succeeded'; content: string; summary: string },
): TaskState {
  const next = endCall(state, callId, atMs, { ...patch, isError: patch.state === 'declined' });
  const items = next.items.filter((item) => item.callId !== callId);
  return { ...next, items, ledger: withWord(next.ledger) };
}
