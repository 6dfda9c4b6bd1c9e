/** Makes a data folder's files of a backup: the whole of it is proven first, then written anew. */
import { createHash } from 'node:crypto';
import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { blobsNamedBy } from '../domain/event-blobs.ts';
import { sealed } from '../domain/sealed.ts';
import { AppError } from '../lib/error.ts';
import {
  archiveVersion,
  blobPrefix,
  digestOf,
  filesOf,
  isPlainPath,
  piecesOf,
  type ArchiveFile,
  type ArchiveHead,
} from './archive.ts';
import { auditTables } from './audit-tables.ts';
import { openBlobs } from './blobs.ts';
import { openFile, type Connection } from './connection.ts';
import { errorCode, isCorrupt, journalFailure } from './failure.ts';
import { flushFolder } from './flush.ts';
import { applicationId, schemaSql, schemaVersion, truthTables } from './schema.sql.ts';
import { openSqliteJournal } from './sqlite.ts';
import { hasHeader, missingPages } from './verify.ts';

export interface RestorePorts {
  /** Absolute path of the backup. */
  file: string;
  /** An empty folder nobody uses. */
  folder: string;
  /** Where the journal and the blobs go, both inside it. */
  journal: string;
  blobs: string;
  /** True for the files a host keeps in a data folder; a backup that holds another is refused. */
  isKept: (path: string) => boolean;
}

/**
 * Reads a backup to its last byte, and only then writes the folder; what is written is flushed.
 * Contract: the backup is only read. After an error the folder holds a part of it and is to be removed.
 * @throws AppError `backup.invalid` with a sentence of its own for each way a file is not a sound backup; `disk.full`, `folder.unwritable`, `journal.unavailable`.
 */
export async function restoreBackup(ports: RestorePorts): Promise<ArchiveHead> {
  const { file, folder } = ports;
  const { db, head } = openProven(ports);
  try {
    copyTables(file, ports.journal);
    await writeFiles(db, ports);
    const journal = openSqliteJournal({ file: ports.journal, sealed });
    const events = journal.lastSeq();
    await journal.stop();
    if (events !== head.events) throw new Error(`${events} events were restored of ${head.events}`);
    return head;
  } catch (error) {
    throw journalFailure(error, folder, 0);
  } finally {
    db.close();
  }
}

/** Opens a backup and reads all of it. */
function openProven(ports: RestorePorts): { db: Connection; head: ArchiveHead } {
  const { file } = ports;
  let db: Connection | null = null;
  try {
    if (!hasHeader(file)) throw invalid(file, 'is not a backup of Muster');
    db = openFile(file, { readonly: true, fileMustExist: true });
    return { db, head: prove(db, ports) };
  } catch (error) {
    db?.close();
    // Tables that do not fit the statements are damage too.
    if (isCorrupt(error) || errorCode(error) === 'SQLITE_ERROR')
      throw damagedBackup(file, error instanceof Error ? error.message : '', error);
    throw journalFailure(error, file, 0);
  }
}

function invalid(file: string, what: string, more = '', cause?: unknown): AppError {
  const message = `${file} ${what}. Nothing was restored or changed.${more}`;
  return new AppError('backup.invalid', message, { cause, facts: { file } });
}

function damagedBackup(file: string, found: string, cause?: unknown): AppError {
  return invalid(file, `is damaged (${found})`, ' Use another backup.', cause);
}

/** Returns the backup's head, once everything in it is known to be what was written. */
function prove(db: Connection, { file, isKept }: RestorePorts): ArchiveHead {
  const short = missingPages(db, file);
  if (short !== null) throw damagedBackup(file, short);
  const { head, digest } = headOf(db, file);
  const named = new Set<string>();
  const tables = auditTables(db, (record) => {
    for (const hash of blobsNamedBy(record)) named.add(hash);
  });
  const [fault] = tables.flatMap(({ faults }) => faults);
  if (fault !== undefined) throw damagedBackup(file, fault);
  if (tables.find(({ part }) => part === 'events')?.counted !== head.events)
    throw damagedBackup(file, 'it does not hold the events it should');
  if (digestOf(db, head) !== digest) throw damagedBackup(file, 'its list of files is not what was written');
  for (const entry of filesOf(db)) {
    const { path } = entry;
    const hash = path.startsWith(blobPrefix) ? path.slice(blobPrefix.length) : null;
    if (!isPlainPath(path) || !(hash === null ? isKept(path) : hash === entry.sha256))
      throw invalid(file, `holds a file that does not belong into a backup (${JSON.stringify(path)})`);
    if (!isWhole(db, entry)) throw damagedBackup(file, `${path} in it is not what was saved`);
    if (hash !== null) named.delete(hash);
  }
  for (const hash of head.missing) named.delete(hash);
  const [lost] = named;
  if (lost !== undefined) throw damagedBackup(file, `the stored document ${lost} is not in it`);
  return head;
}

function headOf(db: Connection, file: string): { head: ArchiveHead; digest: string } {
  const tables = new Set(
    db
      .prepare<[], { name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table'`)
      .all()
      .map(({ name }) => name),
  );
  const isOurs = db.pragma('application_id', { simple: true }) === applicationId;
  if (isOurs && !tables.has('backup')) throw invalid(file, 'is a journal and not a backup');
  if (!isOurs) throw invalid(file, 'is not a backup of Muster');
  const lacking = [...truthTables, 'files', 'pieces'].find((name) => !tables.has(name));
  if (lacking !== undefined) throw damagedBackup(file, `the table ${lacking} is missing`);
  const row = db
    .prepare<[], Omit<ArchiveHead, 'missing'> & { missing: string; digest: string }>(
      'SELECT version, made_at_ms AS madeAtMs, app_version AS appVersion, events, files, missing, digest FROM backup',
    )
    .get();
  if (row === undefined) throw damagedBackup(file, 'it was never finished');
  const format = Number(db.pragma('user_version', { simple: true }));
  if (row.version > archiveVersion || format > schemaVersion)
    throw invalid(file, `was made by a newer Muster (${row.appVersion})`, ' Install that version first.');
  if (row.version < archiveVersion || format < schemaVersion) throw damagedBackup(file, 'its format is unknown');
  const { digest, missing, ...head } = row;
  const hashes = Hashes.safeParse(parsed(missing));
  if (!hashes.success) throw damagedBackup(file, 'what it says of itself cannot be read', hashes.error);
  return { head: { ...head, missing: hashes.data }, digest };
}

const Hashes = z.array(z.string());

/** Undefined = not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // The schema says what was wanted.
  }
}

function isWhole(db: Connection, entry: ArchiveFile): boolean {
  const hash = createHash('sha256');
  let bytes = 0;
  for (const data of piecesOf(db, entry)) {
    hash.update(data);
    bytes += data.byteLength;
  }
  return bytes === entry.bytes && hash.digest('hex') === entry.sha256;
}

/** Copies the journal's rows as they are, checksums included, into a file with the journal's tables alone. */
function copyTables(file: string, journal: string): void {
  const db = openFile(journal, { readonly: false, fileMustExist: false });
  try {
    db.prepare('ATTACH ? AS backup').run(file);
    db.transaction(() => {
      db.exec(schemaSql);
      for (const name of truthTables) db.exec(`INSERT INTO main.${name} SELECT * FROM backup.${name} ORDER BY 1`);
      db.pragma(`main.application_id = ${applicationId}`);
      db.pragma(`main.user_version = ${schemaVersion}`);
    }).immediate();
  } finally {
    db.close();
  }
}

async function writeFiles(db: Connection, { folder, blobs }: RestorePorts): Promise<void> {
  const store = await openBlobs(blobs);
  const folders = new Set<string>();
  for (const entry of filesOf(db)) {
    if (entry.path.startsWith(blobPrefix)) await store.put(Buffer.concat([...piecesOf(db, entry)]));
    else {
      const absolute = join(folder, ...entry.path.split('/'));
      mkdirSync(dirname(absolute), { recursive: true, mode: 0o700 });
      writeFile(db, absolute, entry);
      for (let above = dirname(absolute); above !== folder; above = dirname(above)) folders.add(above);
    }
  }
  for (const made of [...folders, folder]) await flushFolder(made);
}

function writeFile(db: Connection, absolute: string, entry: ArchiveFile): void {
  const handle = openSync(absolute, 'wx', 0o600);
  try {
    for (const data of piecesOf(db, entry)) for (let at = 0; at < data.length;) at += writeSync(handle, data, at);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  // Its owner can always read and change what was restored.
  chmodSync(absolute, (entry.mode & 0o777) | 0o600);
}
