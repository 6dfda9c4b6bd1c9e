import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffCounts, diffLines } from './diff.ts';

const sign = { same: ' ', removed: '-', added: '+' };
const drawn = (before: string, after: string) => diffLines(before, after).map((row) => sign[row.kind] + row.text);

describe('diffLines', () => {
  test.each([
    ['nothing on either side', '', '', []],
    ['a new file', '', 'a\nb', ['+a', '+b']],
    ['an emptied file', 'a\nb', '', ['-a', '-b']],
    ['one line replaced', 'a\nb\nc', 'a\nB\nc', [' a', '-b', '+B', ' c']],
    ['a line put in', 'a\nc', 'a\nb\nc', [' a', '+b', ' c']],
    ['a line taken out', 'a\nb\nc', 'a\nc', [' a', '-b', ' c']],
    ['a last newline added', 'a', 'a\n', [' a', '+']],
    ['only the line ends', 'a\r\nb', 'a\nb', ['-a\r', '+a', ' b']],
    ['two places', 'a\nb\nc\nd', 'x\nb\nc\ny', ['-a', '+x', ' b', ' c', '-d', '+y']],
  ])('%s', (_name, before, after, rows) => {
    expect(drawn(before, after)).toEqual(rows);
  });

  test('numbers the lines of both sides', () => {
    expect(diffLines('a\nb', 'a\nB')).toEqual([
      { kind: 'same', text: 'a', beforeLine: 1, afterLine: 1 },
      { kind: 'removed', text: 'b', beforeLine: 2, afterLine: null },
      { kind: 'added', text: 'B', beforeLine: null, afterLine: 2 },
    ]);
  });

  test('gives both texts back, whatever they are', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', '', 'a\r'), { maxLength: 14 })
      .map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const rows = diffLines(before, after);
        const side = (drop: 'added' | 'removed') =>
          rows
            .filter((row) => row.kind !== drop)
            .map((row) => row.text)
            .join('\n');
        expect([side('added'), side('removed')]).toEqual([before, after]);
      }),
    );
  });

  test('stays true when two long texts have nothing in common', () => {
    const long = (mark: string) => Array.from({ length: 3000 }, (_, index) => `${mark}${index}`).join('\n');
    expect(diffCounts(diffLines(long('a'), long('b')))).toEqual({ added: 3000, removed: 3000 });
  });
});
