/** The journal on one SQLite file: group commit, sealed text, a checksum a row. The only writer of that file. */
import { closeSync, fsyncSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { EventRecord, NewEvent, StreamName } from '../domain/events.ts';
import { openFile, secure, type Connection, type OpenFile } from './connection.ts';
import { damaged, journalFailure, openFailure, stillRead } from './failure.ts';
import type { AppendMeta, AppendResult, Forgotten, Journal, Snapshot } from './journal.ts';
import { KeyRing } from './keys.ts';
import { checkText, checksum, recordOf, selectEvents, type EventRow } from './row.ts';
import { applicationId, eventVersion, schemaSql, schemaVersion, snapshotSql } from './schema.sql.ts';
import { digestOf, keyIdOf, Nonces, placeOf, seal, takeOut, unseal, type SealedFields } from './seal.ts';
import { SnapshotTable } from './snapshot.ts';
import { markerOf, verify } from './verify.ts';
import { Writer, type DraftEvent } from './writer.ts';

const pageRows = 200;

export interface SqliteJournalOptions {
  /** Absolute path of `journal.db`; its folder is made if missing. */
  file: string;
  /** Fields of each event type whose text is kept sealed. */
  sealed: SealedFields;
  /** One line for the log; never a text of an event. */
  log?: (line: string) => void;
  /** How the file becomes a connection; tests keep a hand on it here. */
  open?: OpenFile;
}

/**
 * Opens the journal, or makes it where there was never one.
 * Every event is checked first, in journals of more than 200,000 the newest 50,000; reading checks each again.
 * Contract: a damaged, cut or missing journal is refused and left as it is, never replaced by an empty one.
 * @throws AppError `journal.damaged` (facts: file, lastGoodSeq, damagedSeq), `journal.newer`, `journal.unavailable`, `disk.full`, `folder.unwritable`.
 */
export function openSqliteJournal(options: SqliteJournalOptions): SqliteJournal {
  const { file, open = openFile } = options;
  let db: Connection | null = null;
  try {
    mkdirSync(dirname(file), { recursive: true });
    const exists = verify(file, open);
    db = open(file, { readonly: false, fileMustExist: exists });
    secure(db, file);
    if (!exists) create(db);
    mark(file);
    return new SqliteJournal(db, options);
  } catch (error) {
    db?.close();
    throw openFailure(error, file);
  }
}

function create(db: Connection): void {
  db.transaction(() => {
    db.exec(schemaSql + snapshotSql);
    db.pragma(`application_id = ${applicationId}`);
    db.pragma(`user_version = ${schemaVersion}`);
  }).immediate();
}

/** Leaves the sign that a journal exists here, on disk before the first event is. */
function mark(file: string): void {
  const handle = openSync(markerOf(file), 'a');
  try {
    writeFileSync(handle, '', 'utf8');
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** See `Journal`; made by `openSqliteJournal`. */
export class SqliteJournal implements Journal {
  readonly #db: Connection;
  readonly #file: string;
  readonly #sealed: SealedFields;
  readonly #keys: KeyRing;
  readonly #nonces = new Nonces();
  readonly #writer: Writer;
  readonly #snapshots: SnapshotTable;
  readonly #pageOfStream;
  readonly #pageOfAll;
  readonly #receipt;
  readonly #sharing;

  constructor(db: Connection, options: SqliteJournalOptions) {
    this.#db = db;
    this.#file = options.file;
    this.#sealed = options.sealed;
    this.#keys = new KeyRing(db);
    this.#pageOfStream = db
      .prepare<[string, number, number], EventRow>(
        `${selectEvents} WHERE e.stream = ? AND e.version > ? ORDER BY e.version LIMIT ?`,
      )
      .raw();
    this.#pageOfAll = db
      .prepare<[number, number], EventRow>(`${selectEvents} WHERE e.seq > ? ORDER BY e.seq LIMIT ?`)
      .raw();
    this.#receipt = db.prepare<[string], { first_seq: number; last_seq: number }>(
      'SELECT first_seq, last_seq FROM receipts WHERE command_id = ?',
    );
    this.#sharing = db
      .prepare<[string], number>(
        `SELECT seq FROM bodies WHERE key IN
          (SELECT k.number FROM json_each(?) j JOIN bodies b ON b.seq = j.value JOIN keys k ON k.number = b.key AND k.key IS NOT NULL)
        ORDER BY seq`,
      )
      .pluck();
    this.#writer = new Writer(db, this.#keys, options.file, (commandId) => this.receipt(commandId));
    this.#snapshots = new SnapshotTable(db, options.file, options.log ?? (() => {}));
  }

  append(
    stream: StreamName,
    expectedVersion: number,
    events: readonly NewEvent[],
    meta: AppendMeta,
  ): Promise<AppendResult> {
    return new Promise((resolve, reject) => {
      this.#mustBeOpen();
      const drafts = events.map((event, index) => this.#draft(stream, expectedVersion + index + 1, event));
      this.#writer.add({ stream, expectedVersion, drafts, meta, resolve, reject });
    });
  }

  onCommit(listen: (records: readonly EventRecord[]) => void): void {
    this.#writer.listen = listen;
  }

  receipt(commandId: string): EventRecord[] | null {
    this.#mustBeOpen();
    const found = this.#ask(() => this.#receipt.get(commandId));
    if (!found) return null;
    const { first_seq: first, last_seq: last } = found;
    const records = [...this.readAll(first - 1, last - first + 1)];
    if (records.length > 0 && records.every((record) => record.commandId === commandId)) return records;
    throw damaged({
      file: this.#file,
      lastGoodSeq: this.#writer.lastSeq,
      damagedSeq: null,
      found: 'a receipt names events of another command',
    });
  }

  readStream(stream: StreamName, afterVersion = 0, limit = Infinity): IterableIterator<EventRecord> {
    this.#mustBeOpen();
    return this.#pages(
      afterVersion,
      limit,
      (record) => record.version,
      (after, count) => this.#pageOfStream.all(stream, after, count),
    );
  }

  readAll(afterSeq: number, limit = Infinity): IterableIterator<EventRecord> {
    this.#mustBeOpen();
    return this.#pages(
      afterSeq,
      limit,
      (record) => record.seq,
      (after, count) => this.#pageOfAll.all(after, count),
    );
  }

  lastSeq(): number {
    this.#mustBeOpen();
    return this.#writer.lastSeq;
  }

  head(stream: StreamName): number {
    this.#mustBeOpen();
    return this.#ask(() => this.#writer.head(stream));
  }

  /** Contract: a snapshot that cannot be written is logged and left out, since the events are safe without it. */
  saveSnapshot(snapshot: Snapshot, since: number | null): boolean {
    this.#mustBeOpen();
    return this.#snapshots.save(snapshot, since);
  }

  loadSnapshot(projectionVersion: number): Snapshot | null {
    this.#mustBeOpen();
    return this.#snapshots.load(projectionVersion, this.#writer.lastSeq);
  }

  digest(keyId: string, text: string): string {
    this.#mustBeOpen();
    return digestOf(
      this.#ask(() => this.#keys.forDigest(keyId)),
      text,
    );
  }

  sharing(seqs: readonly number[]): number[] {
    this.#mustBeOpen();
    return this.#ask(() => this.#sharing.all(JSON.stringify(seqs)));
  }

  async forget({ keyIds = [], seqs = [] }: Forgotten): Promise<number> {
    this.#mustBeOpen();
    this.#writer.drain();
    return this.#ask(() => {
      this.#writer.settle();
      const count = this.#db
        .transaction(() => {
          this.#snapshots.clear();
          return this.#keys.destroy(keyIds, seqs);
        })
        .immediate();
      // The old pages still lie in the log.
      if (this.#db.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) !== 0) throw stillRead(this.#file);
      return count;
    });
  }

  async stop(): Promise<void> {
    if (!this.#db.open) return;
    this.#writer.drain();
    this.#db.close();
  }

  #draft(stream: StreamName, version: number, event: NewEvent): DraftEvent {
    const { open, secret } = takeOut(event.data, this.#sealed[event.type]);
    const data = JSON.stringify(open);
    if (secret === null) return { event, data, key: null, sealed: null };
    const key = this.#keys.forWriting(keyIdOf(stream, event));
    return { event, data, key, sealed: seal(key.secret, this.#nonces.next(), placeOf(stream, version), secret) };
  }

  /** Reads in pages, never with an open cursor: SQLite allows no write on a connection while one stands. */
  *#pages(
    after: number,
    limit: number,
    place: (record: EventRecord) => number,
    read: (after: number, count: number) => EventRow[],
  ): Generator<EventRecord> {
    let last = after;
    let left = limit;
    let lastSeq = 0;
    while (left > 0) {
      this.#mustBeOpen();
      const count = Math.min(pageRows, left);
      const rows = this.#ask(() => read(last, count), lastSeq);
      for (const row of rows) {
        const record = this.#record(row);
        last = place(record);
        lastSeq = record.seq;
        yield record;
      }
      if (rows.length < count) return;
      left -= rows.length;
    }
  }

  #record(row: EventRow): EventRecord {
    const [seq, stream, version, v, , , , , , crc, keyNumber, sealed, hexKey] = row;
    if (checksum(checkText(row), sealed) !== crc || v > eventVersion)
      throw this.#damagedAt(seq, 'is not what was written');
    if (sealed === null || keyNumber === null) return recordOf(row, null);
    if (hexKey === null) throw this.#damagedAt(seq, 'has lost the key to its text');
    if (hexKey === '') return recordOf(row, null);
    let secret: string;
    try {
      secret = unseal(this.#keys.forReading(keyNumber, hexKey), placeOf(stream, version), sealed);
    } catch (error) {
      throw this.#damagedAt(seq, 'has a text that cannot be opened', error);
    }
    return recordOf(row, secret);
  }

  #damagedAt(seq: number, how: string, cause?: unknown): Error {
    return damaged({ file: this.#file, lastGoodSeq: seq - 1, damagedSeq: seq, found: `event ${seq} ${how}` }, cause);
  }

  #ask<T>(read: () => T, lastGoodSeq = 0): T {
    try {
      return read();
    } catch (error) {
      throw journalFailure(error, this.#file, lastGoodSeq);
    }
  }

  #mustBeOpen(): void {
    if (!this.#db.open) throw new Error('the journal is stopped');
  }
}
