/** How a memory lies in a LanceDB table: the columns, and the way there and back. */
import { Labels } from '../domain/schema.ts';
import type { MemoryRow } from './memory.ts';
import { candidateColumns, placeOf, type Candidate } from './rank.ts';

/** A row as LanceDB takes and gives it. `search` is what full text looks through. */
export interface StoredRow extends Omit<MemoryRow, 'labels'> {
  labels: string;
  search: string;
  /** Where it stands in its parent, as one word, by which its neighbours are fetched. */
  place: string | null;
}

/** Columns read back; `search` and `place` are left out, they are only looked through. */
export const storedColumns = [
  'id',
  'rev',
  'kind',
  'scope',
  'scopeId',
  'subject',
  'text',
  'claimId',
  'authority',
  'author',
  'parentId',
  'pos',
  'taskId',
  'runId',
  'sourceUri',
  'labels',
  'status',
  'sensitivity',
  'confidence',
  'validFromMs',
  'validToMs',
  'recordedAtMs',
  'closedAtMs',
  'retiredAtMs',
  'contentHash',
] as const satisfies (keyof StoredRow)[];

/** Every column, in order: a table with others is of an older Muster. */
export const columns = [...storedColumns, 'search', 'place'] as const;

/** Columns that may hold null; the key and everything searched or filtered may not. */
export const nullableColumns: ReadonlySet<string> = new Set([
  'claimId',
  'parentId',
  'pos',
  'taskId',
  'runId',
  'sourceUri',
  'place',
  'validFromMs',
  'validToMs',
  'closedAtMs',
  'retiredAtMs',
]);

export function toStored(row: MemoryRow): Record<string, unknown> {
  const search = `${row.subject}: ${row.text}`;
  const stored: StoredRow = { ...row, labels: JSON.stringify(row.labels), search, place: placeOf(row) };
  return { ...stored };
}

export function fromStored(row: StoredRow): MemoryRow {
  const { labels, ...rest } = Object.fromEntries(
    storedColumns.map((column) => [column, row[column]]),
  ) as unknown as StoredRow;
  return { ...rest, labels: Labels.parse(JSON.parse(labels)) };
}

/** A stored row as ranking takes it, read once: LanceDB decodes a field each time it is looked at. */
export interface StoredCandidate extends Candidate {
  stored: StoredRow;
}

export function toCandidate(stored: StoredRow): StoredCandidate {
  const read = Object.fromEntries(candidateColumns.map((column) => [column, stored[column]])) as unknown as Candidate;
  return { ...read, stored };
}
