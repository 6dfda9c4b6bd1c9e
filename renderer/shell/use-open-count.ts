import { useMemo } from 'react';
import { inboxOf } from '../../agents/domain/state.ts';
import { useApp } from '../store/use-app.ts';

/** How many inbox items are open. Counted when drawn, not in a selector: those run on every change of anything. */
export function useOpenCount(): number {
  const tasks = useApp((state) => state.tasks);
  const conflicts = useApp((state) => state.knowledge.conflicts.length);
  return useMemo(() => conflicts + inboxOf(Object.values(tasks)).length, [tasks, conflicts]);
}
