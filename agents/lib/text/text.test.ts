import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { citedMemory, parseCitations, quoteStands } from './citations.ts';
import { formatCsv, parseCsv } from './csv.ts';
import { decodeText, streamDecoder } from './decode.ts';
import { isSameWord, stemOf, termsOf } from './fold.ts';
import { htmlToText } from './html.ts';
import { feedLines, linesOf } from './lines.ts';
import { decimalSignOf, parseNumber } from './number.ts';
import { readableText } from './readable.ts';
import { formatBytes } from './size.ts';

describe('HTML', () => {
  test.each([
    ['<p>One<p>Two', 'One\nTwo'],
    ['<h1>A</h1><h3>B</h3>', '# A\n### B'],
    ['<ul><li>One<li><p>Two</p></ul>', '- One\n- Two'],
    ['<table><tr><th>A<th>B</tr><tr><td><p>x</p><p>y</p></td><td></td></tr></table>', 'A | B\nx y |'],
    ['<table><tr><td>out<table><tr><td>in</td><td>2</td></tr></table>after</td></tr></table>', 'out\nin | 2\nafter'],
    ['a &lt;b&gt; &euro;5 &#8364; &#x93;q&#148; &nbsp;x &bogus; &#xD800;', 'a <b> €5 € “q” x &bogus; \uFFFD'],
    ['x<script>if (a</b) "</p>"</script>y<style>p{}</style>z', 'xyz'],
    ['<SCRIPT>a</SCRIPT >b', 'b'],
    ['a<!-- <p>no --> b<!-- never closed', 'a b'],
    ['5 < 6 and 7<8', '5 < 6 and 7<8'],
    ['<a href="x>y" title=\'"\'>link</a>', 'link'],
    ['<pre>a\n  b\n\nc</pre>', 'a\n  b\n\nc'],
    ['<img alt="The logo" src="x">', '[image: The logo]'],
    ['a<br>b<hr>c', 'a\nb\nc'],
    ['  many \n\n spaces  ', 'many spaces'],
    ['<![CDATA[raw <b>]]>', 'raw <b>'],
    ['<div', ''],
    ['', ''],
  ])('%j', (html, text) => expect(htmlToText(html)).toBe(text));

  test('any text at all is read, in time linear to its length', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            '<',
            '>',
            '<td>',
            '</table>',
            '<pre>',
            '<!--',
            '"',
            "'",
            '<a ',
            '&',
            'x',
            '</script',
            '<script',
            ' ',
          ),
        ),
        (parts) => typeof htmlToText(parts.join('')) === 'string',
      ),
    );
    for (const piece of ['<', '<a "', '<!--', '<script>', '<td>', '</x', '&']) htmlToText(piece.repeat(200_000));
  });
});

describe('CSV', () => {
  test.each([
    [
      'a,b\n1,2\n',
      ',',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a;b\r\n"x;1";"he said ""hi"""\r\n\r\n;\r\nq;',
      ';',
      [
        ['a', 'b'],
        ['x;1', 'he said "hi"'],
        ['q', ''],
      ],
    ],
    [
      'a\tb\n1,5\t2',
      '\t',
      [
        ['a', 'b'],
        ['1,5', '2'],
      ],
    ],
    [
      'sep=;\na;b,c\n1;2',
      ';',
      [
        ['a', 'b,c'],
        ['1', '2'],
      ],
    ],
    ['name\nAda\n', ',', [['name'], ['Ada']]],
    [
      'a,b\n"two\nlines",x',
      ',',
      [
        ['a', 'b'],
        ['two\nlines', 'x'],
      ],
    ],
    [
      'a,b\n5" pipe,2',
      ',',
      [
        ['a', 'b'],
        ['5" pipe', '2'],
      ],
    ],
    ['', ',', []],
  ])('%j', (text, delimiter, rows) => expect(parseCsv(text)).toEqual({ delimiter, rows, unclosedQuoteLine: null }));

  test('a quote that never closes is told with its line', () =>
    expect(parseCsv('a,b\n"x,1\n2,3').unclosedQuoteLine).toBe(2));

  test('what is written is what is read', () => {
    const cell = fc.string().map((text) => text.replaceAll('\r', '').replaceAll('\0', ''));
    const table = fc.integer({ min: 2, max: 5 }).chain((width) =>
      fc.array(
        fc.array(cell, { minLength: width, maxLength: width }).filter((row) => row.some((text) => text.trim() !== '')),
        { minLength: 1 },
      ),
    );
    fc.assert(
      fc.property(table, (rows) => {
        expect(parseCsv(formatCsv(rows), ',').rows).toEqual(rows);
      }),
    );
  });
});

test.each([
  ['1,234.50', '.', 1234.5],
  ['€ 1.234,50', ',', 1234.5],
  ['(12)', '.', -12],
  ['USD 5', '.', 5],
  ['12 %', '.', 12],
  ['-3', '.', -3],
  ['−4', '.', -4],
  ['$-3', '.', -3],
  ['1 234', '.', 1234],
  ["1'234", '.', 1234],
  ['1,5', ',', 1.5],
  ['1.5e3', '.', 1500],
  ['12,34,567', '.', 1234567],
  ['Q3', '.', null],
  ['2024-03-01', '.', null],
  ['', '.', null],
  ['12 May', '.', null],
  ['1,23,4', '.', null],
  ['5-6', '.', null],
  ['0x10', '.', null],
  ['Infinity', '.', null],
] as const)('the number in %j', (text, decimal, value) => expect(parseNumber(text, decimal)).toBe(value));

test('the decimal sign of a column is told from what is unambiguous', () => {
  expect([
    decimalSignOf(['1.234', '12,5']),
    decimalSignOf(['1,234', '1.5']),
    decimalSignOf(['1,234']),
    decimalSignOf(['1.234.567']),
    decimalSignOf([]),
  ]).toEqual([',', '.', '.', ',', '.']);
});

describe('decoding', () => {
  test('the same in parts as whole, whatever the parts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 7 }), (text, size) => {
        const bytes = Buffer.from(text.toWellFormed());
        const decoder = streamDecoder('utf-8');
        let got = '';
        for (let at = 0; at < bytes.length; at += size) got += decoder.decode(bytes.subarray(at, at + size));
        expect(got + decoder.end()).toBe(text.toWellFormed().replace(/^\uFEFF/, ''));
      }),
    );
  });

  test('text with a few broken bytes is still text, noise is not', () => {
    expect(decodeText(Buffer.from('Привет, это обычный текст\xff', 'utf8'), 'a.txt')).toHaveProperty('text');
    const broken = Buffer.concat([Buffer.from('Привет, это обычный текст по-русски'.repeat(20)), Buffer.from([0xff])]);
    expect(decodeText(broken, 'a.txt')).toMatchObject({ text: expect.stringContaining('Привет') });
    const noise = Uint8Array.from({ length: 4000 }, (_, at) => 128 + ((at * 7919) % 128));
    expect(decodeText(noise, 'a.dat')).toEqual({ notText: 'file of unknown kind, 3.9 KB' });
    expect(decodeText(Buffer.from('MZ is how this note begins'), 'a.txt')).toHaveProperty('text');
  });

  test('readable text is HTML as text and everything else as it stands', () => {
    expect([readableText(Buffer.from('<b>x</b>'), 'a.HTM'), readableText(Buffer.from('<b>x</b>'), 'a.md')]).toEqual([
      { text: 'x' },
      { text: '<b>x</b>' },
    ]);
  });
});

test('lines are the same in parts as whole, and long ones are parted', () => {
  expect(linesOf('a\r\nb\n\nc')).toEqual(['a', 'b', '', 'c']);
  expect([linesOf(''), linesOf('\n'), linesOf('a\n')]).toEqual([[], [''], ['a']]);
  expect(linesOf('x'.repeat(9000)).map((line) => line.length)).toEqual([4000, 4000, 1000]);
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', '\n', '\r\n', 'x'.repeat(3999), 'yz', 'q'.repeat(8100))), (parts) => {
      const lines: string[] = [];
      const feeder = feedLines((line) => lines.push(line));
      for (const part of parts) feeder.feed(part);
      feeder.end();
      expect(lines).toEqual(linesOf(parts.join('')));
    }),
  );
});

describe('citations', () => {
  test('every way of writing one', () => {
    const markdown = [
      'Text[^1].',
      '',
      '[^1]: files/sales/x.csv: "Acme, Ltd"',
      '[^2]: `notes/a b.md` — “it’s fine”',
      '[^3]: [x](notes/c.md), line 3: "a b"; "c',
      '    d"',
      '[^4]: Rounded to full euros.',
      "[^5]: notes/q3 plan.txt - 'single'",
      '[^6]: LICENSE: "MIT stuff"',
      '```',
      '[^9]: a.md: "no"',
      '```',
      '[^7]: my notes/2024-05 plan.md (lines 3-5): "x y"',
      '[^8]: notes/empty.md',
      '[^10]: **b.md**: "He said "yes" twice"',
      '[^11]: data.v2.csv: "Acme,1200"',
    ].join('\n');
    expect(parseCitations(markdown)).toEqual([
      { file: 'sales/x.csv', quote: 'Acme, Ltd' },
      { file: 'notes/a b.md', quote: 'it’s fine' },
      { file: 'notes/c.md', quote: 'a b' },
      { file: 'notes/c.md', quote: 'c d' },
      { file: 'notes/q3 plan.txt', quote: 'single' },
      { file: 'LICENSE', quote: 'MIT stuff' },
      { file: 'my notes/2024-05 plan.md', quote: 'x y' },
      { file: 'notes/empty.md', quote: '' },
      { file: 'b.md', quote: 'He said "yes" twice' },
      { file: 'data.v2.csv', quote: 'Acme,1200' },
    ]);
  });

  test.each([
    ['memory/mem_1: "Renews in May"', ['memory/mem_1', 'Renews in May']],
    ['`memory/mem_1`: “Renews in May”', ['memory/mem_1', 'Renews in May']],
    ['[memory/mem_1]: "Renews in May"', ['memory/mem_1', 'Renews in May']],
    ['memory/mem_1 (learned in May): "Renews"', ['memory/mem_1', 'Renews']],
    ['memory/mem_1', ['memory/mem_1', '']],
    ['memory/mem_1.md: "A file"', ['memory/mem_1.md', 'A file']],
  ])('a memory is cited like a file: %s', (body, [file, quote]) =>
    expect(parseCitations(`[^1]: ${body}`)).toEqual([{ file, quote }]),
  );

  test.each([
    ['memory/mem_1', 'mem_1'],
    ['memory/mem_0a-B', 'mem_0a-B'],
    ['memory/mem_1.md', null],
    ['memory/README', null],
    ['notes/memory/mem_1', null],
  ])('%s cites the memory %s', (file, id) => expect(citedMemory(file)).toBe(id));

  test.each([
    ["it's “fine”", 'well it’s\n  "fine" ok', true],
    ['renewal on 1 May', 'the renewal on **1 May** is', true],
    ['Acme – Ltd…', 'Acme - Ltd...', true],
    ['A & B', 'A &amp; B', true],
    ['1,200', 'Acme,1,200', true],
    ['renewal on 2 May', 'renewal on 1 May', false],
    ['Renewal', 'renewal', false],
    ['', 'anything', false],
    ['.', 'a.', false],
  ])('%j in %j: %s', (quote, raw, stands) => expect(quoteStands(quote, raw, htmlToText(raw))).toBe(stands));
});

test('words', () => {
  expect(termsOf('What are the Renewals of Café Noir?')).toEqual(['renewal', 'cafe', 'noir']);
  expect(termsOf('who is it')).toEqual(['who', 'is', 'it']);
  expect(['parties', 'boxes', 'status', 'running', 'renewed', 'Q3s'].map(stemOf)).toEqual([
    'party',
    'box',
    'status',
    'run',
    'renew',
    'Q3s',
  ]);
  expect([isSameWord('renew', 'renewal'), isSameWord('item5', 'item50'), isSameWord('car', 'carpet')]).toEqual([
    true,
    false,
    false,
  ]);
  expect([0, 1023, 1024, 2150, 1_048_575, 3_500_000, 200 * 1024 * 1024].map(formatBytes)).toEqual([
    '0 B',
    '1023 B',
    '1.0 KB',
    '2.1 KB',
    '1.0 MB',
    '3.3 MB',
    '200.0 MB',
  ]);
});
