import { expect, it } from 'vitest';
import { Check } from '../../agents/domain/schema.ts';
import { checkOf } from './done-means.ts';

it.each([
  ['At most 1,200 words', { kind: 'maxWords', words: 1200 }],
  ['Mentions “Ms Jensen”', { kind: 'contains', text: 'Ms Jensen' }],
  ['report.md exists', { kind: 'exists', path: 'report.md' }],
  ['There is a file work/tables/costs.csv', { kind: 'exists', path: 'tables/costs.csv' }],
  [
    'costs.csv has the columns Name, Amount and Date',
    { kind: 'schema', path: 'costs.csv', fields: ['Name', 'Amount', 'Date'] },
  ],
  [
    'The total of Amount in costs.csv is 4,180.50',
    { kind: 'total', path: 'costs.csv', column: 'Amount', equals: 4180.5 },
  ],
  [
    'The sum of Amount in costs.csv equals that of Betrag in files/bank.csv',
    { kind: 'total', path: 'costs.csv', column: 'Amount', equals: { file: 'bank.csv', column: 'Betrag' } },
  ],
  ['run: node check.mjs --all', { kind: 'command', argv: ['node', 'check.mjs', '--all'] }],
  ['Friendly in tone', { kind: 'requirement' }],
  ['Please write report.md', { kind: 'requirement' }],
  ['One page, no more than needed', { kind: 'requirement' }],
  ['The total of Amount in costs.csv is right', { kind: 'requirement' }],
])('%s', (line, wanted) => {
  const check = checkOf(line, 'r1');
  expect(check).toEqual({ ...wanted, id: 'r1', label: line });
  expect(Check.parse(check)).toEqual(check);
});
