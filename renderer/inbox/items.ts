/** What the Inbox lists, in which order, and which item comes next. Pure. */
import type { Conflict } from '../../agents/domain/memory.ts';
import type { InboxItem, InboxKind } from '../../agents/domain/schema.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import { inboxOf, shownState } from '../../agents/domain/state.ts';

/** An open item and the task it belongs to. */
export interface TaskRow {
  kind: 'task';
  task: TaskState;
  item: InboxItem;
}

/** One line of the Inbox: what a task asks, or a question about what the team knows. */
export type InboxRow = TaskRow | { kind: 'conflict'; conflict: Conflict };

export type InboxTab = 'all' | InboxKind;

/** Tabs in the order they are shown. */
export const inboxTabs: readonly InboxTab[] = ['all', 'approve', 'question', 'problem', 'review'];

export interface InboxView {
  counts: Record<InboxTab, number>;
  /** Items that hold work up, the longest waiting first. */
  waiting: InboxRow[];
  /** Results to look at. */
  results: InboxRow[];
  /** Both groups in the order the keys walk. */
  order: InboxRow[];
}

/** Sorts all open items for one tab; what the team knows in two versions is a question among the others. */
export function inboxView(tasks: Iterable<TaskState>, conflicts: readonly Conflict[], tab: InboxTab): InboxView {
  const asked = inboxOf(tasks).map(({ task, item }): InboxRow => ({ kind: 'task', task, item }));
  const unsure = conflicts.map((conflict): InboxRow => ({ kind: 'conflict', conflict }));
  const all = [...asked, ...unsure];
  const counts: InboxView['counts'] = { all: all.length, approve: 0, question: 0, problem: 0, review: 0 };
  for (const row of all) counts[kindOf(row)] += 1;
  const shown = all.filter((row) => tab === 'all' || kindOf(row) === tab);
  const results = shown.filter((row) => kindOf(row) === 'review');
  const waiting = shown.filter((row) => kindOf(row) !== 'review').toSorted((a, b) => sinceOf(a) - sinceOf(b));
  return { counts, waiting, results, order: [...waiting, ...results] };
}

export function kindOf(row: InboxRow): InboxKind {
  return row.kind === 'task' ? row.item.kind : 'question';
}

export function sinceOf(row: InboxRow): number {
  return row.kind === 'task' ? row.item.sinceMs : row.conflict.sinceMs;
}

/** A row's identity: item ids are only unique within their task. */
export function rowKey(row: InboxRow): string {
  return row.kind === 'task' ? `${row.task.id} ${row.item.id}` : `memory ${row.conflict.id}`;
}

/**
 * The row to show: the chosen one while it is open, else the one that has moved to its place, else the first; null = the list is empty.
 * `before` is the order in which the chosen row was last seen.
 */
export function currentRow(
  order: readonly InboxRow[],
  chosen: string | null,
  before: readonly string[],
): InboxRow | null {
  const found = order.find((row) => rowKey(row) === chosen);
  if (found) return found;
  const place = chosen === null ? -1 : before.indexOf(chosen);
  if (place === -1) return order[0] ?? null;
  const later = before.slice(place + 1);
  return order.find((row) => later.includes(rowKey(row))) ?? order.at(-1) ?? null;
}

/** The row `step` places on; stays at the ends. */
export function neighbour(order: readonly InboxRow[], key: string | null, step: 1 | -1): InboxRow | null {
  const place = order.findIndex((row) => rowKey(row) === key);
  return order[Math.max(0, Math.min(order.length - 1, place + step))] ?? null;
}

/** Which plan line an item holds up, counted from 1; null = there is no plan. */
export function blockedStep(task: TaskState): { step: number; total: number } | null {
  const doing = task.plan.findIndex((line) => line.state !== 'done');
  return doing === -1 ? null : { step: doing + 1, total: task.plan.length };
}

/** Which plan line an open item holds up; null = none: a step in doubt outlives the work it belongs to. */
export function blockedBy(task: TaskState, item: InboxItem): { step: number; total: number } | null {
  const isOver = item.callId !== null && task.run?.how !== null && task.status !== 'working';
  return item.kind === 'review' || isOver ? null : blockedStep(task);
}

/** How many tasks are at work, for the empty Inbox. */
export function workingCount(tasks: Iterable<TaskState>): number {
  const busy = new Set(['working', 'planning', 'waiting', 'stale', 'stopping']);
  return [...tasks].filter((task) => !task.archived && !task.parent && busy.has(shownState(task))).length;
}
