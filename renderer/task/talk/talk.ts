/** What teammates said to each other around one task, in order. Pure. */
import type { TaskState } from '../../../agents/domain/task.ts';

export interface Word {
  key: string;
  kind: 'question' | 'comment' | 'handover';
  atMs: number;
  /** Who said it, and to whom. */
  from: string | null;
  to: string | null;
  text: string;
  readAtMs: number | null;
  answer: { text: string; atMs: number } | null;
  /** True: it went out from here; whether it was read stands in the colleague's task. */
  isOut: boolean;
}

/** Words that came in, and questions that went out. */
export function talkOf(task: TaskState): Word[] {
  const came = task.messages.flatMap((message): Word[] => {
    const { messageId, about, sender, text, atMs, readAtMs, answer } = message;
    if (!sender) return [];
    const kind: Word['kind'] = about === 'question' || about === 'handover' ? about : 'comment';
    const at = { key: messageId, kind, atMs, text, readAtMs, answer, isOut: false };
    return [{ ...at, from: sender.teammateId, to: task.teammateId }];
  });
  const went = (task.turns ?? []).flatMap((turn) =>
    turn.calls.flatMap((call): Word[] => {
      if (!call.consulted) return [];
      const { messageId, teammateId, question } = call.consulted;
      const answer =
        call.state === 'succeeded' ? { text: call.content ?? '', atMs: call.endedAtMs ?? turn.beganAtMs } : null;
      const at = { key: `out/${messageId}`, kind: 'question' as const, atMs: call.beganAtMs ?? turn.beganAtMs };
      return [{ ...at, from: task.teammateId, to: teammateId, text: question, readAtMs: null, answer, isOut: true }];
    }),
  );
  return [...came, ...went].toSorted((a, b) => a.atMs - b.atMs);
}
