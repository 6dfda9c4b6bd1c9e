/** The words, icons and colours of task states: experience.md §3, one vocabulary everywhere. */
import { i18n } from '@lingui/core';
import { t } from '@lingui/core/macro';
import type { Health } from '../../agents/contract.ts';
import { isTrial, progress, queueOf, shownState, type Column, type ShownState } from '../../agents/domain/state.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import type { TeammateState } from '../../agents/domain/teammate.ts';
import type { IconName } from '../ui/icon.tsx';
import type { Tone } from '../ui/state-label.tsx';
import { agoText, untilText } from '../ui/relative-time.tsx';
import { askText, staleText } from './item-words.ts';
import { askedAtMs, askingText, shownWith } from './parts.ts';

const looks: Record<ShownState, { icon: IconName; tone: Tone }> = {
  'not-started': { icon: 'not-started', tone: 'quiet' },
  queued: { icon: 'clock', tone: 'quiet' },
  planning: { icon: 'planning', tone: 'working' },
  working: { icon: 'working', tone: 'working' },
  'needs-you': { icon: 'hand', tone: 'needs' },
  waiting: { icon: 'hourglass', tone: 'quiet' },
  stale: { icon: 'unplug', tone: 'quiet' },
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
  /** Its place in the teammate's line from 1; null = not waiting. */
  place: number | null;
  nowMs: number;
  /** Names its teammate and those it has handed parts to. */
  nameOf: (teammateId: string | null) => string;
  /** The part of it that waits for the person; null = none does. */
  asking: TaskState | null;
  /** What became of its parts: “2 of 5 parts done”; '' = it has none. */
  parts: string;
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
export function stateText(task: TaskState, around: Around): string {
  const { place, nowMs, nameOf, asking } = around;
  const steps = progress(task);
  const step = stepOf(task);
  const name = nameOf(task.teammateId);
  switch (shownWith(task, asking)) {
    case 'not-started':
      return t`Not started`;
    case 'queued':
      return place && place > 1 ? t`Waiting for ${name} (${ordinal(place)})` : t`Waiting for ${name}`;
    case 'planning':
      return t`Planning`;
    case 'working':
      return steps ? t`Working ${steps.done}/${steps.total}` : t`Working`;
    case 'needs-you':
      return t`Needs you · ${agoText(Math.min(askedAtMs(task), asking ? askedAtMs(asking) : Infinity), nowMs)}`;
    case 'waiting':
      return waitText(task, nameOf, nowMs);
    case 'stale': {
      const minutes = Math.max(1, Math.floor((nowMs - (task.stale?.sinceMs ?? nowMs)) / 60_000));
      return t`No sign of life ${minutes} min`;
    }
    case 'paused':
      return task.takenOverAtMs === null ? t`Paused by you` : t`You have it`;
    case 'capped':
      return t`Paused by the cap`;
    case 'stopping':
      return task.next ? t`Stopping, then ${nameOf(task.next.teammateId)}` : t`Stopping…`;
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

/** What is waited for: “Waiting for Maya”, “Waiting until 14:30”; what it is about stands on the live line. */
function waitText(task: TaskState, nameOf: Around['nameOf'], nowMs: number): string {
  const parts = task.openCalls.flatMap(({ child }) => (child ? [child] : []));
  const [first, second, ...more] = [...new Set(parts.map((part) => nameOf(part.teammateId)))];
  if (more.length > 0) return t`Waiting for ${parts.length} parts`;
  if (first !== undefined && second !== undefined) return t`Waiting for ${first} and ${second}`;
  if (first !== undefined) return t`Waiting for ${first}`;
  const wakeAtMs = nextWakeMs(task);
  if (wakeAtMs === null && task.breakdown?.state === 'started') return t`Waiting for its parts`;
  return wakeAtMs === null ? t`Waiting` : t`Waiting until ${untilText(wakeAtMs, nowMs)}`;
}

function nextWakeMs(task: TaskState): number | null {
  const times = task.openCalls.flatMap(({ wakeAtMs }) => (wakeAtMs === null ? [] : [wakeAtMs]));
  return times.length === 0 ? null : Math.min(...times);
}

/** What it waits for, beside the state that names until when or for whom. */
function waitLine(task: TaskState): string {
  const parts = task.openCalls.flatMap(({ child }) => (child ? [child.title] : []));
  return parts.length > 0 ? parts.join(' · ') : (task.openCalls.find(({ why }) => why !== '')?.why ?? task.nowDoing);
}

/** Why work that could go on waits, in place of the live line. */
export function reasonText({ why, untilMs }: Health['waiting'][number], nowMs: number): string {
  const until = untilMs === null ? null : untilText(untilMs, nowMs);
  switch (why) {
    case 'place':
      return t`Waiting for a free place`;
    case 'service':
      return until ? t`Waiting: the service rests until ${until}` : t`Waiting: the service rests`;
    case 'rate':
      return until ? t`Waiting: rate limit until ${until}` : t`Waiting: rate limit`;
  }
}

/** The one live line of a card: what is happening, what is asked, or what came of it. */
export function liveLine(
  task: TaskState,
  { nowMs, nameOf, asking, parts }: Pick<Around, 'nowMs' | 'nameOf' | 'asking' | 'parts'>,
): string {
  const open = task.items.find((item) => item.kind !== 'review') ?? task.items[0];
  switch (shownWith(task, asking)) {
    case 'needs-you':
      if (open) return askText(task, open);
      return parts || (asking ? askingText(asking, nameOf(asking.teammateId)) : '');
    case 'waiting':
      return nextWakeMs(task) === null && parts ? parts : waitLine(task);
    case 'stale':
      return staleText(task);
    case 'capped':
    case 'failed':
      return task.run?.failure?.message ?? open?.ask ?? '';
    case 'review':
    case 'not-checked':
    case 'nothing':
      return open?.ask ?? task.summary;
    case 'done':
      return doneLine(task, nowMs);
    case 'stopped':
      if (open) return askText(task, open);
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

function doneLine(task: TaskState, nowMs: number): string {
  if (task.acceptedBy === 'rule') return t`Accepted by rule`;
  const ago = agoText(task.changedAtMs, nowMs);
  return task.acceptedBy === 'teammate' ? t`Handed back · ${ago}` : t`Accepted by you · ${ago}`;
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
  const all = [...tasks].filter((other) => !isTrial(other));
  const at = queueOf(all, task.teammateId).findIndex((other) => other.id === task.id);
  return at < 0 ? null : at + 1 + busyCount(all, task.teammateId);
}

/** How many tasks of a teammate are under way now. */
export function busyCount(tasks: Iterable<TaskState>, teammateId: string): number {
  let count = 0;
  for (const task of tasks) {
    if (task.archived || isTrial(task) || task.teammateId !== teammateId) continue;
    const state = shownState(task);
    if (state === 'working' || state === 'planning' || state === 'stale' || state === 'stopping') count += 1;
  }
  return count;
}

/** What would happen to a task given to a teammate now: “Starts now”, “3rd in line”; with a paused one nothing begins. */
export function wouldHappen(
  tasks: readonly TaskState[],
  { id, standing }: Pick<TeammateState, 'id' | 'standing'>,
): string {
  if (standing === 'paused') return t`Waits until resumed`;
  const own = tasks.filter((task) => !isTrial(task));
  const place = busyCount(own, id) + queueOf(own, id).length + 1;
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
