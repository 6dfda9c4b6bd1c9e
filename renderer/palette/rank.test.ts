import { expect, it } from 'vitest';
import { ranked, score } from './rank.ts';

const rows = ['Chase 7 unpaid invoices', 'Invoices of October', 'Tomás, executor', 'Go to Inbox'];

it.each([
  ['inv', ['Invoices of October', 'Chase 7 unpaid invoices']],
  ['tomas', ['Tomás, executor']],
  ['october invoices', ['Invoices of October']],
  ['nothing', []],
])('finds %s', (typed, found) => expect(ranked(rows, typed, (row) => row, 9)).toEqual(found));

it('shows the first rows when nothing is typed', () => {
  expect([ranked(rows, ' ', (row) => row, 2).length, score('abc', '')]).toEqual([2, 1]);
});
