/** Lays two claims side by side: which words and values they share, which differ, and which only one of them has. Pure. */
import { compareAmounts } from './amounts.ts';
import type { Claim, Value, ValuePart, Word } from './claim.ts';
import { isSameClock, isSameDay, type Day } from './moments.ts';
import { areOpposite } from './opposites.ts';
import { conceptOf } from './words.ts';

export interface ValueClash {
  by: 'number' | 'unit' | 'date';
  a: ValuePart;
  b: ValuePart;
}

export interface Pairs {
  /** Telling words of both, each as it stands in a and in b. */
  shared: [a: Word, b: Word][];
  onlyA: Word[];
  onlyB: Word[];
  clashes: ValueClash[];
  equal: number;
  extraA: ValuePart[];
  extraB: ValuePart[];
  /** True when they share a word that says little, or one of them has none. */
  areLightAlike: boolean;
}

export function pairsOf(a: Claim, b: Claim): Pairs {
  const heavy = (claim: Claim): Word[] => claim.words.filter((word) => !word.isLight);
  const [shared, restOfA, restOfB] = matched(
    heavy(a),
    heavy(b),
    (x, y) => x.concept === y.concept || x.term === y.term,
  );
  // Said twice is said once; that something moved or grew says how its value came about, unless the other one says the contrary.
  const isSaid = (word: Word): boolean => isChange(word) || shared.some(([other]) => other.concept === word.concept);
  const [onlyA, onlyB] = [
    restOfA.filter((word) => !isSaid(word) || restOfB.some((other) => opposes(word, other))),
    restOfB.filter((word) => !isSaid(word) || restOfA.some((other) => opposes(word, other))),
  ];
  const [equal, restA, restB] = matched(a.values, b.values, (x, y) => compared(x, y) === 'same');
  const clashes: ValueClash[] = [];
  const extraB = [...restB];
  const extraA = restA.filter((part) => {
    const at = extraB.findIndex((other) => compared(part, other) !== null);
    const other = extraB[at];
    const by = other && compared(part, other);
    if (!other || by === null || by === undefined || by === 'same') return true;
    extraB.splice(at, 1);
    clashes.push({ by, a: part, b: other });
    return false;
  });
  const light = (claim: Claim): string[] => claim.words.filter((word) => word.isLight).map(({ concept }) => concept);
  const [lightA, lightB] = [light(a), light(b)];
  const areLightAlike = lightA.length === 0 || lightB.length === 0 || lightA.some((term) => lightB.includes(term));
  return { shared, onlyA, onlyB, clashes, equal: equal.length, extraA, extraB, areLightAlike };
}

const changes = new Set(
  'move relocat increase decrease renew grow promot migrat'.split(' ').flatMap((word) => [word, conceptOf(word)]),
);
const isChange = ({ term, concept, text, side }: Word): boolean =>
  (changes.has(term) || changes.has(concept)) &&
  (concept !== 'reside' || /^(?:mov|relocat)/i.test(text)) &&
  side === 'right' &&
  !text.endsWith('s');

/** A word that names a thing of its own: it has an article, a preposition or a capital, or opens the sentence. */
export function isThing({ article, preposition, isName, side }: Word): boolean {
  return article !== null || preposition !== null || isName || side === 'left';
}

/** True when only one of two words can be true of a thing. */
export function opposes(x: Word, y: Word): boolean {
  // Names are no words: a Red and a Green may both be customers.
  return [x, y].every(({ isName, isFirst }) => !isName || isFirst) && areOpposite(x.term, y.term);
}

function matched<Part>(
  as: readonly Part[],
  bs: readonly Part[],
  isSame: (a: Part, b: Part) => boolean,
): [[Part, Part][], Part[], Part[]] {
  const rest = [...bs];
  const pairs: [Part, Part][] = [];
  const onlyA = as.filter((part) => {
    const at = rest.findIndex((other) => isSame(part, other));
    const other = rest[at];
    if (other === undefined) return true;
    rest.splice(at, 1);
    pairs.push([part, other]);
    return false;
  });
  return [pairs, onlyA, rest];
}

/** What two values are to each other; null = they cannot be compared. */
function compared(a: ValuePart, b: ValuePart): 'same' | 'number' | 'unit' | 'date' | null {
  const [x, y]: Value[] = [a.value, b.value];
  if (x?.type === 'clock' && y?.type === 'clock') return isSameClock(x, y) ? 'same' : 'date';
  if (x?.type === 'date' && y?.type === 'date') return haveCommon(x, y) ? (isSameDay(x, y) ? 'same' : 'date') : null;
  if (x?.type !== 'amount' || y?.type !== 'amount') return null;
  // Up by 12 is not 12.
  if ((a.preposition === 'by') !== (b.preposition === 'by')) return null;
  if (x.dimension === y.dimension) {
    const isOfOne = x.dimension !== 'count' || a.head === null || b.head === null || a.head === b.head;
    return isOfOne ? compareAmounts(x, y) : null;
  }
  // A bare number may mean whatever the other one says it counts.
  const isBare = (part: ValuePart, dimension: string) => dimension === 'count' && part.head === null;
  if (isBare(a, x.dimension) || isBare(b, y.dimension)) return x.written === y.written ? 'same' : 'number';
  const [kindX, kindY] = [kindOf(x.dimension), kindOf(y.dimension)];
  return kindX === kindY ? 'unit' : null;
}

/** Currencies are of one kind, as are days and working days. */
function kindOf(dimension: string): string {
  if (dimension.startsWith('money')) return 'money';
  return dimension === 'workday' ? 'time' : dimension;
}

function haveCommon(a: Day, b: Day): boolean {
  const knows = (day: Day) => ({
    year: day.year !== undefined,
    quarter: day.quarter !== undefined || day.month !== undefined,
    day: day.day !== undefined,
    week: day.weekday !== undefined || (day.year !== undefined && day.day !== undefined),
    part: day.part !== undefined && day.month === undefined && day.quarter === undefined,
  });
  const [ka, kb] = [knows(a), knows(b)];
  return (['year', 'quarter', 'day', 'week', 'part'] as const).some((field) => ka[field] && kb[field]);
}
