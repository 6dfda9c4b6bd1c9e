/** A pretended outside event as it is typed, and the task it makes: pure. */
import { t } from '@lingui/core/macro';
import type { CommandOf } from '../../agents/domain/commands.ts';
import type { Occasion } from '../../agents/domain/schema.ts';
import { maxBriefChars, tooLong } from '../board/task-draft.ts';

export type OccasionDraft = {
  kind: Occasion['kind'];
  from: string;
  text: string;
  brief: string;
  folder: string;
  teammateId: string;
};

export const emptyOccasion: OccasionDraft = { kind: 'mail', from: '', text: '', brief: '', folder: '', teammateId: '' };

export const occasionKinds: readonly Occasion['kind'][] = ['mail', 'form', 'file', 'message'];

export function kindText(kind: Occasion['kind']): string {
  switch (kind) {
    case 'mail':
      return t`A mail came in`;
    case 'form':
      return t`A form was filled in`;
    case 'file':
      return t`A file was added`;
    case 'message':
      return t`A message was posted`;
  }
}

/** What a teammate is asked to do with it, unless the person says otherwise. */
export function recipeOf(kind: Occasion['kind']): string {
  switch (kind) {
    case 'mail':
      return t`Say in one page what this mail wants, what our files say about it, and what an answer should hold. Do not send anything.`;
    case 'form':
      return t`Say in one page who this is, what they ask for, and what our files say about them. List what is missing.`;
    case 'file':
      return t`Sum up what this file says, what in it is new to our files, and what contradicts them.`;
    case 'message':
      return t`Say what this message asks, find the answer in our files with its source, and write a short reply to look at.`;
  }
}

/** The draft about another kind; what is to be done follows while the person has not written their own. */
export function ofKind({ kind, brief }: OccasionDraft, next: Occasion['kind']): Pick<OccasionDraft, 'kind' | 'brief'> {
  const isOwn = brief.trim() !== '' && brief !== recipeOf(kind);
  return { kind: next, brief: isOwn ? brief : recipeOf(next) };
}

const maxFrom = 200;
const maxText = 64_000;

export type OccasionErrors = Partial<Record<'from' | 'text' | 'brief', string>>;

/** What must be mended before the task can be made. */
export function occasionErrors({ from, text, brief }: OccasionDraft): OccasionErrors {
  const errors: OccasionErrors = {};
  if (from.trim() === '') errors.from = t`Say who it is from; a made-up name is fine.`;
  if (from.trim().length > maxFrom) errors.from = t`At most 200 characters.`;
  if (text.trim() === '') errors.text = t`Write what came in.`;
  if (text.length > maxText)
    errors.text = t`At most 64,000 characters; this has ${text.length.toLocaleString()}. Put it into a file in the folder.`;
  if (brief.trim() === '') errors.brief = t`Write what is to be done with it.`;
  if (brief.trim().length > maxBriefChars) errors.brief = tooLong(brief.trim().length);
  return errors;
}

export function occasionCommand(draft: OccasionDraft, taskId: string): CommandOf<'task.create'> {
  const { kind, from, text, brief, folder, teammateId } = draft;
  return {
    type: 'task.create',
    taskId,
    title: `${kindText(kind)}: ${from.trim()}`.slice(0, 200),
    brief: brief.trim(),
    folder: folder.trim() || null,
    checks: null,
    caps: null,
    teammateId: teammateId || null,
    origin: 'event',
    occasion: { kind, from: from.trim(), text },
  };
}
