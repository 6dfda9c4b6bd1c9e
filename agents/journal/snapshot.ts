/** Keeps the newest two snapshots beside the events. They are a convenience: whatever is wrong with one, it is folded again. */
import { crc32 } from 'node:zlib';
import type { Connection } from './connection.ts';
import { journalFailure } from './failure.ts';
import type { Snapshot } from './journal.ts';

const kept = 2;

interface Row {
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

  save({ seq, projectionVersion, data }: Snapshot): void {
    const text = JSON.stringify(data);
    this.#try('saved', null, () =>
      this.#db
        .transaction(() => {
          const put = this.#db.prepare(
            'INSERT OR REPLACE INTO snapshots (seq, projection_version, data, crc) VALUES (?, ?, ?, ?)',
          );
          put.run(seq, projectionVersion, text, crc32(text, seq));
          this.#db
            .prepare('DELETE FROM snapshots WHERE seq NOT IN (SELECT seq FROM snapshots ORDER BY seq DESC LIMIT ?)')
            .run(kept);
        })
        .immediate(),
    );
  }

  /** The newest sound one at or before `lastSeq`; null = none. */
  load(lastSeq: number): Snapshot | null {
    const seqs = this.#try('listed', [], () =>
      this.#db
        .prepare<[number], { seq: number }>('SELECT seq FROM snapshots WHERE seq <= ? ORDER BY seq DESC')
        .all(lastSeq),
    );
    for (const { seq } of seqs) {
      const found = this.#try('read', undefined, () =>
        this.#db.prepare<[number], Row>('SELECT * FROM snapshots WHERE seq = ?').get(seq),
      );
      if (typeof found?.data === 'string' && crc32(found.data, seq) === found.crc) {
        return { seq, projectionVersion: found.projection_version, data: JSON.parse(found.data) as unknown };
      }
      this.#log(`snapshot ${seq} is damaged and left aside; the events are folded instead`);
    }
    return null;
  }

  /** Removes all, inside the caller's transaction: they hold opened text. */
  clear(): void {
    this.#db.exec('DELETE FROM snapshots');
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
