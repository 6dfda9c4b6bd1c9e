/** Two sentences read side by side: tables of what they are to each other, and a set of pairs written by hand. */
import { expect, test } from 'vitest';
import { pairs, type ReadPair } from './claims/testing/pairs.ts';
import { differenceOf, type Statement } from './difference.ts';
import { settlement } from './settlement.ts';

const statement = (subject: string, { text, date, scope }: ReadPair['a']): Statement => ({
  subject,
  text,
  scope,
  validFromMs: date === null ? null : Date.parse(date),
});
const between = (a: string, b: string, subject = 'Acme') => {
  const difference = differenceOf({ subject, text: a, validFromMs: null }, { subject, text: b, validFromMs: null });
  return difference.is === 'contradiction' ? difference.by : difference.is;
};

test.each([
  ['Acme pays within 30 days.', 'Acme pays within 45 days.', 'number'],
  ['Acme pays within thirty (30) days.', 'The payment term is 30 days.', 'same'],
  ['The meeting lasts 30 minutes.', 'The meeting lasts half an hour.', 'same'],
  ['The radius is 5 km.', 'The radius is 5 miles.', 'unit'],
  ['The fee is €1,000.', 'Fee: 1000 EUR', 'same'],
  ['The fee is €1,000.', 'The fee is $1,000.', 'unit'],
  ['The fee is €100 per month.', 'The fee is €1,200 a year.', 'same'],
  ['Renewal date: 3 May', 'The contract renews on 9 May.', 'date'],
  ['The review is on 2026-05-03.', 'The review is on May 3rd, 2026.', 'same'],
  ['The shop opens at 9 am.', 'The shop opens at 10:00.', 'date'],
  ['Acme accepts cards.', 'Acme does not accept cards.', 'negation'],
  ['Acme accepts cards.', 'Acme no longer accepts cards.', 'negation'],
  ['There is parking on site.', 'There is no parking on site.', 'negation'],
  ['The budget was approved.', 'The budget was rejected.', 'antonym'],
  ['The ticket is open.', 'The ticket is not closed.', 'same'],
  ['The account manager is Ada Kell.', 'Tom Ray is the account manager.', 'value'],
  ['Acme moved from Bonn to Ulm.', 'Acme is based in Bonn.', 'value'],
  ['Acme sells pipes.', 'Acme sells wire.', 'many'],
  ['Acme has an office in Bonn.', 'Acme has an office in Ulm.', 'many'],
  ['Delivery takes 3 days.', 'Delivery takes 7 days in Norway.', 'scoped'],
  ['Delivery takes 5 days.', 'Payment takes 30 days.', 'unrelated'],
  ['The Q3 budget is €5,000.', 'The Q4 budget is €6,000.', 'unrelated'],
  ['The shop opens at 9:00.', 'The shop closes at 18:00.', 'unrelated'],
  ['Acme gives a discount of 5%.', 'Acme gets a discount of 8%.', 'unrelated'],
  ['Acme used to be based in Bonn.', 'Acme is based in Ulm.', 'unrelated'],
  ['Acme may move to Ulm? ', 'Acme is based in Bonn.', 'unrelated'],
  ['The hall holds about 4,000 people.', 'The hall holds 4,100 people.', 'same'],
  ['Ada Kell reports to Tom Ray.', 'Tom Ray reports to Ada Kell.', 'unrelated'],
])('%s / %s is %s', (a, b, is) => {
  expect(between(a, b)).toBe(is);
  if (is !== 'many') expect(between(b, a)).toBe(is);
});

test('a narrower scope beside the sentence makes it no contradiction, one that has nothing in common neither', () => {
  const of = (scope: string | null, text: string): Statement => ({ subject: 'VAT', text, scope, validFromMs: null });
  expect(differenceOf(of(null, 'The rate is 19%.'), of('Germany', 'The rate is 20%.')).is).toBe('scoped');
  expect(differenceOf(of('France', 'The rate is 19%.'), of('Germany', 'The rate is 20%.')).is).toBe('unrelated');
  expect(differenceOf(of('Germany', 'The rate is 19%.'), of('germany', 'The rate is 20%.')).is).toBe('contradiction');
});

test('of the pairs written by hand nine in ten disagreements are found, and hardly any that is none', () => {
  const read = pairs.map((pair) => {
    const [a, b] = [statement(pair.subject, pair.a), statement(pair.subject, pair.b)];
    const difference = differenceOf(a, b);
    return { pair, is: difference.is, current: settlement(a, b, difference) };
  });
  const disagreeing = read.filter(({ pair }) => pair.expected === 'contradiction' || pair.expected === 'update');
  const found = disagreeing.filter(({ is }) => is === 'contradiction');
  const alarms = read.filter((one) => one.is === 'contradiction' && !disagreeing.includes(one));
  expect(pairs.length).toBeGreaterThan(200);
  expect(found.length / disagreeing.length).toBeGreaterThan(0.93);
  expect(alarms.map(({ pair }) => `${pair.a.text} / ${pair.b.text}`)).toEqual([]);
  // What was found is settled as a careful reader would, every time.
  expect(found.filter(({ pair, current }) => pair.current !== current)).toEqual([]);
});
