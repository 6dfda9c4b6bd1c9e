import { t } from '@lingui/core/macro';
import type { Priority } from '../../agents/domain/schema.ts';
import type { IconName } from '../ui/icon.tsx';

/** Priorities in the order they are offered. */
export const priorities: readonly Priority[] = ['high', 'normal', 'low'];

export function priorityText(priority: Priority): string {
  switch (priority) {
    case 'high':
      return t`Before others`;
    case 'normal':
      return t`In the usual order`;
    case 'low':
      return t`Behind others`;
  }
}

/** The mark of a priority that is not the usual one; null = none. */
export function priorityIcon(priority: Priority): IconName | null {
  return priority === 'high' ? 'before' : priority === 'low' ? 'after' : null;
}
