/** The data keys of a journal: made when first needed, stored with the first body they seal, destroyed to forget. */
import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import type { Connection } from './connection.ts';
import { keyBytes } from './seal.ts';

/** `number: null` = not on disk yet. */
export interface DataKey {
  keyId: string;
  secret: KeyObject;
  number: number | null;
}

const maxCached = 2000;
const maxRecent = 128;

const rewriteSql = `
CREATE TEMP TABLE kept_keys AS SELECT * FROM keys;
DELETE FROM keys;
INSERT INTO keys SELECT * FROM temp.kept_keys ORDER BY number;
DROP TABLE temp.kept_keys;
`;

/** Keeps the keys in use at hand; holds no more than a bounded number of them. */
export class KeyRing {
  readonly #byId = new Map<string, DataKey>();
  /** Made, perhaps already sealed with, and not yet committed: never dropped, or two keys would claim one name. */
  readonly #fresh = new Map<string, DataKey>();
  /** Those of them a digest was made with: any event that comes next may hold it. */
  readonly #told = new Set<DataKey>();
  /** The keys read with last, by a number's last digits: a memory's is used once, those of tasks take turns. */
  #recent: { number: number; secret: KeyObject }[] = [];
  readonly #find;
  readonly #insert;
  readonly #destroy;
  readonly #destroyOf;
  readonly #db: Connection;

  constructor(db: Connection) {
    this.#db = db;
    this.#find = db.prepare<[string], { number: number; key: Buffer }>('SELECT number, key FROM keys WHERE key_id = ?');
    this.#insert = db.prepare<[string, Buffer]>('INSERT INTO keys (key_id, key) VALUES (?, ?)');
    this.#destroyOf = db.prepare<[number]>(
      'UPDATE keys SET key_id = NULL, key = NULL WHERE key IS NOT NULL AND number = (SELECT key FROM bodies WHERE seq = ?)',
    );
    this.#destroy = db.prepare<[string]>('UPDATE keys SET key_id = NULL, key = NULL WHERE key_id = ?');
  }

  /** The key to seal with, a new one if there is none of that name. */
  forWriting(keyId: string): DataKey {
    const known = this.#byId.get(keyId) ?? this.#fresh.get(keyId);
    if (known) return known;
    const row = this.#find.get(keyId);
    if (row) return this.#keep({ keyId, secret: createSecretKey(row.key), number: row.number });
    const key = { keyId, secret: createSecretKey(randomBytes(keyBytes)), number: null };
    this.#fresh.set(keyId, key);
    return key;
  }

  /** The key to make a digest with; a new one goes to disk with the next commit, whatever that holds. */
  forDigest(keyId: string): KeyObject {
    const key = this.forWriting(keyId);
    if (key.number === null) this.#told.add(key);
    return key.secret;
  }

  /** The key of a body, from the bytes that its row brought along. */
  forReading(number: number, hexKey: string): KeyObject {
    const place = number % maxRecent;
    const known = this.#recent[place];
    if (known?.number === number) return known.secret;
    const secret = createSecretKey(hexKey, 'hex');
    this.#recent[place] = { number, secret };
    return secret;
  }

  /** Number of a key on disk; writes it first, inside the caller's transaction, if it is new. */
  store(key: DataKey): number {
    key.number ??= Number(this.#insert.run(key.keyId, key.secret.export()).lastInsertRowid);
    return key.number;
  }

  /** Writes the new keys of digests, inside the caller's transaction. */
  storeTold(): void {
    for (const key of this.#told) this.store(key);
  }

  /** After COMMIT: new keys are as good as old ones. */
  committed(): void {
    this.#told.clear();
    for (const key of this.#fresh.values()) {
      if (key.number === null) continue;
      this.#fresh.delete(key.keyId);
      this.#keep(key);
    }
  }

  /** After ROLLBACK: the new keys are not on disk, whatever they were told. */
  rolledBack(): void {
    for (const key of this.#fresh.values()) key.number = null;
    // A number read inside the lost transaction will be given to another key.
    this.#recent = [];
  }

  /** Empties the rows of these keys and of those that seal these events, inside the caller's transaction. Returns how many there were. */
  destroy(keyIds: readonly string[], seqs: readonly number[]): number {
    let count = 0;
    for (const keyId of keyIds) {
      count += this.#destroy.run(keyId).changes;
      const fresh = this.#fresh.get(keyId);
      if (fresh) this.#told.delete(fresh);
      this.#fresh.delete(keyId);
    }
    for (const seq of seqs) count += this.#destroyOf.run(seq).changes;
    this.#byId.clear();
    this.#recent = [];
    // SQLite clears what it frees, but now and then leaves a copy where it moved a row from page to page: all pages are freed and filled anew.
    this.#db.exec(rewriteSql);
    return count;
  }

  #keep(key: DataKey): DataKey {
    bound(this.#byId);
    this.#byId.set(key.keyId, key);
    return key;
  }
}

/** Makes room for one more by dropping the oldest. */
function bound(map: Map<unknown, unknown>): void {
  if (map.size < maxCached) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}
