/** The journal's one writer: collects appends and commits them together, once a tick. */
import { setImmediate } from 'node:timers';
import type { EventRecord, NewEvent, StreamName } from '../domain/events.ts';
import { AppError } from '../lib/error.ts';
import type { Connection } from './connection.ts';
import { journalFailure } from './failure.ts';
import type { AppendMeta, AppendResult } from './journal.ts';
import type { DataKey, KeyRing } from './keys.ts';
import { checkText, checksum, type EventRow } from './row.ts';
import { eventVersion } from './schema.sql.ts';

/** An event made ready for its row; `sealed` and `key` are null together when no text was taken out. */
export interface DraftEvent {
  event: NewEvent;
  data: string;
  key: DataKey | null;
  sealed: Buffer | null;
}

/** One append waiting for its commit. */
export interface Batch {
  stream: StreamName;
  expectedVersion: number;
  drafts: DraftEvent[];
  meta: AppendMeta;
  resolve: (result: AppendResult) => void;
  reject: (error: unknown) => void;
}

/** Bounds how long one commit blocks the thread. */
const maxGroup = 1000;

/** What a group has changed so far and the disk does not yet know. */
interface Group {
  seq: number;
  heads: Map<StreamName, number>;
  records: EventRecord[];
}

export class Writer {
  lastSeq = 0;
  /** Is told of the records of every commit. */
  listen: (records: readonly EventRecord[]) => void = () => undefined;
  readonly #db: Connection;
  readonly #keys: KeyRing;
  readonly #file: string;
  readonly #receiptOf: (commandId: string) => EventRecord[] | null;
  readonly #heads = new Map<StreamName, number>();
  readonly #statements;
  #queue: Batch[] = [];
  #isScheduled = false;
  /** True after a failed group until heads and transaction are known to be those of the disk. */
  #isUnsure = true;

  constructor(db: Connection, keys: KeyRing, file: string, receiptOf: (commandId: string) => EventRecord[] | null) {
    this.#db = db;
    this.#keys = keys;
    this.#file = file;
    this.#receiptOf = receiptOf;
    this.#statements = {
      begin: db.prepare('BEGIN IMMEDIATE'),
      commit: db.prepare('COMMIT'),
      rollback: db.prepare('ROLLBACK'),
      lastSeq: db.prepare<[], { seq: number }>('SELECT coalesce(max(seq), 0) AS seq FROM events'),
      head: db.prepare<[string], { version: number }>(
        'SELECT coalesce(max(version), 0) AS version FROM events WHERE stream = ?',
      ),
      event: db.prepare(
        'INSERT INTO events (seq, stream, version, v, type, at_ms, actor, command_id, data, crc) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      ),
      body: db.prepare('INSERT INTO bodies (seq, key, sealed) VALUES (?, ?, ?)'),
      receipt: db.prepare('INSERT INTO receipts (command_id, first_seq, last_seq) VALUES (?, ?, ?)'),
    };
    this.settle();
  }

  /** The version of a stream on disk, read once and then known. */
  head(stream: StreamName): number {
    const known = this.#heads.get(stream);
    if (known !== undefined) return known;
    const version = this.#statements.head.get(stream)?.version ?? 0;
    if (version > 0) this.#heads.set(stream, version);
    return version;
  }

  add(batch: Batch): void {
    this.#queue.push(batch);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#flush();
      if (this.#queue.length > 0) this.#schedule();
    });
  }

  /** Commits all that waits, now. */
  drain(): void {
    while (this.#queue.length > 0) this.#flush();
  }

  #flush(): void {
    const batches = this.#queue.splice(0, maxGroup);
    if (batches.length === 0) return;
    const group: Group = { seq: this.lastSeq, heads: new Map(), records: [] };
    let results: AppendResult[];
    try {
      this.settle();
      group.seq = this.lastSeq;
      this.#statements.begin.run();
      results = batches.map((batch) => this.#write(batch, group));
      this.#keys.storeTold();
      this.#statements.commit.run();
    } catch (error) {
      this.#fail(batches, error);
      return;
    }
    for (const [stream, version] of group.heads) this.#heads.set(stream, version);
    this.lastSeq = group.seq;
    this.#keys.committed();
    if (group.records.length > 0) this.listen(group.records);
    for (const [index, result] of results.entries()) batches[index]?.resolve(result);
  }

  /**
   * Writes one append inside the group's transaction, or finds that it may not be written.
   * The check is made against heads in memory: left to the UNIQUE index, one loser would roll back the whole group.
   */
  #write(batch: Batch, group: Group): AppendResult {
    const { stream, expectedVersion, drafts, meta } = batch;
    const { commandId } = meta;
    // Finds earlier ones of this group too: it asks inside the transaction.
    const known = commandId === null ? null : this.#receiptOf(commandId);
    if (known) return { ok: true, records: known };
    const version = group.heads.get(stream) ?? this.head(stream);
    if (version !== expectedVersion) return { ok: false, code: 'stream.moved', version };
    const records = drafts.map((draft, index) =>
      this.#insert(batch, draft, group.seq + index + 1, version + index + 1),
    );
    const [first] = records;
    if (!first) return { ok: true, records };
    group.seq += records.length;
    group.records.push(...records);
    group.heads.set(stream, version + records.length);
    if (commandId !== null) this.#statements.receipt.run(commandId, first.seq, group.seq);
    return { ok: true, records };
  }

  #insert({ stream, meta }: Batch, draft: DraftEvent, seq: number, version: number): EventRecord {
    const { event, data, sealed } = draft;
    const { atMs, actor, commandId } = meta;
    const key = draft.key && this.#keys.store(draft.key);
    const row: EventRow = [
      seq,
      stream,
      version,
      eventVersion,
      event.type,
      atMs,
      actor,
      commandId,
      data,
      0,
      key,
      sealed,
      null,
    ];
    const crc = checksum(checkText(row), sealed);
    this.#statements.event.run(seq, stream, version, eventVersion, event.type, atMs, actor, commandId, data, crc);
    if (sealed) this.#statements.body.run(seq, key, sealed);
    return { seq, stream, version, atMs, actor, commandId, ...event };
  }

  #fail(batches: readonly Batch[], error: unknown): void {
    this.#isUnsure = true;
    let cause = error;
    try {
      this.settle();
    } catch (later) {
      // The disk is still in the way; the next group settles first and fails alike until it heals.
      cause = new AggregateError([error, later], 'neither committed nor rolled back');
    }
    const failure = journalFailure(error, this.#file, this.lastSeq);
    if (failure instanceof AppError && cause !== error) failure.cause = cause;
    for (const batch of batches) batch.reject(failure);
  }

  /** Makes memory agree with the disk again, after a failed group and at open. */
  settle(): void {
    if (!this.#isUnsure) return;
    if (this.#db.inTransaction) this.#statements.rollback.run();
    this.#keys.rolledBack();
    this.#heads.clear();
    this.lastSeq = this.#statements.lastSeq.get()?.seq ?? 0;
    this.#isUnsure = false;
  }
}
