/** Questions about a subject, each with how its answers are drawn. How they are worded is the business of a grammar. */
import type { Random } from '../trust/sim/random.ts';
import * as words from './vocabulary.ts';

/** One answer in different spellings that mean the same. */
export type Answer = readonly string[];

export interface Topic {
  name: string;
  /** Who it is asked of. */
  of: 'firm' | 'person';
  kind: 'value' | 'number' | 'unit' | 'date' | 'negation' | 'many';
  /** Two answers that exclude each other; for many-valued questions two that stand beside each other. */
  draw(random: Random): [Answer, Answer];
  /** The answer was settled once: a later document does not change it. */
  isLasting?: true;
  /** It can be narrowed to a country or to customers. */
  canBeNarrowed?: true;
}

const tens = ['ten', 'fifteen', 'twenty', 'thirty', 'forty', 'forty-five', 'sixty', 'ninety'] as const;
const tenValues = [10, 15, 20, 30, 40, 45, 60, 90] as const;

function two<T>(random: Random, from: readonly T[]): [T, T] {
  const first = random.below(from.length);
  const second = (first + 1 + random.below(from.length - 1)) % from.length;
  const [x, y] = [from[first], from[second]];
  if (x === undefined || y === undefined) throw new Error('a list to draw two from has two');
  return [x, y];
}

const of = (from: readonly string[]) => (random: Random) => {
  const [x, y] = two(random, from);
  return [[x], [y]] satisfies [Answer, Answer];
};
const counted = (unit: string) => (random: Random) => {
  const [x, y] = two(random, [...tenValues.keys()]);
  const spell = (at: number): Answer => [
    `${tenValues[at]} ${unit}`,
    `${tens[at]} ${unit}`,
    `${tens[at]} (${tenValues[at]}) ${unit}`,
  ];
  return [spell(x), spell(y)] satisfies [Answer, Answer];
};
const plain = (low: number, step: number, spell: (n: number) => Answer) => (random: Random) => {
  const [x, y] = two(
    random,
    Array.from({ length: 12 }, (_, at) => low + at * step),
  );
  return [spell(x), spell(y)] satisfies [Answer, Answer];
};
const grouped = (n: number, sign = ','): string => String(n).replaceAll(/\B(?=(\d{3})+$)/g, sign);
const money = (low: number, step: number) =>
  plain(low, step, (n) => [`€${grouped(n)}`, `${n} EUR`, `EUR ${grouped(n)}`, `${grouped(n)} euros`]);
const monthNames = 'January February March April May June July August September October November December'.split(' ');
const twoDigits = (n: number): string => String(n).padStart(2, '0');
function day(random: Random): [Answer, Answer] {
  const draw = (): [number, number] => [1 + random.below(12), 1 + random.below(28)];
  const [first, second] = [draw(), draw()];
  if (first[0] === second[0] && first[1] === second[1]) second[1] = (second[1] % 28) + 1;
  const spell = ([month, date]: [number, number]): Answer => [
    `${date} ${monthNames[month - 1]} 2027`,
    `${monthNames[month - 1]} ${date}, 2027`,
    `2027-${twoDigits(month)}-${twoDigits(date)}`,
    `${twoDigits(date)}.${twoDigits(month)}.2027`,
  ];
  return [spell(first), spell(second)];
}
const units =
  (pairs: readonly [Answer, Answer][]) =>
  (random: Random): [Answer, Answer] => {
    const [pair] = two(random, pairs);
    return pair;
  };

export const topics: readonly Topic[] = [
  { name: 'account manager', of: 'firm', kind: 'value', draw: of(words.people) },
  { name: 'headquarters', of: 'firm', kind: 'value', draw: of(words.cities) },
  { name: 'home', of: 'person', kind: 'value', draw: of(words.cities) },
  { name: 'boss', of: 'person', kind: 'value', draw: of(words.people) },
  { name: 'carrier', of: 'firm', kind: 'value', draw: of(words.carriers), canBeNarrowed: true },
  { name: 'bookkeeping', of: 'firm', kind: 'value', draw: of(words.programs) },
  { name: 'contract language', of: 'firm', kind: 'value', draw: of(words.languages) },
  { name: 'currency', of: 'firm', kind: 'value', draw: of(words.currencies), canBeNarrowed: true },
  { name: 'channel', of: 'person', kind: 'value', draw: of(['email', 'phone', 'post']) },
  {
    name: 'post',
    of: 'person',
    kind: 'value',
    draw: of(['purchasing manager', 'finance director', 'product designer', 'sales engineer']),
  },
  {
    name: 'offer',
    of: 'firm',
    kind: 'value',
    draw: units([
      [['approved'], ['rejected']],
      [['accepted'], ['declined']],
    ]),
  },
  {
    name: 'account',
    of: 'firm',
    kind: 'value',
    draw: units([
      [['active'], ['suspended']],
      [['open'], ['closed']],
    ]),
  },
  { name: 'payment term', of: 'firm', kind: 'number', draw: counted('days'), canBeNarrowed: true },
  { name: 'seats', of: 'firm', kind: 'number', draw: counted('seats') },
  { name: 'staff', of: 'firm', kind: 'number', draw: plain(40, 15, (n) => [`${n} people`]) },
  { name: 'annual fee', of: 'firm', kind: 'number', draw: money(4_000, 750) },
  {
    name: 'discount',
    of: 'firm',
    kind: 'number',
    draw: plain(3, 2, (n) => [`${n}%`, `${n} %`, `${n} percent`]),
    canBeNarrowed: true,
  },
  { name: 'notice', of: 'firm', kind: 'number', draw: plain(1, 1, (n) => [`${n + 1} months`]) },
  { name: 'budget', of: 'firm', kind: 'number', draw: money(20_000, 3_500) },
  {
    name: 'capacity',
    of: 'firm',
    kind: 'number',
    draw: plain(1_500, 400, (n) => [`${grouped(n)} pallets`, `${n} pallets`]),
  },
  { name: 'leave', of: 'person', kind: 'number', draw: plain(22, 1, (n) => [`${n} days`]) },
  { name: 'delivery', of: 'firm', kind: 'number', draw: plain(2, 1, (n) => [`${n} days`]), canBeNarrowed: true },
  {
    name: 'radius',
    of: 'firm',
    kind: 'unit',
    draw: units([
      [['5 km', '5,000 metres'], ['5 miles']],
      [['20 kilometres', '20 km'], ['20 miles']],
      [['800 m', '0.8 km'], ['800 km']],
    ]),
  },
  {
    name: 'weight',
    of: 'firm',
    kind: 'unit',
    draw: units([
      [['2 kg', '2,000 g'], ['2 lbs']],
      [['500 g', '0.5 kg'], ['500 kg']],
      [['3 tonnes', '3,000 kg'], ['3 kg']],
    ]),
  },
  {
    name: 'reply',
    of: 'firm',
    kind: 'unit',
    draw: units([
      [['30 minutes', 'half an hour', '0.5 hours'], ['30 hours']],
      [['2 days', '48 hours', 'two days'], ['2 weeks']],
      [['4 hours', 'four hours'], ['4 days']],
    ]),
  },
  {
    name: 'licence',
    of: 'firm',
    kind: 'unit',
    draw: units([
      [['€500', '500 EUR'], ['$500']],
      [['£80', '80 GBP'], ['€80']],
      [['€20 per month', '€240 a year'], ['€20 per year']],
    ]),
  },
  {
    name: 'quota',
    of: 'firm',
    kind: 'unit',
    draw: units([
      [['500 MB', '0.5 GB'], ['500 GB']],
      [['2 TB', '2,000 GB'], ['2 GB']],
      [['10 GB'], ['10 MB']],
    ]),
  },
  { name: 'contract end', of: 'firm', kind: 'date', draw: day },
  { name: 'launch', of: 'firm', kind: 'date', draw: day },
  { name: 'audit', of: 'firm', kind: 'date', draw: day },
  { name: 'sync', of: 'firm', kind: 'date', draw: of(['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']) },
  {
    name: 'opening',
    of: 'firm',
    kind: 'date',
    draw: units([
      [['9:00', '9 am'], ['10:00']],
      [['8:30', '8:30 am'], ['9:30']],
      [['7 am', '07:00'], ['11 am']],
    ]),
  },
  {
    name: 'founding',
    of: 'firm',
    kind: 'date',
    draw: of(['1978', '1984', '1991', '1997', '2003', '2011']),
    isLasting: true,
  },
  { name: 'cards', of: 'firm', kind: 'negation', draw: yesNo },
  { name: 'shipping abroad', of: 'firm', kind: 'negation', draw: yesNo },
  { name: 'parking', of: 'firm', kind: 'negation', draw: yesNo },
  { name: 'purchase order', of: 'firm', kind: 'negation', draw: yesNo },
  { name: 'single sign-on', of: 'firm', kind: 'negation', draw: yesNo },
  { name: 'signing', of: 'person', kind: 'negation', draw: yesNo },
  { name: 'backups', of: 'firm', kind: 'negation', draw: yesNo },
  { name: 'committee', of: 'person', kind: 'negation', draw: yesNo },
  { name: 'language', of: 'person', kind: 'many', draw: of(words.languages) },
  { name: 'pastime', of: 'person', kind: 'many', draw: of(words.pastimes) },
  { name: 'branch', of: 'firm', kind: 'many', draw: of(words.cities) },
  { name: 'client', of: 'firm', kind: 'many', draw: of(words.clients) },
  { name: 'goods', of: 'firm', kind: 'many', draw: of(words.products) },
  { name: 'certificate', of: 'firm', kind: 'many', draw: of(words.certificates) },
];

/** A question of yes and no has its answers in the wording. */
function yesNo(random: Random): [Answer, Answer] {
  return random.chance(0.5) ? [['yes'], ['no']] : [['no'], ['yes']];
}
