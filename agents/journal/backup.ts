/** Makes one file of a data folder: a consistent copy of the journal, the documents it needs, and the files the host names. */
import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { blobsNamedBy } from '../domain/event-blobs.ts';
import { AppError } from '../lib/error.ts';
import { archiveSql, archiveVersion, blobPrefix, digestOf, pieceBytes, type ArchiveHead } from './archive.ts';
import { auditTables } from './audit-tables.ts';
import { readBlobs } from './blobs.ts';
import { openFile, type Connection } from './connection.ts';
import { errorCode, isCorrupt, journalFailure, unavailable } from './failure.ts';
import { flushFolder } from './flush.ts';
import { lockFolder } from './lock.ts';
import { markerOf, openForReading } from './verify.ts';

/** A file to take along: its name in the backup, and where it is. */
export interface SourceFile {
  path: string;
  absolute: string;
}

export interface BackupPorts {
  /** Absolute path of `journal.db`, in the data folder. */
  journal: string;
  blobs: string;
  /** Absolute path of the file to make; one that is there is replaced. */
  file: string;
  files: AsyncIterable<SourceFile>;
  appVersion: string;
  madeAtMs: number;
}

export interface Backup extends ArchiveHead {
  bytes: number;
}

/**
 * Copies beside a running engine or without one: the journal as of one moment, then what that copy names, a piece at a time.
 * Every row of the copy is checked. Null = there is no journal to back up.
 * Contract: the file appears whole or not at all; the data folder is only read.
 * @throws AppError `journal.damaged`, `journal.newer`, `journal.unavailable`, `disk.full`, `folder.unwritable`.
 */
export async function makeBackup(ports: BackupPorts): Promise<Backup | null> {
  const { journal, file } = ports;
  const source = await openSource(journal);
  if (source === null) return null;
  const part = `${file}.part`;
  let handle: number | null = null;
  try {
    discard(part);
    // Made here, so that it is its owner's alone from the first byte.
    handle = openSync(part, 'wx', 0o600);
    copyJournal(source, journal, part);
    const head = await fill(part, ports);
    fsyncSync(handle);
    if (fstatSync(handle).ino !== statSync(part).ino)
      throw new AppError('journal.unavailable', `Another backup to ${file} began meanwhile, so this one was given up.`);
    closeSync(handle);
    handle = null;
    renameSync(part, file);
    await flushFolder(dirname(file));
    return { ...head, bytes: statSync(file).size };
  } catch (error) {
    discard(part);
    throw journalFailure(error, part, 0);
  } finally {
    if (handle !== null) closeSync(handle);
    source.close();
  }
}

/** Removes an unfinished copy with what SQLite may have laid beside it. */
function discard(part: string): void {
  for (const file of [part, `${part}-journal`]) rmSync(file, { force: true });
}

/** A journal that nobody writes is looked over first: only then can a worn log be told from one that is being written. */
async function openSource(journal: string): Promise<Connection | null> {
  // A folder that is none of ours gets no lock file.
  if (!existsSync(journal) && !existsSync(markerOf(journal))) return null;
  let lock;
  try {
    lock = await lockFolder(dirname(journal));
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'folder.locked') throw error;
    return openFile(journal, { readonly: true, fileMustExist: true });
  }
  try {
    return openForReading(journal, openFile);
  } finally {
    await lock.release();
  }
}

/** One statement in one read transaction: all that was committed before it, and nothing of what comes after. */
function copyJournal(source: Connection, journal: string, part: string): void {
  try {
    source.prepare('VACUUM INTO ?').run(part);
  } catch (error) {
    // Damage is the journal's; anything else stands in the way of the copy.
    throw isCorrupt(error) ? damagedSource(journal, (error as Error).message, error) : journalFailure(error, part, 0);
  }
}

async function fill(part: string, { journal, blobs, files, appVersion, madeAtMs }: BackupPorts): Promise<ArchiveHead> {
  const db = openFile(part, { readonly: false, fileMustExist: true });
  try {
    // The file has another name until it is whole: there is nothing to roll back to, and one flush at the end.
    db.pragma('journal_mode = off');
    db.pragma('synchronous = off');
    db.pragma('secure_delete = on');
    // Folded again from the events where the backup is restored; damaged or of an older layout they would only be in the way.
    db.exec('DROP TABLE IF EXISTS snapshots; DROP TABLE IF EXISTS snapshot_slices');
    const named = new Set<string>();
    const events = auditCopy(db, journal, named);
    db.exec('BEGIN');
    db.exec(archiveSql);
    const add = adder(db);
    const missing = await addBlobs(add, blobs, named);
    for await (const { path, absolute } of files) addFile(add, path, absolute);
    const head = { version: archiveVersion, madeAtMs, appVersion, events, files: add.count(), missing };
    db.prepare('INSERT INTO backup VALUES (?, ?, ?, ?, ?, ?, ?)').run(
      head.version,
      madeAtMs,
      appVersion,
      events,
      head.files,
      JSON.stringify(missing),
      digestOf(db, head),
    );
    db.exec('COMMIT');
    return head;
  } finally {
    db.close();
  }
}

/** Counts the events of the copy and collects the documents they name. @throws AppError `journal.damaged` when a row is not sound. */
function auditCopy(db: Connection, journal: string, named: Set<string>): number {
  const parts = auditTables(db, (record) => {
    for (const hash of blobsNamedBy(record)) named.add(hash);
  });
  const [fault] = parts.flatMap(({ faults }) => faults);
  if (fault !== undefined) throw damagedSource(journal, fault);
  return parts.find(({ part }) => part === 'events')?.counted ?? 0;
}

function damagedSource(journal: string, found: string, cause?: unknown): AppError {
  const message = `The journal ${journal} is damaged (${found}), so no backup was made. Quit Muster and run “muster doctor --check” to see all of it.`;
  return new AppError('journal.damaged', message, { cause, facts: { file: journal, found } });
}

interface Adder {
  /** Adds one file from its pieces; a piece is done with before the next is asked for. */
  file(path: string, mode: number, pieces: Iterable<Buffer>): void;
  count(): number;
}

function adder(db: Connection): Adder {
  const addRow = db.prepare('INSERT INTO files (id, path, bytes, sha256, mode) VALUES (?, ?, ?, ?, ?)');
  const addPiece = db.prepare('INSERT INTO pieces (file, piece, data) VALUES (?, ?, ?)');
  let id = 0;
  return {
    file(path, mode, pieces) {
      id += 1;
      const hash = createHash('sha256');
      let bytes = 0;
      let piece = 0;
      for (const data of pieces) {
        addPiece.run(id, piece, data);
        hash.update(data);
        bytes += data.byteLength;
        piece += 1;
      }
      addRow.run(id, path, bytes, hash.digest('hex'), mode);
    },
    count: () => id,
  };
}

/** Returns the hashes of those that are missing or damaged: the rest is worth saving without them. */
async function addBlobs(add: Adder, folder: string, named: ReadonlySet<string>): Promise<string[]> {
  const store = readBlobs(folder);
  const missing: string[] = [];
  for (const hash of named) {
    const bytes = await store.get(hash).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'journal.damaged') return null;
      throw error;
    });
    if (bytes === null) missing.push(hash);
    else add.file(`${blobPrefix}${hash}`, 0o600, cut(bytes));
  }
  return missing.toSorted();
}

function* cut(bytes: Uint8Array): Generator<Buffer> {
  for (let at = 0; at < bytes.byteLength; at += pieceBytes) yield Buffer.from(bytes.subarray(at, at + pieceBytes));
}

/** A file that went away since it was named is left out; links are not followed. */
function addFile(add: Adder, path: string, absolute: string): void {
  let handle: number;
  try {
    handle = openSync(absolute, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ELOOP') return;
    throw code === null ? error : unavailable(absolute, error, code);
  }
  try {
    add.file(path, fstatSync(handle).mode & 0o777, piecesIn(handle, absolute));
  } finally {
    closeSync(handle);
  }
}

function* piecesIn(handle: number, absolute: string): Generator<Buffer> {
  const buffer = Buffer.allocUnsafe(pieceBytes);
  for (;;) {
    let bytes: number;
    try {
      bytes = readSync(handle, buffer, 0, pieceBytes, null);
    } catch (error) {
      const code = errorCode(error);
      throw code === null ? error : unavailable(absolute, error, code);
    }
    if (bytes === 0) return;
    yield buffer.subarray(0, bytes);
  }
}
