/** The format of a backup: one SQLite file with the journal's tables of truth, and beside them every other file in pieces. */
import { createHash, type Hash } from 'node:crypto';
import type { Connection } from './connection.ts';

/** Raise it when the tables below change their meaning; an older Muster then refuses the file. */
export const archiveVersion = 1;

/** A file is kept in pieces, so that neither its size nor ours is bounded by a row. */
export const pieceBytes = 1024 * 1024;

/** Stored documents stand among the files under this name and their hash. */
export const blobPrefix = 'blobs/';

export const archiveSql = `
CREATE TABLE files (
  id     INTEGER PRIMARY KEY,
  path   TEXT    NOT NULL UNIQUE,
  bytes  INTEGER NOT NULL,
  sha256 TEXT    NOT NULL,
  mode   INTEGER NOT NULL
) STRICT;

CREATE TABLE pieces (
  file INTEGER NOT NULL,
  piece INTEGER NOT NULL,
  data BLOB    NOT NULL,
  PRIMARY KEY (file, piece)
) STRICT, WITHOUT ROWID;

-- One row, written last: what tells a backup from a journal, and one that was finished from one that was not.
CREATE TABLE backup (
  version     INTEGER NOT NULL,
  made_at_ms  INTEGER NOT NULL,
  app_version TEXT    NOT NULL,
  events      INTEGER NOT NULL,
  files       INTEGER NOT NULL,
  missing     TEXT    NOT NULL,
  digest      TEXT    NOT NULL
) STRICT;
`;

/** What a backup says of itself. */
export interface ArchiveHead {
  version: number;
  madeAtMs: number;
  appVersion: string;
  events: number;
  /** Files of every kind, stored documents included. */
  files: number;
  /** Hashes of documents that events need and the data folder did not have. */
  missing: string[];
}

/** One file of a backup; `path` is relative to the data folder, with `/` between its names. */
export interface ArchiveFile {
  id: number;
  path: string;
  bytes: number;
  sha256: string;
  mode: number;
}

const pageRows = 200;

/** Every file in order of id, without what is in it. */
export function* filesOf(db: Connection): Generator<ArchiveFile> {
  const page = db.prepare<[number, number], ArchiveFile>(
    'SELECT id, path, bytes, sha256, mode FROM files WHERE id > ? ORDER BY id LIMIT ?',
  );
  for (let last = 0, rows; (rows = page.all(last, pageRows)).length > 0; last = rows.at(-1)?.id ?? last) yield* rows;
}

/** What is in a file, piece by piece. Pieces larger than any that is ever written are passed over, which its hash then tells. */
export function* piecesOf(db: Connection, file: ArchiveFile): Generator<Buffer> {
  const pieces = db.prepare<[number, number], { data: Buffer }>(
    'SELECT data FROM pieces WHERE file = ? AND length(data) <= ? ORDER BY piece',
  );
  for (const { data } of pieces.iterate(file.id, pieceBytes)) yield data;
}

/** The digest that binds the head and the list of files; the contents have hashes of their own. */
export function digestOf(db: Connection, head: ArchiveHead): string {
  const hash = createHash('sha256');
  const { version, madeAtMs, appVersion, events, files, missing } = head;
  line(hash, [version, madeAtMs, appVersion, events, files, missing]);
  for (const { id, path, bytes, sha256, mode } of filesOf(db)) line(hash, [id, path, bytes, sha256, mode]);
  return hash.digest('hex');
}

function line(hash: Hash, values: unknown[]): void {
  hash.update(`${JSON.stringify(values)}\n`);
}

/**
 * True for a path that stays below the folder it is restored into, on every platform.
 * Contract: says nothing of whether a file of that name belongs in a backup.
 */
export function isPlainPath(path: string, platform: NodeJS.Platform = process.platform): boolean {
  if (path.includes('\0') || (platform === 'win32' && /[\\:]/.test(path))) return false;
  return path.split('/').every((name) => name !== '' && name !== '.' && name !== '..');
}
