import { expect, test } from 'vitest';
import { isNumeric, readTable } from './table-text.ts';

test.each([
  ['commas', 'a,b\n1,2\n', { head: ['a', 'b'], rows: [['1', '2']], total: 1 }],
  ['semicolons with decimal commas', 'a;b\n1,5;2', { head: ['a', 'b'], rows: [['1,5', '2']], total: 1 }],
  [
    'quotes, doubled quotes and line breaks',
    'a,b\n"x, ""y""","1\n2"',
    { head: ['a', 'b'], rows: [['x, "y"', '1\n2']], total: 1 },
  ],
  [
    'rows of uneven length',
    'a,b\n1\n1,2,3',
    {
      head: ['a', 'b', ''],
      rows: [
        ['1', '', ''],
        ['1', '2', '3'],
      ],
      total: 2,
    },
  ],
  [
    'a byte order mark and Windows line ends',
    '\uFEFFa,b\r\n1,2\r\n',
    { head: ['a', 'b'], rows: [['1', '2']], total: 1 },
  ],
  ['a quote that never closes', 'a\n"x\ny', { head: ['a'], rows: [['x\ny']], total: 1 }],
  ['nothing', '', { head: [], rows: [], total: 0 }],
])('%s', (_name, text, view) => {
  expect(readTable(text, 10)).toEqual(view);
});

test('counts rows it does not show', () => {
  expect(readTable('a\n1\n2\n3', 2)).toEqual({ head: ['a'], rows: [['1'], ['2']], total: 3 });
});

test('a column of numbers is told from one of names', () => {
  const rows = [
    ['€4,180', 'Halden', ''],
    ['12 %', '12b', ''],
  ];
  expect([0, 1, 2].map((column) => isNumeric(rows, column))).toEqual([true, false, false]);
});
