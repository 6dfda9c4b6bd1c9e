/**
 * Finds where a memory and a file say the same with another value: the words agree, the one number or date does not. Pure.
 * Narrower than what tells two memories apart (memory/difference.ts): a file's sentence says much beside its point.
 */
import { termsOf } from '../../lib/text/fold.ts';
import { parseNumber } from '../../lib/text/number.ts';
import { datesIn, longDate } from '../../lib/text/dates.ts';
import type { Sentence } from './sentences.ts';

/** The one value a clause gives, and the words it is given with. */
interface Claim {
  kind: 'date' | 'number';
  value: string;
  key: string;
  words: string[];
}

/** Of the memory's words so many must stand beside the file's value, and of those beside it so many in the memory. */
const sharedOfKnown = 0.6;
const sharedOfOther = 0.4;

/** What both sentences speak of, with each one's value; null = they do not contradict each other, or it cannot be told. */
export function contrary(
  known: Sentence,
  other: Sentence,
): { point: string; known: Pick<Claim, 'value' | 'key'>; other: Pick<Claim, 'value' | 'key'> } | null {
  const subject = new Set(termsOf(known.headings.join(' ')));
  const mine = claimOf(known, subject);
  const theirs = claimOf(other, subject);
  if (!mine || !theirs || mine.kind !== theirs.kind || mine.key === theirs.key) return null;
  const shared = mine.words.filter((word) => theirs.words.includes(word));
  const isSame =
    shared.length > 0 &&
    shared.length >= mine.words.length * sharedOfKnown &&
    shared.length >= theirs.words.length * sharedOfOther;
  const point = shared.find((word) => !unitWords.has(word)) ?? 'figure';
  return isSame ? { point, known: mine, other: theirs } : null;
}

function claimOf({ text }: Sentence, subject: ReadonlySet<string>): Claim | null {
  const found = valueIn(text);
  if (!found) return null;
  // A comma within a number parts nothing.
  const clause = text.split(/[;:]\s|,\s|\.\s|\s[–—-]\s/).find((part) => part.includes(found.text));
  // `Rent: 4,180` has its word before the colon.
  const label = /^[^.,;]{2,40}:\s/.exec(text)?.[0] ?? '';
  const words = termsOf(`${label} ${clause ?? ''}`.replace(found.text, ' '));
  return { ...found, words: words.filter((word) => !/\d/.test(word) && !subject.has(word)) };
}

/** Words that say how much, not of what. */
const unitWords = new Set([
  'usd',
  'eur',
  'gbp',
  'chf',
  'percent',
  'hour',
  'day',
  'week',
  'month',
  'year',
  'euro',
  'dollar',
  'pound',
]);

const number = /(?<![\w-])\d[\d,]*(?:\.\d+)?(?![\w-])/g;
const unit = /^\s?(?:[A-Z]{3}\b|%|percent\b|(?:hour|day|week|month|year|euro|dollar|pound)s?\b)/;

function valueIn(text: string): (Pick<Claim, 'kind' | 'value' | 'key'> & { text: string }) | null {
  const dates = datesIn(text);
  const [date] = dates;
  if (date)
    return dates.length > 1 ? null : { kind: 'date', value: longDate(date.iso), key: date.iso, text: date.text };
  const [found, more] = [...text.matchAll(number)];
  const value = found && !more ? parseNumber(found[0]) : null;
  if (!found || value === null) return null;
  const measure = unit.exec(text.slice(found.index + found[0].length))?.[0] ?? '';
  return { kind: 'number', value: `${found[0]}${measure}`, key: String(value), text: found[0] };
}
