/** The conformance suite of the blob store's port. */
import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import type { Blobs } from './journal.ts';

export interface BlobsHome {
  open(): Promise<Blobs>;
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
  });
}
