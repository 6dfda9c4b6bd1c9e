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
  /** Events of one stream in version order, sealed text opened. A destroyed key gives `''` and `[]` in place of the text. */
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
   * A digest by which equal texts are known without being kept: HMAC-SHA-256 under the named data key, the first 32 hex digits.
   * Contract: the same for the same key and text, until the key is destroyed; made with a new key when there is none.
   */
  digest(keyId: string, text: string): string;
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
