/** What is said of a memory: where it is from, how it stands, when it held and when it was learned. Words, never numbers of trust. Pure. */
import { i18n } from '@lingui/core';
import { plural, t } from '@lingui/core/macro';
import type { MemoryView } from '../../agents/domain/memory-views.ts';
import type { MemoryKind } from '../../agents/domain/memory.ts';
import type { IconName } from '../ui/icon.tsx';

export type Origin = 'you' | 'read' | 'guessed';

/** Kinds in the order they are offered. */
export const kinds: readonly MemoryKind[] = ['fact', 'preference', 'decision', 'procedure', 'episode'];

export function kindText(kind: MemoryKind): string {
  switch (kind) {
    case 'fact':
      return t`Fact`;
    case 'episode':
      return t`What happened`;
    case 'procedure':
      return t`How-to`;
    case 'decision':
      return t`Decision`;
    case 'preference':
      return t`Preference`;
  }
}

/** Who a memory is from; the engine counts by the same rule. */
export function originOf({ authority, sourceUri }: Pick<MemoryView, 'authority' | 'sourceUri'>): Origin {
  if (authority === 'human') return 'you';
  return authority === 'inferred' || (authority === 'agent' && sourceUri === null) ? 'guessed' : 'read';
}

export const originIcons: Record<Origin, IconName> = { you: 'person', read: 'file', guessed: 'question' };

/** How a column names where it was learned: “Said by you”, “Contract Brandt.pdf”, “Guessed”. */
export function learnedFrom(memory: Pick<MemoryView, 'authority' | 'sourceUri'>): string {
  switch (originOf(memory)) {
    case 'you':
      return t`Said by you`;
    case 'read':
      return memory.sourceUri === null ? t`Read` : sourceName(memory.sourceUri);
    case 'guessed':
      return t`Guessed`;
  }
}

/** How sure it is, in words: who stands behind it and where it was read. */
export function sureText(memory: Pick<MemoryView, 'authority' | 'sourceUri'>, by: string): string {
  const source = memory.sourceUri === null ? null : sourceName(memory.sourceUri);
  switch (originOf(memory)) {
    case 'you':
      return source === null ? t`Said by you` : t`Said by you, from ${source}`;
    case 'read':
      return source === null ? t`Read by ${by}` : t`Read in ${source}, by ${by}`;
    case 'guessed':
      return t`Guessed by ${by}`;
  }
}

/** The last part of a source's address: what a person calls the file. */
export function sourceName(uri: string): string {
  if (uri.startsWith('import:')) return t`import of ${uri.slice('import:'.length)}`;
  if (/^[a-z]+:\/\//i.test(uri)) return uri;
  return uri.split(/[\\/]/).findLast(Boolean) ?? uri;
}

/** A day in full: `12 January 2024`. */
export function dayText(atMs: number): string {
  return new Intl.DateTimeFormat(i18n.locale || 'en', { day: 'numeric', month: 'long', year: 'numeric' }).format(atMs);
}

const dayMs = 86_400_000;

/** When it was used last: today, yesterday, the day of the week, the date. */
export function lastUsedText(atMs: number | null, nowMs: number): string {
  if (atMs === null) return t`Not yet`;
  const locale = i18n.locale || 'en';
  const days = Math.round((startOfDay(nowMs) - startOfDay(atMs)) / dayMs);
  if (days <= 0) return t`Today`;
  if (days === 1) return t`Yesterday`;
  if (days < 7) return new Intl.DateTimeFormat(locale, { weekday: 'long' }).format(atMs);
  const year = days > 300 ? 'numeric' : undefined;
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year }).format(atMs);
}

function startOfDay(atMs: number): number {
  return new Date(atMs).setHours(0, 0, 0, 0);
}

export function usedText(tasks: number): string {
  return plural(tasks, { 0: 'Not used yet', one: 'Used in # task', other: 'Used in # tasks' });
}

/** When it held in the world, then when the team learned it and when it was put right: both times, a line each. */
export function timeLines(
  memory: Pick<MemoryView, 'validFromMs' | 'validToMs' | 'closedAtMs' | 'retiredAtMs' | 'recordedAtMs' | 'status'>,
): string[] {
  const { validFromMs, validToMs, closedAtMs, retiredAtMs, recordedAtMs, status } = memory;
  const from = validFromMs === null ? null : dayText(validFromMs);
  const until = validToMs === null ? null : dayText(validToMs);
  const isClosed = closedAtMs !== null || until !== null;
  const held =
    from && until
      ? t`Held from ${from} until ${until}`
      : until
        ? t`Held until ${until}`
        : from
          ? isClosed
            ? t`Held from ${from}`
            : t`Holds since ${from}`
          : null;
  const lines = held === null ? [] : [held];
  lines.push(t`Learned ${dayText(recordedAtMs)}`);
  if (closedAtMs !== null) lines.push(t`A later one took its place ${dayText(closedAtMs)}`);
  if (retiredAtMs !== null)
    lines.push(status === 'retracted' ? t`Forgotten ${dayText(retiredAtMs)}` : t`Put right ${dayText(retiredAtMs)}`);
  return lines;
}

/** How it stands, where that is not simply in use; null = in use. */
export function standingText({ status }: Pick<MemoryView, 'status'>): string | null {
  switch (status) {
    case 'active':
      return null;
    case 'disputed':
      return t`Unsure: another version says otherwise`;
    case 'superseded':
      return t`No longer in use`;
    case 'retracted':
      return t`Forgotten`;
    case 'faded':
      return t`Faded: not used for a long time`;
    case 'quarantined':
      return t`Waiting for you`;
    case 'erased':
      return t`Erased`;
  }
}

/** Whether the team is told of it. */
export function isInUse({ status }: Pick<MemoryView, 'status'>): boolean {
  return status === 'active' || status === 'disputed';
}
