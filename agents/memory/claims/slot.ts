/** Two sentences of one shape with other words in one place: is it one question answered twice, or two answers that both stand? Pure. */
import { foldText } from '../../lib/text/fold.ts';
import { isManyValued, isSingleValued, isSingleVerb, isTitle, namesTheOne } from './cardinality.ts';
import type { Claim, Word } from './claim.ts';
import type { Pairs } from './pairs.ts';

interface Slot {
  is: 'one' | 'many';
  a: string;
  b: string;
}

/** One side of the comparison: the claim, the words only it has, and those it shares. */
interface Half {
  claim: Claim;
  only: readonly Word[];
  shared: readonly Word[];
  first: Word;
  last: Word;
}

const places = new Set<string>('in to at into on of as by from with via through near for within'.split(' '));
const longest = 5;

/** null = the words that differ do not answer one question. */
export function slotOf(a: Claim, b: Claim, { onlyA, onlyB, shared, extraA, extraB }: Pairs): Slot | null {
  const role = roleOf(a, b);
  if (role) return role;
  const [halfA, halfB] = [
    halfOf(
      a,
      onlyA,
      shared.map(([word]) => word),
    ),
    halfOf(
      b,
      onlyB,
      shared.map(([, word]) => word),
    ),
  ];
  if (!halfA || !halfB || [...extraA, ...extraB].some(({ value }) => value.type === 'amount')) return null;
  const halves = [halfA, halfB] as const;
  const said = { a: spanOf(halfA), b: spanOf(halfB) };
  if (leaves(a, halfB) || leaves(b, halfA)) return { is: 'one', ...said };
  if (halves.some(goesBefore))
    // `steel supplier` and `timber supplier` on the right are two answers; on the left they are two things.
    return halves.every(({ first, claim }) => first.side === 'right' && claim.link !== 'is')
      ? { is: 'many', ...said }
      : null;
  if (
    halves.some(
      ({ only, first }) => only.length > longest || (first.preposition !== null && !places.has(first.preposition)),
    )
  )
    return null;
  if (
    halves.some(({ claim }) => claim.isOneOfMany) ||
    [said.a, said.b].some((text) => /,| and | & | or |\/| plus /i.test(text))
  )
    return { is: 'many', ...said };
  const concepts = shared.flatMap(([word]) => [word.concept, word.term]);
  if (hasOneAnswer(halfA, halfB, concepts)) return { is: 'one', ...said };
  const isAnswer = shared.length > 0 && (a.link !== 'is' || isManyValued(concepts) || halves.some(isIndefinite));
  return isAnswer ? { is: 'many', ...said } : null;
}

function hasOneAnswer(a: Half, b: Half, concepts: readonly string[]): boolean {
  const halves = [a, b] as const;
  const isShared = concepts.length > 0;
  const areNames = halves.every(({ only }) => only.every(({ isName }) => isName));
  const isSamePlace = a.first.preposition === b.first.preposition;
  if (!isShared)
    return (
      areNames &&
      isSamePlace &&
      a.first.preposition !== null &&
      halves.every(({ claim }) => claim.link !== 'has' && claim.words.every(({ side }) => side === 'right'))
    );
  if (halves.some(({ claim }) => claim.isOnly)) return true;
  if (isSamePlace && areNames && halves.every(({ only }) => only.every(({ text }) => text.includes('@')))) return true;
  const isPlural = halves.some(({ shared, claim }) => shared.some((word) => word.isPlural && isNoun(word, claim)));
  const isVerb = isSingleVerb(concepts);
  if (halves.some(isIndefinite) || (isPlural && !isVerb)) return false;
  if (isVerb) return isSamePlace || concepts.includes('reside') || concepts.includes('lead');
  const isAttribute = halves.every(isAttributeOf);
  if (isManyValued(concepts) && !isAttribute) return false;
  if (halves.every(isForOnePurpose) || halves.some(({ claim }) => claim.link === 'label')) return true;
  return isAttribute && (areNames || isSingleValued(concepts) || halves.some(({ claim }) => namesTheOne(claim.text)));
}

/** What somebody is by trade: nobody holds two posts in two sentences of that shape. */
function roleOf(a: Claim, b: Claim): Slot | null {
  const [x, y] = [a, b].map((claim) => {
    const said = claim.words.filter(({ isLight, concept }) => !isLight && concept !== 'work' && concept !== 'role');
    const isRole =
      claim.isAboutSubject &&
      claim.link !== 'has' &&
      said.every(({ side }) => side === 'right') &&
      said.some(({ concept, preposition }) => isTitle([concept]) && (preposition === null || preposition === 'as'));
    const isHeld =
      claim.link === 'is' ||
      claim.words.some(({ concept }) => concept === 'work' || concept === 'role') ||
      claim.isUpdate;
    return isRole && isHeld && !claim.isOneOfMany ? said : [];
  });
  const titles = (words: readonly Word[] = []): string =>
    words
      .filter(({ concept }) => isTitle([concept]))
      .map(({ concept }) => concept)
      .join(' ');
  if (!x?.length || !y?.length || titles(x) === titles(y) || titles(x) === '' || titles(y) === '') return null;
  return { is: 'one', a: textOf(a, x), b: textOf(b, y) };
}

/** `moved from Bonn to Ulm` has left what the other one still says. */
function leaves(claim: Claim, other: Half): boolean {
  const left = foldText(claim.leftBehind);
  return left !== '' && other.only.every(({ text }) => left.includes(foldText(text)));
}

/** The words an answer is given for stand on the other side of the verb, or before it behind the verb. */
function isAttributeOf({ claim, first, shared }: Half): boolean {
  return (
    claim.link !== 'has' &&
    claim.link !== 'verb' &&
    shared.some((word) => word.side !== first.side || (first.side === 'right' && word.at < first.at))
  );
}

/** `uses Xero for bookkeeping`: what it is for stands behind the answer. */
function isForOnePurpose({ last, shared }: Half): boolean {
  return (
    last.side === 'right' &&
    last.preposition === null &&
    shared.some((word) => word.at > last.at && (word.preposition === 'for' || word.preposition === 'as'))
  );
}

/** `has an office`, `is a customer`: there may be more of them. */
function isIndefinite({ claim, only, shared }: Half): boolean {
  const isOpen = ({ article, isLight, concept }: Word) =>
    (article === 'a' || article === 'an') && !isLight && !isTitle([concept]);
  return (
    shared.some((word) => word.side === 'right' && isOpen(word)) ||
    (claim.link !== 'is' && claim.link !== 'label' && only.some(isOpen))
  );
}

function isNoun(word: Word, claim: Claim): boolean {
  return word.side === 'left' ? claim.link === 'is' || claim.link === 'label' : word.article !== null;
}

function goesBefore({ claim, last }: Half): boolean {
  return (
    last.isBefore && claim.words.some(({ at, side, isLight }) => at === last.at + 1 && side === last.side && !isLight)
  );
}

/** The words as one run; null when telling words of both stand between them. */
function halfOf(claim: Claim, only: readonly Word[], shared: readonly Word[]): Half | null {
  const [first, last] = [only[0], only.at(-1)];
  if (!first || !last || first.side !== last.side) return null;
  const isBroken = shared.some((word) => word.at > first.at && word.at < last.at);
  return isBroken ? null : { claim, only, shared, first, last };
}

function spanOf({ claim, only }: Half): string {
  return textOf(claim, only);
}

function textOf(claim: Claim, words: readonly Word[]): string {
  const [first, last] = [words[0], words.at(-1)];
  return first && last ? claim.text.slice(first.offset, last.offset + last.text.length) : '';
}
