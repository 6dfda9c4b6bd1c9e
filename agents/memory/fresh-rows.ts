import type { MemoryRow, RecallQuery } from './memory.ts';
import { placeOf } from './rank.ts';
import { isFound } from './standing.ts';

/** Rows that wait to be stored. They are few, so a recall looks through all of them and finds a memory as soon as it is there. */
export class FreshRows {
  readonly #rows = new Map<string, MemoryRow>();

  get size(): number {
    return this.#rows.size;
  }

  /** The newest revision of an id wins. */
  put(rows: readonly MemoryRow[]): void {
    for (const row of rows) if ((this.#rows.get(row.id)?.rev ?? -1) < row.rev) this.#rows.set(row.id, row);
  }

  all(): MemoryRow[] {
    return [...this.#rows.values()];
  }

  /** These are stored; what was changed meanwhile waits on. */
  drop(rows: readonly MemoryRow[]): void {
    for (const row of rows) if (this.#rows.get(row.id) === row) this.#rows.delete(row.id);
  }

  clear(): void {
    this.#rows.clear();
  }

  /** As they are now: taken before the table is asked, so that a row stored in between is missed by neither. */
  seenBy(query: RecallQuery): FreshView {
    const rows = this.all();
    const found = rows.filter((row) => isFound(row, query));
    const ids = new Set(rows.map(({ id }) => id));
    return {
      found,
      beside: (places) => found.filter((row) => places.has(placeOf(row) ?? '')),
      without: (stored) => stored.filter(({ id }) => !ids.has(id)),
    };
  }
}

interface FreshView {
  /** Those a recall may find. */
  found: readonly MemoryRow[];
  /** Those of them that stand at one of these places. */
  beside(places: ReadonlySet<string>): MemoryRow[];
  /** Stored rows without those of which a newer revision waits. */
  without<Row extends { id: string }>(stored: readonly Row[]): Row[];
}
