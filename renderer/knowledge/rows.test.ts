import { describe, expect, it } from 'vitest';
import { fakeMemory } from '../client/fake-knowledge.ts';
import { keepNear, pagesFor, pageSize, stepFrom, tableRows, type HeldPage } from './rows.ts';

/** `A A B` → three memories of two subjects. */
const page = (subjects: string, from = 0): HeldPage => ({
  version: 1,
  memories: subjects.split(' ').map((subject, index) => fakeMemory(`${subject}${from + index}`, subject, 'x')),
});
const shown = (pages: [number, HeldPage][], total: number, grouped = true) =>
  tableRows(new Map(pages), total, grouped).map((row) =>
    row.kind === 'head' ? `${row.subject}:${row.count ?? '?'}` : row.kind === 'gap' ? '-' : row.memory.id,
  );
const whole = (subject: string) => page(Array.from({ length: pageSize }, () => subject).join(' '));

describe('the lines of the table', () => {
  it.each([
    ['nothing', [], 0, []],
    ['each subject with its count', [[0, page('A A B')]], 3, ['A:2', 'A0', 'A1', 'B:1', 'B2']],
    ['places that are not read, and no count before them', [[0, page('A B')]], 4, ['A:1', 'A0', 'B:?', 'B1', '-', '-']],
  ] as const)('%s', (_name, pages, total, lines) => {
    expect(shown(pages as unknown as [number, HeldPage][], total)).toEqual(lines);
  });

  it('counts a subject across pages, and not one whose beginning is not read', () => {
    expect(
      shown(
        [
          [0, whole('A')],
          [1, page('A B', 100)],
        ],
        102,
      ).filter((line) => line.includes(':')),
    ).toEqual(['A:101', 'B:1']);
    expect(shown([[1, page('A B', 100)]], 102).slice(-4)).toEqual(['A:?', 'A100', 'B:1', 'B101']);
  });

  it('ranks a search without heads', () => {
    expect(shown([[0, page('A B')]], 2, false)).toEqual(['A0', 'B1']);
  });

  it('makes a hundred thousand lines of what is at hand', () => {
    expect(tableRows(new Map([[0, whole('A')]]), 100_000, true)).toHaveLength(100_001);
  });
});

it.each([
  [0, 0, 1, [0]],
  [0, 99, 1000, [0]],
  [95, 130, 1000, [0, 1]],
  [99_990, 100_020, 100_000, [999]],
  [500, 600, 10, [0]],
])('places %i to %i of %i lie on the pages %j', (first, last, total, pages) => {
  expect(pagesFor(first, last, total)).toEqual(pages);
});

it('keeps the pages nearest to what is looked at', () => {
  const pages = new Map(Array.from({ length: 30 }, (_, index) => [index, index] as const));
  const kept = [...keepNear(pages, [20]).keys()].toSorted((a, b) => a - b);
  expect(kept).toHaveLength(12);
  expect([kept[0], kept.at(-1)]).toEqual([14, 25]);
});

it.each([
  [-1, 1, 1],
  [1, 1, 2],
  [2, 1, 4],
  [4, -1, 2],
  [1, -1, 1],
  [4, 1, 4],
] as const)('from line %i by %i to line %i: heads are no stop', (from, step, to) => {
  expect(stepFrom(tableRows(new Map([[0, page('A A B')]]), 3, true), from, step)).toBe(to);
});
