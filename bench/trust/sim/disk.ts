/** The simulated disk: a journal, blobs and a memory index that refuse, are slow, and outlive the process that wrote them. */
import type { EventRecord, NewEvent } from '../../../agents/domain/events.ts';
import type { BlobStore, Journal } from '../../../agents/journal/journal.ts';
import {
  makeMemoryBlobs,
  makeMemoryDisk,
  openMemoryBlobs,
  openMemoryJournal,
} from '../../../agents/journal/memory-journal.ts';
import { AppError } from '../../../agents/lib/error.ts';
import { fakeIndex } from '../../../agents/memory/fake.ts';
import type { MemoryIndex } from '../../../agents/memory/memory.ts';
import type { Life, World } from './world.ts';

/** What became of one append, in ticks; null = it never came to that. */
export interface Append {
  life: number;
  events: readonly NewEvent[];
  asked: number;
  committed: number | null;
  answered: number | null;
  records: readonly EventRecord[];
}

/** How a journal may be broken on purpose: it answers before the commit is safe, or forgets events or commands. */
export interface DiskBug {
  answersEarly?: (events: readonly NewEvent[]) => boolean;
  forgets?: (record: EventRecord) => boolean;
  forgetsCommands?: boolean;
}

export interface Disk {
  readonly appends: Append[];
  /** Everything that is on disk, read by nobody but the oracle. */
  records(): EventRecord[];
  journal(life: Life): Journal;
  hasBlob(hash: string): boolean;
  blobs(life: Life): BlobStore;
  index(life: Life): MemoryIndex;
  /** The process died: what was answered and not yet safe is gone. */
  crashed(): void;
}

export function makeDisk(world: World, bug: DiskBug = {}): Disk {
  const disk = makeMemoryDisk();
  const kept = makeMemoryBlobs();
  const index = fakeIndex();
  const appends: Append[] = [];
  /** Records below this are safe; without a planted bug all are, before anybody hears of them. */
  let safe = 0;
  let unsafe = 0;
  let refusals = 0;
  let refusal: 'journal.unavailable' | 'disk.full' = 'journal.unavailable';

  /** A disk that refuses goes on refusing for a while. */
  const mayRefuse = (probability: number): void => {
    if (refusals === 0 && world.fault('disk refuses', probability)) {
      refusals = 1 + world.random.below(4);
      refusal = world.random.pick(['journal.unavailable', 'disk.full']);
    }
    if (refusals === 0) return;
    refusals -= 1;
    throw new AppError(refusal, 'The simulated disk refuses.', { retryable: true });
  };

  const journal = (life: Life): Journal => {
    const real = openMemoryJournal(disk);
    const seen = (record: EventRecord): EventRecord =>
      bug.forgets?.(record) ? ({ ...record, type: 'task.edited', data: {} } as EventRecord) : record;
    return {
      ...boundTo(real),
      *readStream(...args) {
        for (const record of real.readStream(...args)) yield seen(record);
      },
      *readAll(...args) {
        for (const record of real.readAll(...args)) yield seen(record);
      },
      async append(stream, expectedVersion, events, meta) {
        const entry: Append = {
          life: life.number,
          events,
          asked: world.tick,
          committed: null,
          answered: null,
          records: [],
        };
        appends.push(entry);
        const types = events.map((event) => event.type).join('+');
        const result = await life.call(`append ${stream} ${types}`, async () => {
          mayRefuse(0.01);
          const known = bug.forgetsCommands ? { ...meta, commandId: null } : meta;
          const outcome = await real.append(stream, expectedVersion, events, known);
          if (outcome.ok) entry.records = outcome.records;
          entry.committed = world.tick;
          if (bug.answersEarly?.(events)) {
            unsafe += 1;
            void life.call('flush', () => {
              unsafe -= 1;
              if (unsafe === 0) safe = disk.records.length;
            });
          } else if (unsafe === 0) safe = disk.records.length;
          return outcome;
        });
        entry.answered = world.tick;
        return result;
      },
    };
  };

  const blobs = (life: Life): BlobStore => {
    const real = openMemoryBlobs(kept, life.clock);
    const reached = <T>(name: string, act: () => Promise<T>): Promise<T> =>
      life.call(name, () => {
        mayRefuse(0.01);
        return act();
      });
    return {
      put: (bytes) => reached('blob put', () => real.put(bytes)),
      get: (hash) => reached('blob get', () => real.get(hash)),
      async *list() {
        yield* await life.call('blob list', () => Array.fromAsync(real.list()));
      },
      removeOlder: (...args) => reached('blob remove', () => real.removeOlder(...args)),
      sweptAtMs: () => life.call('blob swept', () => real.sweptAtMs()),
      noteSweep: (atMs) => reached('blob note', () => real.noteSweep(atMs)),
    };
  };

  return {
    appends,
    records: () => disk.records.map((line) => JSON.parse(line) as EventRecord),
    hasBlob: (hash) => kept.blobs.has(hash),
    journal,
    blobs,
    index: (life) => ({
      apply: (rows, seq) =>
        life.call('index apply', () => {
          if (world.fault('memory index refuses', 0.05)) throw new AppError('memory.unavailable', 'The index refuses.');
          return index.apply(rows, seq);
        }),
      appliedSeq: () => life.call('index seq', () => index.appliedSeq()),
      recall: (query) => life.call('index recall', () => index.recall(query)),
      count: () => index.count(),
      clear: () => life.call('index clear', () => index.clear()),
      purge: (ids) => life.call('index purge', () => index.purge(ids)),
      embedWith: (embedding) => life.call('index embedder', () => index.embedWith(embedding)),
      progress: () => index.progress(),
      settled: () => index.settled(),
      stop: async () => undefined,
    }),
    crashed() {
      disk.records.length = Math.min(disk.records.length, safe);
      unsafe = 0;
      refusals = 0;
    },
  };
}

/** The methods of a class instance, so that they can be spread into another port. */
function boundTo(journal: Journal): Journal {
  return {
    append: (...args) => journal.append(...args),
    onCommit: (listen) => journal.onCommit(listen),
    receipt: (...args) => journal.receipt(...args),
    readStream: (...args) => journal.readStream(...args),
    readAll: (...args) => journal.readAll(...args),
    lastSeq: () => journal.lastSeq(),
    head: (...args) => journal.head(...args),
    saveSnapshot: (...args) => journal.saveSnapshot(...args),
    loadSnapshot: (...args) => journal.loadSnapshot(...args),
    digest: (...args) => journal.digest(...args),
    sharing: (...args) => journal.sharing(...args),
    forget: (...args) => journal.forget(...args),
    stop: () => journal.stop(),
  };
}
