/** Turns what the disk and SQLite say into the errors the port names. */
import Database from 'better-sqlite3';
import { AppError } from '../lib/error.ts';

/** Where reading went wrong. `damagedSeq: null` = no single event is to blame. */
export interface Damage {
  file: string;
  lastGoodSeq: number;
  damagedSeq: number | null;
  /** What was found, for a log: one short clause. */
  found: string;
}

/** The refusal of a damaged journal, as a person reads it. */
export function damaged({ file, lastGoodSeq, damagedSeq, found }: Damage, cause?: unknown): AppError {
  const readable =
    lastGoodSeq === 0 ? 'No event in it can be read for certain.' : `Events 1 to ${lastGoodSeq} can be read.`;
  const message =
    `The journal ${file} is damaged (${found}). ${readable} Nothing was changed, and no new journal was made over it. ` +
    'Restore the data folder from a backup, or copy it somewhere safe and start Muster with another data folder.';
  const facts = { file, lastGoodSeq, found, ...(damagedSeq === null ? {} : { damagedSeq }) };
  return new AppError('journal.damaged', message, { cause, facts });
}

/** The refusal of a journal written by a newer Muster. */
export function newer(file: string, version: number, known: number): AppError {
  const message =
    `The journal ${file} was written by a newer version of Muster (format ${version}; this one reads up to ${known}). ` +
    'Nothing was changed. Start the newer version, or use another data folder.';
  return new AppError('journal.newer', message, { facts: { file, version, known } });
}

/** True for an error that says the file's bytes are wrong, as opposed to the disk being in the way. */
export function isCorrupt(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB|FORMAT)/.test(error.code);
}

/**
 * Makes the port's error of anything a read or write of the journal threw; what is not the disk's or SQLite's doing comes back as it is.
 * `lastGoodSeq` goes into the facts if the file turns out to be damaged.
 */
export function journalFailure(error: unknown, file: string, lastGoodSeq: number): unknown {
  if (error instanceof AppError) return error;
  const code = errorCode(error);
  if (code === null || isBrokenCode(code)) return error;
  if (isCorrupt(error)) return damaged({ file, lastGoodSeq, damagedSeq: null, found: (error as Error).message }, error);
  return diskFailure(code, file, error) ?? unavailable(file, error, code);
}

/** As `journalFailure`, while the file is being looked over: there, tables that do not fit the statements are damage too. */
export function openFailure(error: unknown, file: string): unknown {
  if (!(error instanceof Database.SqliteError) || error.code !== 'SQLITE_ERROR') return journalFailure(error, file, 0);
  return damaged({ file, lastGoodSeq: 0, damagedSeq: null, found: error.message }, error);
}

/** A statement that is wrong in itself: no disk is to blame, so it must crash loudly. */
function isBrokenCode(code: string): boolean {
  return /^SQLITE_(ERROR|MISUSE|RANGE|MISMATCH)$/.test(code);
}

/** The errors of a full or write-protected disk, for journal and blobs alike; null = it is neither. */
export function diskFailure(code: string, file: string, cause: unknown): AppError | null {
  if (/^(SQLITE_FULL|ENOSPC|EDQUOT)/.test(code)) {
    const message = `The disk is full: ${file} cannot grow. What was being saved is not saved; everything before it is. Free some space and try again.`;
    return new AppError('disk.full', message, { retryable: true, cause, facts: { file, code } });
  }
  if (/^(SQLITE_READONLY|SQLITE_CANTOPEN|SQLITE_PERM|SQLITE_AUTH|EACCES|EPERM|EROFS)/.test(code)) {
    const message = `Muster may not write to ${file}. Nothing was changed. Give your user write access to that folder, or choose another data folder.`;
    return new AppError('folder.unwritable', message, { cause, facts: { file, code } });
  }
  return null;
}

/** Something stands in the way of the disk; trying again may help. */
export function unavailable(file: string, cause: unknown, code: string): AppError {
  const message = `${file} cannot be read or written at the moment (${code}). What was being saved is not saved; everything before it is. Check the disk and try again.`;
  return new AppError('journal.unavailable', message, { retryable: true, cause, facts: { file, code } });
}

/** What was forgotten cannot be read any more, but its key lies in the log for as long as somebody reads there. */
export function stillRead(file: string): AppError {
  const message = `The keys of what was forgotten are destroyed, but their old bytes still lie beside ${file}, because another program is reading it, such as a backup. Try again when it is done.`;
  return new AppError('journal.unavailable', message, { retryable: true, facts: { file } });
}

/** The code of an error of SQLite or the file system; null = it has none. */
export function errorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  return error instanceof Database.SqliteError || 'syscall' in error ? error.code : null;
}
