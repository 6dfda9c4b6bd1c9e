/** One writer per data folder, held by a lock the system takes back when the process dies, however it dies. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock, type Clock } from '../lib/clock.ts';
import { AppError } from '../lib/error.ts';
import { openFile, type Connection } from './connection.ts';
import { journalFailure } from './failure.ts';

/** A held data folder. */
export interface FolderLock {
  /** Tells later starters where this one can be reached, e.g. `http://127.0.0.1:4380`. */
  setInfo(address: string): void;
  /** Gives the folder back. Idempotent. */
  release(): Promise<void>;
}

/** What the holder leaves for others to read; never trusted for the lock itself. */
interface Info {
  pid: number;
  /** For a person who looks into the file. */
  startedAtMs: number;
  address: string | null;
}

/**
 * Takes the data folder for this process, making it if it is missing.
 * The lock is SQLite's own exclusive lock on `lock.db`, held open: free of races, and free again at once after a kill.
 * `lock.json` beside it only says who holds it. Never read `lock.db` by other means: closing it would drop the lock on POSIX.
 * Contract: does not wait; a second call in the same process is refused like one from another.
 * @throws AppError `folder.locked` (facts: folder, pid, address when known), `folder.unwritable`.
 */
export async function lockFolder(dataFolder: string, clock: Clock = systemClock): Promise<FolderLock> {
  const infoFile = join(dataFolder, 'lock.json');
  let db: Connection | null = null;
  try {
    mkdirSync(dataFolder, { recursive: true });
    db = openFile(join(dataFolder, 'lock.db'), { readonly: false, fileMustExist: false });
    db.pragma('busy_timeout = 0');
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db?.close();
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY'))
      throw locked(dataFolder, readInfo(infoFile), error);
    throw journalFailure(error, dataFolder, 0);
  }
  const held = db;
  const info: Info = { pid: process.pid, startedAtMs: clock.now(), address: null };
  const tell = (): void => writeFileSync(infoFile, `${JSON.stringify(info)}\n`);
  try {
    tell();
  } catch (error) {
    held.close();
    throw journalFailure(error, infoFile, 0);
  }
  return {
    setInfo(address) {
      info.address = address;
      tell();
    },
    async release() {
      if (!held.open) return;
      rmSync(infoFile, { force: true });
      held.close();
    },
  };
}

function locked(folder: string, info: ReturnType<typeof readInfo>, cause: unknown): AppError {
  const who = info ? ` (process ${info.pid})` : '';
  const where = info?.address ? `open ${info.address}` : 'use the window that is already open';
  const message = `Muster is already running on this data folder${who}: ${folder}. Nothing was started or changed. To go on, ${where}, or quit it first.`;
  const facts = { folder, ...(info ? { pid: info.pid } : {}), ...(info?.address ? { address: info.address } : {}) };
  return new AppError('folder.locked', message, { cause, facts });
}

/** Null = nothing readable, or left by a process that is gone while the new holder has not written yet. */
function readInfo(file: string): Pick<Info, 'pid' | 'address'> | null {
  let found: unknown;
  try {
    found = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // The refusal stands without it: who holds the folder is then simply not said.
    return null;
  }
  if (typeof found !== 'object' || found === null || !('pid' in found) || typeof found.pid !== 'number') return null;
  const address = 'address' in found && typeof found.address === 'string' ? found.address : null;
  return isAlive(found.pid) ? { pid: found.pid, address } : null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
