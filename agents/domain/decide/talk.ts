/** Decides what teammates say to each other: a message put in, an answer, a task handed over, a wait a person ends. Pure. */
import type { Answer, CommandOf } from '../commands.ts';
import type { TaskEvent } from '../events.ts';
import { noLabels } from '../labels.ts';
import { isAtRest } from '../state.ts';
import type { TaskState } from '../task.ts';
import { accept, refuse } from './refuse.ts';

type Data<T extends TaskEvent['type']> = Extract<TaskEvent, { type: T }>['data'];
type Decision = Answer<TaskEvent[]>;

/** A teammate's message, said once however often it is put in. */
export function decidePost(state: TaskState, data: Data<'message.posted'>): Decision {
  if (state.messages.some(({ messageId }) => messageId === data.messageId)) return accept([]);
  if (isAtRest(state) || state.status === 'draft' || state.status === 'stopping')
    return refuse('task.wrongState', 'Nobody works on this any more. The message was not sent.');
  return accept([{ type: 'message.posted', data }]);
}

/** The run ends here and its colleague takes the task up, with what was done and what is left. */
export function handOver(
  state: TaskState,
  data: Data<'call.succeeded'>,
  { teammateId, why, done, left }: Omit<Data<'task.handedOver'>, 'runId' | 'callId'>,
): TaskEvent[] {
  const { runId, callId } = data;
  const sender = { teammateId: state.teammateId ?? '', taskId: state.id, callId };
  const text = [why, `Done: ${done}`, `Left: ${left}`].join('\n');
  return [
    { type: 'call.succeeded', data },
    { type: 'task.handedOver', data: { runId, callId, teammateId, why, done, left } },
    {
      type: 'message.posted',
      data: { messageId: `m_${callId}`, from: 'teammate', about: 'handover', sender, labels: state.labels, text },
    },
    { type: 'run.ended', data: { runId, how: 'superseded', failure: null, cap: null } },
    { type: 'task.assigned', data: { teammateId, by: 'teammate', why } },
  ];
}

/** The person answers in the colleague's place, or lets the work go on without an answer. */
export function decideBreak(state: TaskState, { callId, answer }: CommandOf<'wait.break'>): Decision {
  const call = state.openCalls.find((other) => other.callId === callId);
  if (!state.run || state.run.how !== null || call?.state !== 'waiting' || !call.consulted)
    return refuse('call.unknown', 'This step no longer waits. Nothing was changed.');
  const at = { runId: state.run.runId, callId, durationMs: 0 };
  if (answer === null || answer.trim() === '') {
    const message = 'The person broke the circle of waiting: go on without an answer.';
    return accept([{ type: 'call.failed', data: { ...at, failure: { code: 'teammate.failed', message } } }]);
  }
  const content = `The person answers in your colleague’s place: ${answer}`;
  const given = { content, blob: null, bytes: new TextEncoder().encode(content).length, change: null };
  return accept([
    {
      type: 'call.succeeded',
      data: { ...at, ...given, summary: `You answered: ${answer}`.slice(0, 200), labels: noLabels },
    },
  ]);
}
