/** The lines of the table: heads of subjects, sentences, and places of sentences that are not read yet. Pure. */
import type { MemoryView } from '../../agents/domain/memory-views.ts';

/** So many sentences are asked for at a time. */
export const pageSize = 100;
/** So many pages stay in memory: those nearest to what is looked at. */
const maxPages = 12;

/** A page of sentences, and the version of memory it was read at. */
export interface HeldPage {
  version: number;
  memories: readonly MemoryView[];
}

export type TableRow =
  | { kind: 'head'; key: string; subject: string; count: number | null }
  | { kind: 'memory'; key: string; at: number; memory: MemoryView }
  | { kind: 'gap'; key: string; at: number };

/** The pages that hold the sentences from `first` to `last`, places from 0. */
export function pagesFor(first: number, last: number, total: number): number[] {
  const end = Math.max(0, Math.min(last, total - 1));
  const from = Math.floor(Math.max(0, Math.min(first, end)) / pageSize);
  return Array.from({ length: Math.floor(end / pageSize) - from + 1 }, (_, index) => from + index);
}

/** The pages to keep: the nearest to those wanted. */
export function keepNear<T>(pages: ReadonlyMap<number, T>, wanted: readonly number[]): Map<number, T> {
  if (pages.size <= maxPages) return new Map(pages);
  const middle = wanted[Math.floor(wanted.length / 2)] ?? 0;
  const near = [...pages].toSorted(([a], [b]) => Math.abs(a - middle) - Math.abs(b - middle));
  return new Map(near.slice(0, maxPages));
}

/**
 * The table's lines from the pages at hand. `grouped`: a head before each subject; its count is known
 * where both its ends are. A search is ranked, not grouped.
 */
export function tableRows(pages: ReadonlyMap<number, HeldPage>, total: number, grouped: boolean): TableRow[] {
  const rows: TableRow[] = [];
  let subjectId: string | null = null;
  let head: Extract<TableRow, { kind: 'head' }> | null = null;
  let sinceHead = 0;
  const close = () => {
    if (head?.count === 0) head.count = sinceHead;
  };
  for (let at = 0; at < total; at += 1) {
    const memory = pages.get(Math.floor(at / pageSize))?.memories[at % pageSize];
    if (!memory) {
      if (head) head.count = null;
      [head, subjectId] = [null, null];
      rows.push({ kind: 'gap', key: `gap ${at}`, at });
      continue;
    }
    if (grouped && memory.subjectId !== subjectId) {
      close();
      const isWhole = at === 0 || rows.at(-1)?.kind === 'memory';
      head = { kind: 'head', key: `head ${memory.id}`, subject: memory.subject, count: isWhole ? 0 : null };
      rows.push(head);
      ({ subjectId } = memory);
      sinceHead = 0;
    }
    sinceHead += 1;
    rows.push({ kind: 'memory', key: memory.id, at, memory });
  }
  close();
  return rows;
}

/** The line `step` lines on that can be chosen; the same one at the ends. */
export function stepFrom(rows: readonly TableRow[], from: number, step: 1 | -1): number {
  let to = from + step;
  while (rows[to]?.kind === 'head') to += step;
  return rows[to] === undefined ? from : to;
}
