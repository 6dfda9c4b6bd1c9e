/** What an open item asks, in our own words where the engine made it; a teammate's own question stands as it is. Pure. */
import { t } from '@lingui/core/macro';
import type { InboxItem } from '../../agents/domain/schema.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import { capUseText } from '../task/cap-text.ts';

/** The kinds of problem: work held for a loop, near a cap, or for a plan that cannot be carried out, a circle of waiting, a step that may have happened, one without a sign of life, work that ended. */
export type ProblemKind = 'loop' | 'softCap' | 'plan' | 'cycle' | 'doubt' | 'stale' | 'ended';

/** Which problem an item of kind `problem` is about. */
export function problemKind(task: TaskState, item: InboxItem): ProblemKind {
  if (task.hold?.itemId === item.id) return task.hold.why;
  if (task.cycle?.itemId === item.id) return 'cycle';
  if (item.callId !== null) return 'doubt';
  return task.stale && item.id.endsWith('/stale') ? 'stale' : 'ended';
}

/** One sentence: what is needed from the person. */
export function askText(task: TaskState, item: InboxItem): string {
  if (item.kind !== 'problem') return item.ask;
  switch (problemKind(task, item)) {
    case 'loop':
      return t`The work goes in circles. Go on?`;
    case 'softCap': {
      const used = capUseOf(task, item);
      return used ? t`Most of a cap is used: ${used}. Go on?` : t`Most of a cap is used. Go on?`;
    }
    case 'plan':
      return t`The plan cannot be carried out, and it was the second try. Go on?`;
    case 'doubt':
      return t`Not sure it went out. Did this step happen?`;
    case 'stale':
      return t`No sign of life. Restart the step?`;
    case 'cycle':
    case 'ended':
      return item.ask;
  }
}

/** How much of the cap that asks is used, from the item's `used of allowed`; null = it says neither. */
export function capUseOf(task: TaskState, item: InboxItem): string | null {
  const [, used, allowed] = /^(\d+) of (\d+)$/.exec(item.detail) ?? [];
  const cap = task.hold?.cap;
  return cap && used && allowed ? capUseText(cap, Number(used), Number(allowed)) : null;
}

/** The step that shows no sign of life, in a sentence. */
export function staleText(task: TaskState): string {
  const { stale } = task;
  if (!stale) return '';
  if (stale.effectId.endsWith('/model')) return t`The model has sent nothing`;
  const call = task.openCalls.find((other) => stale.effectId.endsWith(`/${other.callId}`));
  return call ? t`The step “${call.tool.replaceAll('_', ' ')}” has given no answer` : stale.what;
}
