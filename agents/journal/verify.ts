/** Looks a journal over before it is opened for writing. Changes nothing: what is damaged must stay as it was found. */
import { closeSync, existsSync, openSync, readSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Connection, OpenFile } from './connection.ts';
import { damaged, isCorrupt, newer, openFailure } from './failure.ts';
import { checksum, selectChecks } from './row.ts';
import { applicationId, schemaVersion, truthTables } from './schema.sql.ts';
import { keyBytes } from './seal.ts';
import { wornWal } from './wal.ts';

/** Up to this many events every one is checked at open; beyond, only the newest `tailEvents`. Reading checks the rest. */
const wholeUpTo = 200_000;
const tailEvents = 50_000;
/** Small pages are faster: what they hold dies young. */
const pageRows = 200;

/** File that says a journal was made here once, so that a lost one is never taken for a first start. */
export function markerOf(file: string): string {
  return `${file}.made`;
}

/**
 * True = a journal stands there and is sound; false = there was never one, so it may be made.
 * @throws AppError `journal.damaged` with the last good seq, `journal.newer`, `journal.unavailable`, `folder.unwritable`.
 */
export function verify(file: string, open: OpenFile): boolean {
  const db = openForReading(file, open);
  try {
    if (db === null) return false;
    const found = problemOf(db, file);
    if (found !== null) throw refusal(db, file, found);
    return true;
  } catch (error) {
    throw openFailure(error, file);
  } finally {
    db?.close();
  }
}

/**
 * Opens a journal that nobody writes, when it is one as far as the file, its log and its tables tell; the rows were not looked at.
 * Null = there was never one.
 * @throws AppError as `verify`.
 */
export function openForReading(file: string, open: OpenFile): Connection | null {
  let db: Connection | null = null;
  try {
    if (sizeOf(file) === 0) {
      const trace = traceOfJournal(file);
      if (trace === null) return null;
      throw damaged({
        file,
        lastGoodSeq: 0,
        damagedSeq: null,
        found: `the file is ${existsSync(file) ? 'empty' : 'missing'}, but ${trace}`,
      });
    }
    if (!hasHeader(file)) throw damaged({ file, lastGoodSeq: 0, damagedSeq: null, found: 'it is not a database' });
    const lost = wornWal(`${file}-wal`);
    db = open(file, { readonly: true, fileMustExist: true });
    if (lost !== null && !tablesOf(db, file).has('events'))
      throw damaged({ file, lastGoodSeq: 0, damagedSeq: null, found: lost });
    if (!isJournal(db, file)) {
      db.close();
      return null;
    }
    if (lost !== null) throw refusal(db, file, lost);
    return db;
  } catch (error) {
    db?.close();
    throw openFailure(error, file);
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** What shows that a journal was here; null = nothing does. */
function traceOfJournal(file: string): string | null {
  return sizeOf(`${file}-wal`) > 0 ? 'its newest changes lie beside it' : traceOfWork(file);
}

/** What shows that Muster has worked here, as opposed to having been cut short while it made the journal. */
function traceOfWork(file: string): string | null {
  if (existsSync(markerOf(file))) return 'Muster has worked here before';
  const blobs = join(dirname(file), 'blobs');
  const hasBlobs = existsSync(blobs) && readdirSync(blobs).some((name) => /^[0-9a-f]{2}$/.test(name));
  return hasBlobs ? 'there are stored documents beside it' : null;
}

export function hasHeader(file: string): boolean {
  const head = Buffer.alloc(16);
  const handle = openSync(file, 'r');
  try {
    readSync(handle, head, 0, head.length, 0);
  } finally {
    closeSync(handle);
  }
  return head.toString('latin1') === 'SQLite format 3\0';
}

/** False = a file whose making was cut short before anything was in it. */
function isJournal(db: Connection, file: string): boolean {
  const tables = tablesOf(db, file);
  const version = Number(db.pragma('user_version', { simple: true }));
  const isOurs = db.pragma('application_id', { simple: true }) === applicationId;
  if (!isOurs && tables.size === 0 && version === 0 && traceOfWork(file) === null) return false;
  if (!isOurs) throw damaged({ file, lastGoodSeq: 0, damagedSeq: null, found: 'it is not a journal of Muster' });
  if (version > schemaVersion) throw newer(file, version, schemaVersion);
  const missing = truthTables.find((name) => !tables.has(name));
  if (missing) throw damaged({ file, lastGoodSeq: 0, damagedSeq: null, found: `the table ${missing} is missing` });
  return true;
}

function tablesOf(db: Connection, file: string): Set<string> {
  try {
    return new Set(
      db
        .prepare<[], { name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table'`)
        .all()
        .map((row) => row.name),
    );
  } catch (error) {
    if (!isCorrupt(error)) throw error;
    throw damaged({ file, lastGoodSeq: 0, damagedSeq: null, found: 'its first page cannot be read' }, error);
  }
}

/** The first sign of damage, as a short clause; null = none. */
function problemOf(db: Connection, file: string): string | null {
  try {
    const short = missingPages(db, file);
    if (short) return short;
    const lastSeq = maxSeq(db, 'events');
    if (maxSeq(db, 'bodies') > lastSeq) return 'the newest events are missing';
    if (lastSeq > wholeUpTo) return scan(db, lastSeq - tailEvents).found;
    for (const table of truthTables) {
      const report = String(db.pragma(`quick_check(${table})`, { simple: true }));
      if (report !== 'ok') return report.replace(/\s+/g, ' ').slice(0, 160);
    }
    return scan(db, 0).found ?? (hasBadKey(db) ? 'a key to sealed text is damaged' : null);
  } catch (error) {
    if (isCorrupt(error)) return (error as Error).message;
    throw error;
  }
}

export function hasBadKey(db: Connection): boolean {
  const bad = `(key IS NULL) <> (key_id IS NULL) OR (key IS NOT NULL AND (typeof(key) <> 'blob' OR length(key) <> ${keyBytes}))`;
  return db.prepare(`SELECT 1 FROM keys WHERE ${bad} LIMIT 1`).get() !== undefined;
}

function maxSeq(db: Connection, table: 'events' | 'bodies'): number {
  return db.prepare<[], { seq: number }>(`SELECT coalesce(max(seq), 0) AS seq FROM ${table}`).get()?.seq ?? 0;
}

/** What tells of a file cut short; null = nothing does. Pages still in the write-ahead log may make it shorter than it says, so then this cannot tell. */
export function missingPages(db: Connection, file: string): string | null {
  if (sizeOf(`${file}-wal`) > 0) return null;
  const wanted = Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true }));
  return sizeOf(file) < wanted ? `it was cut short: ${sizeOf(file)} of ${wanted} bytes are there` : null;
}

function refusal(db: Connection, file: string, found: string): Error {
  const whole = scan(db, 0);
  return damaged({ file, lastGoodSeq: whole.lastGood, damagedSeq: whole.damagedSeq, found: whole.found ?? found });
}

interface Scan {
  lastGood: number;
  damagedSeq: number | null;
  found: string | null;
}

/** Reads events in order until one is missing, unreadable or not what was written. */
function scan(db: Connection, afterSeq: number): Scan {
  const page = db
    .prepare<[number, number], [number, number, Buffer | null, string]>(
      `${selectChecks} WHERE e.seq > ? ORDER BY e.seq LIMIT ?`,
    )
    .raw();
  let lastGood = afterSeq;
  let limit = pageRows;
  for (;;) {
    let rows;
    try {
      rows = page.all(lastGood, limit);
    } catch (error) {
      if (!isCorrupt(error)) throw error;
      if (limit === 1) return { lastGood, damagedSeq: lastGood + 1, found: `event ${lastGood + 1} cannot be read` };
      // One row at a time, to find the last one that can be.
      limit = 1;
      continue;
    }
    for (const [seq, crc, sealed, text] of rows) {
      if (seq !== lastGood + 1)
        return { lastGood, damagedSeq: lastGood + 1, found: `event ${lastGood + 1} is missing` };
      if (checksum(text, sealed) !== crc)
        return { lastGood, damagedSeq: seq, found: `event ${seq} is not what was written` };
      lastGood = seq;
    }
    if (rows.length < limit) return { lastGood, damagedSeq: null, found: null };
  }
}
