/** The words, icons and colours of task states: experience.md §3, one vocabulary everywhere. */
import { i18n } from '@lingui/core';
import { t } from '@lingui/core/macro';
import { progress, queueOf, shownState, type Column, type ShownState } from '../../agents/domain/state.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import type { IconName } from '../ui/icon.tsx';
import type { Tone } from '../ui/state-label.tsx';
import { agoText } from '../ui/relative-time.tsx';

const looks: Record<ShownState, { icon: IconName; tone: Tone }> = {
  'not-started': { icon: 'not-started', tone: 'quiet' },
  queued: { icon: 'clock', tone: 'quiet' },
  planning: { icon: 'planning', tone: 'working' },
  working: { icon: 'working', tone: 'working' },
  'needs-you': { icon: 'hand', tone: 'needs' },
  paused: { icon: 'paused', tone: 'quiet' },
  capped: { icon: 'paused', tone: 'quiet' },
  stopping: { icon: 'stopped', tone: 'quiet' },
  stopped: { icon: 'stopped', tone: 'quiet' },
  failed: { icon: 'failed', tone: 'failed' },
  review: { icon: 'check', tone: 'quiet' },
  'not-checked': { icon: 'check', tone: 'quiet' },
  nothing: { icon: 'nothing', tone: 'failed' },
  done: { icon: 'done', tone: 'done' },
};

/** Icon and colour of a state. */
export function lookOf(state: ShownState): { icon: IconName; tone: Tone } {
  return looks[state];
}

/** What the words of a state need besides the task. */
export interface Around {
  /** Name of its teammate; null = nobody. */
  teammateName: string | null;
  /** Its place in the teammate's line from 1; null = not waiting. */
  place: number | null;
  nowMs: number;
}

/** Writes `1st`, `2nd`, `3rd`. */
export function ordinal(number: number): string {
  const suffixes: Record<string, string> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };
  const locale = i18n.locale || 'en';
  if (!locale.startsWith('en')) return `${number}.`;
  return `${number}${suffixes[new Intl.PluralRules('en', { type: 'ordinal' }).select(number)]}`;
}

/** The step a task stands at, from 1; null without a plan. */
function stepOf(task: TaskState): number | null {
  const steps = progress(task);
  return steps && Math.min(steps.done + 1, steps.total);
}

/** The state of a task in words, as cards and headers show it. */
export function stateText(task: TaskState, { teammateName, place, nowMs }: Around): string {
  const steps = progress(task);
  const step = stepOf(task);
  const name = teammateName ?? t`a teammate`;
  switch (shownState(task)) {
    case 'not-started':
      return t`Not started`;
    case 'queued':
      return place && place > 1 ? t`Waiting for ${name} (${ordinal(place)})` : t`Waiting for ${name}`;
    case 'planning':
      return t`Planning`;
    case 'working':
      return steps ? t`Working ${steps.done}/${steps.total}` : t`Working`;
    case 'needs-you': {
      const since = Math.min(...task.items.filter((item) => item.kind !== 'review').map((item) => item.sinceMs));
      return t`Needs you · ${agoText(since, nowMs)}`;
    }
    case 'paused':
      return t`Paused by you`;
    case 'capped':
      return t`Paused by the cap`;
    case 'stopping':
      return t`Stopping…`;
    case 'stopped':
      return step ? t`Stopped at step ${step}` : t`Stopped`;
    case 'failed':
      return step ? t`Failed at step ${step}` : t`Failed`;
    case 'review':
      return steps ? t`Ready to review ${steps.done}/${steps.total}` : t`Ready to review`;
    case 'not-checked':
      return t`Finished, not checked`;
    case 'nothing':
      return t`Finished, produced nothing`;
    case 'done':
      return t`Done`;
  }
}

/** The one live line of a card: what is happening, what is asked, or what came of it. */
export function liveLine(task: TaskState, nowMs: number): string {
  const open = task.items.find((item) => item.kind !== 'review') ?? task.items[0];
  switch (shownState(task)) {
    case 'needs-you':
      return open?.ask ?? '';
    case 'capped':
    case 'failed':
      return task.run?.failure?.message ?? open?.ask ?? '';
    case 'review':
    case 'not-checked':
    case 'nothing':
      return open?.ask ?? task.summary;
    case 'done':
      return task.acceptedBy === 'rule'
        ? t`Accepted by rule`
        : t`Accepted by you · ${agoText(task.changedAtMs, nowMs)}`;
    case 'stopped':
      return task.stopped ? stoppedLine(task.stopped) : '';
    case 'not-started':
    case 'queued':
      return aboutLine(task, nowMs);
    case 'paused':
      return task.nowDoing || aboutLine(task, nowMs);
    default:
      return task.nowDoing;
  }
}

function stoppedLine(stopped: { done: string[]; notDone: string[] }): string {
  const done = stopped.done.length;
  const notDone = stopped.notDone.length;
  return t`${done} steps done, ${notDone} not done`;
}

/** What a card says of a task that has not begun: the brief beyond its title, else the folder, else its age. */
function aboutLine(task: TaskState, nowMs: number): string {
  const title = task.title.replace(/…$/, '');
  const line = task.brief.split('\n').find((text) => text.trim() && !text.replace(/^#+\s*/, '').startsWith(title));
  if (line) return line.trim();
  const folder = task.folder?.split(/[\\/]/).findLast(Boolean);
  if (folder) return t`In the folder ${folder}`;
  return t`Added · ${agoText(task.createdAtMs, nowMs)}`;
}

/** The place of a task in its teammate's line, from 1; null = it does not wait. The one at work counts as first. */
export function placeInLine(tasks: Iterable<TaskState>, task: TaskState): number | null {
  if (task.status !== 'queued' || task.teammateId === null) return null;
  const all = [...tasks];
  const at = queueOf(all, task.teammateId).findIndex((other) => other.id === task.id);
  return at < 0 ? null : at + 1 + busyCount(all, task.teammateId);
}

/** How many tasks of a teammate are under way now. */
export function busyCount(tasks: Iterable<TaskState>, teammateId: string): number {
  let count = 0;
  for (const task of tasks) {
    if (task.archived || task.teammateId !== teammateId) continue;
    const state = shownState(task);
    if (state === 'working' || state === 'planning' || state === 'stopping') count += 1;
  }
  return count;
}

/** What would happen to a task given to a teammate now: “Starts now”, “3rd in line”. */
export function wouldHappen(tasks: readonly TaskState[], teammateId: string): string {
  const place = busyCount(tasks, teammateId) + queueOf(tasks, teammateId).length + 1;
  return place === 1 ? t`Starts now` : t`${ordinal(place)} in line`;
}

export function columnText(column: Column): string {
  switch (column) {
    case 'to-do':
      return t`To do`;
    case 'working':
      return t`Working`;
    case 'needs-you':
      return t`Needs you`;
    case 'done':
      return t`Done`;
  }
}
