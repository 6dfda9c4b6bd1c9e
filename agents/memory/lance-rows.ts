/** How a memory lies in a LanceDB table: the columns, and the way there and back. */
import { createRequire } from 'node:module';
import type { Schema } from 'apache-arrow';
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

const nullable = new Set<string>(['claimKey', 'taskId', 'runId', 'sourceUri']);

function arrow(): typeof import('apache-arrow') {
  // LanceDB loads the CommonJS build; fields of the ESM build are strangers to it.
  return createRequire(import.meta.url)('apache-arrow') as typeof import('apache-arrow');
}

/** The table's schema, written out: what plain objects would become cannot be indexed, and the key must not be nullable. */
export function rowSchema(): Schema {
  const { Field, Float64, Int32, Schema: ArrowSchema, Utf8 } = arrow();
  const typeOf = (column: string) =>
    column === 'rev' ? new Int32() : column === 'recordedAtMs' ? new Float64() : new Utf8();
  return new ArrowSchema(
    [...storedColumns, 'search'].map((column) => new Field(column, typeOf(column), nullable.has(column))),
  );
}

/** The schema of the table that holds the cursor: one row per name. */
export function cursorSchema(): Schema {
  const { Field, Float64, Schema: ArrowSchema, Utf8 } = arrow();
  return new ArrowSchema([new Field('name', new Utf8(), false), new Field('seq', new Float64(), false)]);
}

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
