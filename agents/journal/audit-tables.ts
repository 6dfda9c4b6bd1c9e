/** Reads every row of a journal and says all that is wrong with it. Changes nothing, and goes on where opening would refuse. */
import { createSecretKey } from 'node:crypto';
import type { EventRecord } from '../domain/events.ts';
import type { Connection } from './connection.ts';
import { isCorrupt } from './failure.ts';
import { checkText, checksum, recordOf, selectEvents, type EventRow } from './row.ts';
import { eventVersion } from './schema.sql.ts';
import { placeOf, unseal } from './seal.ts';
import { auditSnapshot } from './snapshot.ts';
import { hasBadKey } from './verify.ts';

/** What was seen of one part: how much was looked at, and each fault as a short clause, the first few in words. */
export interface PartAudit<Part extends string = string> {
  part: Part;
  counted: number;
  faults: string[];
  faultCount: number;
}

export type TablePart = 'file' | 'events' | 'texts' | 'streams' | 'receipts' | 'snapshot';

const pageRows = 200;
const maxWords = 5;

/** An audit of one part that is still being filled. */
export function startPart<Part extends string>(part: Part): PartAudit<Part> & { fault(found: string): void } {
  return {
    part,
    counted: 0,
    faults: [],
    faultCount: 0,
    fault(found) {
      this.faultCount += 1;
      if (this.faults.length < maxWords) this.faults.push(found);
    },
  };
}

/**
 * Audits the journal's tables. `seen` gets every event that is what was written, in order, without its sealed text.
 * Memory is bounded: rows are read in pages, SQLite sorts on disk.
 */
export function auditTables(db: Connection, seen: (record: EventRecord) => void): PartAudit<TablePart>[] {
  return [auditPages(db), ...auditEvents(db, seen), auditStreams(db), auditReceipts(db), auditSnapshotOf(db)];
}

function auditPages(db: Connection): PartAudit<TablePart> {
  const file = startPart<TablePart>('file');
  unlessCorrupt(file, 'the file', () => {
    file.counted = Number(db.pragma('page_count', { simple: true }));
    const report = db.pragma(`integrity_check(${maxWords})`) as { integrity_check: string }[];
    for (const { integrity_check: line } of report) {
      if (line !== 'ok') file.fault(line.replace(/\s+/g, ' ').slice(0, 160));
    }
  });
  return file;
}

/** One pass over the events, since each row is fetched with its sealed text. */
function auditEvents(db: Connection, seen: (record: EventRecord) => void): PartAudit<TablePart>[] {
  const events = startPart<TablePart>('events');
  const texts = startPart<TablePart>('texts');
  unlessCorrupt(events, 'the events', () => {
    if (hasBadKey(db)) texts.fault('a key to sealed text is damaged');
    let last = 0;
    for (const row of rowsOf(db, (seq) =>
      events.fault(`event ${seq} cannot be read, and none after it was looked at`),
    )) {
      const [seq, , , v] = row;
      events.counted += 1;
      if (seq !== last + 1) events.fault(missing('event', last + 1, seq - 1));
      last = seq;
      if (checksum(checkText(row), row[11]) !== row[9]) {
        events.fault(`event ${seq} is not what was written`);
        continue;
      }
      if (v > eventVersion) events.fault(`event ${seq} was written by a newer version of Muster`);
      if (row[11] !== null) texts.counted += 1;
      const problem = textProblem(row);
      if (problem !== null) texts.fault(`event ${seq} ${problem}`);
      seen(recordOf(row, null));
    }
    const stray = db.prepare<[], { seq: number }>('SELECT seq FROM bodies WHERE seq NOT IN (SELECT seq FROM events)');
    for (const { seq } of stray.iterate()) texts.fault(`the text of event ${seq} is there without the event`);
  });
  return [events, texts];
}

function missing(what: string, from: number, to: number): string {
  return from === to ? `${what} ${from} is missing` : `${what}s ${from} to ${to} are missing`;
}

/** Every row in seq order, in pages; a row that cannot be read is told and ends it. */
function* rowsOf(db: Connection, unreadable: (seq: number) => void): Generator<EventRow> {
  const page = db.prepare<[number, number], EventRow>(`${selectEvents} WHERE e.seq > ? ORDER BY e.seq LIMIT ?`).raw();
  let last = 0;
  let limit = pageRows;
  for (;;) {
    let rows: EventRow[];
    try {
      rows = page.all(last, limit);
    } catch (error) {
      if (!isCorrupt(error)) throw error;
      if (limit === 1) return unreadable(last + 1);
      // One at a time, to reach the last one that can be read.
      limit = 1;
      continue;
    }
    for (const row of rows) {
      yield row;
      last = row[0];
    }
    if (rows.length < limit) return;
  }
}

/** Says what is wrong with a row's sealed text; null = it opens, was forgotten, or there is none. */
function textProblem([, stream, version, , , , , , , , , sealed, hexKey]: EventRow): string | null {
  if (sealed === null) return null;
  if (hexKey === null) return 'has lost the key to its text';
  if (hexKey === '') return null;
  try {
    JSON.parse(unseal(createSecretKey(hexKey, 'hex'), placeOf(stream, version), sealed));
    return null;
  } catch {
    return 'has a text that cannot be opened';
  }
}

/** In each stream the events count from 1, in the order in which they were written. */
function auditStreams(db: Connection): PartAudit<TablePart> {
  const streams = startPart<TablePart>('streams');
  unlessCorrupt(streams, 'the streams', () => {
    const counted = db.prepare<[], { count: number }>('SELECT count(DISTINCT stream) AS count FROM events').get();
    streams.counted = counted?.count ?? 0;
    const wrong = db.prepare<[], { seq: number; stream: string; version: number; wanted: number }>(`
      SELECT seq, stream, version, wanted FROM
        (SELECT seq, stream, version, 1 + coalesce(lag(version) OVER (PARTITION BY stream ORDER BY seq), 0) AS wanted FROM events)
      WHERE version <> wanted ORDER BY seq`);
    for (const { seq, stream, version, wanted } of wrong.iterate())
      streams.fault(`event ${seq} is number ${version} of ${stream}, where number ${wanted} belongs`);
  });
  return streams;
}

/** A receipt names all events of its command and no other, and each command has one. */
function auditReceipts(db: Connection): PartAudit<TablePart> {
  const receipts = startPart<TablePart>('receipts');
  unlessCorrupt(receipts, 'the receipts', () => {
    const counted = db.prepare<[], { count: number }>('SELECT count(*) AS count FROM receipts').get();
    receipts.counted = counted?.count ?? 0;
    const wrong = db.prepare<[], { command_id: string }>(`
      SELECT command_id FROM receipts r WHERE last_seq < first_seq OR last_seq - first_seq + 1 <>
        (SELECT count(*) FROM events e WHERE e.seq BETWEEN r.first_seq AND r.last_seq AND e.command_id = r.command_id)`);
    for (const row of wrong.iterate()) receipts.fault(`the receipt of command ${row.command_id} names other events`);
    const without = db.prepare<[], { seq: number }>(`
      SELECT seq FROM events e WHERE command_id IS NOT NULL AND NOT EXISTS
        (SELECT 1 FROM receipts r WHERE r.command_id = e.command_id AND e.seq BETWEEN r.first_seq AND r.last_seq)`);
    for (const row of without.iterate()) receipts.fault(`event ${row.seq} has no receipt`);
  });
  return receipts;
}

function auditSnapshotOf(db: Connection): PartAudit<TablePart> {
  const snapshot = startPart<TablePart>('snapshot');
  unlessCorrupt(snapshot, 'the snapshot', () => {
    snapshot.counted = auditSnapshot(db, (found) => snapshot.fault(found));
  });
  return snapshot;
}

/** Damage that SQLite itself trips over is a fault of the part, not the end of the audit. */
function unlessCorrupt(part: { fault(found: string): void }, name: string, look: () => void): void {
  try {
    look();
  } catch (error) {
    if (!isCorrupt(error)) throw error;
    part.fault(`${name} cannot be read to the end (${(error as Error).message})`);
  }
}
