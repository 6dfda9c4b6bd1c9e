/** Keeps the newest snapshot beside the events. It is a convenience: whatever is wrong with it, the events are folded again. */
import { crc32 } from 'node:zlib';
import type { Connection } from './connection.ts';
import { journalFailure } from './failure.ts';
import type { Snapshot } from './journal.ts';
import { snapshotSql } from './schema.sql.ts';

interface Head {
  seq: number;
  projection_version: number;
  data: string;
  crc: number;
}

export class SnapshotTable {
  readonly #db: Connection;
  readonly #file: string;
  readonly #log: (line: string) => void;
  constructor(db: Connection, file: string, log: (line: string) => void) {
    this.#db = db;
    this.#file = file;
    this.#log = log;
  }

  /** See `Journal`. A busy office changes a few hundred slices between two snapshots and has tens of thousands. */
  save({ seq, projectionVersion, slices }: Snapshot, since: number | null): boolean {
    const texts = [...slices].map(([name, slice]): [string, string] => [name, JSON.stringify(slice)]);
    return this.#try('saved', false, () =>
      this.#db
        .transaction((): boolean => {
          const before = this.#head();
          if (since === null) this.clear();
          else if (before?.seq !== since || before.projection_version !== projectionVersion) return false;
          const put = this.#db.prepare(
            'INSERT INTO snapshot_slices (name, data, crc) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET data = excluded.data, crc = excluded.crc',
          );
          for (const [name, text] of texts) put.run(name, text, checksumOf(name, text));
          const count = String(this.#db.prepare('SELECT count(*) FROM snapshot_slices').pluck().get());
          this.#db.exec('DELETE FROM snapshots');
          this.#db
            .prepare('INSERT INTO snapshots (seq, projection_version, data, crc) VALUES (?, ?, ?, ?)')
            .run(seq, projectionVersion, count, crc32(count, seq));
          return true;
        })
        .immediate(),
    );
  }

  /** The newest one, if it is of this version, sound, and stands at or before `lastSeq`; null = none. */
  load(projectionVersion: number, lastSeq: number): Snapshot | null {
    const head = this.#try('read', undefined, () => this.#head());
    if (!head || head.projection_version !== projectionVersion || head.seq > lastSeq) return null;
    const slices = this.#try('read', null, () => this.#slices());
    if (slices && crc32(String(head.data), head.seq) === head.crc && slices.size === Number(head.data))
      return { seq: head.seq, projectionVersion, slices };
    this.#log(`snapshot ${head.seq} is damaged and left aside; the events are folded instead`);
    return null;
  }

  /** Removes all, inside the caller's transaction: they hold opened text. */
  clear(): void {
    this.#db.exec(`${snapshotSql} DELETE FROM snapshots; DELETE FROM snapshot_slices;`);
  }

  #head(): Head | undefined {
    this.#db.exec(snapshotSql);
    return this.#db.prepare<[], Head>('SELECT * FROM snapshots ORDER BY seq DESC LIMIT 1').get();
  }

  /** Null = one of them is not what was written. */
  #slices(): Map<string, unknown> | null {
    const slices = new Map<string, unknown>();
    const rows = this.#db
      .prepare<[], [name: string, data: string, crc: number]>(
        'SELECT name, data, crc FROM snapshot_slices ORDER BY number',
      )
      .raw()
      .iterate();
    for (const [name, data, crc] of rows) {
      if (typeof name !== 'string' || typeof data !== 'string' || checksumOf(name, data) !== crc) return null;
      slices.set(name, JSON.parse(data));
    }
    return slices;
  }

  /** A disk that refuses costs the snapshot only; broken code still throws. */
  #try<T>(done: string, otherwise: T, work: () => T): T {
    try {
      return work();
    } catch (error) {
      const failure = journalFailure(error, this.#file, 0);
      if (failure === error) throw error;
      this.#log(`a snapshot could not be ${done}: ${String(failure)}`);
      return otherwise;
    }
  }
}

/** Counts the slices of the snapshot and says what is wrong with it, slice by slice; of an older layout its head alone. Changes nothing. */
export function auditSnapshot(db: Connection, fault: (found: string) => void): number {
  const tables = db.prepare<[], string>(`SELECT name FROM sqlite_schema WHERE name LIKE 'snapshot%'`).pluck().all();
  if (!tables.includes('snapshots')) return 0;
  const head = db.prepare<[], Head>('SELECT * FROM snapshots ORDER BY seq DESC LIMIT 1').get();
  if (!head) return 0;
  if (crc32(String(head.data), head.seq) !== head.crc)
    fault(`the head of snapshot ${head.seq} is not what was written`);
  if (!tables.includes('snapshot_slices') || !/^\d+$/.test(head.data)) return 1;
  let count = 0;
  const rows = db
    .prepare<[], [name: string, data: string, crc: number]>(
      'SELECT name, data, crc FROM snapshot_slices ORDER BY number',
    )
    .raw();
  for (const [name, data, crc] of rows.iterate()) {
    count += 1;
    if (typeof name !== 'string' || typeof data !== 'string' || checksumOf(name, data) !== crc)
      fault(`${String(name)} in snapshot ${head.seq} is not what was written`);
  }
  if (count !== Number(head.data)) fault(`snapshot ${head.seq} has ${count} slices of ${head.data}`);
  return count;
}

function checksumOf(name: string, text: string): number {
  return crc32(text, crc32(name));
}
