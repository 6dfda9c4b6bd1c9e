import { expect, test } from 'vitest';
import { wheresIn } from './where.ts';

const shown = (markdown: string) =>
  wheresIn(markdown).map(({ label, number, file, quote, text }) => [label, number, file, file ? quote : text]);

test.each([
  ['memory/mem_1', 'mem_1', null],
  ['`memory/mem_1`', 'mem_1', null],
  ['[memory/mem_1]', 'mem_1', null],
  ['memory/notes.md', null, 'memory/notes.md'],
  ['old memory/mem_1', null, 'old memory/mem_1'],
])('%s is a memory or a file', (source, memoryId, file) => {
  const text = `${source}: "ends on 30 June"`;
  expect(wheresIn(`x[^1]\n[^1]: ${text}`)).toEqual([
    { label: '1', number: 1, file, memoryId, quote: 'ends on 30 June', text },
  ]);
});

test.each([
  [
    'a quote from a file',
    'Yes.[^1]\n\n[^1]: contracts/halden.md: "ends on 30 June"',
    [['1', 1, 'contracts/halden.md', 'ends on 30 June']],
  ],
  [
    'a colon in the path and quotes in the words',
    'a[^1]\n[^1]: notes: v2.md: "he said "no" twice"',
    [['1', 1, 'notes: v2.md', 'he said "no" twice']],
  ],
  ['curly quotes', 'a[^a]\n[^a]: a.md: “words”', [['a', 1, 'a.md', 'words']]],
  ['a plain note', 'a[^1]\n[^1]: Prices without VAT.', [['1', 1, null, 'Prices without VAT.']]],
  [
    'numbered by first mention',
    'x[^b] y[^a]\n[^a]: a.md: "A"\n[^b]: b.md: "B"',
    [
      ['b', 1, 'b.md', 'B'],
      ['a', 2, 'a.md', 'A'],
    ],
  ],
  [
    'defined but never mentioned comes last',
    'x[^b]\n[^a]: a.md: "A"\n[^b]: b.md: "B"',
    [
      ['b', 1, 'b.md', 'B'],
      ['a', 2, 'a.md', 'A'],
    ],
  ],
  ['the first of two meanings', 'x[^1]\n[^1]: a.md: "A"\n[^1]: b.md: "B"', [['1', 1, 'a.md', 'A']]],
  ['code is not read', '```\n[^1]: a.md: "A"\n```\n~~~\n[^2]: b.md: "B"\n', []],
  ['a mention without a meaning', 'x[^9]', []],
  ['nothing', '', []],
])('%s', (_name, markdown, rows) => {
  expect(shown(markdown)).toEqual(rows);
});
