import { expect, test } from 'vitest';
import { diffLines } from './diff.ts';
import { foldSame } from './fold-same.ts';

const lines = (count: number, changed: number[] = []) =>
  Array.from({ length: count }, (_, index) => (changed.includes(index) ? `new ${index}` : `line ${index}`)).join('\n');
const drawn = (before: string, after: string) =>
  foldSame(diffLines(before, after)).map((part) => `${part.folded ? 'folded' : 'open'} ${part.rows.length}`);

test.each([
  ['a change in the middle keeps three lines on each side', 20, [10], ['folded 7', 'open 8', 'folded 6']],
  ['a change at the top', 20, [0], ['open 5', 'folded 16']],
  ['two near changes hold what lies between', 20, [5, 10], ['open 2', 'open 14', 'folded 6']],
  ['few lines are never folded', 6, [0], ['open 5', 'open 2']],
])('%s', (_name, count, changed, parts) => {
  expect(drawn(lines(count), lines(count, changed))).toEqual(parts);
});
