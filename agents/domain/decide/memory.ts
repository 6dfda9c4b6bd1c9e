/** Decides what a new memory does: a fact known already is confirmed, not stored twice. Pure. */
import type { MemoryEvent } from '../events.ts';
import type { MemoryState } from '../project.ts';

/** `data` is the memory as it would be asserted; its content hash is the identity within its scope. */
export function decideAssert(
  state: MemoryState,
  data: Extract<MemoryEvent, { type: 'memory.asserted' }>['data'],
): { memoryId: string; events: MemoryEvent[] } {
  const known = state.byContent.get(`${data.scope}/${data.scopeId}/${data.contentHash}`);
  if (known === undefined) return { memoryId: data.memoryId, events: [{ type: 'memory.asserted', data }] };
  return {
    memoryId: known,
    events: [{ type: 'memory.confirmed', data: { memoryId: known, author: data.author, runId: data.runId } }],
  };
}
