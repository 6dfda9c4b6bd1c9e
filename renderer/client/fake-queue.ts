/** What the fake engine does with queues: places in them, work that changes hands, who would take a task. */
import type { Command } from '../../agents/domain/commands.ts';
import type { NewEvent, StreamName } from '../../agents/domain/events.ts';
import { queueOf, queuePlace } from '../../agents/domain/state.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import type { Ranked } from '../../agents/domain/team-views.ts';
import type { TeammateState } from '../../agents/domain/teammate.ts';

/** Events of the task's stream; null = another kind of command. */
export function queueReaction(
  command: Command,
  tasks: Readonly<Record<string, TaskState>>,
): { stream: StreamName; events: readonly NewEvent[] } | null {
  if (command.type !== 'task.reorder' && command.type !== 'task.assign') return null;
  const task = tasks[command.taskId];
  if (!task) return null;
  const stream: StreamName = `task/${task.id}`;
  if (command.type === 'task.assign') {
    const { teammateId } = command;
    const isUnderWay = task.run?.how === null;
    return {
      stream,
      events: isUnderWay
        ? [{ type: 'task.reassigning', data: { teammateId, by: 'person', why: '' } }]
        : [{ type: 'task.assigned', data: { teammateId } }],
    };
  }
  const queue = queueOf(Object.values(tasks), task.teammateId ?? '').filter(({ id }) => id !== task.id);
  const found = queue.findIndex(({ id }) => id === command.beforeTaskId);
  const at = found < 0 ? queue.length : found;
  const [before, behind] = [queue[at - 1], queue[at]].map((other) => other && queuePlace(other));
  const rank = ((before ?? (behind ?? 0) - 2) + (behind ?? (before ?? 0) + 2)) / 2;
  return { stream, events: [{ type: 'task.ranked', data: { rank } }] };
}

/** The team from the last to the first, those who begin nothing behind: another order than the team's own. */
export function fakeRanking(teammates: Readonly<Record<string, TeammateState>>): Ranked[] {
  const rows = Object.values(teammates)
    .toReversed()
    .map(({ id, profile, standing }) => ({
      teammateId: id,
      why: 'no similar task so far, free now',
      away: standing === 'active' ? null : `${profile.name} is ${standing}`,
    }));
  return [...rows.filter(({ away }) => away === null), ...rows.filter(({ away }) => away !== null)];
}
