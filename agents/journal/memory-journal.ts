/** The journal's and the blob store's fakes: the same behaviour without a disk, for tests of the engine. */
import { createHash } from 'node:crypto';
import type { EventRecord, NewEvent, StreamName } from '../domain/events.ts';
import { sealed } from '../domain/sealed.ts';
import { systemClock, type Clock } from '../lib/clock.ts';
import type { AppendMeta, AppendResult, BlobStore, Forgotten, Journal, Snapshot } from './journal.ts';
import { digestOf, keyIdOf, takeOut } from './seal.ts';

/** What outlives a journal: open a second journal on the same disk to play a restart, with or without `stop` before it. */
export interface MemoryDisk {
  /** Records as JSON, `seq` = index + 1. */
  records: string[];
  /** The newest snapshot: its seq and version, and its slices as JSON. */
  snapshot: { seq: number; projectionVersion: number; slices: Map<string, string> } | null;
  /** The keys of digests by name, each the number of keys that were made before it. */
  keys: { byId: Map<string, number>; made: number };
}

export function makeMemoryDisk(): MemoryDisk {
  return { records: [], snapshot: null, keys: { byId: new Map(), made: 0 } };
}

/** Opens a journal in memory. Values go through JSON, as they would on a disk. */
export function openMemoryJournal(disk: MemoryDisk = makeMemoryDisk()): Journal {
  return new MemoryJournal(disk);
}

interface SealedText {
  keyId: string;
  record: EventRecord;
  /** What is left when the text is forgotten. */
  open: object;
}

class MemoryJournal implements Journal {
  readonly #disk: MemoryDisk;
  readonly #places = new Map<StreamName, number[]>();
  readonly #receipts = new Map<string, [first: number, last: number]>();
  #isOpen = true;
  #listen: (records: readonly EventRecord[]) => void = () => undefined;

  constructor(disk: MemoryDisk) {
    this.#disk = disk;
    for (const line of disk.records) this.#index(JSON.parse(line) as EventRecord);
  }

  async append(
    stream: StreamName,
    expectedVersion: number,
    events: readonly NewEvent[],
    meta: AppendMeta,
  ): Promise<AppendResult> {
    this.#mustBeOpen();
    const first = meta.commandId === null ? null : this.receipt(meta.commandId);
    if (first) return { ok: true, records: first };
    const version = this.head(stream);
    if (version !== expectedVersion) return { ok: false, code: 'stream.moved', version };
    const records = events.map((event, index): EventRecord => ({
      seq: this.lastSeq() + index + 1,
      stream,
      version: version + index + 1,
      ...meta,
      ...event,
    }));
    for (const record of records) {
      this.#disk.records.push(JSON.stringify(record));
      this.#index(record);
    }
    if (records.length > 0) this.#listen(records);
    return { ok: true, records };
  }

  onCommit(listen: (records: readonly EventRecord[]) => void): void {
    this.#listen = listen;
  }

  receipt(commandId: string): EventRecord[] | null {
    this.#mustBeOpen();
    const found = this.#receipts.get(commandId);
    return found ? [...this.readAll(found[0] - 1, found[1] - found[0] + 1)] : null;
  }

  *readStream(stream: StreamName, afterVersion = 0, limit = Infinity): IterableIterator<EventRecord> {
    const places = this.#places.get(stream) ?? [];
    for (let version = afterVersion; version < places.length && version - afterVersion < limit; version += 1) {
      yield this.#read(places[version] ?? 0);
    }
  }

  *readAll(afterSeq: number, limit = Infinity): IterableIterator<EventRecord> {
    for (let seq = afterSeq + 1; seq <= this.lastSeq() && seq - afterSeq <= limit; seq += 1) yield this.#read(seq);
  }

  lastSeq(): number {
    this.#mustBeOpen();
    return this.#disk.records.length;
  }

  head(stream: StreamName): number {
    this.#mustBeOpen();
    return this.#places.get(stream)?.length ?? 0;
  }

  saveSnapshot({ seq, projectionVersion, slices }: Snapshot, since: number | null): boolean {
    this.#mustBeOpen();
    const before = this.#disk.snapshot;
    if (since !== null && (before?.seq !== since || before.projectionVersion !== projectionVersion)) return false;
    const kept = new Map(since === null ? [] : before?.slices);
    for (const [name, slice] of slices) kept.set(name, JSON.stringify(slice));
    this.#disk.snapshot = { seq, projectionVersion, slices: kept };
    return true;
  }

  loadSnapshot(projectionVersion: number): Snapshot | null {
    this.#mustBeOpen();
    const found = this.#disk.snapshot;
    if (found?.projectionVersion !== projectionVersion) return null;
    const slices = new Map([...found.slices].map(([name, text]) => [name, JSON.parse(text) as unknown]));
    return { ...found, slices };
  }

  digest(keyId: string, text: string): string {
    this.#mustBeOpen();
    const { keys } = this.#disk;
    const key = keys.byId.get(keyId) ?? keys.made++;
    keys.byId.set(keyId, key);
    return digestOf(`key ${key}`, text);
  }

  sharing(seqs: readonly number[]): number[] {
    return Array.from(this.#texts([], seqs), ({ record }) => record.seq);
  }

  async forget({ keyIds = [], seqs = [] }: Forgotten): Promise<number> {
    const found = new Set<string>();
    for (const { keyId, record, open } of this.#texts(keyIds, seqs)) {
      found.add(keyId);
      this.#disk.records[record.seq - 1] = JSON.stringify({ ...record, data: open });
    }
    for (const keyId of keyIds) if (this.#disk.keys.byId.delete(keyId)) found.add(keyId);
    this.#disk.snapshot = null;
    return found.size;
  }

  async stop(): Promise<void> {
    this.#isOpen = false;
  }

  #read(seq: number): EventRecord {
    this.#mustBeOpen();
    return JSON.parse(this.#disk.records[seq - 1] ?? 'null') as EventRecord;
  }

  /** Every text that is left and the key it would be sealed under, of the named keys and events. */
  *#texts(keyIds: readonly string[], seqs: readonly number[]): Generator<SealedText> {
    const all = this.#disk.records.map((_, index) => textOf(this.#read(index + 1))).filter((text) => text !== null);
    const named = new Set(keyIds);
    for (const { keyId, record } of all) if (seqs.includes(record.seq)) named.add(keyId);
    yield* all.filter(({ keyId }) => named.has(keyId));
  }

  #index({ seq, stream, commandId }: EventRecord): void {
    const places = this.#places.get(stream);
    if (places) places.push(seq);
    else this.#places.set(stream, [seq]);
    if (commandId !== null) this.#receipts.set(commandId, [this.#receipts.get(commandId)?.[0] ?? seq, seq]);
  }

  #mustBeOpen(): void {
    if (!this.#isOpen) throw new Error('the journal is stopped');
  }
}

/** Null = there is nothing in the event to forget. */
function textOf(record: EventRecord): SealedText | null {
  const { open, secret } = takeOut(record.data, sealed[record.type]);
  return secret === null ? null : { keyId: keyIdOf(record.stream, record), record, open };
}

/** What outlives a blob store in memory: its bytes with the time they were last stored, and the last sweep. */
export interface MemoryBlobs {
  blobs: Map<string, { bytes: Uint8Array; putAtMs: number }>;
  sweptAtMs: number | null;
}

export function makeMemoryBlobs(): MemoryBlobs {
  return { blobs: new Map(), sweptAtMs: null };
}

/** Opens a blob store in memory; pass what is kept to keep the bytes over a restart. */
export function openMemoryBlobs(kept: MemoryBlobs = makeMemoryBlobs(), clock: Clock = systemClock): BlobStore {
  return {
    async put(bytes) {
      const copy = Uint8Array.from(typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
      const hash = createHash('sha256').update(copy).digest('hex');
      kept.blobs.set(hash, { bytes: copy, putAtMs: clock.now() });
      return hash;
    },
    async get(hash) {
      const found = kept.blobs.get(hash);
      return found ? Uint8Array.from(found.bytes) : null;
    },
    async *list() {
      for (const [hash, { bytes, putAtMs }] of kept.blobs) yield { hash, bytes: bytes.byteLength, putAtMs };
    },
    async removeOlder(hash, putBeforeMs) {
      const found = kept.blobs.get(hash);
      return found !== undefined && found.putAtMs < putBeforeMs && kept.blobs.delete(hash);
    },
    sweptAtMs: async () => kept.sweptAtMs,
    async noteSweep(atMs) {
      kept.sweptAtMs = atMs;
    },
  };
}
