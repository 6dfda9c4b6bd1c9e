/** What two claims about one subject are to each other. Precision first: what cannot be told to be one question is two. Pure. */
import { isLastingQuestion } from './cardinality.ts';
import type { Claim, ValuePart, Word } from './claim.ts';
import { areCounterparts } from './opposites.ts';
import { isThing, opposes, pairsOf, type Pairs, type ValueClash } from './pairs.ts';
import { slotOf } from './slot.ts';
import { scopePrepositions } from './words.ts';

export type Disagreement = 'negation' | 'number' | 'unit' | 'date' | 'antonym' | 'value';

export type Relation =
  | { is: 'same' | 'unrelated' }
  | { is: 'many' | 'scoped'; a: string; b: string }
  | { is: 'contradiction'; by: Disagreement; a: string; b: string; isLasting: boolean };

const unrelated: Relation = { is: 'unrelated' };

export function compareClaims(a: Claim, b: Claim): Relation {
  // What was, and what is only meant, stands beside what is.
  if (a.isTentative !== b.isTentative || a.isPast !== b.isPast) return unrelated;
  const pairs = pairsOf(a, b);
  if (pairs.clashes.length > 0) return byValues(a, b, pairs);
  const opposite = oppositeIn(a, b, pairs);
  if (opposite) return byOpposite(a, b, pairs, opposite);
  if (a.isNegated !== b.isNegated) return byNegation(a, b, pairs);
  if (pairs.onlyA.length > 0 && pairs.onlyB.length > 0) return bySlot(a, b, pairs);
  return isSame(a, b, pairs) ? { is: 'same' } : unrelated;
}

/** Equal in all that tells, in the same order: a restatement takes nothing away. */
function isSame(a: Claim, b: Claim, { shared, onlyA, onlyB, extraA, extraB, equal, areLightAlike }: Pairs): boolean {
  if ([onlyA, onlyB, extraA, extraB].some((rest) => rest.length > 0) || turns(a, b)) return false;
  if (a.isUpdate !== b.isUpdate && shared.length === 0) return false;
  return areLightAlike || equal > 0;
}

/** True when what two sentences say of a thing goes in two directions: it gives a discount, it gets one. */
function turns(a: Claim, b: Claim): boolean {
  const names = (claim: Claim): string =>
    claim.words.flatMap(({ isName, concept }) => (isName ? concept : [])).join(' ');
  const areTurned = names(a) !== names(b) && a.words.filter(({ isName }) => isName).length > 1;
  return areTurned || a.words.some((x) => b.words.some((y) => areApart(x, y)));
}

function byValues(a: Claim, b: Claim, pairs: Pairs): Relation {
  const { clashes, onlyA, onlyB } = pairs;
  const lightA = a.words.filter(({ isLight }) => isLight);
  const lightB = b.words.filter(({ isLight }) => isLight);
  if ([...onlyA, ...lightA].some((x) => [...onlyB, ...lightB].some((y) => areApart(x, y)))) return unrelated;
  if (a.isNegated !== b.isNegated) return unrelated;
  const telling = clashes.filter((clash) => !isTime(clash) || clashes.length === 1);
  if (telling.length < clashes.length) {
    // Both differ in a number and in a day: a day they hold from is validity, any other makes them two claims.
    if (clashes.some((clash) => isTime(clash) && !isValidity(clash.a) && !isValidity(clash.b))) return unrelated;
  }
  const [first] = telling;
  if (!first || (telling.length > 1 && telling.some(namesWhich) && !telling.every(namesWhich))) return unrelated;
  if (telling.length === 1 && isTime(first) && (namesDay(first, pairs) || recurs(a, b, pairs))) return unrelated;
  const rest = withoutOpposites(pairs);
  const result = restOf({ ...pairs, ...rest }, a, b);
  if (result === 'apart') return unrelated;
  if (result === 'scoped' || extraScope(a, b, pairs, telling))
    return { is: 'scoped', a: first.a.text, b: first.b.text };
  return clash(first.by, first.a.text, first.b.text, isLasting(a, b, pairs, first));
}

function byOpposite(a: Claim, b: Claim, pairs: Pairs, [x, y]: [Word, Word]): Relation {
  const rest = without(pairs, [x, y]);
  const result = restOf({ ...pairs, ...rest }, a, b);
  if (a.isNegated !== b.isNegated) return result === 'clash' ? { is: 'same' } : unrelated;
  // A word before the thing that is spoken of says which thing it is.
  if (result === 'apart' || (x.side === 'left' && y.side === 'left' && a.link !== 'verb')) return unrelated;
  if (pairs.extraA.length > 0 && pairs.extraB.length > 0) return unrelated;
  if (a.isNegated || [...pairs.extraA, ...pairs.extraB].some(({ value }) => value.type !== 'date')) return unrelated;
  if (a.isOneOfMany || b.isOneOfMany) return { is: 'many', a: x.text, b: y.text };
  if (result === 'scoped') return { is: 'scoped', a: x.text, b: y.text };
  return clash('antonym', x.text, y.text, false);
}

function byNegation(a: Claim, b: Claim, pairs: Pairs): Relation {
  const result = restOf(pairs, a, b);
  if (result === 'apart') return unrelated;
  const [x, y] = a.isNegated ? ['not', ''] : ['', 'not'];
  if (result === 'scoped' || extraScope(a, b, pairs, [])) return { is: 'scoped', a: x, b: y };
  return clash('negation', x, y, false);
}

function bySlot(a: Claim, b: Claim, pairs: Pairs): Relation {
  if (a.isNegated) return unrelated;
  const slot = slotOf(a, b, pairs);
  if (slot === null) return unrelated;
  if (slot.is === 'many') return { is: 'many', a: slot.a, b: slot.b };
  if (slot.isScoped || extraScope(a, b, pairs, [])) return { is: 'scoped', a: slot.a, b: slot.b };
  return clash('value', slot.a, slot.b, isLasting(a, b, pairs, null));
}

function clash(by: Disagreement, a: string, b: string, isLastingOne: boolean): Relation {
  return { is: 'contradiction', by, a, b, isLasting: isLastingOne };
}

/** How the words only one of them has bear on a difference: not at all, as a narrower scope, or as another question. */
function restOf(pairs: Pairs, a: Claim, b: Claim): 'clash' | 'scoped' | 'apart' {
  const { shared, onlyA, onlyB, areLightAlike } = pairs;
  if (onlyA.length === 0 && onlyB.length === 0) return shared.length > 0 || areLightAlike ? 'clash' : 'apart';
  const [narrowA, narrowB] = [onlyA.filter((word) => narrows(word, a)), onlyB.filter((word) => narrows(word, b))];
  if (onlyA.length > 0 && onlyB.length > 0) {
    const areNamed = [onlyA, onlyB].every((words) => words.some(isThing));
    if (areNamed || (narrowA.length > 0 && narrowB.length > 0) || shared.length === 0 || !isOfOneHead(pairs, a, b))
      return 'apart';
    return narrowA.length + narrowB.length > 0 ? 'scoped' : 'clash';
  }
  const [rest, narrow] = onlyA.length > 0 ? [onlyA, narrowA] : [onlyB, narrowB];
  if (shared.length === 0) {
    const isOwn = areLightAlike && a.isAboutSubject && b.isAboutSubject;
    return isOwn && narrow.length === rest.length ? 'scoped' : 'apart';
  }
  if (narrow.length > 0) return 'scoped';
  return rest.length <= Math.max(1, shared.length) ? 'clash' : 'apart';
}

/** True when the values that differ stand closest to the same word: both are a notice, whatever else is said of it. */
function isOfOneHead({ shared, clashes }: Pairs, a: Claim, b: Claim): boolean {
  const [first] = clashes;
  if (!first) return false;
  const [x, y] = [headOf(first.a, a), headOf(first.b, b)];
  return (
    x !== null &&
    y !== null &&
    x.concept === y.concept &&
    shared.some(([word]) => word.concept === x.concept) &&
    !goesOn(x, a) &&
    !goesOn(y, b)
  );
}

/** The telling word closest to a value; what is merely counted is none. */
function headOf({ at, head }: ValuePart, claim: Claim): Word | null {
  const telling = claim.words.filter(({ isLight, concept }) => !isLight && concept !== head);
  return telling.toSorted((x, y) => Math.abs(x.at - at) - Math.abs(y.at - at))[0] ?? null;
}

/** True when a word only says what kind of thing the next one is: the delivery in `delivery insurance`. */
function goesOn(word: Word, claim: Claim): boolean {
  const next = claim.words.find(({ at }) => at === word.at + 1);
  return word.isBefore && next !== undefined && !next.isLight && next.side === word.side;
}

/** True when a word says of which thing, or where: `in Norway`, `express delivery`. */
function narrows(word: Word, claim: Claim): boolean {
  if (word.preposition !== null && scopePrepositions.has(word.preposition)) return true;
  const next = claim.words.find(({ at }) => at === word.at + 1);
  const firstRight = claim.words.find(({ side }) => side === 'right');
  const isVerb = word.at === firstRight?.at && !word.isName && word.article === null;
  return word.isBefore && next !== undefined && next.side === word.side && !isVerb;
}

function isTime({ by, a }: ValueClash): boolean {
  return by === 'date' && a.value.type === 'date';
}

const validity = new Set(['since', 'from', 'as', 'until', 'till', 'effective', 'starting', 'after', 'through', 'of']);
function isValidity(part: ValuePart): boolean {
  return part.preposition !== null && validity.has(part.preposition);
}

/** A number that tells which thing is meant, beside one that says something of it: orders over 500, the 10 kg box. */
function namesWhich({ a, b }: ValueClash): boolean {
  return [a, b].every((part) => part.side === 'left' || isCondition(part));
}

const conditions = new Set(['over', 'under', 'above', 'below']);
function isCondition({ preposition, value }: ValuePart): boolean {
  return (
    value.type === 'amount' && (conditions.has(preposition ?? '') || (value.bound === 'least' && preposition === 'for'))
  );
}

/** A day that names the thing itself: the Q3 budget, on 3 May the office. */
function namesDay({ a, b }: ValueClash, { shared }: Pairs): boolean {
  const isOnce = shared.some(([{ concept }]) => happensOnce.has(concept));
  const names = (part: ValuePart): boolean => part.side === 'left' && (part.isBefore || part.preposition !== null);
  return !isOnce && names(a) && names(b);
}
const happensOnce = new Set(['end', 'start', 'launch', 'renew', 'sign', 'deadline', 'founded', 'birthday']);

const states = new Set(['opening', 'close', 'absent', 'away', 'unavailable', 'holiday', 'available']);
const repeated = new Set([
  'visit',
  'call',
  'email',
  'order',
  'talk',
  'spoke',
  'attend',
  'attendance',
  'travel',
  'buy',
  'trip',
  'complain',
  'ask',
  'invoic',
  'invoice',
]);
/** What can be so on many days: closed on Mondays, called on Friday. */
function recurs(a: Claim, b: Claim, { shared }: Pairs): boolean {
  return shared.some(
    ([word]) =>
      (states.has(word.concept) && a.link === 'is' && b.link === 'is') ||
      (repeated.has(word.concept) && a.link === 'verb' && /ed$|spoke|bought/.test(word.text)),
  );
}

function oppositeIn(a: Claim, b: Claim, { onlyA, onlyB }: Pairs): [Word, Word] | null {
  const open = (claim: Claim, only: readonly Word[]) => [...only, ...claim.words.filter(({ isLight }) => isLight)];
  for (const x of open(a, onlyA)) for (const y of open(b, onlyB)) if (opposes(x, y)) return [x, y];
  return null;
}

function without({ onlyA, onlyB }: Pairs, [x, y]: [Word, Word]): Pick<Pairs, 'onlyA' | 'onlyB'> {
  return { onlyA: onlyA.filter((word) => word !== x), onlyB: onlyB.filter((word) => word !== y) };
}

function withoutOpposites({ onlyA, onlyB }: Pairs): Pick<Pairs, 'onlyA' | 'onlyB'> {
  return {
    onlyA: onlyA.filter((x) => !onlyB.some((y) => opposes(x, y))),
    onlyB: onlyB.filter((y) => !onlyA.some((x) => opposes(x, y))),
  };
}

function areApart(x: Word, y: Word): boolean {
  return areCounterparts(x.term, y.term) || areCounterparts(x.concept, y.concept);
}

/** A day or a place in time only one of them names narrows it, unless it says from when it holds. */
function extraScope(a: Claim, b: Claim, { extraA, extraB }: Pairs, clashes: readonly ValueClash[]): boolean {
  const isScope = (part: ValuePart, claim: Claim): boolean =>
    !(claim.isUpdate && part.side === 'right') &&
    ((part.value.type === 'date' && !isValidity(part)) || isCondition(part)) &&
    (part.preposition !== null || part.isBefore || part.side === 'left') &&
    !clashes.some(isTime);
  return extraA.some((part) => isScope(part, a)) !== extraB.some((part) => isScope(part, b));
}

const pastVerb =
  /^(?:was|were|had|signed|met|went|began|paid|sent|sold|bought|won|lost|left|took|gave|held)$|(?:[^e]ed)$/i;

/** A question whose answer was settled once: a later word makes neither true. */
function isLasting(a: Claim, b: Claim, { shared }: Pairs, first: ValueClash | null): boolean {
  const concepts = shared.flatMap(([word]) => [word.concept, word.term]);
  if (isLastingQuestion(concepts)) return true;
  const isOver = (claim: Claim) =>
    !claim.isUpdate &&
    (/\b(?:was|were)\b/i.test(claim.text) ||
      claim.words.some(
        ({ text, side }) => side === 'right' && pastVerb.test(text) && !/\b(?:is|are|be|been)\b/i.test(claim.text),
      ));
  return first !== null && isTime(first) && !isValidity(first.a) && isOver(a) && isOver(b);
}
