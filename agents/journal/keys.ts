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

/** Keeps the keys in use at hand; holds no more than a bounded number of them. */
export class KeyRing {
  readonly #byId = new Map<string, DataKey>();
  readonly #byNumber = new Map<number, KeyObject | null>();
  /** Made, perhaps already sealed with, and not yet committed: never dropped, or two keys would claim one name. */
  readonly #fresh = new Map<string, DataKey>();
  readonly #find;
  readonly #read;
  readonly #insert;
  readonly #destroy;

  constructor(db: Connection) {
    this.#find = db.prepare<[string], { number: number; key: Buffer }>('SELECT number, key FROM keys WHERE key_id = ?');
    this.#read = db.prepare<[number], { key: Buffer | null }>('SELECT key FROM keys WHERE number = ?');
    this.#insert = db.prepare<[string, Buffer]>('INSERT INTO keys (key_id, key) VALUES (?, ?)');
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

  /** The key of a body: null = destroyed, undefined = there never was one of that number (damage). */
  forReading(number: number): KeyObject | null | undefined {
    const cached = this.#byNumber.get(number);
    if (cached !== undefined) return cached;
    const row = this.#read.get(number);
    if (!row) return undefined;
    bound(this.#byNumber);
    const secret = row.key && createSecretKey(row.key);
    this.#byNumber.set(number, secret);
    return secret;
  }

  /** Number of a key on disk; writes it first, inside the caller's transaction, if it is new. */
  store(key: DataKey): number {
    key.number ??= Number(this.#insert.run(key.keyId, key.secret.export()).lastInsertRowid);
    return key.number;
  }

  /** After COMMIT: new keys are as good as old ones. */
  committed(): void {
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
    this.#byNumber.clear();
  }

  /** Empties a key's row inside the caller's transaction. False = there is no such key. */
  destroy(keyId: string): boolean {
    const { changes } = this.#destroy.run(keyId);
    this.#byId.delete(keyId);
    this.#byNumber.clear();
    return changes > 0;
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
