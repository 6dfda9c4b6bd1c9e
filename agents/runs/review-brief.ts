/** What a reviewer is asked to look at. */
import type { TaskState } from '../domain/task.ts';
import type { MadeFile } from '../gate/checks.ts';
import type { Scope } from '../tools/tool.ts';
import { reviewed } from './given.ts';
import { requirementLine, sections } from './headings.ts';
import type { WorkFolders } from '../work-folder.ts';

export interface AskedReview {
  title: string;
  brief: string;
}

/** What is shown of all files together: a reviewer's request has to hold it. */
const maxChars = 24_000;

/** The same for a review that was asked for and not yet begun: the files are looked at as they lie. */
export async function reviewBrief(task: TaskState, { work, files }: Scope, folders: WorkFolders): Promise<AskedReview> {
  const seen = await folders.look({ checks: [], opinion: null }, work, files, () => new Map());
  return briefOfReview(task, task.summary, seen.files);
}

/** The author's files stand in the brief as text as well: a short page needs no reading. */
export function briefOfReview(task: TaskState, summary: string, files: readonly MadeFile[]): AskedReview {
  let left = maxChars;
  const shown = files.map(({ path, text }) => {
    if (text === null) return `## work/${path}\n(not text)`;
    const part = text.slice(0, left);
    left -= part.length;
    const cut = text.length - part.length;
    return `## work/${path}\n${part}${cut > 0 ? `\n[Cut: ${cut} more characters.]` : ''}`;
  });
  // What code has decided stands decided: a colleague is asked for what code cannot see, and where the words are from.
  const wanted = task.checks.filter(({ kind }) => kind === 'requirement' || kind === 'citations').map(requirementLine);
  const lines = [...files.map(({ path }) => `- given/${reviewed}/${path}`), ...wanted];
  const brief = [
    'Review a colleague’s result. Look at it against what was asked for, open the sources it names, and end with give_opinion: a verdict, and findings that quote what you saw. Change nothing.',
    `# What was asked for\n${task.brief}`,
    `# What the colleague says\n${summary || '(nothing)'}`,
    `# What the colleague made\n${shown.join('\n\n') || '(no file)'}`,
    `${sections.review}\n${lines.join('\n')}`,
  ].join('\n\n');
  return { title: `Review: ${task.title}`.slice(0, 120), brief };
}
