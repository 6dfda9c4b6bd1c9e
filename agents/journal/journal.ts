/** The journal's port: the one durable truth, an ordered list of events in streams. */
import type { EventRecord, NewEvent, StreamName } from '../domain/events.ts';

/** How an append names its cause. */
export interface AppendMeta {
  actor: string;
  atMs: number;
  /** The client's command id; null for the engine's own. A known id gets its first answer and appends nothing. */
  commandId: string | null;
}

export type AppendResult = { ok: true; records: EventRecord[] } | { ok: false; code: 'stream.moved'; version: number };

/** A fold kept so that a start need not begin at the first event; what its slices hold is the caller's. */
export interface Snapshot {
  seq: number;
  projectionVersion: number;
  /** By name, so that only those that changed need to be written. */
  slices: ReadonlyMap<string, unknown>;
}

/** What to forget: keys by name (`keyIdOf`, `subjectKeyId`), and those that seal the text of the named events. */
export interface Forgotten {
  keyIds?: readonly string[];
  seqs?: readonly number[];
}

export interface Journal {
  /**
   * Appends events to one stream, all or none, and resolves when the commit is on disk.
   * `expectedVersion`: the version the caller decided on; 0 = the stream must not exist yet.
   * Contract: a lost race is a refusal (`stream.moved`), never an exception; the same `commandId` twice gives the first records.
   * @throws AppError `journal.unavailable` (retryable) when the disk refuses (`disk.full` when it is full).
   */
  append(
    stream: StreamName,
    expectedVersion: number,
    events: readonly NewEvent[],
    meta: AppendMeta,
  ): Promise<AppendResult>;
  /**
   * Names the one who is told of new records: of every commit once, in seq order, before the appends it holds resolve.
   * Contract: `listen` does not throw; it may append, which waits for the next commit.
   */
  onCommit(listen: (records: readonly EventRecord[]) => void): void;
  /** Records of an earlier command; null = never seen. */
  receipt(commandId: string): EventRecord[] | null;
  /** Events of one stream in version order, sealed text opened. A destroyed key gives `''`, `[]` or null in place of the text. */
  readStream(stream: StreamName, afterVersion?: number, limit?: number): IterableIterator<EventRecord>;
  /** Events of all streams in seq order. */
  readAll(afterSeq: number, limit?: number): IterableIterator<EventRecord>;
  /** The newest seq on disk; 0 = empty. */
  lastSeq(): number;
  /** The version of one stream; 0 = it does not exist. */
  head(stream: StreamName): number;
  /**
   * Keeps a snapshot in place of the one before. `since`: the seq of that one, whose slices go on where `slices` does not name them;
   * null = `slices` are all there are.
   * Contract: false = the one of `since` is not there any more, or the disk refused; nothing was kept, and the next has to name all slices.
   */
  saveSnapshot(snapshot: Snapshot, since: number | null): boolean;
  /** The snapshot of this projection version, with all its slices in the order they were first named; null = none. */
  loadSnapshot(projectionVersion: number): Snapshot | null;
  /**
   * Fingerprint of a text under a named key, made when first needed: equal texts have equal digests, and only while the key lives can
   * anybody tell which text it was. For use in events.
   * Contract: a new key is on disk with the next append, so an event never holds a digest whose key was lost.
   */
  digest(keyId: string, text: string): string;
  /**
   * The seqs of all events that lose their text with that of these, themselves among them; forgotten ones have none to lose.
   * A memory has a key of its own, but in journals of protocol 2 and before it shares that of its subject.
   */
  sharing(seqs: readonly number[]): number[];
  /**
   * Destroys data keys for ever, all or none, and returns how many there were. What was sealed under them reads as `''`, `[]` or null
   * from now on, here and in every copy made later; the sealed bytes stay, and nothing opens them. The snapshot goes too, it holds opened text.
   * Contract: what waits in the queue is committed first; idempotent; when it resolves, no byte of the keys is left in the journal's files.
   * @throws AppError as `append`; retryable `journal.unavailable` also when the keys are destroyed and their old bytes could not be cleared yet.
   */
  forget(what: Forgotten): Promise<number>;
  /** Waits for the queue, closes the file. Later calls throw. */
  stop(): Promise<void>;
}

/** Content-addressed store of large values: the address is the SHA-256 in hex. */
export interface Blobs {
  /** Stores bytes and returns their hash; storing the same bytes again is nearly free. Durable when it resolves. */
  put(bytes: Uint8Array | string): Promise<string>;
  /** Null = no such blob. @throws AppError `journal.damaged` when the bytes are not those of the hash. */
  get(hash: string): Promise<Uint8Array | null>;
}

/** A blob as it lies in the store; `putAtMs`: when these bytes were stored last. */
export interface StoredBlob {
  hash: string;
  bytes: number;
  putAtMs: number;
}

/** The store as its upkeep sees it. */
export interface BlobStore extends Blobs {
  /** Names every blob there is, in no order. */
  list(): AsyncIterable<StoredBlob>;
  /**
   * Removes a blob last stored before that time; false = it is not there, or was stored since.
   * Contract: a `put` of the same bytes at the same moment wins, whichever came first.
   */
  removeOlder(hash: string, putBeforeMs: number): Promise<boolean>;
  /** When the last sweep ended; null = there was none. */
  sweptAtMs(): Promise<number | null>;
  noteSweep(atMs: number): Promise<void>;
}
