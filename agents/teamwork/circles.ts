/** Tells the person of circles of waiting, once each, and takes it back when they are gone. */
import { waitCycles, type Waiter } from '../domain/cycles.ts';
import type { TaskEvent } from '../domain/events.ts';
import { isWaiting } from '../domain/state.ts';
import type { TaskState } from '../domain/task.ts';
import type { Streams } from '../streams.ts';

/** The circles there are now, by the task each is told at. */
export function circlesNow({ moving }: Pick<Streams, 'moving'>): Map<string, Waiter[]> {
  const tasks = [...moving.values()];
  // Looked for after every event, and nearly always nobody asks anybody.
  const asks = tasks.some((task) => task.openCalls.some(({ consulted }) => consulted !== null) && isWaiting(task));
  return new Map(asks ? waitCycles(tasks).map((circle) => [circle[0]?.taskId ?? '', circle]) : []);
}

/** What this task is to say of the circle it stands in. */
export function toldOf(
  { cycle, status }: TaskState,
  circle: readonly Waiter[] | undefined,
  teammates: Streams['teammates'],
): TaskEvent[] {
  const itemId = circle?.[0] && `${circle[0].callId}/circle`;
  const isTold = circle !== undefined && cycle !== null && printOf(cycle.members) === printOf(circle);
  if (isTold) return [];
  const events: TaskEvent[] = cycle === null ? [] : [{ type: 'cycle.ended', data: { itemId: cycle.itemId } }];
  if (!circle || itemId === undefined || status !== 'working') return events;
  const names = circle.map(({ teammateId }) => teammates.get(teammateId)?.profile.name ?? 'A teammate');
  return [...events, { type: 'cycle.found', data: { itemId, members: [...circle], ask: askOf([...new Set(names)]) } }];
}

function printOf(members: readonly Waiter[]): string {
  return members.map(({ callId, waitsFor }) => `${callId}>${waitsFor}`).join();
}

/** “Maya and Tomás wait for each other”. */
function askOf(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  const others = names.slice(0, -1);
  return others.length === 0
    ? `${last} waits for work of their own`
    : `${others.join(', ')} and ${last} wait for each other`;
}
