import { useMemo } from 'react';
import type { MemoryView } from '../../agents/domain/memory-views.ts';
import type { Conflict } from '../../agents/domain/memory.ts';
import { useApp } from '../store/use-app.ts';
import { useFresh } from './use-fresh.ts';

const none: readonly MemoryView[] = [];
/** The engine gives so many at a time. */
const maxAsked = 200;

/** Sentences by id, in the order asked for and read anew whenever the team's memory moves; those that are gone are left out. */
export function useMemories(ids: readonly string[]): readonly MemoryView[] {
  const asked = ids.slice(0, maxAsked);
  const fresh = useFresh(asked.length === 0 ? null : asked.join(' '), async (engine) => ({
    ok: true,
    value: (await engine.query.memories({ memoryIds: asked })).memories,
  }));
  return fresh.value ?? none;
}

/** An open conflict and the sentences in it, oldest first; empty while they are read. */
export interface OpenConflict {
  conflict: Conflict;
  members: readonly MemoryView[];
}

/** All open conflicts with their sentences: one question for all of them. */
export function useConflicts(): OpenConflict[] {
  const conflicts = useApp((state) => state.knowledge.conflicts);
  const ids = useMemo(() => [...new Set(conflicts.flatMap((conflict) => conflict.memberIds))], [conflicts]);
  const memories = useMemories(ids);
  return useMemo(() => {
    const byId = new Map(memories.map((memory) => [memory.id, memory]));
    return conflicts.map((conflict) => ({ conflict, members: conflict.memberIds.flatMap((id) => byId.get(id) ?? []) }));
  }, [conflicts, memories]);
}
