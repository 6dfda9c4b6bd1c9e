/** What teammates owe each other, told from the tasks alone. Pure, shared by the engine and the screens. */
import type { Consulted, Message, TaskState } from './task.ts';
import { isAtRest } from './state.ts';

export type TaskOf = (taskId: string) => TaskState | undefined;

/** True while a run is on it, at work or paused: a message finds somebody to read it. */
export function isAtWork(task: TaskState): boolean {
  return !task.archived && task.run?.how === null && (task.status === 'working' || task.status === 'paused');
}

/** Questions put to this task that somebody still waits for, oldest first. */
export function openQuestions({ id, messages }: TaskState, taskOf: TaskOf): Message[] {
  return messages.filter(({ messageId, about, sender, answer }) => {
    if (about !== 'question' || answer !== null || !sender) return false;
    const calls = taskOf(sender.taskId)?.openCalls ?? [];
    return calls.some(({ consulted }) => consulted?.messageId === messageId && consulted.taskId === id);
  });
}

/** What came of a question: `posted` = it lies there unanswered. */
export function standOf(
  { taskId, messageId }: Consulted,
  taskOf: TaskOf,
): { is: 'answered'; answer: string; asked: TaskState } | { is: 'missing' | 'posted' } | { is: 'over' } {
  const asked = taskOf(taskId);
  const message = asked?.messages.find((other) => other.messageId === messageId);
  if (asked && message?.answer) return { is: 'answered', answer: message.answer.text, asked };
  // Nobody has it any more, or nobody works on it: no answer will come.
  if (!asked || isAtRest(asked) || asked.status === 'draft') return { is: 'over' };
  return { is: message ? 'posted' : 'missing' };
}
