import { t } from '@lingui/core/macro';
import type { InboxItem } from '../../agents/domain/schema.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import { capText } from '../task/cap-text.ts';
import { capWords, causeText } from '../task/cause-text.ts';
import { isTaskCap } from '../task/task-cap.ts';
import { problemKind, staleText } from '../words/item-words.ts';
import { blockedStep } from './items.ts';

/** A problem in sentences: what happened, what did not. The engine's own words where there are no better ones. */
export function problemText(task: TaskState, item: InboxItem, name: string): string {
  const run = task.run;
  switch (problemKind(task, item)) {
    case 'loop':
      return t`${name} has stopped learning anything new, and waits. Nothing more is done or spent until you answer.`;
    case 'softCap':
      return t`${name} waits before the next step. Going on stops at the cap itself; nothing is spent until you answer.`;
    case 'plan':
      return t`${name} waits. Say what to do instead, let it try once more, or stop.\n\n${item.detail}`;
    case 'doubt':
      return item.detail || t`The app ended while this step was under way and could not find out whether it happened.`;
    case 'stale':
      return t`${staleText(task)} for ${staleMinutes(task, item)} min. It may still come back; then this closes by itself.`;
    case 'cycle':
      return t`Nobody in the circle can go on before somebody answers. Nothing more is spent until then.`;
    case 'ended':
  }
  if (run?.how === 'capped' && run.cap) {
    const cap = isTaskCap(run.cap) ? task.caps[run.cap] : null;
    const limit = cap === null ? capWords(run.cap) : capText(run.cap, cap);
    return t`${name} stopped before the next step: the cap of ${limit} was reached. Nothing more was spent.`;
  }
  if (run?.failure) return `${run.failure.message}\n\n${causeText(run.failure.code)}`;
  return item.detail;
}

/** How long the step had been silent when the person was asked. */
function staleMinutes(task: TaskState, item: InboxItem): number {
  return Math.max(1, Math.round((item.sinceMs - (task.stale?.sinceMs ?? item.sinceMs)) / 60_000));
}

/** Where the work stands while a question is open; empty without a plan. */
export function waitsText(task: TaskState, name: string): string {
  const blocked = blockedStep(task);
  const line = blocked && task.plan[blocked.step - 1];
  if (!blocked || !line) return '';
  const { step, total } = blocked;
  return t`${name} waits at step ${step} of ${total}: ${line.text}. Nothing else goes on in this task until you answer.`;
}
