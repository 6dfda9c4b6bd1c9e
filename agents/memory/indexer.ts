/** Keeps the memory index at the journal: folds memory events into rows, in order, and never the other way round. */
import type { EventRecord } from '../domain/events.ts';
import type { Journal } from '../journal/journal.ts';
import { AppError } from '../lib/error.ts';
import type { MemoryIndex, MemoryRow } from './memory.ts';

const maxBatch = 64;

/** A running indexer. */
export interface Indexer {
  /** New memory events are in the journal. Contract: cheap, never throws, may be called at any time. */
  notify(): void;
  /**
   * Resolves when every memory event up to `seq` is in the index.
   * @throws AppError `memory.unavailable` when the index refuses; a later call tries again.
   */
  caughtUp(seq: number): Promise<void>;
  /** Ends after the batch in work. */
  stop(): Promise<void>;
}

/**
 * Starts folding at once, from where the index stands. A crash between two batches is a replay: rows carry revisions.
 * An index that is ahead of the journal (another journal's) is emptied and folded again.
 */
export function startIndexer({
  journal,
  index,
  log,
}: {
  journal: Journal;
  index: MemoryIndex;
  log: (line: string) => void;
}): Indexer {
  const fold = startFold();
  let readVersion = 0;
  let indexedSeq = 0;
  let foldedSeq = 0;
  let begun = false;
  let stopped = false;
  let running: Promise<void> | null = null;
  /** Rows folded and not yet stored; kept over a failure, so that the next try brings them in. */
  const pending = new Map<string, MemoryRow>();

  const begin = async (): Promise<number> => {
    const applied = await index.appliedSeq();
    if (applied <= journal.lastSeq()) return applied;
    log('memory index was ahead of the journal and is folded again');
    await index.clear();
    return 0;
  };

  const store = async (): Promise<void> => {
    await index.apply([...pending.values()], foldedSeq);
    pending.clear();
    indexedSeq = foldedSeq;
  };

  const pass = async (): Promise<void> => {
    // Read before the events: whatever is in the journal now is covered by this pass.
    const target = journal.lastSeq();
    if (!begun) {
      indexedSeq = await begin();
      begun = true;
    }
    for (;;) {
      if (stopped) return;
      // Whole batches, read before the wait: an open iterator would keep the journal from writing meanwhile.
      const records = [...journal.readStream('memory', readVersion, maxBatch)];
      for (const record of records) {
        readVersion = record.version;
        const row = foldMemory(fold, record);
        // Rows stored earlier are folded all the same: a later event may change one of them.
        if (record.seq <= indexedSeq) continue;
        foldedSeq = record.seq;
        if (row) pending.set(row.id, row);
      }
      if (foldedSeq > indexedSeq) await store();
      if (records.length < maxBatch) break;
    }
    indexedSeq = Math.max(target, indexedSeq);
  };

  const run = (): Promise<void> => {
    running ??= pass().finally(() => (running = null));
    return running;
  };

  const caughtUp = async (seq: number): Promise<void> => {
    while (!stopped && (!begun || indexedSeq < Math.min(seq, journal.lastSeq()))) await run();
  };

  const notify = (): void => {
    if (stopped) return;
    caughtUp(journal.lastSeq()).catch((error: unknown) => {
      log(`memory index is behind: ${error instanceof AppError ? error.message : String(error)}`);
    });
  };

  notify();
  return {
    notify,
    caughtUp,
    async stop() {
      stopped = true;
      // Its failure was already told to whoever waited for it.
      await running?.catch(() => undefined);
    },
  };
}

/** What the memory stream comes to, event by event. */
export interface MemoryFold {
  rows: Map<string, MemoryRow>;
  /** How many memories each task has brought, retracted ones included: the next one's place in it. */
  counts: Map<string, number>;
}

export function startFold(): MemoryFold {
  return { rows: new Map(), counts: new Map() };
}

/** Folds one event into its row and returns the row when it changed; `rev` is the event's version in the stream. */
export function foldMemory({ rows, counts }: MemoryFold, record: EventRecord): MemoryRow | null {
  if (record.type === 'memory.asserted') {
    const { memoryId, ...data } = record.data;
    // Text that was erased from the journal must not be found again under its id.
    const status = data.text === '' ? 'retracted' : 'active';
    const parentId = data.taskId;
    const pos = parentId === null ? null : (counts.get(parentId) ?? 0);
    if (parentId !== null && pos !== null) counts.set(parentId, pos + 1);
    const place = { parentId, pos, rev: record.version, status, recordedAtMs: record.atMs } as const;
    const row: MemoryRow = { ...data, id: memoryId, ...place };
    rows.set(row.id, row);
    return row;
  }
  if (record.type === 'memory.retracted') {
    const known = rows.get(record.data.memoryId);
    if (!known) return null;
    const row: MemoryRow = { ...known, rev: record.version, status: record.data.status };
    rows.set(row.id, row);
    return row;
  }
  return null;
}
