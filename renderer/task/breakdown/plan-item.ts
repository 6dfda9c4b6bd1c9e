import type { InboxItem } from '../../../agents/domain/schema.ts';
import type { TaskState } from '../../../agents/domain/task.ts';

/** The open question whether a plan is to start; null = none is asked. */
export function planItem({ breakdown, items }: Pick<TaskState, 'breakdown' | 'items'>): InboxItem | null {
  if (breakdown?.state !== 'asked') return null;
  return items.find((item) => item.kind === 'approve' && item.callId === breakdown.callId) ?? null;
}
