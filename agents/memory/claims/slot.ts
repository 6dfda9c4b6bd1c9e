/** Two sentences of one shape with other words in one place: is it one question answered twice, or two answers that both stand? Pure. */
import { foldText } from '../../lib/text/fold.ts';
import { isManyValued, isSingleValued, isSingleVerb, isTitle, namesTheOne } from './cardinality.ts';
import type { Claim, Word } from './claim.ts';
import type { Pairs } from './pairs.ts';
import { scopePrepositions } from './words.ts';

interface Slot {
  is: 'one' | 'many';
  /** True when one of them holds in a narrower place. */
  isScoped: boolean;
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
const heldBy = new Set(['as', 'of', 'to']);
const inPlace = new Set(['in', 'to', 'at', 'into', 'on', 'within']);

/** null = the words that differ do not answer one question. */
export function slotOf(a: Claim, b: Claim, { onlyA, onlyB, shared, extraA, extraB }: Pairs): Slot | null {
  const role = roleOf(a, b);
  if (role) return role;
  if ([...extraA, ...extraB].some(({ value }) => value.type === 'amount')) return null;
  const [coreA, coreB] = coresOf(a, b, onlyA, onlyB);
  const isScoped = [...onlyA, ...onlyB].some(
    (word) => isNarrowing(word) && !coreA.includes(word) && !coreB.includes(word),
  );
  // `Room Alpha`: the room is part of the answer.
  const asked = shared.filter(([x, y]) => !(isNamed(x, onlyA) && isNamed(y, onlyB)));
  const concepts = asked.flatMap(([word]) => [word.concept, word.term]);
  const halfA = halfOf(
    a,
    coreA,
    asked.map(([word]) => word),
  );
  const halfB = halfOf(
    b,
    coreB,
    asked.map(([, word]) => word),
  );
  if (!halfA || !halfB)
    return isManyValued(concepts) ? { is: 'many', isScoped, a: textOf(a, onlyA), b: textOf(b, onlyB) } : null;
  const halves = [halfA, halfB] as const;
  // What opens both sentences is what they are about, unless it is a name: `Jo Diaz is the contact`.
  if (halves.every(({ first, only }) => first.side === 'left' && !only.some(({ isName }) => isName))) return null;
  const said = { isScoped, a: textOf(a, coreA), b: textOf(b, coreB) };
  const isTalk = coreA.length + coreB.length < onlyA.length + onlyB.length && !isScoped;
  const talk = [onlyA.filter((word) => !coreA.includes(word)), onlyB.filter((word) => !coreB.includes(word))];
  if (talk.every((words) => words.length > 0)) return null;
  if (isTalk && !isSingleValued(concepts) && !isSingleVerb(concepts))
    return isManyValued(concepts) ? { is: 'many', ...said } : null;
  if (leaves(a, halfB) || leaves(b, halfA)) return { is: 'one', ...said };
  if (halves.every((half) => goesBefore(half) && half.first.side === 'right') && isSingleVerb(concepts))
    return { is: 'one', ...said };
  if (halves.some(goesBefore))
    // `steel supplier` and `timber supplier` on the right are two answers; on the left they are two things.
    return shared.length > 0 && halves.every(({ first, claim }) => first.side === 'right' && claim.link !== 'is')
      ? { is: 'many', ...said }
      : null;
  if (
    halves.some(
      ({ only, first }) => only.length > longest || (first.preposition !== null && !places.has(first.preposition)),
    )
  )
    return null;
  const isList =
    halves.some(({ claim }) => claim.isOneOfMany) ||
    [said.a, said.b].some((text) => /,| and | & (?!co\b|sons\b)| or |\/| plus /i.test(text));
  if (isList) return shared.length > 0 ? { is: 'many', ...said } : null;
  if (hasOneAnswer(halfA, halfB, concepts)) return { is: 'one', ...said };
  const isAnswer = shared.length > 0 && (a.link !== 'is' || isManyValued(concepts) || halves.some(isIndefinite));
  return isAnswer ? { is: 'many', ...said } : null;
}

/** The words that answer: the names, when both have some and the rest is talk, else the phrase that stands where the other has its only one. */
function coresOf(
  a: Claim,
  b: Claim,
  onlyA: readonly Word[],
  onlyB: readonly Word[],
): [readonly Word[], readonly Word[]] {
  const cores: [readonly Word[], readonly Word[]] = [coreOf(onlyA, onlyB), coreOf(onlyB, onlyA)];
  if (cores[0].length < onlyA.length || cores[1].length < onlyB.length) return cores;
  const names = [namesOf(onlyA, a), namesOf(onlyB, b)] as const;
  const isSure = names.every(
    (words, at) =>
      words?.length === [onlyA, onlyB][at]?.length || names.every((all) => all?.every(({ isName }) => isName)),
  );
  return names[0] && names[1] && isSure ? [names[0], names[1]] : cores;
}

function namesOf(only: readonly Word[], claim: Claim): readonly Word[] | null {
  const names = only.filter(({ isName }) => isName);
  const isOneRun = (only.at(-1)?.at ?? 0) - (only[0]?.at ?? 0) === only.length - 1;
  if (isOneRun) return only;
  const isTalk = only.every(
    (word) => word.isName || !(isNarrowing(word) || goesBeforeOne(word, claim) || isHeadOfAnother(word, only, claim)),
  );
  return names.length > 0 && isTalk ? names : null;
}

/** The manager in `account manager`, where both speak of an account. */
function isHeadOfAnother(word: Word, only: readonly Word[], claim: Claim): boolean {
  return claim.words.some(
    (other) => other.at === word.at - 1 && other.isBefore && !other.isLight && !only.includes(other),
  );
}

function isNamed(word: Word, only: readonly Word[]): boolean {
  return (
    word.side === 'right' &&
    only.some(({ at, isName, phrase }) => isName && at === word.at + 1 && phrase === word.phrase)
  );
}

function isNarrowing({ preposition }: Word): boolean {
  return preposition !== null && scopePrepositions.has(preposition);
}

/** Of several phrases the one that stands where the other sentence has its only one; what is left narrows. */
function coreOf(only: readonly Word[], other: readonly Word[]): readonly Word[] {
  const phrases = [...Map.groupBy(only, ({ phrase }) => phrase).values()];
  const [first] = other;
  if (phrases.length < 2 || !first || other.some(({ phrase }) => phrase !== first.phrase)) return only;
  const alike = phrases.filter(([word]) => word?.preposition === first.preposition && word.side === first.side);
  const rest = phrases.filter((words) => !alike.includes(words));
  const isNarrowed =
    alike.length === 1 &&
    rest.every(([word]) => word?.preposition !== null && scopePrepositions.has(word?.preposition ?? ''));
  return isNarrowed ? (alike[0] ?? only) : only;
}

function hasOneAnswer(a: Half, b: Half, concepts: readonly string[]): boolean {
  const halves = [a, b] as const;
  const isShared = concepts.length > 0;
  const areNames = halves.every(({ only }) => only.every(({ isName }) => isName));
  const isSamePlace =
    a.first.preposition === b.first.preposition || halves.every(({ first }) => inPlace.has(first.preposition ?? ''));
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
  if (
    isVerb &&
    halves.some(({ first }) => first.side === 'left') &&
    !(areNames && ['lead', 'own', 'boss'].some((concept) => concepts.includes(concept)))
  )
    return false;
  if (isVerb) return isSamePlace || ['reside', 'lead', 'boss', 'own'].some((concept) => concepts.includes(concept));
  const isAttribute = halves.every(
    (half) =>
      isAttributeOf(half) ||
      isDone(half) ||
      (isSingleValued(concepts) && !isManyValued(concepts) && half.first.isName && isNarrowing(half.first)),
  );
  if (isManyValued(concepts) && !isAttribute) return false;
  if (
    !isAlike(a, b, isSingleValued(concepts) || halves.some(({ claim }) => claim.link === 'label')) ||
    !(isSamePlace || halves.some(({ first, claim }) => first.preposition === null || claim.link === 'label'))
  )
    return false;
  if (halves.every(isDone) || halves.some(({ claim }) => claim.link === 'label')) return true;
  return isAttribute && (areNames || isSingleValued(concepts) || halves.some(({ claim }) => namesTheOne(claim.text)));
}

/** What somebody is by trade: nobody holds two posts in two sentences of that shape. */
function roleOf(a: Claim, b: Claim): Slot | null {
  const [x, y] = [a, b].map((claim) => {
    const said = claim.words.filter(({ isLight, concept }) => !isLight && concept !== 'work' && concept !== 'role');
    const isRole =
      (claim.isAboutSubject || claim.link === 'label') &&
      claim.link !== 'has' &&
      said.every(({ side }) => side === 'right') &&
      said.some(({ folded, preposition }) => isTitle(folded) && (preposition === null || heldBy.has(preposition)));
    const isHeld =
      claim.link === 'is' ||
      claim.words.some(({ concept }) => concept === 'work' || concept === 'role') ||
      claim.isUpdate;
    return isRole && isHeld && !claim.isOneOfMany ? said : [];
  });
  const titles = (words: readonly Word[] = []): string =>
    words
      .filter(({ folded }) => isTitle(folded))
      .map(({ folded }) => folded)
      .join(' ');
  if (!x?.length || !y?.length || titles(x) === titles(y) || titles(x) === '' || titles(y) === '') return null;
  return { is: 'one', isScoped: false, a: textOf(a, x), b: textOf(b, y) };
}

/** `moved from Bonn to Ulm` has left what the other one still says. */
function leaves(claim: Claim, other: Half): boolean {
  const left = foldText(claim.leftBehind);
  return left !== '' && other.only.every(({ text }) => left.includes(foldText(text)));
}

/** The words an answer is given for stand on the other side of the verb, or before it as one definite thing. */
function isAttributeOf({ claim, first, shared }: Half): boolean {
  const isBefore = (word: Word): boolean => first.side === 'right' && word.at < first.at && isDefinite(word);
  return (
    claim.link !== 'has' && claim.link !== 'verb' && shared.some((word) => word.side !== first.side || isBefore(word))
  );
}

/** `uses Xero for bookkeeping`: what it is for is named beside the answer. */
function isForOnePurpose({ claim, last, shared }: Half): boolean {
  return (
    last.side === 'right' &&
    last.preposition === null &&
    (claim.isForSubject || shared.some((word) => word.preposition === 'for' || word.preposition === 'as'))
  );
}

/** `has an office`, `is a customer`: there may be more of them. */
function isIndefinite({ claim, only, shared }: Half): boolean {
  const isOpen = ({ article, isLight, folded }: Word) =>
    (article === 'a' || article === 'an') && !isLight && !isTitle(folded);
  return (
    shared.some((word) => word.side === 'right' && isOpen(word)) ||
    (claim.link !== 'is' && claim.link !== 'label' && only.some(isOpen))
  );
}

/** `payroll runs on Sage`: what is done with something has one thing it is done with. */
function isDoneWith({ claim, first, shared }: Half): boolean {
  return (
    first.isName &&
    first.side === 'right' &&
    isNarrowing(first) &&
    shared.some((word) => (word.side === 'left' || isDefinite(word)) && !word.isPlural) &&
    claim.words.every((word) => word.side === 'left' || word.isLight || word.isName || shared.includes(word))
  );
}

/** Two answers to one question are of one kind: two names, or two phrases without. */
function isAlike(a: Half, b: Half, isNamedQuestion: boolean): boolean {
  const [x, y] = [a, b].map(({ only, first }) => ({
    isPhrase: only.every(({ phrase }) => phrase === first.phrase),
    isName: only.some(({ isName }) => isName),
  }));
  return x?.isPhrase === true && y?.isPhrase === true && (x.isName === y.isName || isNamedQuestion);
}

function isDone(half: Half): boolean {
  return isForOnePurpose(half) || isDoneWith(half);
}

function isDefinite({ article }: Word): boolean {
  return article !== null && article !== 'a' && article !== 'an';
}

function isNoun(word: Word, claim: Claim): boolean {
  return word.side === 'left' ? claim.link === 'is' || claim.link === 'label' : word.article !== null;
}

function goesBefore({ claim, last }: Half): boolean {
  return goesBeforeOne(last, claim);
}

function goesBeforeOne(word: Word, claim: Claim): boolean {
  return (
    word.isBefore && claim.words.some(({ at, side, isLight }) => at === word.at + 1 && side === word.side && !isLight)
  );
}

/** The words as one run; null when telling words of both stand between them. */
function halfOf(claim: Claim, only: readonly Word[], shared: readonly Word[]): Half | null {
  const [first, last] = [only[0], only.at(-1)];
  if (!first || !last || first.side !== last.side) return null;
  const isBroken = shared.some((word) => word.at > first.at && word.at < last.at);
  return isBroken ? null : { claim, only, shared, first, last };
}

function textOf(claim: Claim, words: readonly Word[]): string {
  const [first, last] = [words[0], words.at(-1)];
  return first && last ? claim.text.slice(first.offset, last.offset + last.text.length) : '';
}
