/** How a memory lies in a LanceDB table: the columns, and the way there and back. */
import type * as Arrow from 'apache-arrow';
import { MemoryStatus } from '../domain/memory.ts';
import { arrow, oneOf } from './lance-db.ts';
import { isPrivate, type MemoryRow, type RecallQuery } from './memory.ts';
import { placeOf } from './rank.ts';

/** By these is asked what held at some time. */
const times = [
  'recordedAtMs',
  'retiredAtMs',
  'validFromMs',
  'validToMs',
  'closedAtMs',
] as const satisfies (keyof MemoryRow)[];

/**
 * A row as it is stored: the memory itself as one text, beside it only what is searched and filtered by. Reading one text a row is
 * several times faster than reading a column for each field, and a field more is no new layout.
 */
export interface StoredRow extends Pick<MemoryRow, (typeof times)[number]> {
  id: string;
  rev: number;
  row: string;
  /** What full text looks through and what is embedded; '' = nothing, the text is gone. */
  search: string;
  /** Standing and scope as one word, by which all recalls filter. */
  shelf: string;
  /** Where it stands in its parent, as one word, by which its neighbours are fetched. */
  place: string | null;
  /** Not for an embedder elsewhere. */
  isPrivate: boolean;
  /** The journal seq that came in with it: how far the index is lies in the same commit as the row itself. */
  appliedSeq: number;
}

/** Every column but those of vectors, in order: a table with others is of an older Muster. */
export const columns = [
  'id',
  'rev',
  'row',
  'search',
  'shelf',
  'place',
  'isPrivate',
  'appliedSeq',
  ...times,
] as const satisfies (keyof StoredRow)[];

const vectorPrefix = 'vec_';

export function isVectorColumn(name: string): boolean {
  return name.startsWith(vectorPrefix);
}

/** The column of an embedder. Two ids that look alike as a name of a column differ in their digest. */
export function vectorColumnOf(id: string, digest: (text: string) => string): string {
  const plain = id
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .slice(0, 40);
  return `${vectorPrefix}${plain}_${digest(id).slice(0, 8)}`;
}

export function toStored(row: MemoryRow, appliedSeq: number): StoredRow {
  const { id, rev, recordedAtMs, retiredAtMs, validFromMs, validToMs, closedAtMs } = row;
  return {
    id,
    rev,
    row: JSON.stringify(row),
    search: row.text === '' ? '' : `${row.subject}: ${row.text}`,
    shelf: shelfOf(row.status, row),
    place: placeOf(row),
    isPrivate: isPrivate(row),
    appliedSeq,
    recordedAtMs,
    retiredAtMs,
    validFromMs,
    validToMs,
    closedAtMs,
  };
}

/** The only writer of this column is `toStored`. */
export function fromStored(row: string): MemoryRow {
  return JSON.parse(row) as MemoryRow;
}

function shelfOf(status: MemoryRow['status'], { scope, scopeId }: RecallQuery['scopes'][number]): string {
  return `${status} ${scope}/${scopeId}`;
}

const inUse: readonly MemoryStatus[] = ['active', 'disputed'];
const neverFound: readonly MemoryStatus[] = ['quarantined', 'erased'];

/** The rows that may be found, as a predicate: what is in use now, or what was known at one time to hold at another. */
export function findable({ scopes, asOf }: Pick<RecallQuery, 'scopes' | 'asOf'>): string {
  const statuses = asOf ? MemoryStatus.options.filter((status) => !neverFound.includes(status)) : inUse;
  const shelves = oneOf(
    'shelf',
    scopes.flatMap((scope) => statuses.map((status) => shelfOf(status, scope))),
  );
  if (!asOf) return shelves;
  const [world, system] = [Math.trunc(asOf.worldMs), Math.trunc(asOf.systemMs)];
  return [
    shelves,
    `recordedAtMs <= ${system}`,
    `(retiredAtMs IS NULL OR retiredAtMs > ${system})`,
    `(validFromMs IS NULL OR validFromMs <= ${world})`,
    `(closedAtMs IS NULL OR closedAtMs > ${system} OR validToMs > ${world})`,
  ].join(' AND ');
}

/** The schema written out: what plain objects would become cannot be indexed, and the key must not be nullable. */
export function rowSchema(vectors: readonly { name: string; dim: number }[] = []): Arrow.Schema {
  const { Bool, Field, Float64, Schema, Utf8 } = arrow();
  const numbers = new Set<string>(['rev', 'appliedSeq', ...times]);
  const nullable = new Set<string>(['place', ...times.slice(1)]);
  const typeOf = (column: string): Arrow.DataType =>
    numbers.has(column) ? new Float64() : column === 'isPrivate' ? new Bool() : new Utf8();
  return new Schema([
    ...columns.map((column) => new Field(column, typeOf(column), nullable.has(column))),
    ...vectors.map(({ name, dim }) => new Field(name, vectorType(dim), true)),
  ]);
}

/** Without the length in the type, LanceDB could not index it, and takes vectors of any length for good. */
function vectorType(dim: number): Arrow.DataType {
  const { Field, FixedSizeList, Float32 } = arrow();
  return new FixedSizeList(dim, new Field('item', new Float32(), true));
}

/** One number for each name: what the index knows of itself. */
export function factSchema(): Arrow.Schema {
  const { Field, Float64, Schema, Utf8 } = arrow();
  return new Schema([new Field('name', new Utf8(), false), new Field('value', new Float64(), false)]);
}
