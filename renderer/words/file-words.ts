/** How the files of a result are named on screen. Pure. */
import { t } from '@lingui/core/macro';
import type { TaskState } from '../../agents/domain/task.ts';

/** A file that a part left in its own folder is named by the part's title; every other by its path. */
export function fileText(path: string, tasks: Readonly<Record<string, TaskState>>): string {
  // Parts have parts: the innermost made it.
  const [, partId = '', name = ''] = /^(?:.*\/)?parts\/(t_[^/]+)\/(.+)$/.exec(path) ?? [];
  const part = tasks[partId];
  return part ? t`${name}, from “${part.title}”` : path;
}
