import { assertOncePerId } from './batch.ts';
import type { MemoryIndex, MemoryRow, RecallQuery } from './memory.ts';
import { rankRows } from './rank.ts';

/** An index in memory with the behaviour of the real one, for tests: it passes the same suite. */
export function fakeIndex(): MemoryIndex {
  const rows = new Map<string, MemoryRow>();
  let applied = 0;
  return {
    async apply(batch, appliedSeq) {
      assertOncePerId(batch);
      for (const row of batch) {
        const known = rows.get(row.id);
        if (!known || known.rev < row.rev) rows.set(row.id, row);
      }
      applied = Math.max(applied, appliedSeq);
    },
    appliedSeq: async () => applied,
    recall: async ({ text, scopes, limit, asOf }) =>
      rankRows(
        text,
        [...rows.values()].filter(
          (row) =>
            isFound(row, asOf) && scopes.some((item) => item.scope === row.scope && item.scopeId === row.scopeId),
        ),
        limit,
      ),
    count: async () => rows.size,
    clear: async () => {
      rows.clear();
      applied = 0;
    },
    stop: async () => {},
  };
}

function isFound(row: MemoryRow, asOf: RecallQuery['asOf']): boolean {
  if (!asOf) return row.status === 'active' || row.status === 'disputed';
  const { worldMs, systemMs } = asOf;
  if (row.status === 'quarantined' || row.status === 'erased' || row.recordedAtMs > systemMs) return false;
  if (row.retiredAtMs !== null && row.retiredAtMs <= systemMs) return false;
  if (row.validFromMs !== null && row.validFromMs > worldMs) return false;
  return row.closedAtMs === null || row.closedAtMs > systemMs || (row.validToMs !== null && row.validToMs > worldMs);
}
