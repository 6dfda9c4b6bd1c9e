import { describe, expect, test } from 'vitest';
import { answerTable, type TableQuery } from './table-query.ts';

const header = ['Name', 'Region', 'Revenue', 'Since', 'Name'];
const rows = [
  ['Acme', 'North', '€ 1.200,50', '2021-03-01', 'x'],
  ['Bolt', 'south', '900,00', '2019-12-31', 'y'],
  ['Café Noir', 'North', '2.000,00', '31/12/2020', 'z'],
  ['Dune', '', 'n/a', '', ''],
];
const ask = (query: TableQuery) => answerTable(header, rows, query);
const names = (query: TableQuery) =>
  ask({ ...query, columns: ['Name'] })
    .rows.slice(1)
    .map((row) => row[0]);

describe('filters', () => {
  test.each<[string, NonNullable<TableQuery['where']>, string[]]>([
    ['text without case', [{ column: 'region', op: '=', value: 'SOUTH' }], ['Bolt']],
    ['accents', [{ column: 'Name', op: 'contains', value: 'cafe' }], ['Café Noir']],
    ['numbers with currency', [{ column: 'Revenue', op: '>', value: 950 }], ['Acme', 'Café Noir']],
    ['a number as text', [{ column: 'Revenue', op: '<=', value: '1,200.50' }], ['Acme', 'Bolt']],
    ['equal numbers', [{ column: 'Revenue', op: '=', value: 2000 }], ['Café Noir']],
    ['not equal', [{ column: 'Region', op: '!=', value: 'north' }], ['Bolt', 'Dune']],
    ['ISO dates', [{ column: 'Since', op: '>=', value: '2020-01-01' }], ['Acme']],
    ['empty cells', [{ column: 'Region', op: '=', value: '' }], ['Dune']],
    [
      'both',
      [
        { column: 'Region', op: '=', value: 'North' },
        { column: 'Revenue', op: '<', value: 1500 },
      ],
      ['Acme'],
    ],
  ])('%s', (_, where, expected) => expect(names({ where })).toEqual(expected));

  test('says which rows could not be compared', () => {
    expect(ask({ where: [{ column: 'Revenue', op: '>', value: 1 }] }).notes).toEqual([
      'Left out: 1 row holds no number in Revenue.',
    ]);
    expect(ask({ where: [{ column: 'Since', op: '<', value: '2030-01-01' }] }).notes).toEqual([
      'Left out: 1 row holds no date written as 2024-12-31 in Since.',
    ]);
  });

  test('an unknown column names those there are', () => {
    expect(() => ask({ columns: ['Turnover'] })).toThrow(
      'There is no column "Turnover". The columns are: Name, Region, Revenue, Since, Name (2).',
    );
  });
});

test('sorting is by number where there are numbers, empty cells last', () => {
  const table = answerTable(
    ['n', 'v'],
    [
      ['a', '10'],
      ['b', ''],
      ['c', '9'],
      ['d', '1,000'],
    ],
    { sortBy: 'v' },
  );
  expect(table.rows.slice(1).map((row) => row[0])).toEqual(['c', 'a', 'd', 'b']);
  const down = answerTable(
    ['n', 'v'],
    [
      ['a', '10'],
      ['b', ''],
      ['c', '9'],
    ],
    { sortBy: 'v', descending: true, limit: 2 },
  );
  expect([down.rows.slice(1).map((row) => row[0]), down.found]).toEqual([['a', 'c'], 3]);
});

test('groups are counted and summed to the cent, whatever is no number is said', () => {
  const answer = ask({ groupBy: 'region', sum: ['Revenue'], sortBy: 'Revenue', descending: true });
  expect(answer.rows).toEqual([
    ['Region', 'count', 'sum of Revenue'],
    ['North', '2', '3200.50'],
    ['south', '1', '900.00'],
    ['', '1', '0'],
  ]);
  expect(answer.notes).toEqual(['Not counted: 1 row holds no number in Revenue.']);
  expect(answerTable(['v'], [['0.1'], ['0.2'], ['0.3']], { sum: ['v'] }).rows).toEqual([
    ['count', 'sum of v'],
    ['3', '0.6'],
  ]);
  expect(answerTable(['v'], [], { sum: ['v'] }).rows[1]).toEqual(['0', '0']);
});
