/** Which cards stand where, in which order: pure, for both layouts of the board. */
import { columnOf, queueOf, shownState, type Column } from '../../agents/domain/state.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import { busyCount } from '../words/task-words.ts';

export const columns: readonly Column[] = ['to-do', 'working', 'needs-you', 'done'];

/** A group of the Needs you column: work that waits, then results and failures to look at. */
export interface StatusColumn {
  column: Column;
  ids: string[];
  /** How many of `ids` come first as the group that waits for an answer; only in Needs you. */
  waiting: number;
}

/** The tasks a board shows: without archived ones, with just given cards as drawn. */
export function shownTasks(state: {
  tasks: Readonly<Record<string, TaskState>>;
  pending: Readonly<Record<string, TaskState>>;
}): TaskState[] {
  const shown: TaskState[] = [];
  for (const task of Object.values(state.tasks)) {
    if (!task.archived) shown.push(state.pending[task.id] ?? task);
  }
  return shown;
}

/** Sorts by a number taken once per task: comparing would take it thousands of times. */
function ordered(tasks: readonly TaskState[], keyOf: (task: TaskState) => number): TaskState[] {
  return tasks
    .map((task) => ({ task, key: keyOf(task) }))
    .toSorted((a, b) => a.key - b.key || (a.task.id < b.task.id ? -1 : 1))
    .map(({ task }) => task);
}

const newestFirst = (task: TaskState) => -task.createdAtMs;
const lastChangedFirst = (task: TaskState) => -task.changedAtMs;
const lastStartedFirst = (task: TaskState) => -startOf(task);

function startOf(task: TaskState): number {
  return task.run?.startedAtMs ?? task.createdAtMs;
}

function sinceOf(task: TaskState): number {
  return Math.min(...task.items.map((item) => item.sinceMs), task.changedAtMs);
}

/** True while the task holds still until the person decides; results and failures are only to be looked at. */
function isWaiting(task: TaskState): boolean {
  const state = shownState(task);
  return state === 'needs-you' || state === 'capped';
}

/** The four columns of the board by status. */
export function byStatus(tasks: readonly TaskState[]): StatusColumn[] {
  const placed = Map.groupBy(tasks, columnOf);
  return columns.map((column) => {
    const own = placed.get(column) ?? [];
    if (column === 'needs-you') {
      const waiting = ordered(own.filter(isWaiting), sinceOf);
      const rest = ordered(
        own.filter((task) => !isWaiting(task)),
        sinceOf,
      );
      return { column, ids: idsOf([...waiting, ...rest]), waiting: waiting.length };
    }
    const order = column === 'to-do' ? newestFirst : column === 'working' ? lastStartedFirst : lastChangedFirst;
    return { column, ids: idsOf(ordered(own, order)), waiting: 0 };
  });
}

export type LaneGroup = 'unassigned' | 'now' | 'needs' | 'next' | 'stopped' | 'done';

/** One lane of the board by teammate; `teammateId: null` = nobody's tasks. Groups stand in the order they are shown. */
export interface Lane {
  teammateId: string | null;
  groups: { group: LaneGroup; ids: string[] }[];
}

/** What nobody has stands together: a task whose teammate is gone must stay in sight. */
function nobodyGroup(task: TaskState): LaneGroup {
  return task.status === 'done' ? 'done' : 'unassigned';
}

function laneGroup(task: TaskState): LaneGroup {
  const state = shownState(task);
  if (state === 'done') return 'done';
  if (task.teammateId === null || state === 'not-started') return 'unassigned';
  if (state === 'queued') return 'next';
  if (state === 'stopped') return 'stopped';
  return columnOf(task) === 'needs-you' ? 'needs' : 'now';
}

/** Six lanes for five teammates: Unassigned first, then the teammates in the order given. */
export function byTeammate(tasks: readonly TaskState[], teammateIds: readonly string[]): Lane[] {
  const known = new Set(teammateIds);
  const owner = (task: TaskState) => (task.teammateId !== null && known.has(task.teammateId) ? task.teammateId : null);
  const placed = Map.groupBy(tasks, owner);
  const lanes: (string | null)[] = [null, ...teammateIds];
  return lanes.map((teammateId) => {
    const own = placed.get(teammateId) ?? [];
    const groups = Map.groupBy(own, (task) => (teammateId === null ? nobodyGroup(task) : laneGroup(task)));
    const take = (group: LaneGroup, keyOf: (task: TaskState) => number) => ({
      group,
      ids: idsOf(ordered(groups.get(group) ?? [], keyOf)),
    });
    const next = teammateId === null ? [] : idsOf(queueOf(own, teammateId));
    return {
      teammateId,
      groups: [
        take('unassigned', newestFirst),
        take('now', lastStartedFirst),
        take('needs', (task) => (isWaiting(task) ? 0 : Number.MAX_SAFE_INTEGER / 2) + sinceOf(task)),
        { group: 'next' as const, ids: next },
        take('stopped', lastChangedFirst),
        take('done', lastChangedFirst),
      ].filter(({ group, ids }) => ids.length > 0 || group === 'now'),
    };
  });
}

/** The place of every queued task in its teammate's line, from 1; the one at work counts. */
export function placesInLine(tasks: readonly TaskState[], teammateIds: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const teammateId of teammateIds) {
    const busy = busyCount(tasks, teammateId);
    for (const [index, task] of queueOf(tasks, teammateId).entries()) places.set(task.id, busy + index + 1);
  }
  return places;
}

function idsOf(tasks: readonly TaskState[]): string[] {
  return tasks.map((task) => task.id);
}
