/** How a memory lies in a LanceDB table: the columns, and the way there and back. */
import { Labels } from '../domain/schema.ts';
import type { MemoryRow } from './memory.ts';

/** A row as LanceDB takes and gives it. `search` is what full text looks through. */
export interface StoredRow extends Omit<MemoryRow, 'labels'> {
  labels: string;
  search: string;
}

/** Columns read back; `search` is left out, it is only looked through. */
export const storedColumns = [
  'id',
  'rev',
  'kind',
  'scope',
  'scopeId',
  'subject',
  'text',
  'claimKey',
  'authority',
  'author',
  'taskId',
  'runId',
  'sourceUri',
  'labels',
  'status',
  'recordedAtMs',
  'contentHash',
] as const satisfies (keyof StoredRow)[];

/** Columns that may hold null; the key and everything searched or filtered may not. */
export const nullableColumns: ReadonlySet<string> = new Set(['claimKey', 'taskId', 'runId', 'sourceUri']);

export function toStored(row: MemoryRow): Record<string, unknown> {
  const stored: StoredRow = { ...row, labels: JSON.stringify(row.labels), search: `${row.subject}: ${row.text}` };
  return { ...stored };
}

export function fromStored(row: StoredRow): MemoryRow {
  const { labels, ...rest } = Object.fromEntries(
    storedColumns.map((column) => [column, row[column]]),
  ) as unknown as StoredRow;
  return { ...rest, labels: Labels.parse(JSON.parse(labels)) };
}
