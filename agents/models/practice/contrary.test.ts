import { expect, test } from 'vitest';
import { contrary } from './contrary.ts';
import { sentencesOf, type Sentence } from './sentences.ts';
import { knownDoc } from './sources.ts';

function sentence(text: string): Sentence {
  const [found] = sentencesOf(knownDoc({ id: 'mem_1', kind: 'fact', subject: 'Quay lease', text, isTaught: true }));
  if (!found) throw new Error(`no sentence in “${text}”`);
  return found;
}

test.each([
  [
    'another number',
    'The rent is 4,300 EUR a month.',
    'Rent: 4,180 EUR a month, payable in advance',
    'rent: 4,300 EUR | 4,180 EUR',
  ],
  ['the subject named in one', 'The Quay lease costs 4,300 a month.', 'It costs 4,180 a month.', 'cost: 4,300 | 4,180'],
  [
    'another date',
    'Notice is due on 1 May 2027.',
    'The notice is due by 30 April 2027.',
    'notice: 1 May 2027 | 30 April 2027',
  ],
  [
    'another length of time',
    'The notice period is 3 months.',
    'Notice period: 6 months, in writing',
    'notice: 3 months | 6 months',
  ],
  ['the same number, written otherwise', 'The rent is 4180 a month.', 'Rent: 4,180 EUR a month', null],
  ['another thing', 'The rent is 4,300 a month.', 'The deposit is 8,360, kept by the bank.', null],
  ['one word in common', 'The rent is 4,300 a month.', 'Rent is due on day 5 of each quarter.', null],
  ['its only word among many', 'The rent is 4,300.', 'Rent is due on day 5 of each quarter.', null],
  ['two numbers', 'The rent is 4,300 a month.', 'The rent was 4,000 and is 4,180 a month.', null],
  ['a date and a number', 'The rent is 4,300 a month.', 'The rent is due from 1 May 2027 each month.', null],
  ['no number', 'The rent is high this month.', 'The rent is 4,180 a month.', null],
])('%s', (_, known, other, said) => {
  const found = contrary(sentence(known), sentence(other));
  expect(found && `${found.point}: ${found.known.value} | ${found.other.value}`).toBe(said);
});
