/** What a screen keeps of the team's memory: how far it is, and what is open. Sentences are read by query. Free of zod at run time. */
import type { MemoryEvent, RecordOf } from './events.ts';
import type { Conflict } from './memory.ts';

/** `version` moves with every change: what was read before may be out of date. */
export interface Knowledge {
  version: number;
  /** Open ones, the oldest first. */
  conflicts: readonly Conflict[];
}

export const noKnowledge: Knowledge = { version: 0, conflicts: [] };

/** Folds a memory event into what a screen keeps; the engine's own conflicts go through the same function. */
export function projectKnowledge(knowledge: Knowledge, record: RecordOf<MemoryEvent>): Knowledge {
  return { version: record.version, conflicts: conflictsAfter(knowledge.conflicts, record) };
}

/** The open conflicts after an event; the same array when nothing about them changed. */
export function conflictsAfter(open: readonly Conflict[], record: RecordOf<MemoryEvent>): readonly Conflict[] {
  switch (record.type) {
    case 'memory.disputed': {
      const { conflictId, memberIds, cause, difference, rootId } = record.data;
      const known = open.find(({ id }) => id === conflictId);
      const next: Conflict = {
        id: conflictId,
        cause,
        memberIds: [...new Set([...(known?.memberIds ?? []), ...memberIds])],
        difference,
        rootId,
        sinceMs: known?.sinceMs ?? record.atMs,
        proposal: null,
      };
      return known ? open.map((conflict) => (conflict === known ? next : conflict)) : [...open, next];
    }
    case 'memory.proposed': {
      const { conflictId, how, winnerId, reason, author } = record.data;
      const proposal = { how, winnerId, reason, by: author };
      return open.map((conflict) => (conflict.id === conflictId ? { ...conflict, proposal } : conflict));
    }
    case 'memory.settled':
      return open.filter(({ id }) => id !== record.data.conflictId);
    case 'memory.superseded':
    case 'memory.retracted':
      return without(open, [record.data.memoryId]);
    case 'memory.erasing':
      return record.data.all
        ? []
        : without(open, record.data.memoryIds).map((conflict) => touchedBy(record.data.conflictIds, conflict));
    default:
      return open;
  }
}

function touchedBy(ids: readonly string[], conflict: Conflict): Conflict {
  return ids.includes(conflict.id) ? wordless(conflict) : conflict;
}

/** Without what was said of it: a word of a member that is forgotten may be among them. */
export function wordless<C extends Conflict>(conflict: C): C {
  const proposal = conflict.proposal && { ...conflict.proposal, reason: '' };
  return { ...conflict, difference: null, proposal };
}

/** A conflict of which fewer than two are left has nothing to choose between; one about a fallen basis ends with its last member. */
function without(open: readonly Conflict[], goneIds: readonly string[]): readonly Conflict[] {
  const gone = new Set(goneIds);
  if (!open.some((conflict) => conflict.memberIds.some((id) => gone.has(id)))) return open;
  return open.flatMap((conflict) => {
    const memberIds = conflict.memberIds.filter((id) => !gone.has(id));
    if (memberIds.length === conflict.memberIds.length) return [conflict];
    return memberIds.length >= (conflict.cause === 'basis' ? 1 : 2) ? [{ ...conflict, memberIds }] : [];
  });
}
