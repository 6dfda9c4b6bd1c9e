/** Blobs as files, named by what is in them: `<folder>/ab/cd/<sha-256>`. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../lib/error.ts';
import { diskFailure, errorCode, unavailable } from './failure.ts';
import type { Blobs } from './journal.ts';

/** Writes a new file and flushes it; tests pass one that fails. */
export type WriteFile = (file: string, bytes: Uint8Array) => Promise<void>;

const temporary = /^\.[0-9a-f-]+\.part$/;

/**
 * Opens the store, makes the folder and clears away what an earlier crash left half written.
 * @throws AppError `disk.full` (retryable), `folder.unwritable`, `journal.unavailable` (retryable); `get` also `journal.damaged`.
 */
export async function openBlobs(folder: string, write: WriteFile = writeFlushed): Promise<Blobs> {
  const underWay = new Map<string, Promise<string>>();
  const fileOf = (hash: string): string => join(folder, hash.slice(0, 2), hash.slice(2, 4), hash);

  await onDisk(folder, async () => {
    await mkdir(folder, { recursive: true });
    for (const name of await readdir(folder)) if (temporary.test(name)) await rm(join(folder, name), { force: true });
  });

  const store = async (hash: string, bytes: Uint8Array): Promise<string> => {
    const file = fileOf(hash);
    const part = join(folder, `.${randomUUID()}.part`);
    try {
      if ((await sizeOf(file)) === bytes.byteLength) return hash;
      await makeFolder(dirname(file), folder);
      await write(part, bytes);
      await replace(part, file, bytes.byteLength);
      await flushFolder(dirname(file));
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
    return hash;
  };

  return {
    async put(value) {
      const bytes = typeof value === 'string' ? Buffer.from(value) : value;
      const hash = hashOf(bytes);
      const running = underWay.get(hash) ?? onDisk(fileOf(hash), () => store(hash, bytes));
      underWay.set(hash, running);
      try {
        return await running;
      } finally {
        underWay.delete(hash);
      }
    },
    async get(hash) {
      if (!/^[0-9a-f]{64}$/.test(hash)) return null;
      const file = fileOf(hash);
      const bytes = await onDisk(file, () => orNull(readFile(file)));
      if (bytes === null || hashOf(bytes) === hash) return bytes;
      const message = `The stored document ${file} is damaged: its content is not what was saved. Nothing was changed. Restore the data folder from a backup.`;
      throw new AppError('journal.damaged', message, { facts: { file, bytes: bytes.byteLength } });
    },
  };
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

async function flushFolder(folder: string): Promise<void> {
  // Windows cannot open a folder to flush it, and keeps its entries safe by itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function sizeOf(file: string): Promise<number | null> {
  return (await orNull(stat(file)))?.size ?? null;
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
