/** One event as a row: its checksum, and the way back from a row to a record. */
import { crc32 } from 'node:zlib';
import type { EventRecord } from '../domain/events.ts';
import { putBack } from './seal.ts';

/** Columns of `eventColumns`, in order. */
export type EventRow = [
  seq: number,
  stream: string,
  version: number,
  v: number,
  type: string,
  atMs: number,
  actor: string,
  commandId: string | null,
  data: string,
  crc: number,
  key: number | null,
  sealed: Buffer | null,
  /** The key's bytes in hex: '' = destroyed, null = there is no such key. */
  hexKey: string | null,
];

/** Selects `EventRow`s; append a WHERE, an ORDER BY and a LIMIT. The keys come along, since each row may have its own; as text they are several times faster to fetch than as bytes. */
export const selectEvents = `
  SELECT e.seq, e.stream, e.version, e.v, e.type, e.at_ms, e.actor, e.command_id, e.data, e.crc, b.key, b.sealed,
    iif(k.number IS NULL, NULL, hex(k.key))
  FROM events e LEFT JOIN bodies b ON b.seq = e.seq LEFT JOIN keys k ON k.number = b.key`;

/** The text whose checksum a row carries, made by SQLite: one value a row is four times faster to fetch than ten. */
export const selectChecks = `
  SELECT e.seq, e.crc, b.sealed,
    e.seq || '|' || e.stream || '|' || e.version || '|' || e.v || '|' || e.type || '|' || e.at_ms || '|' || e.actor
    || '|' || coalesce(e.command_id, '') || '|' || coalesce(b.key, '') || '|' || e.data
  FROM events e LEFT JOIN bodies b ON b.seq = e.seq`;

/** The same text made here; `selectChecks` must agree with it to the letter. */
export function checkText(row: EventRow): string {
  const [seq, stream, version, v, type, atMs, actor, commandId, data, , key] = row;
  return `${seq}|${stream}|${version}|${v}|${type}|${atMs}|${actor}|${commandId ?? ''}|${key ?? ''}|${data}`;
}

/** CRC-32 of a row's text and of its sealed body, when it has one; -1 = damage has left values of another type. */
export function checksum(text: string, sealed: Buffer | null): number {
  if (typeof text !== 'string' || (sealed !== null && !Buffer.isBuffer(sealed))) return -1;
  const crc = crc32(text);
  return sealed ? crc32(sealed, crc) : crc;
}

/** A record of a row whose checksum was found right; `secret` = the opened fields, null = none or forgotten. */
export function recordOf(row: EventRow, secret: string | null): EventRecord {
  const [seq, stream, version, , type, atMs, actor, commandId, data] = row;
  // Written by `append` from a typed event and proven unchanged by the checksum.
  const record = {
    seq,
    stream,
    version,
    atMs,
    actor,
    commandId,
    type,
    data: JSON.parse(data) as unknown,
  } as EventRecord;
  if (secret !== null) putBack(record.data, secret);
  return record;
}
