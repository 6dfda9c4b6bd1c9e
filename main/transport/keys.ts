/** One-time codes and the secrets they are changed for. In memory only: a restart ends every session. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const codeLivesMs = 5 * 60_000;
/** Tabs that may be signed in at once; the oldest is signed out for a new one. */
const maxSecrets = 32;
const freeGuesses = 10;
const maxSlowMs = 60_000;

export type Attempt<T> = { ok: true; value: T } | { ok: false; why: 'wrong' | 'slow' };

/** Guards the door of the local server. Contract: compares in constant time; wrong guesses are counted over both kinds. */
export class DoorKeys {
  readonly #now: () => number;
  readonly #random: () => string;
  #codes: { hash: Buffer; until: number }[] = [];
  #secrets: Buffer[] = [];
  #wrong = 0;
  #closedUntil = 0;

  constructor(now: () => number, random: () => string = () => randomBytes(32).toString('base64url')) {
    this.#now = now;
    this.#random = random;
  }

  /** Makes a code for one use within five minutes. Earlier codes stay good for their time. */
  makeCode(): string {
    const code = this.#random();
    const now = this.#now();
    this.#codes = [
      ...this.#codes.filter((other) => other.until > now),
      { hash: digest(code), until: now + codeLivesMs },
    ];
    return code;
  }

  /** Changes a code for a secret of 256 random bits. The code is used up. */
  redeem(code: string): Attempt<string> {
    const now = this.#now();
    return this.#guess(() => {
      const given = digest(code);
      const at = this.#codes.findIndex((other) => timingSafeEqual(other.hash, given));
      const found = this.#codes[at];
      if (!found) return null;
      this.#codes.splice(at, 1);
      if (found.until <= now) return null;
      const secret = this.#random();
      this.#secrets = [...this.#secrets, digest(secret)].slice(-maxSecrets);
      return secret;
    });
  }

  /** Whether a secret is one we gave. */
  check(secret: string): Attempt<true> {
    return this.#guess(() => {
      const given = digest(secret);
      return this.#secrets.some((other) => timingSafeEqual(other, given)) ? true : null;
    });
  }

  /** After ten wrong guesses in a row every further one has to wait, twice as long each time, up to a minute. */
  #guess<T>(attempt: () => T | null): Attempt<T> {
    const now = this.#now();
    if (now < this.#closedUntil) return { ok: false, why: 'slow' };
    const value = attempt();
    if (value !== null) {
      this.#wrong = 0;
      return { ok: true, value };
    }
    this.#wrong += 1;
    const over = this.#wrong - freeGuesses;
    if (over >= 0) this.#closedUntil = now + Math.min(maxSlowMs, 1000 * 2 ** over);
    return { ok: false, why: 'wrong' };
  }
}

/** Equal lengths for the constant-time comparison, and nothing in memory to read a secret from. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
