/** Looks at the journal of a dead process without touching it: a copy is opened with nothing of the engine in between. */
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { Row } from './oracle.ts';

export interface Look {
  /** What SQLite says of the whole file; `ok` when there is none yet. */
  integrity: string;
  rows: Row[];
  /** Ids of the commands the journal knows. */
  commands: ReadonlySet<string>;
}

export function lookAt(data: string, scratch: string): Look {
  const empty: Look = { integrity: 'ok', rows: [], commands: new Set() };
  if (!existsSync(path.join(data, 'journal.db'))) return empty;
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  for (const name of ['journal.db', 'journal.db-wal'])
    if (existsSync(path.join(data, name))) copyFileSync(path.join(data, name), path.join(scratch, name));
  const db = new Database(path.join(scratch, 'journal.db'));
  try {
    const integrity = String(db.pragma('integrity_check', { simple: true }));
    // Killed while it was being made: a file without tables is none.
    if (db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'events'").get() === undefined)
      return { ...empty, integrity };
    const rows = db
      .prepare<[], Omit<Row, 'data'> & { data: string }>(
        'SELECT seq, stream, version, type, actor, command_id AS commandId, crc, data FROM events ORDER BY seq',
      )
      .all();
    const commands = db.prepare<[], string>('SELECT command_id FROM receipts').pluck().all();
    return {
      integrity,
      rows: rows.map((row) => ({ ...row, data: JSON.parse(row.data) as Row['data'] })),
      commands: new Set(commands),
    };
  } finally {
    db.close();
  }
}
