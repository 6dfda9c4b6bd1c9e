/** Removes blobs that no event names any more, once a day and only while nothing else is to be done. */
import { setImmediate } from 'node:timers/promises';
import { blobsNamedBy } from '../domain/event-blobs.ts';
import type { Clock } from '../lib/clock.ts';
import type { BlobStore, Journal } from './journal.ts';

/** A blob is stored before the event that names it is committed, so a young one may be about to be named. */
const graceMs = 24 * 3_600_000;
const everyMs = 24 * 3_600_000;
/** Long after a start, so that no start waits for it. */
const firstAfterMs = 10 * 60_000;
const pageRecords = 200;

export interface UpkeepDeps {
  journal: Journal;
  blobs: BlobStore;
  clock: Clock;
  /** Resolves when nothing is in flight. */
  idle: () => Promise<void>;
  log: (line: string) => void;
}

export interface Upkeep {
  /**
   * Something was committed. A sweep begins when it is due, for only work leaves anything behind: a board at rest needs none.
   * Contract: cheap, never throws; resolves when no sweep is under way, which nobody needs to wait for.
   */
  notify(): Promise<void>;
  /** Ends a sweep between two of its steps; nothing is half done by it. */
  stop(): Promise<void>;
}

export function makeUpkeep({ journal, blobs, clock, idle, log }: UpkeepDeps): Upkeep {
  const ending = new AbortController();
  const { signal } = ending;
  let nextAtUptime = clock.uptime() + firstAfterMs;
  let running: Promise<void> | null = null;

  /** Between two pieces of work: work of the person goes first, and the process stays answerable. */
  const turn = async (): Promise<void> => {
    await orAbort(idle(), signal);
    await setImmediate();
    signal.throwIfAborted();
  };

  /** How long the next sweep is away. A clock that was set back must not put it off for years. */
  const untilDueMs = async (): Promise<number> => {
    const last = await blobs.sweptAtMs();
    const sinceMs = last === null ? everyMs : clock.now() - last;
    return sinceMs < 0 ? 0 : Math.max(0, everyMs - sinceMs);
  };

  const sweep = async (): Promise<void> => {
    const { removed, bytes } = await sweepBlobs({ journal, blobs, putBeforeMs: clock.now() - graceMs, turn });
    await blobs.noteSweep(clock.now());
    if (removed > 0) log(`upkeep: removed ${removed} stored documents that nothing names, ${bytes} bytes`);
  };

  const look = async (): Promise<void> => {
    nextAtUptime = clock.uptime() + everyMs;
    try {
      const leftMs = await untilDueMs();
      if (leftMs > 0) nextAtUptime = clock.uptime() + leftMs;
      else await sweep();
    } catch (error) {
      // The store is larger than it need be and nothing is lost: tomorrow is soon enough.
      if (!signal.aborted) log(`upkeep failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  };

  return {
    async notify() {
      if (!running && !signal.aborted && clock.uptime() >= nextAtUptime)
        running = look().finally(() => (running = null));
      await running;
    },
    async stop() {
      ending.abort();
      await running;
    },
  };
}

/** Waits for the work or for the signal, and leaves nothing on the signal. */
async function orAbort(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const end = (): void => resolve();
  signal.addEventListener('abort', end, { once: true });
  try {
    if (!signal.aborted) await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', end);
  }
}

export interface Sweep {
  journal: Pick<Journal, 'readAll'>;
  blobs: BlobStore;
  /** Blobs stored at or after this time stay, named or not. */
  putBeforeMs: number;
  /** Asked before each piece of work; throws to end the sweep. */
  turn: () => Promise<void>;
}

/**
 * Marks and sweeps, holding the hashes of the old blobs and one page of events.
 * Contract: every event of the journal was read before the first blob goes; an unreadable one ends the sweep with nothing removed.
 */
export async function sweepBlobs({ journal, blobs, putBeforeMs, turn }: Sweep): Promise<{
  removed: number;
  bytes: number;
}> {
  const unnamed = new Map<string, number>();
  for await (const { hash, bytes, putAtMs } of blobs.list()) if (putAtMs < putBeforeMs) unnamed.set(hash, bytes);
  for (let seq = 0; unnamed.size > 0;) {
    await turn();
    const records = [...journal.readAll(seq, pageRecords)];
    for (const record of records) for (const hash of blobsNamedBy(record)) unnamed.delete(hash);
    if (records.length < pageRecords) break;
    seq = records.at(-1)?.seq ?? seq;
  }
  let removed = 0;
  let bytes = 0;
  for (const [hash, size] of unnamed) {
    await turn();
    if (!(await blobs.removeOlder(hash, putBeforeMs))) continue;
    removed += 1;
    bytes += size;
  }
  return { removed, bytes };
}
