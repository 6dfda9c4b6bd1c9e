/** What an open conflict asks and what each answer to it does. Pure. */
import { i18n } from '@lingui/core';
import { t } from '@lingui/core/macro';
import type { Command } from '../../agents/domain/commands.ts';
import type { MemoryView } from '../../agents/domain/memory-views.ts';
import type { Conflict } from '../../agents/domain/memory.ts';
import { dayText } from './memory-words.ts';

/** One answer to a conflict: its word, and the commands that give it. */
export interface ConflictAct {
  id: string;
  label: string;
  commands: Command[];
  /** What takes it back. */
  undo: Command[];
}

/** Versions are named by letters, in the order they came. */
export function letterOf(index: number): string {
  return String.fromCodePoint(65 + (index % 26));
}

/** The Inbox's one sentence. `members` may be empty while they are read. */
export function conflictAsk(conflict: Conflict, members: readonly MemoryView[]): string {
  const subject = members[0]?.subject;
  if (conflict.cause === 'basis')
    return subject === undefined
      ? t`What we know rested on something that fell. Does it still hold?`
      : t`What we know about ${subject} rested on something that fell. Does it still hold?`;
  const count = conflict.memberIds.length;
  if (subject === undefined) return t`What we know disagrees: which one holds?`;
  return count === 2
    ? t`Two versions of what we know about ${subject}: which one holds?`
    : t`${count} versions of what we know about ${subject}: which one holds?`;
}

/** The heading of the card: the question if one is named. */
export function conflictTitle(conflict: Conflict, members: readonly MemoryView[]): string {
  const { subject, question } = members.find((member) => member.question !== null) ?? members[0] ?? {};
  if (conflict.cause === 'basis') return conflictAsk(conflict, members);
  if (subject === undefined) return t`What holds?`;
  if (question == null) return t`What holds for ${subject}?`;
  return question.endsWith('?') ? question : `${subject}: ${question}`;
}

/** True = each of them can hold in its time: all have a beginning, and no two the same. */
export function isByDate(members: readonly MemoryView[]): boolean {
  const starts = new Set(members.map((member) => member.validFromMs));
  return members.length > 1 && !starts.has(null) && starts.size === members.length;
}

/** What “both” would come to. */
export function bothText(members: readonly MemoryView[]): string {
  if (!isByDate(members)) return t`Both: they hold side by side.`;
  const ordered = members
    .map((member, index) => ({ name: member.value ?? letterOf(index), fromMs: member.validFromMs ?? 0 }))
    .toSorted((a, b) => a.fromMs - b.fromMs);
  const parts = ordered.map(({ name, fromMs }, index) => {
    const next = ordered[index + 1];
    return next ? t`${name} until ${dayText(next.fromMs)}` : t`${name} since ${dayText(fromMs)}`;
  });
  return t`By date: ${new Intl.ListFormat(i18n.locale || 'en', { type: 'unit' }).format(parts)}.`;
}

/** The answers in the order of their keys: keep each version, then both; of a fallen basis: still holds, forget. */
export function conflictActs(conflict: Conflict, members: readonly MemoryView[]): ConflictAct[] {
  const { id: conflictId, cause } = conflict;
  const memberIds = [...conflict.memberIds];
  const reopen: Command[] = [{ type: 'memory.reopen', conflictId }];
  const both: Command = { type: 'memory.settle', conflictId, memberIds, how: 'both', winnerId: null };
  if (cause === 'basis') {
    return [
      { id: 'holds', label: t`Still holds`, commands: [both], undo: reopen },
      {
        id: 'forget',
        label: t`Forget`,
        commands: memberIds.map((memoryId) => ({ type: 'memory.forget', memoryId })),
        undo: memberIds.map((memoryId) => ({ type: 'memory.restore', memoryId })),
      },
    ];
  }
  const keeps = memberIds.map((winnerId, index): ConflictAct => {
    const letter = letterOf(index);
    return {
      id: winnerId,
      label: t`Keep ${letter}`,
      commands: [{ type: 'memory.settle', conflictId, memberIds, how: 'keep', winnerId }],
      undo: reopen,
    };
  });
  const label = isByDate(members) ? t`Both, by date` : t`Both hold`;
  return [...keeps, { id: 'both', label, commands: [both], undo: reopen }];
}

/** What the memory manager would do; null = nothing was proposed. */
export function proposalText({ proposal, memberIds, cause }: Conflict, name: string): string | null {
  if (!proposal) return null;
  const { how, winnerId, reason } = proposal;
  const letter = letterOf(Math.max(0, memberIds.indexOf(winnerId ?? '')));
  const what = how === 'keep' ? t`keep ${letter}` : cause === 'basis' ? t`it still holds` : t`both hold`;
  return reason === '' ? t`${name} suggests: ${what}.` : t`${name} suggests: ${what}. ${reason}`;
}
