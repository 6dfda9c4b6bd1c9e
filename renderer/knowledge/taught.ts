/** From what a person typed to the command that teaches it, and back. Pure. */
import type { CommandOf } from '../../agents/domain/commands.ts';
import type { Taught } from '../../agents/domain/memory-commands.ts';
import type { MemoryView } from '../../agents/domain/memory-views.ts';
import { kinds } from './memory-words.ts';

/** The fields of the form, all of them text. */
export interface TeachDraft extends Record<string, string> {
  subject: string;
  text: string;
  kind: string;
  question: string;
  value: string;
  /** `YYYY-MM-DD`; empty = not said. */
  since: string;
  /** Empty = the whole team. */
  teammateId: string;
}

export const emptyDraft: TeachDraft = {
  subject: '',
  text: '',
  kind: 'fact',
  question: '',
  value: '',
  since: '',
  teammateId: '',
};

/** What a form may begin with. */
export type TeachStart = Partial<Pick<TeachDraft, 'subject' | 'text' | 'kind'>>;

export function withStart(draft: TeachDraft, start: TeachStart | null): TeachDraft {
  const { subject = draft.subject, text = draft.text, kind = draft.kind } = start ?? {};
  return { ...draft, subject, text, kind };
}

/** True when there is enough to teach. */
export function isWhole({ subject, text }: Pick<TeachDraft, 'subject' | 'text'>): boolean {
  return subject.trim() !== '' && text.trim().length >= 3;
}

export function taughtOf(draft: TeachDraft, memoryId: string, taskId: string | null): Taught {
  const question = draft.question.trim();
  const sinceMs = draft.since === '' ? Number.NaN : new Date(`${draft.since}T00:00`).getTime();
  return {
    memoryId,
    kind: kinds.find((kind) => kind === draft.kind) ?? 'fact',
    subject: draft.subject.trim(),
    text: draft.text.trim(),
    claim: question === '' ? null : { question, value: draft.value.trim() || null },
    teammateId: draft.teammateId || null,
    validFromMs: Number.isNaN(sinceMs) ? null : sinceMs,
    taskId,
  };
}

/** A sentence put right: all of it stays as it was but the words, and the answer where it names one. */
export function corrected(
  memory: MemoryView,
  words: { text: string; value: string },
  memoryId: string,
): CommandOf<'memory.correct'> {
  const { id, rev, kind, subject, question, scope, scopeId, validFromMs, taskId } = memory;
  return {
    type: 'memory.correct',
    replacesId: id,
    rev,
    memoryId,
    kind,
    subject,
    text: words.text.trim(),
    claim: question === null ? null : { question, value: words.value.trim() || null },
    teammateId: scope === 'agent' ? scopeId : null,
    validFromMs,
    taskId,
  };
}

/** The form for one sentence made of several: the newest gives its words, and what all agree on stays. */
export function mergedDraft(memories: readonly MemoryView[]): TeachDraft {
  const newest = memories.toSorted((a, b) => b.recordedAtMs - a.recordedAtMs)[0];
  if (!newest) return emptyDraft;
  const longest = memories.toSorted((a, b) => b.text.length - a.text.length)[0] ?? newest;
  return {
    ...emptyDraft,
    subject: newest.subject,
    text: longest.text,
    kind: newest.kind,
    question: newest.question ?? '',
    value: newest.value ?? '',
    teammateId: newest.scope === 'agent' ? newest.scopeId : '',
  };
}
