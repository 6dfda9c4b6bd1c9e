/** Texts as the bytes they may be stored as, all of them found in one pass. */

export type Form = 'utf8' | 'utf16' | 'json' | 'base64';

/** Shorter needles are not searched for. */
const leastBytes = 4;
/** Letters of Base64 say less than bytes do. */
const leastBase64 = 6;
const maxStride = 8;
/** Bounds the table; more patterns are looked for at more places instead. */
const maxEntries = 2_000_000;
const places = 8;
const factor = 0x9e3779b1;

export interface Patterns {
  /** Bytes of the longest pattern; 0 = there is none. */
  longest: number;
  /** Counts what ends after the first `carried` bytes, by form. */
  countIn(bytes: Uint8Array, carried: number): Map<Form, number>;
}

export function makePatterns(needles: readonly string[]): { patterns: Patterns; notSearched: string[] } {
  const all = new Map<string, { form: Form; bytes: Buffer }>();
  const notSearched: string[] = [];
  for (const needle of new Set(needles)) {
    if (Buffer.byteLength(needle) < leastBytes) notSearched.push(needle);
    else for (const one of formsOf(needle)) all.set(one.bytes.toString('latin1'), one);
  }
  return { patterns: indexed([...all.values()]), notSearched };
}

function* formsOf(needle: string): Generator<{ form: Form; bytes: Buffer }> {
  for (const text of new Set([needle, needle.toLowerCase()])) {
    yield { form: 'utf16', bytes: Buffer.from(text, 'utf16le') };
    const escaped = JSON.stringify(text).slice(1, -1);
    for (const json of [escaped, ascii(escaped)]) yield { form: 'json', bytes: Buffer.from(json) };
    for (const base64 of base64Of(Buffer.from(text))) yield { form: 'base64', bytes: Buffer.from(base64) };
    // Last: where two forms are the same bytes, this is the name they go by.
    yield { form: 'utf8', bytes: Buffer.from(text) };
  }
}

/** As JSON writers escape that keep to ASCII. */
function ascii(text: string): string {
  return text.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The letters that stand for these bytes alone, wherever they begin in a group of three; in both alphabets. */
function base64Of(bytes: Buffer): string[] {
  const found = new Set<string>();
  for (const shift of [0, 1, 2]) {
    const letters = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    const own = letters.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
    if (own.length < leastBase64) continue;
    found.add(own);
    found.add(own.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return [...found];
}

/**
 * One table for all patterns, by four bytes of each: a hundred thousand of them cost little more than one.
 * Only every `stride`-th place is looked at. So each pattern is entered under as many windows that follow each other: one of them stands
 * at such a place, wherever the pattern begins. A bit for each hash says that nothing can be there, which is true nearly everywhere.
 */
function indexed(list: readonly { form: Form; bytes: Buffer }[]): Patterns {
  const shortest = list.reduce((length, { bytes }) => Math.min(length, bytes.length), Infinity);
  const stride = Math.max(1, Math.min(maxStride, shortest - 3, Math.floor(maxEntries / list.length)));
  const bits = Math.min(24, Math.max(16, Math.ceil(Math.log2(list.length * stride * 32 + 1))));
  const shift = 32 - bits;
  const seen = new Uint8Array(2 ** (bits - 3));
  /** Hash → the entries under it, as a chain: 1 + an index, 0 = none. Entry `e` is window `e % stride` of pattern `e / stride`. */
  const first = new Int32Array(2 ** bits);
  const next = new Int32Array(list.length * stride + 1);
  const counts = new Int32Array(first.length);
  /** Where the windows of each pattern begin: at the rarest of some places, or one common beginning would be a chain of all. */
  const begins = new Int32Array(list.length);
  const hashAt = (bytes: Buffer, at: number): number => Math.imul(bytes.readUInt32LE(at), factor) >>> shift;

  for (const [index, { bytes }] of list.entries()) {
    const last = bytes.length - 3 - stride;
    const step = Math.max(1, Math.ceil(last / places));
    let fewest = Infinity;
    for (let at = 0; at <= last; at += step) {
      const count = counts[hashAt(bytes, at)] ?? 0;
      if (count >= fewest) continue;
      fewest = count;
      begins[index] = at;
    }
    for (let offset = 0; offset < stride; offset += 1) {
      const hash = hashAt(bytes, (begins[index] ?? 0) + offset);
      const entry = index * stride + offset + 1;
      next[entry] = first[hash] ?? 0;
      first[hash] = entry;
      counts[hash] = (counts[hash] ?? 0) + 1;
      seen[hash >>> 3] = (seen[hash >>> 3] ?? 0) | (1 << (hash & 7));
    }
  }

  return {
    longest: list.reduce((longest, { bytes }) => Math.max(longest, bytes.length), 0),
    countIn(bytes, carried) {
      const found = new Map<Form, number>();
      if (list.length === 0) return found;
      const last = bytes.length - 4;
      for (let at = 0; at <= last; at += stride) {
        const window =
          (bytes[at] as number) |
          ((bytes[at + 1] as number) << 8) |
          ((bytes[at + 2] as number) << 16) |
          ((bytes[at + 3] as number) << 24);
        const hash = Math.imul(window, factor) >>> shift;
        if (((seen[hash >>> 3] as number) & (1 << (hash & 7))) === 0) continue;
        for (let entry = first[hash] ?? 0; entry !== 0; entry = next[entry] ?? 0) {
          const index = Math.floor((entry - 1) / stride);
          const pattern = list[index];
          if (!pattern) break;
          const from = at - (begins[index] ?? 0) - ((entry - 1) % stride);
          if (from + pattern.bytes.length <= carried || !standsAt(bytes, from, pattern.bytes)) continue;
          found.set(pattern.form, (found.get(pattern.form) ?? 0) + 1);
        }
      }
      return found;
    },
  };
}

function standsAt(bytes: Uint8Array, from: number, pattern: Uint8Array): boolean {
  if (from < 0 || from + pattern.length > bytes.length) return false;
  for (let at = 0; at < pattern.length; at += 1) if (bytes[from + at] !== pattern[at]) return false;
  return true;
}
