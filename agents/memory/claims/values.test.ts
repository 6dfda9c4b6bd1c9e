/** Numbers, units and days as people write them come to one value. */
import { expect, test } from 'vitest';
import { amountsIn, compareAmounts } from './amounts.ts';
import { isSameClock, isSameDay, momentsIn } from './moments.ts';
import { plainText } from './plain.ts';

const amount = (text: string) => {
  const value = amountsIn(plainText(text))[0]?.value;
  if (!value) throw new Error(`no amount in “${text}”`);
  return value;
};
const moment = (text: string) => momentsIn(plainText(text))[0]?.value;

test.each([
  ['thirty days', '30 days', 'same'],
  ['half an hour', '30 minutes', 'same'],
  ['an hour and a half', '90 minutes', 'same'],
  ['two hundred and fifty pallets', '250 pallets', 'same'],
  ['€1.2m', '1,200,000 EUR', 'same'],
  ['1.000 €', '1000 euros', 'same'],
  ['within a week', '7 days', 'same'],
  ['3 months', '90 days', 'same'],
  ['about 200 people', '210 people', 'same'],
  ['at least 30 days', '45 days', 'same'],
  ['up to 5 days', '8 days', 'number'],
  ['5 km', '5 miles', 'unit'],
  ['€20 per month', '€20 per year', 'unit'],
  ['5 m', '5 km', 'unit'],
  ['30 days', '31 days', 'number'],
  ['2 to 3 days', '2 to 5 days', 'number'],
])('%s and %s: %s', (a, b, is) => {
  expect(compareAmounts(amount(a), amount(b))).toBe(is);
});

test.each([
  ['3 May', '3rd of May', true],
  ['3 May 2026', '2026-05-03', true],
  ['May 3, 2026', '03.05.2026', true],
  ['Q3 2026', 'August 2026', true],
  ['Friday', '1 May 2026', true],
  ['Friday', '2 May 2026', false],
  ['end of May', 'early May', false],
  ['in 2025', 'in 2026', false],
])('%s and %s are one day: %s', (a, b, is) => {
  const [x, y] = [moment(a), moment(b)];
  if (x?.type !== 'date' || y?.type !== 'date') throw new Error('no days');
  expect(isSameDay(x, y)).toBe(is);
});

test.each([
  ['9 am', '09:00', true],
  ['9 am to 5 pm', '9:00-17:00', true],
  ['noon', '12:00', true],
  ['2-5 pm', '14:00 to 17:00', true],
  ['9 am', '9 pm', false],
])('%s and %s are one time: %s', (a, b, is) => {
  const [x, y] = [moment(a), moment(b)];
  if (x?.type !== 'clock' || y?.type !== 'clock') throw new Error('no times');
  expect(isSameClock(x, y)).toBe(is);
});

test.each([
  ["It isn't open.", 'It is not open.'],
  ['They no longer ship.', 'They now not ship.'],
  ['There is no lift.', 'There is not lift.'],
  ['She refuses to sign.', 'She not sign.'],
  ['- Renewal date: 3 May', 'Renewal date: 3 May'],
])('%s is plainly: %s', (text, plain) => {
  expect(plainText(text)).toBe(plain);
});
