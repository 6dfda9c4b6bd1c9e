/** Numbers with what they count: money, percent, periods, lengths and the like, told apart and made comparable. Pure. */
import { currencyPattern, daysOfPeriod, periodAdverb, periodNoun, unitOf, unitPattern } from './units.ts';

export interface Amount {
  type: 'amount';
  /** What kind of thing is measured: `money EUR`, `percent`, `time`, `count`, `frequency`. Only equal ones are compared. */
  dimension: string;
  /** In the dimension's base unit; equal unless it is a range. */
  low: number;
  high: number;
  /** The number as written and its unit, so that 5 km and 5 miles are told apart by the unit. */
  written: string;
  unit: string;
  /** Days of the period it is paid or counted per; null = it says none. */
  perDays: number | null;
  bound: 'about' | 'least' | 'most' | null;
}

/** A value where it stands in a text. */
export interface Found<Value> {
  at: number;
  end: number;
  value: Value;
}

const number = "\\d{1,3}(?:[,.' ]\\d{3})+(?:[.,]\\d{1,2})?(?!\\d)|\\d+(?:[.,]\\d+)?";
const scale = '(?:\\s?(k|thousand|m|mn|mio|million|bn|billion)(?![\\p{L}\\d])\\.?)';
const scales = new Map([
  ...['k', 'thousand'].map((name): [string, number] => [name, 1e3]),
  ...['m', 'mn', 'mio', 'million'].map((name): [string, number] => [name, 1e6]),
  ...['bn', 'billion'].map((name): [string, number] => [name, 1e9]),
]);

const amount = new RegExp(
  `(?<![\\p{L}\\d.,])(?:(${currencyPattern})\\s?)?([+-](?=\\d)(?<!\\d-))?(${number})${scale}?` +
    `(?:\\s?(?:-|to|and|or)\\s?(?:${currencyPattern})?\\s?(${number})${scale}?(?=\\s?(?:${unitPattern})|[^\\p{L}\\d]*$|\\s\\p{L}))?` +
    `(?:[ -]?(?:full |calendar |consecutive )?(${unitPattern}))?`,
  'giu',
);
const rate = new RegExp(
  `^(?:,?\\s(?:per|for each|each|an?|every)\\s(?!${periodNoun}\\b)\\p{L}+)?(?:\\s?(?:\\/|\\bper|\\ban?|\\beach|\\bevery|\\b(?:in|for) an?)\\s?(${periodNoun})\\b|,?\\s(${periodAdverb})\\b)`,
  'iu',
);
const often = new RegExp(
  `\\b(?:(?:once|(\\d+) times?|(twice))\\s(?:per|an?|each|every)\\s(${periodNoun})|every (\\d+) (${periodNoun})s|every (?:(other|second) )?(${periodNoun})|(${periodAdverb}))\\b`,
  'giu',
);

/** A number as written in digits: `1,000`, `1.000`, `4,5`, `12.50`. Three digits behind a single sign are thousands. */
function read(text: string): number {
  const plain = text.replaceAll(/[' ]/g, '');
  if (/^[1-9]\d{0,2}(?:[.,]\d{3})+$/.test(plain)) return Number(plain.replaceAll(/[.,]/g, ''));
  const decimal = Math.max(plain.lastIndexOf(','), plain.lastIndexOf('.'));
  return decimal < 0
    ? Number(plain)
    : Number(`${plain.slice(0, decimal).replaceAll(/[.,]/g, '')}.${plain.slice(decimal + 1)}`);
}

function boundBefore(before: string): Amount['bound'] {
  if (/(?:\b(?:about|around|approximately|approx\.?|roughly|circa|ca\.?|nearly|almost|some)|~)\s?$/i.test(before))
    return 'about';
  if (
    /\b(?:at least|minimum(?: of)?|min\.?|no (?:less|fewer) than|more than|over|above|exceeding|from)\s$/i.test(before)
  )
    return 'least';
  return /\b(?:at most|maximum(?: of)?|max\.?|(?<!\b(?:went|go|goes|gone|rose|going|is|are) )up to|no more than|not more than|less than|fewer than|under|below)\s$/i.test(
    before,
  )
    ? 'most'
    : null;
}

/** Every amount in a text in its plain form. Months, dates and times of day must have been taken out before. */
export function amountsIn(text: string): Found<Amount>[] {
  const found: Found<Amount>[] = [];
  for (const match of text.matchAll(often)) {
    const [written, times, twice, period, count, counted, other, plain, adverb] = match;
    const days = (daysOfPeriod(period ?? counted ?? plain ?? adverb ?? '') ?? 1) * Number(count ?? (other ? 2 : 1));
    found.push({
      at: match.index,
      end: match.index + written.length,
      value: amountOf('frequency', days / Number(times ?? (twice ? 2 : 1)), { written, unit: '' }),
    });
  }
  for (const match of text.matchAll(amount)) {
    const [whole, currency, sign, first = '', firstScale, second, secondScale, unitName] = match;
    const [at, end] = [match.index, match.index + whole.length];
    if (found.some((other) => at < other.end && end > other.at)) continue;
    // `5 m` is a length, `5m users` and `€5 m` are millions.
    const isMetre =
      /^m$/i.test(firstScale ?? '') &&
      currency === undefined &&
      unitName === undefined &&
      !(/\dm$/i.test(whole) && /^ \p{L}/u.test(text.slice(end)));
    const unit = unitOf(currency ?? unitName ?? (isMetre ? 'm' : '')) ?? { dimension: 'count', factor: 1 };
    const scaled = (digits: string, name: string | undefined) =>
      read(digits) *
      (isMetre ? 1 : (scales.get((name ?? '').toLowerCase()) ?? 1)) *
      unit.factor *
      (sign === '-' ? -1 : 1);
    const low = scaled(first, firstScale ?? (second === undefined ? undefined : secondScale));
    const after = rate.exec(text.slice(end));
    const perDays = after ? daysOfPeriod(after[1] ?? after[2] ?? '') : null;
    const value: Amount = {
      ...amountOf(unit.dimension, low, {
        written: first,
        unit: (currency ?? unitName ?? (isMetre ? 'm' : '')).toLowerCase(),
      }),
      high: second === undefined ? low : scaled(second, secondScale),
      perDays,
      bound: boundBefore(text.slice(Math.max(0, at - 20), at)),
    };
    // A frequency that belongs to this amount is its rate, not a value of its own.
    const rateEnd = perDays === null ? end : end + (after?.[0].length ?? 0);
    for (let index = found.length - 1; index >= 0; index -= 1)
      if ((found[index]?.at ?? 0) >= end && (found[index]?.at ?? 0) < rateEnd) found.splice(index, 1);
    found.push({ at, end: rateEnd, value: celsius(value) });
  }
  return found;
}

function amountOf(dimension: string, low: number, { written, unit }: { written: string; unit: string }): Amount {
  return { type: 'amount', dimension, low, high: low, written, unit, perDays: null, bound: null };
}

function celsius(value: Amount): Amount {
  if (value.dimension !== 'fahrenheit') return value;
  const of = (degrees: number) => ((degrees - 32) * 5) / 9;
  return { ...value, dimension: 'temperature', low: of(value.low), high: of(value.high) };
}

/** What two amounts of one dimension are to each other. */
export function compareAmounts(a: Amount, b: Amount): 'same' | 'number' | 'unit' {
  const [da, db] = a.perDays !== null && b.perDays !== null ? [a.perDays, b.perDays] : [1, 1];
  const ranges = [
    [a.low / da, a.high / da],
    [b.low / db, b.high / db],
  ] as const;
  const slack = a.bound === 'about' || b.bound === 'about' ? 0.1 : a.unit === b.unit && da === db ? 1e-9 : 0.02;
  const near = (x: number, y: number) => Math.abs(x - y) <= slack * Math.max(Math.abs(x), Math.abs(y));
  if (near(ranges[0][0], ranges[1][0]) && near(ranges[0][1], ranges[1][1])) return 'same';
  if (within(a, b) || within(b, a)) return 'same';
  return a.written === b.written && (a.unit !== b.unit || a.perDays !== b.perDays) ? 'unit' : 'number';
}

/** `at least 30` says nothing against 45, and `up to 5` nothing against 3. */
function within(limit: Amount, exact: Amount): boolean {
  if (exact.bound !== null || exact.low !== exact.high) return false;
  if (limit.bound === 'least') return exact.low >= limit.low;
  return limit.bound === 'most' && exact.low <= limit.low;
}
