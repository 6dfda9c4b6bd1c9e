/** Opens SQLite the one way the journal may be written: WAL, every commit flushed, one writer. */
import Database from 'better-sqlite3';
import { AppError } from '../lib/error.ts';

export type Connection = Database.Database;
/** How a file becomes a connection; tests pass their own to keep a hand on it. */
export type OpenFile = (file: string, options: { readonly: boolean; fileMustExist: boolean }) => Connection;

export const openFile: OpenFile = (file, options) => new Database(file, options);

const settings: Record<string, string | number> = {
  journal_mode: 'wal',
  // FULL: an answered append survives a power cut. Group commit makes it cheaper than NORMAL without it.
  synchronous: 2,
  busy_timeout: 5000,
  // 4 MB: events are written beside those written just before. The package's 16 MB would be held for as long as Muster runs.
  cache_size: -4000,
  // Destroyed keys must not stay readable in freed space.
  secure_delete: 1,
  // Keys pass through a temporary table, which must not reach a file of its own.
  temp_store: 2,
  // On macOS a plain fsync stops at the drive's cache.
  ...(process.platform === 'darwin' ? { fullfsync: 1, checkpoint_fullfsync: 1 } : {}),
};

/** Applies the settings and reads them back: SQLite ignores what it cannot do without a word. */
export function secure(db: Connection, file: string): void {
  for (const [name, wanted] of Object.entries(settings)) {
    db.pragma(`${name} = ${wanted}`);
    const found = db.pragma(name, { simple: true });
    if (found === wanted) continue;
    const message = `${file} lies on a disk that cannot keep a journal safely (${name} is ${String(found)}). Nothing was changed. Choose a data folder on a local disk.`;
    throw new AppError('journal.unavailable', message, { facts: { file, setting: name } });
  }
}
