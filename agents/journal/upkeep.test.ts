import { beforeEach, describe, expect, test } from 'vitest';
import type { NewEvent } from '../domain/events.ts';
import { fakeClock } from '../testing.ts';
import type { BlobStore, Journal } from './journal.ts';
import {
  makeMemoryBlobs,
  makeMemoryDisk,
  openMemoryBlobs,
  openMemoryJournal,
  type MemoryBlobs,
} from './memory-journal.ts';
import { makeUpkeep, sweepBlobs } from './upkeep.ts';

const hour = 3_600_000;
const labels = { tainted: false, private: false, from: [] };
const call = { runId: 'r_1', callId: 'c_1' };

function begun(before: string | null): NewEvent {
  return { type: 'call.begun', data: { ...call, key: 'k', hash: 'h', before } };
}
function succeeded(blob: string | null, change: [before: string | null, after: string] | null): NewEvent {
  const at = { id: 'ch_1', callId: 'c_1', kind: 'file' as const, place: 'work' as const, path: 'a.md', atMs: 1 };
  return {
    type: 'call.succeeded',
    data: {
      ...call,
      content: '',
      blob,
      bytes: 1,
      summary: '',
      labels,
      change: change && { ...at, before: change[0], after: change[1] },
      durationMs: 1,
    },
  };
}

let clock: ReturnType<typeof fakeClock>;
let kept: MemoryBlobs;
let blobs: BlobStore;
let journal: Journal;
beforeEach(() => {
  clock = fakeClock();
  kept = makeMemoryBlobs();
  blobs = openMemoryBlobs(kept, clock);
  journal = openMemoryJournal(makeMemoryDisk());
});

async function append(...events: NewEvent[]): Promise<void> {
  await journal.append('task/t_1', journal.head('task/t_1'), events, { actor: 'engine', atMs: 1, commandId: null });
}
const texts = (): string[] => [...kept.blobs.values()].map(({ bytes }) => Buffer.from(bytes).toString()).toSorted();

describe('a sweep', () => {
  const sweep = (putBeforeMs: number, turn = async () => {}) => sweepBlobs({ journal, blobs, putBeforeMs, turn });

  test('keeps whatever an event names, wherever it names it, and removes the rest', async () => {
    const hashes = await Promise.all(['begun', 'result', 'before', 'after', 'unnamed', 'nor this'].map(blobs.put));
    const [before = '', result = '', old = '', after = ''] = hashes;
    await append(begun(before), succeeded(result, null), succeeded(null, [old, after]));
    expect(await sweep(clock.now() + 1)).toEqual({ removed: 2, bytes: 15 });
    expect(texts()).toEqual(['after', 'before', 'begun', 'result']);
  });

  test('reads beyond the first page of events', async () => {
    const last = await blobs.put('named last');
    await append(...Array.from({ length: 450 }, () => begun(null)), begun(last));
    expect(await sweep(clock.now() + 1)).toEqual({ removed: 0, bytes: 0 });
  });

  test('leaves what is young, and what was stored again meanwhile', async () => {
    await blobs.put('old');
    await blobs.put('stored again');
    clock.advance(1_000);
    const atMs = clock.now();
    await blobs.put('young');
    let turns = 0;
    const turn = async () => {
      turns += 1;
      if (turns === 2) await blobs.put('stored again');
    };
    expect(await sweep(atMs, turn)).toEqual({ removed: 1, bytes: 3 });
    expect(texts()).toEqual(['stored again', 'young']);
  });

  test('removes nothing when an event cannot be read', async () => {
    await blobs.put('a');
    const broken: Pick<Journal, 'readAll'> = {
      readAll: () => {
        throw new Error('event 7 is not what was written');
      },
    };
    const work = sweepBlobs({ journal: broken, blobs, putBeforeMs: clock.now() + 1, turn: async () => {} });
    await expect(work).rejects.toThrow('event 7');
    expect(texts()).toEqual(['a']);
  });

  test('reads no event when nothing is old enough', async () => {
    await blobs.put('a');
    let turns = 0;
    await sweep(clock.now(), async () => void (turns += 1));
    expect(turns).toBe(0);
  });
});

describe('the upkeep', () => {
  let log: string[];
  let busy: PromiseWithResolvers<void> | null;
  const start = () => {
    const idle = () => busy?.promise ?? Promise.resolve();
    return makeUpkeep({ journal, blobs, clock, idle, log: (line) => log.push(line) });
  };
  beforeEach(async () => {
    log = [];
    busy = null;
    await blobs.put('first');
    clock.advance(25 * hour);
  });
  const age = (): void => kept.blobs.forEach((blob) => (blob.putAtMs -= 48 * hour));

  test('sweeps once a day, over restarts, and not at the start', async () => {
    let upkeep = start();
    await upkeep.notify();
    expect([texts(), kept.sweptAtMs]).toEqual([['first'], null]);
    clock.advance(hour);
    await upkeep.notify();
    expect([texts(), kept.sweptAtMs]).toEqual([[], clock.now()]);
    expect(log).toEqual(['upkeep: removed 1 stored documents that nothing names, 5 bytes']);
    await upkeep.stop();

    await blobs.put('second');
    age();
    upkeep = start();
    for (let passed = 1; passed < 24; passed += 1) {
      clock.advance(hour);
      await upkeep.notify();
      expect(texts()).toEqual(['second']);
    }
    clock.advance(hour);
    await upkeep.notify();
    expect(texts()).toEqual([]);
    await upkeep.stop();
  });

  test('waits while work is in flight', async () => {
    busy = Promise.withResolvers();
    const upkeep = start();
    clock.advance(hour);
    const swept = upkeep.notify();
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    expect(texts()).toEqual(['first']);
    busy.resolve();
    await swept;
    expect(texts()).toEqual([]);
  });

  test('ends at once when the engine stops, also while it waits, and begins no more', async () => {
    busy = Promise.withResolvers();
    const upkeep = start();
    clock.advance(hour);
    void upkeep.notify();
    await upkeep.stop();
    busy.resolve();
    clock.advance(100 * hour);
    await upkeep.notify();
    expect([texts(), log, kept.sweptAtMs]).toEqual([['first'], [], null]);
  });

  test('tells the log what stood in the way, and comes back tomorrow', async () => {
    const { list } = blobs;
    let tries = 0;
    blobs.list = () => {
      tries += 1;
      throw new Error('the disk is away');
    };
    const upkeep = start();
    for (let passed = 0; passed < 20; passed += 1) {
      clock.advance(hour);
      await upkeep.notify();
    }
    expect([tries, log]).toEqual([1, ['upkeep failed: the disk is away']]);
    blobs.list = list;
    clock.advance(24 * hour);
    await upkeep.notify();
    expect(texts()).toEqual([]);
  });

  test('sweeps when the clock was set back', async () => {
    await blobs.noteSweep(clock.now() + 1_000 * hour);
    const upkeep = start();
    clock.advance(hour);
    await upkeep.notify();
    expect(kept.sweptAtMs).toBe(clock.now());
  });
});
