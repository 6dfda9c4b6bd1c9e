/** Decides what a new memory does: a fact known already is confirmed, not stored twice. Pure. */
import type { MemoryEvent } from '../events.ts';
import type { MemoryState } from '../project.ts';

/** `data` is the memory as it would be asserted; its content hash is the identity within its scope. */
export function decideAssert(
  state: MemoryState,
  data: Extract<MemoryEvent, { type: 'memory.asserted' }>['data'],
): MemoryEvent[] {
  const known = state.byContent.get(`${data.scope}/${data.scopeId}/${data.contentHash}`);
  if (known === undefined) return [{ type: 'memory.asserted', data }];
  return [{ type: 'memory.confirmed', data: { memoryId: known, author: data.author, runId: data.runId } }];
}
