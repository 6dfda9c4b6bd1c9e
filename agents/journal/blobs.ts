/** Blobs as files, named by what is in them: `<folder>/ab/cd/<sha-256>`. */
import { createHash, randomUUID } from 'node:crypto';
import type { Dirent, Stats } from 'node:fs';
import { mkdir, open, readFile, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { systemClock, type Clock } from '../lib/clock.ts';
import { AppError } from '../lib/error.ts';
import { diskFailure, errorCode, unavailable } from './failure.ts';
import { flushFolder } from './flush.ts';
import type { BlobStore } from './journal.ts';

/** Writes a new file and flushes it; tests pass one that fails. */
export type WriteFile = (file: string, bytes: Uint8Array) => Promise<void>;

const temporary = /^\.[0-9a-f-]+\.part$/;
const hashName = /^[0-9a-f]{64}$/;
const folderName = /^[0-9a-f]{2}$/;
/** Its time is when the last sweep ended. */
const sweepMark = '.swept';

/**
 * Reads a store that may be another process's: makes, clears and changes nothing.
 * @throws AppError as `openBlobs`.
 */
export function readBlobs(folder: string): Pick<BlobStore, 'get' | 'list'> {
  return {
    async get(hash) {
      if (!hashName.test(hash)) return null;
      const file = fileOf(folder, hash);
      const bytes = await onDisk(file, () => orNull(readFile(file)));
      if (bytes === null || hashOf(bytes) === hash) return bytes;
      const message = `The stored document ${file} is damaged: its content is not what was saved. Nothing was changed. Restore the data folder from a backup.`;
      throw new AppError('journal.damaged', message, { facts: { file, bytes: bytes.byteLength } });
    },
    async *list() {
      for (const first of await entriesOf(folder)) {
        if (!folderName.test(first.name)) continue;
        for (const second of await entriesOf(join(folder, first.name)))
          for (const { name: hash } of await entriesOf(join(folder, first.name, second.name))) {
            const found = hashName.test(hash) ? await statOf(fileOf(folder, hash)) : null;
            if (found) yield { hash, bytes: found.size, putAtMs: found.mtimeMs };
          }
      }
    },
  };
}

/**
 * Opens the store, makes the folder and clears away what an earlier crash left half written.
 * @throws AppError `disk.full` (retryable), `folder.unwritable`, `journal.unavailable` (retryable); `get` also `journal.damaged`.
 */
export async function openBlobs(
  folder: string,
  { write = writeFlushed, clock = systemClock }: { write?: WriteFile; clock?: Clock } = {},
): Promise<BlobStore> {
  const puts = new Map<string, Promise<string>>();
  const removals = new Map<string, Promise<boolean>>();

  await onDisk(folder, async () => {
    await mkdir(folder, { recursive: true });
    for (const name of await readdir(folder)) if (temporary.test(name)) await rm(join(folder, name), { force: true });
  });

  const store = async (hash: string, bytes: Uint8Array): Promise<string> => {
    const file = fileOf(folder, hash);
    const part = join(folder, `.${randomUUID()}.part`);
    const now = new Date(clock.now());
    // Its failure is told to whoever asked for it.
    await removals.get(hash)?.catch(() => false);
    try {
      if ((await sizeOf(file)) === bytes.byteLength) {
        await utimes(file, now, now);
        return hash;
      }
      await makeFolder(dirname(file), folder);
      await write(part, bytes);
      await utimes(part, now, now);
      await replace(part, file, bytes.byteLength);
      await flushFolder(dirname(file));
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
    return hash;
  };

  const remove = async (hash: string, putBeforeMs: number): Promise<boolean> => {
    const file = fileOf(folder, hash);
    const found = await statOf(file);
    if (!found || found.mtimeMs >= putBeforeMs) return false;
    await onDisk(file, () => rm(file));
    return true;
  };

  return {
    ...readBlobs(folder),
    async put(value) {
      const bytes = typeof value === 'string' ? Buffer.from(value) : value;
      const hash = hashOf(bytes);
      const running = puts.get(hash) ?? onDisk(fileOf(folder, hash), () => store(hash, bytes));
      puts.set(hash, running);
      try {
        return await running;
      } finally {
        if (puts.get(hash) === running) puts.delete(hash);
      }
    },
    async removeOlder(hash, putBeforeMs) {
      if (!hashName.test(hash) || puts.has(hash)) return false;
      const running = removals.get(hash) ?? remove(hash, putBeforeMs);
      removals.set(hash, running);
      try {
        return await running;
      } finally {
        removals.delete(hash);
      }
    },
    sweptAtMs: async () => (await statOf(join(folder, sweepMark)))?.mtimeMs ?? null,
    async noteSweep(atMs) {
      const mark = join(folder, sweepMark);
      await onDisk(mark, async () => {
        await writeFile(mark, '');
        await utimes(mark, new Date(atMs), new Date(atMs));
      });
    },
  };
}

function fileOf(folder: string, hash: string): string {
  return join(folder, hash.slice(0, 2), hash.slice(2, 4), hash);
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function writeFlushed(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Windows refuses to replace a file somebody reads; the one that is there has the same content. */
async function replace(part: string, file: string, bytes: number): Promise<void> {
  try {
    await rename(part, file);
  } catch (error) {
    if ((await sizeOf(file)) !== bytes) throw error;
    await rm(part, { force: true });
  }
}

/** Makes a folder and flushes each new one's parent, or a power cut could lose the way to the file. */
async function makeFolder(folder: string, root: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let made = folder; made !== root; made = dirname(made)) await flushFolder(dirname(made));
}

async function sizeOf(file: string): Promise<number | null> {
  return (await orNull(stat(file)))?.size ?? null;
}

function statOf(file: string): Promise<Stats | null> {
  return onDisk(file, () => orNull(stat(file)));
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  return (await onDisk(folder, () => orNull(readdir(folder, { withFileTypes: true })))) ?? [];
}

async function orNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

async function onDisk<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    throw diskFailure(code, file, error) ?? unavailable(file, error, code);
  }
}
