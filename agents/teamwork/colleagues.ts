/** What teammates may know of each other while they work: who is there, who waits for whom; and the one word they may send. */
import { openQuestions, isAtWork } from '../domain/talk.ts';
import { faredOf, recordOf } from '../domain/operations.ts';
import { isWaiting } from '../domain/state.ts';
import type { TaskState } from '../domain/task.ts';
import type { TeammateState } from '../domain/teammate.ts';
import type { Clock } from '../lib/clock.ts';
import { post } from '../runs/talk.ts';
import type { Streams } from '../streams.ts';
import { candidatesOf } from './candidates.ts';
import { route } from './routing.ts';

/** Gives the tools what they may ask, and tell. */
export function makeColleagues({ streams, clock }: { streams: Streams; clock: Clock }) {
  const { tasks, teammates } = streams;
  const colleague = ({ id, profile: { name, role } }: TeammateState) => ({
    id,
    name,
    role,
    record: recordOf(faredOf(streams.operations, id)),
  });

  /** The whole a task belongs to, and all its parts. */
  const familyOf = (task: TaskState): TaskState[] => {
    const below = (id: string): string[] => [id, ...streams.partsOf(id).flatMap(below)];
    return below(task.parent?.rootId ?? task.id).flatMap((id) => tasks.get(id) ?? []);
  };

  /** Tasks of the same whole that somebody else works on. */
  const besides = (task: TaskState): TaskState[] => {
    const others = familyOf(task).filter((one) => one.teammateId !== task.teammateId && isAtWork(one));
    return others.toSorted((a, b) => Number(isWaiting(a)) - Number(isWaiting(b)));
  };

  return {
    team(work: { title: string; brief: string }, taskId: string) {
      const own = tasks.get(taskId)?.teammateId;
      const ranked = route({ ...work, role: null }, candidatesOf(streams, work));
      return ranked
        .filter(({ away }) => away === null)
        .toSorted((a, b) => Number(a.teammateId === own) - Number(b.teammateId === own))
        .flatMap(({ teammateId }) => teammates.get(teammateId) ?? [])
        .map(colleague);
    },
    atWork(taskId: string) {
      const task = tasks.get(taskId);
      if (!task) return [];
      return besides(task).flatMap((one) => {
        const teammate = teammates.get(one.teammateId ?? '');
        return teammate ? [{ ...colleague(teammate), taskId: one.id }] : [];
      });
    },
    questionsTo(taskId: string) {
      const task = tasks.get(taskId);
      return task ? openQuestions(task, (id) => tasks.get(id)).map(({ messageId }) => messageId) : [];
    },
    isAwaiting: (taskId: string) => tasks.get(taskId)?.openCalls.some(({ state }) => state === 'waiting') ?? false,
    async comment(taskId: string, to: string, key: string, text: string) {
      const from = tasks.get(taskId);
      const callId = from?.turns?.at(-1)?.calls.find((call) => call.key === key)?.callId;
      if (!from || callId === undefined) return false;
      const messageId = `m_${callId}`;
      // Said before the process died or the disk refused; the colleague may be at work on another task by now.
      const isSaid = familyOf(from).some(({ messages }) => messages.some((message) => message.messageId === messageId));
      return isSaid || post({ streams, clock }, to, { messageId, about: 'comment', from, callId, text });
    },
  };
}
