import type { MemoryRow } from './memory.ts';

/** One batch holding an id twice would become two rows in LanceDB, so no index takes one. @throws Error: broken code. */
export function assertOncePerId(rows: readonly MemoryRow[]): void {
  if (new Set(rows.map((row) => row.id)).size !== rows.length)
    throw new Error('a batch of memory rows holds an id twice');
}
