/** Which memories may be found, row by row: in use now, or known at one time to hold at another. Pure. */
import type { MemoryRow, RecallQuery } from './memory.ts';

export function isFound(row: MemoryRow, { scopes, asOf }: Pick<RecallQuery, 'scopes' | 'asOf'>): boolean {
  return stands(row, asOf) && scopes.some(({ scope, scopeId }) => scope === row.scope && scopeId === row.scopeId);
}

function stands(row: MemoryRow, asOf: RecallQuery['asOf']): boolean {
  if (!asOf) return row.status === 'active' || row.status === 'disputed';
  const { worldMs, systemMs } = asOf;
  if (row.status === 'quarantined' || row.status === 'erased' || row.recordedAtMs > systemMs) return false;
  if (row.retiredAtMs !== null && row.retiredAtMs <= systemMs) return false;
  if (row.validFromMs !== null && row.validFromMs > worldMs) return false;
  return row.closedAtMs === null || row.closedAtMs > systemMs || (row.validToMs !== null && row.validToMs > worldMs);
}
