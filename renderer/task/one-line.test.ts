import { expect, test } from 'vitest';
import { oneLine } from './one-line.ts';

test.each([
  ['marks go', '## Offers\n\n- **Sitwell** is `cheap`[^1]', 'Offers Sitwell is cheap'],
  ['links keep their words', 'See [the list](https://x.example/a)', 'See the list'],
  ['stars in sums stay', '2 * 3 * 4', '2 * 3 * 4'],
  ['names with underscores stay', 'write_file and set_plan', 'write_file and set_plan'],
  ['empty', ' \n ', ''],
])('%s', (_name, text, line) => {
  expect(oneLine(text)).toBe(line);
});

test('cuts by characters a person sees, not by code units', () => {
  expect(oneLine('👩🏽‍💻'.repeat(3), 2)).not.toMatch(/[\uD800-\uDBFF]…$/);
  expect(oneLine('abcdef', 3)).toBe('abc…');
});

test('a megabyte on one line is cut at once', () => {
  expect(oneLine('x'.repeat(1_000_000), 20)).toBe(`${'x'.repeat(20)}…`);
});
