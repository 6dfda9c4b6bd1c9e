/** Pure predicates over task states, shared by the engine and the screens. No zod at run time. */
import type { CheckResult, InboxItem, Verdict } from './schema.ts';
import type { Call, TaskState } from './task.ts';

/** The state a person sees, as one of the words of the experience brief. */
export type ShownState =
  | 'not-started'
  | 'queued'
  | 'planning'
  | 'working'
  | 'needs-you'
  | 'waiting'
  | 'stale'
  | 'paused'
  | 'capped'
  | 'stopping'
  | 'stopped'
  | 'failed'
  | 'review'
  | 'not-checked'
  | 'nothing'
  | 'done';

/** The four columns of the board by status. */
export type Column = 'to-do' | 'working' | 'needs-you' | 'done';

/** True while an open item holds the work up: all but a result to look at, and a doubt left over from an earlier run. */
export function needsYou(task: TaskState): boolean {
  if (task.status !== 'working') return false;
  const old = doubts(task).filter((item) => item.runId !== task.run?.runId);
  return task.items.some((item) => item.kind !== 'review' && !old.includes(item));
}

/** Computes the state a person sees. */
export function shownState(task: TaskState): ShownState {
  if (needsYou(task)) return 'needs-you';
  if (task.status === 'working' && task.stale) return 'stale';
  if (isWaiting(task)) return 'waiting';
  switch (task.status) {
    case 'draft':
      return 'not-started';
    case 'working':
      return task.plan.length === 0 ? 'planning' : 'working';
    case 'paused':
      return task.run?.how === 'capped' ? 'capped' : 'paused';
    case 'review':
      if (task.verdict === 'nothing') return 'nothing';
      return task.verdict === 'passed' ? 'review' : 'not-checked';
    default:
      return task.status;
  }
}

const columns: Record<ShownState, Column> = {
  'not-started': 'to-do',
  queued: 'to-do',
  planning: 'working',
  working: 'working',
  'needs-you': 'needs-you',
  waiting: 'working',
  stale: 'working',
  paused: 'working',
  capped: 'needs-you',
  stopping: 'to-do',
  stopped: 'to-do',
  failed: 'needs-you',
  review: 'needs-you',
  'not-checked': 'needs-you',
  nothing: 'needs-you',
  done: 'done',
};

/** The column a task stands in. */
export function columnOf(task: TaskState): Column {
  return columns[shownState(task)];
}

/** Steps done and steps in all, from the plan; null while there is none. */
export function progress(task: TaskState): { done: number; total: number } | null {
  if (task.plan.length === 0) return null;
  return { done: task.plan.filter((line) => line.state === 'done').length, total: task.plan.length };
}

/** True while the task's run holds one of its teammate's working places: waiting and parked work does not. */
export function isActive(task: TaskState): boolean {
  return (task.status === 'working' && !needsYou(task) && !isWaiting(task)) || task.status === 'stopping';
}

/** True while all that is left of the newest turn waits for a time or for another teammate, or a colleague looks at the result. */
export function isWaiting(task: TaskState): boolean {
  const { status, openCalls } = task;
  if (isInReview(task)) return true;
  return status === 'working' && openCalls.length > 0 && openCalls.every((call) => call.state === 'waiting');
}

/** The task that reviews the result a run has come to by now: one more turn makes another result, and another review. */
export function reviewIdOf({ run }: Pick<TaskState, 'run'>): string {
  return `t_${run?.runId ?? ''}.review${run?.turns ?? 0}`;
}

/** The review of the result as it stands; null = nobody was asked about this one. */
export function currentReview(task: Pick<TaskState, 'run' | 'review'>): TaskState['review'] {
  return task.review?.taskId === reviewIdOf(task) ? task.review : null;
}

/** True while a colleague's word is awaited, and the work holds no place. */
export function isInReview(task: TaskState): boolean {
  const { run, status } = task;
  return status === 'working' && run !== null && run.checkedTurn !== run.turns && currentReview(task) !== null;
}

/** True when nothing moves a task any more but a person, or the call it was handed on by. */
export function isAtRest(task: TaskState): boolean {
  if (task.archived) return true;
  return ['review', 'done', 'failed', 'stopped'].includes(task.status) || task.run?.how === 'capped';
}

/** True while a task waits for its turn or has it: all that decides who begins next. */
export function isMoving({ archived, status }: TaskState): boolean {
  return !archived && (status === 'queued' || status === 'working' || status === 'stopping');
}

/** True while the engine may have something to do for a task by itself: only then is its transcript held in memory. */
export function isBusy(task: TaskState): boolean {
  if (task.changes.some((change) => change.undone === 'undoing')) return true;
  if (!task.archived && task.status === 'paused' && task.onlyCallId !== null) return true;
  return !task.archived && (task.status === 'working' || task.status === 'stopping');
}

const ranks = { high: 0, normal: 1, low: 2 } as const;

/** Tasks queued for one teammate: by priority, then the longest waiting first. */
export function queueOf(tasks: Iterable<TaskState>, teammateId: string): TaskState[] {
  return [...tasks]
    .filter((task) => !task.archived && task.status === 'queued' && task.teammateId === teammateId)
    .toSorted(
      (a, b) => ranks[a.priority] - ranks[b.priority] || queuePlace(a) - queuePlace(b) || a.id.localeCompare(b.id),
    );
}

/** Where a task stands among those of its priority: as the person put it, else by its time. */
export function queuePlace({ queueRank, queuedAtMs }: Pick<TaskState, 'queueRank' | 'queuedAtMs'>): number {
  return queueRank ?? queuedAtMs ?? 0;
}

/** What a person may do to a task now. One list feeds the menu, the keys and the drop targets. */
export type TaskAct =
  | 'assign'
  | 'unassign'
  | 'pause'
  | 'resume'
  | 'restartStep'
  | 'prioritise'
  | 'stop'
  | 'steer'
  | 'accept'
  | 'sendBack'
  | 'retry'
  | 'reopen'
  | 'edit'
  | 'archive'
  | 'reorder'
  | 'takeOver'
  | 'handBack';

/** A part belongs to the plan of the one who handed it on: only whole tasks change hands in mid-work. */
function reassigned({ parent }: TaskState): TaskAct[] {
  return parent ? [] : ['assign'];
}

/** Lists the acts that `decide` will not refuse in this state. */
export function actsOn(task: TaskState): TaskAct[] {
  if (task.archived) return [];
  // What came of a part was told to the teammate who handed it on: nobody would take what another attempt brings.
  if (task.parent && isAtRest(task)) return ['archive'];
  switch (task.status) {
    case 'draft':
      return ['assign', 'edit', 'prioritise', 'archive'];
    case 'queued':
      return ['assign', 'unassign', 'edit', 'prioritise', 'reorder', 'archive'];
    case 'working':
      return [
        ...(task.stale ? (['restartStep'] as const) : []),
        'pause',
        'stop',
        'steer',
        'takeOver',
        'prioritise',
        ...reassigned(task),
      ];
    case 'paused':
      if (task.run?.how === 'capped') return ['assign', 'retry', 'edit', 'prioritise', 'archive'];
      return task.takenOverAtMs === null
        ? ['resume', 'stop', 'steer', 'takeOver', 'prioritise', ...reassigned(task)]
        : ['handBack', 'stop', 'steer', 'prioritise', ...reassigned(task)];
    case 'stopping':
      return [];
    case 'stopped':
    case 'failed':
      return ['assign', 'retry', 'edit', 'archive'];
    case 'review':
      // What produced nothing is never done.
      return task.verdict === 'nothing' ? ['sendBack', 'archive'] : ['accept', 'sendBack', 'archive'];
    case 'done':
      return ['reopen', 'archive'];
  }
}

/**
 * Items a person has to answer. What became of a part that has come to rest is told to the teammate who handed it on;
 * of such a part only what may have happened is still asked.
 */
export function askedOf(task: TaskState): InboxItem[] {
  if (task.archived) return [];
  return task.parent && task.status !== 'working' ? doubts(task) : task.items;
}

/** Open items about steps that may have happened: they outlive the run they came from. Of the problems only these name a call. */
export function doubts({ items }: Pick<TaskState, 'items'>): InboxItem[] {
  return items.filter((item) => item.kind === 'problem' && item.callId !== null);
}

/** Open items of all tasks, those that hold work up first, then the longest waiting. */
export function inboxOf(tasks: Iterable<TaskState>): { task: TaskState; item: InboxItem }[] {
  const rows = [...tasks]
    .filter((task) => !isTrial(task))
    .flatMap((task) => askedOf(task).map((item) => ({ task, item })));
  const rank = (item: InboxItem) => (item.kind === 'review' ? 1 : 0);
  return rows.toSorted((a, b) => rank(a.item) - rank(b.item) || a.item.sinceMs - b.item.sinceMs);
}

/** True for an old task tried again with another profile: no work of the team's, so no list of work shows it. */
export function isTrial({ origin }: Pick<TaskState, 'origin'>): boolean {
  return origin === 'trial';
}

/** The calls of the newest turn; earlier turns have none open. */
export function currentCalls(task: TaskState): Call[] {
  return task.turns?.at(-1)?.calls ?? [];
}

/** True when a call has its answer, whatever it is. */
export function isAnswered(call: Pick<Call, 'state'>): boolean {
  return call.state === 'denied' || call.state === 'declined' || call.state === 'succeeded' || call.state === 'failed';
}

/** What a list of decided checks says as a whole; a line nobody could decide leaves it not checked. */
export function verdictOf(results: readonly Pick<CheckResult, 'outcome'>[]): Verdict {
  if (results.some((result) => result.outcome === 'failed')) return 'failed';
  return results.length > 0 && results.every((result) => result.outcome === 'passed') ? 'passed' : 'not-checked';
}

/** What the parts of a task come to, counted through all levels: what a parent's card tells of them. */
export interface Bubbled {
  parts: number;
  done: number;
  failed: number;
  /** Parts that ask something of the person, the deepest first. */
  asking: TaskState[];
  working: number;
}

/** `partsOf` names the parts of the task's newest run; null = it has none. */
export function bubbled(task: TaskState, partsOf: (task: TaskState) => readonly TaskState[]): Bubbled | null {
  const own = partsOf(task).filter((part) => part.parent?.runId === task.run?.runId);
  if (own.length === 0) return null;
  const sum: Bubbled = { parts: 0, done: 0, failed: 0, asking: [], working: 0 };
  for (const part of own) {
    const below = bubbled(part, partsOf);
    const asks = needsYou(part) ? [part] : [];
    sum.parts += 1 + (below?.parts ?? 0);
    sum.done += (part.status === 'done' ? 1 : 0) + (below?.done ?? 0);
    sum.failed += (isAtRest(part) && part.status !== 'done' ? 1 : 0) + (below?.failed ?? 0);
    sum.working += (part.status === 'working' ? 1 : 0) + (below?.working ?? 0);
    sum.asking.push(...(below?.asking ?? []), ...asks);
  }
  return sum;
}
