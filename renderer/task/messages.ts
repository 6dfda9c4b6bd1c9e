/** Which of the person's messages stand above the composer. Pure. */
import type { Message, TaskState } from '../../agents/domain/task.ts';

/** Unread ones of this task, and the last one that was read: its chip is the receipt. Older ones stand among the steps. */
export function messagesToShow(task: TaskState): Message[] {
  const own = task.messages.filter((message) => message.from === 'person');
  const unread = own.filter((message) => message.readAtMs === null);
  const lastRead = own.findLast((message) => message.readAtMs !== null);
  const isOver = task.status === 'done' || task.status === 'review';
  return lastRead && !isOver ? [lastRead, ...unread] : unread;
}
