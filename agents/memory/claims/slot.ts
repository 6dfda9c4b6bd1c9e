/** Two sentences of one shape with other words in one place: is it one question answered twice, or two answers that both stand? Pure. */
import { isManyValued, isSingleValued, isSingleVerb, isTitle, namesTheOne } from './cardinality.ts';
import type { Claim, Word } from './claim.ts';
import type { Pairs } from './pairs.ts';

interface Slot {
  is: 'one' | 'many';
  a: string;
  b: string;
}

const places = new Set([
  null,
  'in',
  'to',
  'at',
  'into',
  'on',
  'of',
  'as',
  'by',
  'from',
  'with',
  'via',
  'through',
  'near',
  'for',
  'within',
]);
const longest = 5;

/** null = the words that differ do not answer one question. */
export function slotOf(a: Claim, b: Claim, pairs: Pairs): Slot | null {
  const { onlyA, onlyB, shared, extraA, extraB } = pairs;
  const [spanA, spanB] = [spanOf(onlyA, a), spanOf(onlyB, b)];
  if (spanA === null || spanB === null || extraA.some(isTelling) || extraB.some(isTelling)) return null;
  const said = { a: spanA.text, b: spanB.text };
  const sharedConcepts = shared.flatMap(([word]) => [word.concept, word.term]);
  if (isBeforeShared(onlyA, a) || isBeforeShared(onlyB, b))
    // `steel supplier` and `timber supplier` on the right are two answers; on the left they are two things.
    return onlyA.every(({ side }) => side === 'right') && a.link !== 'is' && shared.length > 0
      ? { is: 'many', ...said }
      : null;
  if (onlyA.length > longest || onlyB.length > longest) return null;
  const [firstA, firstB] = [onlyA[0], onlyB[0]];
  if (!firstA || !firstB || !places.has(firstA.preposition) || !places.has(firstB.preposition)) return null;
  if (a.isOneOfMany || b.isOneOfMany || spanA.isList || spanB.isList) return { is: 'many', ...said };
  const isOne = isOnlyOne(a, b, pairs, sharedConcepts);
  if (isOne) return { is: 'one', ...said };
  const isAnswer = shared.length > 0 && (a.link !== 'is' || isManyValued(sharedConcepts));
  return isAnswer || (shared.length > 0 && hasIndefinite(a, onlyA)) ? { is: 'many', ...said } : null;
}

function isOnlyOne(a: Claim, b: Claim, { onlyA, onlyB, shared }: Pairs, concepts: readonly string[]): boolean {
  if (
    isTitle(onlyA.map(({ concept }) => concept)) &&
    isTitle(onlyB.map(({ concept }) => concept)) &&
    [a, b].every((claim) => claim.isAboutSubject || claim.link === 'label' || shared.length > 0)
  )
    return !(isManyValued(concepts) || (onlyA.every(({ isName }) => !isName) && onlyA.length > 3));
  if (a.isOnly || b.isOnly) return shared.length > 0;
  const isPlural = shared.some(([x, y]) => (x.isPlural && isNoun(x, a)) || (y.isPlural && isNoun(y, b)));
  if (isPlural && !isSingleVerb(concepts)) return false;
  if (hasIndefinite(a, onlyA) || hasIndefinite(b, onlyB)) return false;
  if (isSingleVerb(concepts) && !(a.link === 'has' || b.link === 'has')) return samePlace(onlyA, onlyB, concepts);
  const areNames = [onlyA, onlyB].every((words) => words.every(({ isName }) => isName));
  if (shared.length === 0)
    return (
      areNames &&
      onlyA[0]?.preposition !== null &&
      onlyA[0]?.preposition === onlyB[0]?.preposition &&
      a.link === 'is' &&
      b.link === 'is'
    );
  if (isManyValued(concepts)) return false;
  if (
    forOnePurpose(
      onlyA,
      shared.map(([x]) => x),
    ) &&
    forOnePurpose(
      onlyB,
      shared.map(([, y]) => y),
    )
  )
    return true;
  if (a.link === 'label' || b.link === 'label') return true;
  const areHeld =
    a.link === 'is' &&
    b.link === 'is' &&
    isAttribute(
      a,
      onlyA,
      shared.map(([x]) => x),
    ) &&
    isAttribute(
      b,
      onlyB,
      shared.map(([, y]) => y),
    );
  if (!areHeld) return false;
  return areNames || isSingleValued(concepts) || namesTheOne(a.text) || namesTheOne(b.text);
}

function samePlace(onlyA: readonly Word[], onlyB: readonly Word[], concepts: readonly string[]): boolean {
  const [x, y] = [onlyA[0]?.preposition ?? null, onlyB[0]?.preposition ?? null];
  return x === y || concepts.includes('reside') || concepts.includes('lead');
}

/** The words an answer is given for stand on the other side of the verb, or behind it without a place of their own. */
function isAttribute(claim: Claim, only: readonly Word[], shared: readonly Word[]): boolean {
  const side = only[0]?.side;
  return (
    shared.some((word) => word.side !== side) ||
    (claim.link === 'is' && side === 'right' && shared.some((word) => word.at < (only[0]?.at ?? 0)))
  );
}

/** `uses Xero for bookkeeping`: what it is for stands behind the answer. */
function forOnePurpose(only: readonly Word[], shared: readonly Word[]): boolean {
  const last = only.at(-1);
  return (
    last !== undefined &&
    last.side === 'right' &&
    last.preposition === null &&
    shared.some((word) => word.at > last.at && (word.preposition === 'for' || word.preposition === 'as'))
  );
}

function hasIndefinite(claim: Claim, only: readonly Word[]): boolean {
  const [first] = only;
  const before = claim.words.filter(({ at, side }) => at < (first?.at ?? 0) && side === 'right');
  return [...before, ...only].some(
    ({ article, isLight, concept }) => (article === 'a' || article === 'an') && !isLight && !isTitle([concept]),
  );
}

function isNoun(word: Word, claim: Claim): boolean {
  return word.side === 'left' ? claim.link === 'is' || claim.link === 'label' : word.article !== null;
}

function isBeforeShared(only: readonly Word[], claim: Claim): boolean {
  const last = only.at(-1);
  return (
    last !== undefined &&
    last.isBefore &&
    claim.words.some(({ at, side, isLight }) => at === last.at + 1 && side === last.side && !isLight)
  );
}

function isTelling({ value }: { value: { type: string } }): boolean {
  return value.type === 'amount';
}

/** The words as one run; null when telling words of both stand between them. */
function spanOf(only: readonly Word[], claim: Claim): { text: string; isList: boolean } | null {
  const [first, last] = [only[0], only.at(-1)];
  if (!first || !last || first.side !== last.side) return null;
  const isBroken = claim.words.some(
    (word) => !word.isLight && word.at > first.at && word.at < last.at && !only.includes(word),
  );
  if (isBroken) return null;
  const text = claim.text.slice(first.offset, last.offset + last.text.length);
  return { text, isList: /,| and | & | or |\/| plus /i.test(text) };
}
