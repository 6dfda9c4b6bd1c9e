/** Which cards stand where, in which order: pure, for both layouts of the board. */
import { columnOf, isTrial, queueOf, type Column } from '../../agents/domain/state.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import { askedAtMs, askingPart, columnWith, groupParts, shownWith } from '../words/parts.ts';
import { busyCount } from '../words/task-words.ts';

export const columns: readonly Column[] = ['to-do', 'working', 'needs-you', 'done'];

/** A group of the Needs you column: work that waits, then results and failures to look at. */
export interface StatusColumn {
  column: Column;
  ids: string[];
  /** How many of `ids` come first as the group that waits for an answer; only in Needs you. */
  waiting: number;
}

/** The tasks a board shows: no trials, no archived ones and what was left of their parts; just given cards as drawn. */
export function shownTasks(state: {
  tasks: Readonly<Record<string, TaskState>>;
  pending: Readonly<Record<string, TaskState>>;
}): TaskState[] {
  const shown: TaskState[] = [];
  for (const task of Object.values(state.tasks)) {
    const root = task.parent && state.tasks[task.parent.rootId];
    if (!task.archived && !root?.archived && !isTrial(task)) shown.push(state.pending[task.id] ?? task);
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

/** Finds the part of a task that waits for the person; null = none does. */
type AskingOf = (task: TaskState) => TaskState | null;

function askingIn(tasks: readonly TaskState[]): AskingOf {
  const asking = new Map([...groupParts(tasks)].map(([rootId, parts]) => [rootId, askingPart(parts)]));
  return ({ id }) => asking.get(id) ?? null;
}

function sinceOf(task: TaskState, asking: TaskState | null): number {
  const own = Math.min(...task.items.map((item) => item.sinceMs), task.changedAtMs);
  return asking ? Math.min(own, askedAtMs(asking)) : own;
}

/** True while the task holds still until the person decides; results and failures are only to be looked at. */
function isHeldStill(task: TaskState, asking: TaskState | null): boolean {
  const state = shownWith(task, asking);
  return state === 'needs-you' || state === 'capped';
}

/** The four columns of the board by status; parts fold under their root. */
export function byStatus(tasks: readonly TaskState[]): StatusColumn[] {
  const ids = new Set(tasks.map((task) => task.id));
  const roots = tasks.filter((task) => !task.parent || !ids.has(task.parent.rootId));
  const askingOf = askingIn(tasks);
  const since = (task: TaskState) => sinceOf(task, askingOf(task));
  const placed = Map.groupBy(roots, (task) => columnWith(task, askingOf(task)));
  return columns.map((column) => {
    const own = placed.get(column) ?? [];
    if (column === 'needs-you') {
      const [waiting = [], rest = []] = [true, false].map((held) =>
        ordered(
          own.filter((task) => isHeldStill(task, askingOf(task)) === held),
          since,
        ),
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

function laneGroup(task: TaskState, asking: TaskState | null): LaneGroup {
  const state = shownWith(task, asking);
  if (state === 'done') return 'done';
  if (task.teammateId === null || state === 'not-started') return 'unassigned';
  if (state === 'queued') return 'next';
  if (state === 'stopped') return 'stopped';
  // What became of a part is its root's to look at.
  if (task.parent && columnOf(task) === 'needs-you' && state !== 'needs-you') return 'stopped';
  return columnWith(task, asking) === 'needs-you' ? 'needs' : 'now';
}

/** Six lanes for five teammates: Unassigned first, then the teammates in the order given. Parts stand with those who do them. */
export function byTeammate(tasks: readonly TaskState[], teammateIds: readonly string[]): Lane[] {
  const known = new Set(teammateIds);
  const askingOf = askingIn(tasks);
  const owner = (task: TaskState) => (task.teammateId !== null && known.has(task.teammateId) ? task.teammateId : null);
  const placed = Map.groupBy(tasks, owner);
  const lanes: (string | null)[] = [null, ...teammateIds];
  return lanes.map((teammateId) => {
    const own = placed.get(teammateId) ?? [];
    const groups = Map.groupBy(own, (task) =>
      teammateId === null ? nobodyGroup(task) : laneGroup(task, askingOf(task)),
    );
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
        take('needs', (task) => {
          const asking = askingOf(task);
          return (isHeldStill(task, asking) ? 0 : Number.MAX_SAFE_INTEGER / 2) + sinceOf(task, asking);
        }),
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
