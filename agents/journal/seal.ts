/** Sealing of text that may have to be forgotten: pure functions over bytes and JSON, no storage. */
import { createCipheriv, createDecipheriv, createHash, randomBytes, type KeyObject } from 'node:crypto';
import type { EventType, NewEvent, StreamName } from '../domain/events.ts';

/** Which fields of which event types are kept sealed. */
export type SealedFields = Partial<Record<EventType, readonly string[]>>;

const ivBytes = 12;
const tagBytes = 16;
export const keyBytes = 32;

/** Name of the key a subject's memories are sealed under; the subject itself must not be readable from it at a glance. */
export function subjectKeyId(subject: string): string {
  const name = subject.normalize('NFC').trim().toLowerCase();
  return `subject/${createHash('sha256').update(name).digest('hex').slice(0, 32)}`;
}

/** Name of the key an event's text is sealed under: one per stream, and for memories one per subject. */
export function keyIdOf(stream: StreamName, event: NewEvent): string {
  return event.type === 'memory.asserted' ? subjectKeyId(event.data.subject) : stream;
}

/** What is left of a value once its text is gone, in a shape that still folds: `''`, `[]` or null. */
function emptied(value: unknown): unknown {
  if (typeof value === 'string') return '';
  return Array.isArray(value) ? [] : null;
}

/**
 * Splits an event's data into what may lie open and the text to seal (JSON of the named fields).
 * `secret: null` = there is nothing to seal. The open part keeps each field's place, emptied.
 */
export function takeOut(data: object, fields: readonly string[] | undefined): { open: object; secret: string | null } {
  if (!fields) return { open: data, secret: null };
  const from = data as Record<string, unknown>;
  const secret: Record<string, unknown> = {};
  let open: Record<string, unknown> | null = null;
  for (const field of fields) {
    const value = from[field];
    if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) continue;
    open ??= { ...from };
    open[field] = emptied(value);
    secret[field] = value;
  }
  return open ? { open, secret: JSON.stringify(secret) } : { open: data, secret: null };
}

/** Draws nonces from a pool: asking the system for twelve bytes at a time costs more than the sealing. */
export class Nonces {
  #pool: Buffer = Buffer.alloc(0);
  #used = 0;
  next(): Buffer {
    if (this.#used === this.#pool.length) {
      this.#pool = randomBytes(ivBytes * 512);
      this.#used = 0;
    }
    this.#used += ivBytes;
    return this.#pool.subarray(this.#used - ivBytes, this.#used);
  }
}

/** AES-256-GCM under a `KeyObject`, which costs a third of the same key as bytes; the result is nonce, tag, ciphertext. `place` binds it to one event, so that bodies cannot be swapped. */
export function seal(key: KeyObject, nonce: Buffer, place: string, secret: string): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(place));
  const text = cipher.update(secret, 'utf8');
  cipher.final();
  return Buffer.concat([nonce, cipher.getAuthTag(), text]);
}

/** Opens what `seal` made. Contract: throws when key, place or a single bit is not the same. */
export function unseal(key: KeyObject, place: string, sealed: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, ivBytes));
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes));
  const text = decipher.update(sealed.subarray(ivBytes + tagBytes));
  decipher.final();
  return text.toString('utf8');
}

/** What an event's body is bound to. */
export function placeOf(stream: string, version: number): string {
  return `${stream}@${version}`;
}
