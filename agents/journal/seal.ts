/** Sealing of text that may have to be forgotten: pure functions over bytes and JSON, no storage. */
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, type KeyObject } from 'node:crypto';
import type { EventType, NewEvent, StreamName } from '../domain/events.ts';

/** Which fields of which event types are kept sealed: a field, or one field of an object in it (`failure.message`). */
export type SealedFields = Partial<Record<EventType, readonly string[]>>;

const ivBytes = 12;
const tagBytes = 16;
export const keyBytes = 32;

/**
 * Name of the key a subject's digests are made under: the same however the name is written, and not to be read from it at a glance.
 * Contract: never the name of a key that seals text; the texts of old journals lie under `subject/…`.
 */
export function subjectKeyId(subject: string): string {
  const name = subject
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}]+$/u, '')
    .trim()
    .replace(/\s+/g, ' ');
  return `digest/${createHash('sha256').update(name).digest('hex').slice(0, 32)}`;
}

/** Name of the key an event's text is sealed under: one per memory and one per conflict for what is said of it, else one per stream. */
export function keyIdOf(stream: StreamName, event: NewEvent): string {
  if (stream !== 'memory') return stream;
  const { data } = event;
  if ('memoryId' in data) return `memory/${data.memoryId}`;
  return 'conflictId' in data ? `conflict/${data.conflictId}` : stream;
}

/** A keyed fingerprint of a text: 32 hex characters, by which two texts are compared without being known. */
export function digestOf(key: KeyObject | string, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex').slice(0, 32);
}

/** What is left of a value once its text is gone, in a shape that still folds: `''`, `[]` or null. */
function emptied(value: unknown): unknown {
  if (typeof value === 'string') return '';
  return Array.isArray(value) ? [] : null;
}

type Fields = Record<string, unknown>;

/**
 * Splits an event's data into what may lie open and the text to seal (JSON of the named fields).
 * `secret: null` = there is nothing to seal. The open part keeps each field's place, emptied.
 */
export function takeOut(data: object, fields: readonly string[] | undefined): { open: object; secret: string | null } {
  if (!fields) return { open: data, secret: null };
  const secret: Fields = {};
  let open: Fields | null = null;
  for (const field of fields) {
    const value = valueAt(data as Fields, field);
    if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) continue;
    open ??= { ...data };
    put(open, field, emptied(value));
    secret[field] = value;
  }
  return open ? { open, secret: JSON.stringify(secret) } : { open: data, secret: null };
}

/** Puts what `takeOut` took back into the open part, which is changed. */
export function putBack(open: object, secret: string): void {
  const fields = JSON.parse(secret) as Fields;
  for (const field in fields) put(open as Fields, field, fields[field]);
}

function valueAt(data: Fields, field: string): unknown {
  const [name = '', inner] = field.split('.');
  const value = data[name];
  return inner === undefined ? value : (value as Fields | null | undefined)?.[inner];
}

/** An object inside is replaced and never changed: it may still be the event's own. */
function put(data: Fields, field: string, value: unknown): void {
  const dot = field.indexOf('.');
  if (dot < 0) data[field] = value;
  else {
    const name = field.slice(0, dot);
    data[name] = { ...(data[name] as Fields), [field.slice(dot + 1)]: value };
  }
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
