/** Carries a question to a colleague at work, and what came of it back. */
import { decidePost } from '../domain/decide/talk.ts';
import type { RunCommand } from '../domain/decide/run.ts';
import { joinLabels } from '../domain/labels.ts';
import { standOf } from '../domain/talk.ts';
import type { Call, TaskState } from '../domain/task.ts';
import { callPrint } from '../gate/loops.ts';
import type { Clock } from '../lib/clock.ts';
import type { Streams } from '../streams.ts';
import { quoted } from './headings.ts';

/** A word from one task's teammate to another's. */
export interface Word {
  messageId: string;
  about: 'question' | 'comment';
  from: TaskState;
  callId: string;
  text: string;
}

/** Puts a teammate's word into a task's stream; said once. False = nobody works on that task any more. */
export async function post(
  { streams, clock }: { streams: Streams; clock: Clock },
  taskId: string,
  { messageId, about, from, callId, text }: Word,
): Promise<boolean> {
  const sender = { teammateId: from.teammateId ?? '', taskId: from.id, callId };
  const data = { messageId, from: 'teammate' as const, about, sender, labels: from.labels, text };
  const decide = () => {
    const task = streams.tasks.get(taskId);
    return task
      ? decidePost(task, data)
      : { ok: false as const, error: { code: 'task.unknown' as const, message: '' } };
  };
  const meta = { actor: `teammate/${sender.teammateId}`, atMs: clock.now(), commandId: null };
  return (await streams.commit(`task/${taskId}`, decide, meta)).ok;
}

/** The answer to a call that waited for a colleague's word; null = they may still answer. */
export function wordOf(
  task: TaskState,
  { callId, print, consulted }: Call,
  { streams }: { streams: Pick<Streams, 'tasks' | 'teammates'> },
): Extract<RunCommand, { type: 'call.answer' }> | null {
  if (!consulted || !task.run) return null;
  const stand = standOf(consulted, (id) => streams.tasks.get(id));
  const name = streams.teammates.get(consulted.teammateId)?.profile.name ?? 'Your colleague';
  const at = { runId: task.run.runId, callId, durationMs: 0 };
  if (stand.is === 'over') {
    const message = `${name}’s work there is over, and your question was not answered. Go on without an answer, or ask somebody else.`;
    return {
      type: 'call.answer',
      event: {
        type: 'call.failed',
        data: { ...at, failure: { code: 'teammate.failed', message }, print: callPrint(print, message) },
      },
    };
  }
  if (stand.is !== 'answered') return null;
  const content = `${name} answers:\n${quoted(stand.answer)}`;
  return {
    type: 'call.answer',
    event: {
      type: 'call.succeeded',
      data: {
        ...at,
        content,
        blob: null,
        bytes: Buffer.byteLength(content),
        summary: `${name} answered`,
        labels: joinLabels(stand.asked.labels, { tainted: false, private: false, from: [`task/${stand.asked.id}`] }),
        change: null,
        print: callPrint(print, content),
        isNews: true,
        idleTurns: stand.asked.ledger?.idleTurns ?? 0,
      },
    },
  };
}
