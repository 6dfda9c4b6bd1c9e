/** Whether two memories about one subject disagree, told from their words alone: no model, no clock, the same answer always. Pure. */
import { claimOf, type Claim } from './claims/claim.ts';
import { compareClaims, type Relation } from './claims/compare.ts';
import { relatedScopes } from './claims/scopes.ts';

/** A sentence somebody remembered. `scope` narrows where it holds; null = everywhere the other one does. */
export interface Statement {
  subject: string;
  text: string;
  scope?: string | null;
  /** The day it was true on at the latest, a document's date; null = nobody knows. */
  validFromMs: number | null;
}

/** What one sentence says of its own time. */
export interface Reading {
  /** It says that something has changed. */
  isUpdate: boolean;
  validFromMs: number | null;
  validToMs: number | null;
}

export type Difference = Relation & { readings: { a: Reading; b: Reading } };

const mostSentences = 6;

/** How two statements about one subject differ. */
export function differenceOf(a: Statement, b: Statement): Difference {
  const [claimsA, claimsB] = [claimsOf(a), claimsOf(b)];
  const relation = strongest(
    claimsA.flatMap((one) => claimsB.map((other) => compareClaims(one, other))),
    claimsA.length === claimsB.length,
  );
  return {
    ...inScopes(relation, a.scope ?? null, b.scope ?? null),
    readings: { a: readingOf(claimsA), b: readingOf(claimsB) },
  };
}

const maxRead = 2_000;
const read = new Map<string, Claim[]>();

/** What a statement claims, sentence by sentence. A new memory is compared with many of one subject, so those read last are kept. */
function claimsOf({ text, subject, validFromMs }: Statement): Claim[] {
  const year = validFromMs === null ? null : new Date(validFromMs).getUTCFullYear();
  const key = JSON.stringify([year, subject, text]);
  const known = read.get(key);
  if (known) return known;
  if (read.size >= maxRead) read.clear();
  const claims = readClaims(text, subject, year);
  read.set(key, claims);
  return claims;
}

function readClaims(text: string, subject: string, year: number | null): Claim[] {
  return text
    .split(/(?<=[\p{L}\d)%]{2}[.!])\s+(?=\p{Lu})|\n+|;\s+/u)
    .filter((sentence) => /[\p{L}\d]/u.test(sentence))
    .slice(0, mostSentences)
    .map((sentence) => claimOf(sentence, subject, year))
    .filter(
      ({ words, values }, _, all) => all.length === 1 || values.length > 0 || words.some(({ isLight }) => !isLight),
    );
}

/** Of several pairs of sentences the one that matters: a contradiction first, and equal only when nothing else is said. */
function strongest(relations: readonly Relation[], isEven: boolean): Relation {
  for (const is of ['contradiction', 'scoped', 'many'] as const) {
    const found = relations.find((relation) => relation.is === is);
    if (found) return found;
  }
  const same = relations.filter((relation) => relation.is === 'same').length;
  return { is: isEven && same > 0 && same * same >= relations.length ? 'same' : 'unrelated' };
}

/** Where the statements hold in different places, a difference is none. */
function inScopes(relation: Relation, a: string | null, b: string | null): Relation {
  if (relation.is !== 'contradiction') return relation;
  const scopes = relatedScopes(a, b);
  if (scopes === 'same') return relation;
  return scopes === 'nested' ? { is: 'scoped', a: relation.a, b: relation.b } : { is: 'unrelated' };
}

function readingOf(claims: readonly Claim[]): Reading {
  const latest = (read: (claim: Claim) => number | null): number | null =>
    claims.map(read).reduce((most, value) => (value !== null && (most === null || value > most) ? value : most), null);
  return {
    isUpdate: claims.some(({ isUpdate }) => isUpdate),
    validFromMs: latest((claim) => claim.validFromMs),
    validToMs: latest((claim) => claim.validToMs),
  };
}
