import { expect, test } from 'vitest';
import type { MemoryRow } from './memory.ts';
import { memoryRow } from './memory.suite.ts';
import { pack, tokensOf } from './pack.ts';

const row = (id: string, pos: number | null = null, text = 'said') =>
  memoryRow(id, text, pos === null ? {} : { parentId: 't_1', pos });
const hit = (of: MemoryRow, before: MemoryRow | null = null, after: MemoryRow | null = null) => ({
  row: of,
  before,
  after,
  score: 1,
  why: [],
});
const ids = (passages: MemoryRow[][]) => passages.map((passage) => passage.map(({ id }) => id).join(' '));
const [a, b, c, d, e] = [row('a', 0), row('b', 1), row('c', 2), row('d', 3), row('e', 9)];

test('neighbours come along, windows that meet are one passage, no memory twice', () => {
  expect(ids(pack([hit(b, a, c), hit(e), hit(c, b, d), hit(row('x'))]))).toEqual(['a b c d', 'e', 'x']);
});

test('only the best hits bring their neighbours', () => {
  const alone = ['x', 'y', 'z'].map((id) => hit(row(id)));
  expect(ids(pack([...alone, hit(b, a, c)]))).toEqual(['x', 'y', 'z', 'b']);
});

test('the budget holds, and what is too long for the room left is passed over', () => {
  const long = row('long', null, 'word '.repeat(400));
  const budget = tokensOf(b) + tokensOf(a) + tokensOf(e);
  expect(ids(pack([hit(long, a), hit(b, a, c), hit(e)], budget))).toEqual(['a b c']);
  expect(ids(pack([hit(b), hit(long), hit(e)], budget))).toEqual(['b', 'e']);
  expect(pack([hit(b)], 1)).toEqual([]);
});
