/** What a person types about a task, and what is wrong with it: pure, so that nothing typed is ever lost to an error. */
import { t } from '@lingui/core/macro';
import type { CommandOf } from '../../agents/domain/commands.ts';
import type { Check } from '../../agents/domain/schema.ts';
import { checkOf } from './done-means.ts';

export type TaskDraft = {
  brief: string;
  folder: string;
  teammateId: string;
  /** One condition a line. */
  doneMeans: string;
  /** A saved plan to use; '' = none. */
  planId: string;
  /** The task it begins after; '' = none. */
  after: string;
  /** 'yes' = a colleague looks at the result first. */
  review: string;
};

export const emptyDraft: TaskDraft = {
  brief: '',
  folder: '',
  teammateId: '',
  doneMeans: '',
  planId: '',
  after: '',
  review: '',
};

/** The engine's limit (commands.ts); its schemas are not imported here, a test holds the two equal. */
export const maxBriefChars = 64_000;
const maxChecks = 40;

export type DraftErrors = Partial<Record<keyof TaskDraft, string>>;

/** What must be mended before the task can be made. */
export function errorsOf(draft: TaskDraft): DraftErrors {
  const errors: DraftErrors = {};
  const length = draft.brief.trim().length;
  if (length === 0) errors.brief = t`Write what you want done.`;
  if (length > maxBriefChars) errors.brief = tooLong(length);
  const lines = doneLines(draft.doneMeans);
  if (lines.length > maxChecks) errors.doneMeans = t`At most 40 lines; there are ${lines.length}.`;
  if (lines.some((line) => line.length > 300)) errors.doneMeans = t`A line holds at most 300 characters.`;
  return errors;
}

/** Said when a brief is too long: what happened, what did not, what to do. */
export function tooLong(length: number): string {
  const shown = length.toLocaleString();
  return t`A brief holds at most 64,000 characters; this has ${shown}. Nothing was made and nothing is lost: put the long part into a file in the folder and say its name here.`;
}

function doneLines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/^\s*[-*•]\s*/, '').trim())
    .filter(Boolean);
}

function checksOf({ doneMeans, review }: TaskDraft): Check[] | null {
  const checks = doneLines(doneMeans).map((line, index) => checkOf(line, `r${index + 1}`));
  if (review === 'yes')
    checks.push({ id: 'review', kind: 'reviewer', label: t`A colleague finds it ready`, teammateId: null });
  return checks.length > 0 ? checks : null;
}

/** The command for a new task. */
export function createCommand(draft: TaskDraft, taskId: string): CommandOf<'task.create'> {
  return {
    type: 'task.create',
    taskId,
    title: null,
    brief: draft.brief.trim(),
    folder: draft.folder.trim() || null,
    checks: checksOf(draft),
    caps: null,
    teammateId: draft.teammateId || null,
    origin: 'person',
    ...(draft.planId === '' ? {} : { planId: draft.planId }),
    ...(draft.after === '' ? {} : { after: draft.after }),
  };
}
