/** Parts: tasks a teammate handed on. They fold under the task a person made, and speak through it. Pure. */
import { i18n } from '@lingui/core';
import { plural, t } from '@lingui/core/macro';
import { bubbled, columnOf, needsYou, shownState, type Column, type ShownState } from '../../agents/domain/state.ts';
import type { TaskState } from '../../agents/domain/task.ts';

type Tasks = Readonly<Record<string, TaskState>>;
type Groups = ReadonlyMap<string, readonly TaskState[]>;

const none: readonly TaskState[] = [];
const known = new WeakMap<Tasks, Groups>();
let newest: Groups = new Map();

/**
 * The parts below a root, the first made first; archived ones are left out.
 * Contract: the same list as long as none of them changes, so that it can be selected from the store.
 */
export function partsOf(tasks: Tasks, rootId: string): readonly TaskState[] {
  let groups = known.get(tasks);
  if (!groups) {
    groups = keepSame(groupParts(Object.values(tasks)), newest);
    known.set(tasks, groups);
    newest = groups;
  }
  return groups.get(rootId) ?? none;
}

/** All parts by the root they belong to. */
export function groupParts(tasks: readonly TaskState[]): Groups {
  const groups = new Map<string, TaskState[]>();
  for (const task of tasks) {
    if (!task.parent || task.archived) continue;
    const group = groups.get(task.parent.rootId);
    if (group) group.push(task);
    else groups.set(task.parent.rootId, [task]);
  }
  for (const group of groups.values()) group.sort((a, b) => a.createdAtMs - b.createdAtMs || (a.id < b.id ? -1 : 1));
  return groups;
}

function keepSame(groups: Groups, before: Groups): Groups {
  const kept = [...groups].map(([rootId, parts]): [string, readonly TaskState[]] => {
    const old = before.get(rootId);
    return [rootId, old?.length === parts.length && old.every((part, index) => part === parts[index]) ? old : parts];
  });
  return new Map(kept);
}

/** The parts below one task that is itself a part, or all of a root's, each with how far below it stands (1 = handed on by it). */
export function partsBelow(task: TaskState, ofRoot: readonly TaskState[]): { part: TaskState; depth: number }[] {
  const depths = new Map([[task.id, 0]]);
  const found: { part: TaskState; depth: number }[] = [];
  // Made after what it is a part of, always: one pass finds every chain.
  for (const part of ofRoot) {
    const above = depths.get(part.parent?.taskId ?? '');
    if (above === undefined) continue;
    depths.set(part.id, above + 1);
    found.push({ part, depth: above + 1 });
  }
  return found;
}

/** The part that has waited for the person longest; null = none does. */
export function askingPart(parts: readonly TaskState[]): TaskState | null {
  const asking = parts.filter(needsYou);
  return asking.toSorted((a, b) => askedAtMs(a) - askedAtMs(b))[0] ?? null;
}

/** Since when a task waits for the person. */
export function askedAtMs(task: TaskState): number {
  return Math.min(...task.items.filter((item) => item.kind !== 'review').map((item) => item.sinceMs));
}

/** The state a person sees of a root: a part that needs the person makes it need the person. */
export function shownWith(task: TaskState, asking: TaskState | null): ShownState {
  return asking && task.status === 'working' ? 'needs-you' : shownState(task);
}

/** The column a root stands in, its parts counted. */
export function columnWith(task: TaskState, asking: TaskState | null): Column {
  return asking && task.status === 'working' ? 'needs-you' : columnOf(task);
}

/** What a task and its parts cost together: caps count them so. */
export function costWith(task: TaskState, parts: readonly TaskState[]): { usdMicros: number; partial: boolean } {
  const all = [task, ...parts];
  return {
    usdMicros: all.reduce((sum, one) => sum + one.costUsdMicros, 0),
    partial: all.some((one) => one.costIsPartial),
  };
}

/** What a part asks, said at its root: “Maya needs a yes for a part”. */
export function askingText(asking: TaskState, name: string): string {
  switch (asking.items.find((item) => item.kind !== 'review')?.kind) {
    case 'approve':
      return t`${name} needs a yes for a part`;
    case 'question':
      return t`${name} has a question about a part`;
    default:
      return t`${name} needs you for a part`;
  }
}

/**
 * What became of a task's parts so far: “2 of 5 parts done · Tomás needs you”; '' = its newest run has none.
 * `ofRoot` = all parts below the same root.
 */
export function partsDone(
  task: TaskState,
  ofRoot: readonly TaskState[],
  nameOf: (teammateId: string | null) => string,
): string {
  const sum = bubbled(task, ({ id }) => ofRoot.filter((part) => part.parent?.taskId === id));
  if (!sum) return '';
  const { done, failed, asking } = sum;
  const total = sum.parts + (task.breakdown?.parts.filter(({ tries }) => tries.length === 0).length ?? 0);
  const counted = plural(total, { one: `${number(done)} of # part done`, other: `${number(done)} of # parts done` });
  const [first] = asking;
  if (first) return t`${counted} · ${nameOf(first.teammateId)} needs you`;
  return failed > 0 ? t`${counted} · ${number(failed)} not done` : counted;
}

function number(value: number): string {
  return new Intl.NumberFormat(i18n.locale || 'en').format(value);
}

/** True when two or more teammates have worked on a task and its parts. */
export function hasTeam(task: TaskState, parts: readonly TaskState[]): boolean {
  const asked = task.openCalls.map(({ consulted }) => consulted?.teammateId);
  const told = task.messages.map(({ sender }) => sender?.teammateId);
  const all = [task.teammateId, ...parts.map(({ teammateId }) => teammateId), ...asked, ...told];
  return new Set(all.filter((id) => typeof id === 'string')).size > 1;
}
