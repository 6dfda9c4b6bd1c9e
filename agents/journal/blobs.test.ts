import { mkdirSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openBlobs } from './blobs.ts';
import { blobsSuite } from './blobs.suite.ts';
import { makeTestFolder } from './test-folder.ts';

blobsSuite('files', () => {
  const folder = makeTestFolder();
  return { open: (clock) => openBlobs(join(folder.path, 'blobs'), { clock }), remove: folder.remove };
});

describe('blobs on disk', () => {
  let folder: ReturnType<typeof makeTestFolder>;
  beforeEach(() => (folder = makeTestFolder()));
  afterEach(() => folder.remove());
  const fileOf = (hash: string): string => join(folder.path, hash.slice(0, 2), hash.slice(2, 4), hash);
  const parts = (): string[] => readdirSync(folder.path).filter((name) => name.endsWith('.part'));

  test('lie two folders deep and leave nothing half written', async () => {
    const hash = await (await openBlobs(folder.path)).put('x');
    expect([readdirSync(join(folder.path, hash.slice(0, 2), hash.slice(2, 4))), parts()]).toEqual([[hash], []]);
  });

  test('a damaged blob is an error, never its bytes', async () => {
    const blobs = await openBlobs(folder.path);
    const hash = await blobs.put('the right words');
    writeFileSync(fileOf(hash), 'the wrong words');
    await expect(blobs.get(hash)).rejects.toMatchObject({ code: 'journal.damaged', facts: { file: fileOf(hash) } });
  });

  test('a blob cut short is written again', async () => {
    const blobs = await openBlobs(folder.path);
    const hash = await blobs.put('the right words');
    truncateSync(fileOf(hash), 3);
    await blobs.put('the right words');
    expect(Buffer.from((await blobs.get(hash)) ?? []).toString()).toBe('the right words');
  });

  test('a full disk is said, leaves nothing behind, and passes', async () => {
    let isFull = true;
    const blobs = await openBlobs(folder.path, {
      write: async (file, bytes) => {
        writeFileSync(file, isFull ? bytes.subarray(0, 1) : bytes);
        if (isFull)
          throw Object.assign(new Error('ENOSPC: no space left on device, write'), {
            code: 'ENOSPC',
            syscall: 'write',
          });
      },
    });
    await expect(blobs.put('words')).rejects.toMatchObject({ code: 'disk.full', retryable: true });
    expect(parts()).toEqual([]);
    isFull = false;
    expect(await blobs.get(await blobs.put('words'))).not.toBe(null);
  });

  test('what a crash left half written is cleared away', async () => {
    writeFileSync(join(folder.path, '.0b54b4c2-6f5b-4c9e-a7a5-0b54b4c26f5b.part'), 'half');
    await openBlobs(folder.path);
    expect(parts()).toEqual([]);
  });

  test('a folder that cannot be made is said', async () => {
    writeFileSync(join(folder.path, 'file'), '');
    await expect(openBlobs(join(folder.path, 'file', 'blobs'))).rejects.toMatchObject({ code: 'journal.unavailable' });
    mkdirSync(join(folder.path, 'ok'));
    await openBlobs(join(folder.path, 'ok'));
  });
});
