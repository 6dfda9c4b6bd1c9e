/** The conformance suite of the blob store's port. */
import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import type { Clock } from '../lib/clock.ts';
import type { BlobStore, StoredBlob } from './journal.ts';

export interface BlobsHome {
  open(clock?: Clock): Promise<BlobStore>;
  remove(): Promise<void> | void;
}

export function blobsSuite(name: string, makeHome: () => BlobsHome): void {
  describe(`blobs: ${name}`, () => {
    let home: BlobsHome;
    afterEach(() => home.remove());

    test('keeps bytes under their hash, over a restart', async () => {
      home = makeHome();
      const blobs = await home.open();
      const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 251);
      const hash = await blobs.put(bytes);
      const text = await blobs.put('Grüße');
      const empty = await blobs.put('');
      expect(hash).toBe(createHash('sha256').update(bytes).digest('hex'));
      const again = await home.open();
      expect(Uint8Array.from((await again.get(hash)) ?? [])).toEqual(bytes);
      expect(Buffer.from((await again.get(text)) ?? []).toString()).toBe('Grüße');
      expect((await again.get(empty))?.byteLength).toBe(0);
    });

    test('stores the same bytes once, also when asked many times at once', async () => {
      home = makeHome();
      const blobs = await home.open();
      const hashes = await Promise.all(Array.from({ length: 20 }, () => blobs.put('same')));
      expect([new Set(hashes).size, await blobs.put(Buffer.from('same'))]).toEqual([1, hashes[0]]);
    });

    test('is not changed through the bytes given or handed out', async () => {
      home = makeHome();
      const blobs = await home.open();
      const bytes = Buffer.from('abc');
      const hash = await blobs.put(bytes);
      bytes.fill(0);
      (await blobs.get(hash))?.fill(0);
      expect(Buffer.from((await blobs.get(hash)) ?? []).toString()).toBe('abc');
    });

    test('knows no blob of another name, least of all a path', async () => {
      home = makeHome();
      const blobs = await home.open();
      for (const hash of ['0'.repeat(64), '', '../../etc/passwd', 'A'.repeat(64)])
        expect(await blobs.get(hash)).toBe(null);
    });

    test('lists every blob with its size and the time it was stored last', async () => {
      home = makeHome();
      const clock = clockAt(5_000);
      const blobs = await home.open(clock);
      expect(await all(blobs)).toEqual([]);
      const first = await blobs.put('first');
      clock.set(60_000);
      const second = await blobs.put('the second');
      expect(await all(await home.open(clock))).toEqual([
        { hash: first, bytes: 5, putAtMs: 5_000 },
        { hash: second, bytes: 10, putAtMs: 60_000 },
      ]);
      clock.set(90_000);
      await blobs.put('first');
      expect(await all(blobs)).toContainEqual({ hash: first, bytes: 5, putAtMs: 90_000 });
    });

    test('removes what was stored last before a time, and nothing else', async () => {
      home = makeHome();
      const clock = clockAt(5_000);
      const blobs = await home.open(clock);
      const old = await blobs.put('old');
      const renewed = await blobs.put('renewed');
      clock.set(60_000);
      await blobs.put('renewed');
      expect([
        await blobs.removeOlder(old, 5_000),
        await blobs.removeOlder(renewed, 5_001),
        await blobs.removeOlder('0'.repeat(64), 5_001),
        await blobs.removeOlder('../../etc/passwd', 5_001),
        await blobs.removeOlder(old, 5_001),
        await blobs.removeOlder(old, 5_001),
      ]).toEqual([false, false, false, false, true, false]);
      expect([await blobs.get(old), (await all(blobs)).map(({ hash }) => hash)]).toEqual([null, [renewed]]);
      expect(await blobs.get(await blobs.put('old'))).not.toBe(null);
    });

    test.each(['remove first', 'put first'])('keeps what is stored at the moment it is removed: %s', async (order) => {
      home = makeHome();
      const clock = clockAt(5_000);
      const blobs = await home.open(clock);
      for (let round = 0; round < 20; round += 1) {
        const hash = await blobs.put(`round ${round}`);
        clock.set(clock.now() + 1_000);
        const acts = [() => blobs.removeOlder(hash, clock.now()), () => blobs.put(`round ${round}`)];
        if (order === 'put first') acts.reverse();
        await Promise.all(acts.map((act) => act()));
        expect(await blobs.get(hash)).not.toBe(null);
      }
    });

    test('remembers the last sweep over a restart', async () => {
      home = makeHome();
      const blobs = await home.open();
      expect(await blobs.sweptAtMs()).toBe(null);
      await blobs.noteSweep(60_000);
      expect([await blobs.sweptAtMs(), await (await home.open()).sweptAtMs()]).toEqual([60_000, 60_000]);
      await blobs.noteSweep(90_000);
      expect([await blobs.sweptAtMs(), await all(blobs)]).toEqual([90_000, []]);
    });
  });
}

function clockAt(startMs: number): Clock & { set(ms: number): void } {
  let now = startMs;
  return { now: () => now, uptime: () => now, after: () => () => {}, set: (ms) => (now = ms) };
}

/** The list, oldest first. */
async function all(blobs: BlobStore): Promise<StoredBlob[]> {
  const found = [];
  for await (const blob of blobs.list()) found.push(blob);
  return found.toSorted((a, b) => a.putAtMs - b.putAtMs);
}
