import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { understand } from './brief.ts';
import { dayBefore, datesIn, periodsIn } from '../../lib/text/dates.ts';
import type { Doc } from './knowledge.ts';
import { nextTurn } from './next-turn.ts';
import { sentencesOf } from './sentences.ts';
import { endIn, noticeIn } from './terms.ts';
import { pieces, readRequest } from './wire.ts';

describe('what a brief asks', () => {
  const recipes: [brief: string, recipe: string][] = [
    ['Brief me on the renewal risk of our three largest customers', 'ranking'],
    ['Which supplier contract ends first?', 'dates'],
    ['Compare the two offers for chairs', 'compare'],
    ['Kestrel versus Halden: who is cheaper?', 'compare'],
    ['How many tickets are open?', 'statistics'],
    ['Total revenue by region', 'statistics'],
    ['Do any files contradict each other?', 'conflicts'],
    ['What deadlines are coming up?', 'dates'],
    ['When does the lease expire?', 'dates'],
    ['What do we know about the outage?', 'brief'],
    ['Write a note on the office move', 'brief'],
  ];
  test.each(recipes)('%s is %s', (brief, recipe) => {
    expect(understand(brief).recipe).toBe(recipe);
  });

  const rankings: [brief: string, ranking: unknown][] = [
    ['our three largest customers', { count: 3, noun: 'customers', word: 'largest', ascending: false, by: null }],
    ['top 10 suppliers by spend', { count: 10, noun: 'suppliers', word: 'top', ascending: false, by: 'spend' }],
    ['the smallest invoice', { count: 1, noun: 'invoice', word: 'smallest', ascending: true, by: null }],
    [
      'Which region has the highest revenue?',
      { count: 1, noun: 'region', word: 'highest', ascending: false, by: 'revenue' },
    ],
    [
      'the two clients with the lowest score in May',
      { count: 2, noun: 'clients', word: 'lowest', ascending: true, by: 'score' },
    ],
    ['what is the plan', null],
  ];
  test.each(rankings)('%s', (brief, ranking) => {
    expect(understand(brief).ranking).toEqual(ranking);
  });

  const said: [steer: string, part: Record<string, unknown>][] = [
    ['Leave out Ostrey, please', { leaveOut: ['ostrey'] }],
    ['Also cover the price list.', { alsoCover: ['price list'] }],
    ['shorter', { length: 'short' }],
    ['Put it into the folder', { save: true }],
    ['Thank you', { leaveOut: [], alsoCover: [], length: null, save: false }],
  ];
  test.each(said)('%s', (steer, part) => {
    expect(understand('Brief me on chairs', [steer])).toMatchObject(part);
  });
});

describe('dates and terms', () => {
  const dates: [text: string, isos: string[]][] = [
    ['on 3 May 2026 and May 4th, 2026', ['2026-05-03', '2026-05-04']],
    ['2026-02-30 is no date, 28.02.2026 is', ['2026-02-28']],
    ['13/02/2026 and 02/13/2026 but not 02/03/2026', ['2026-02-13', '2026-02-13']],
    ['Sept. 1, 2027', ['2027-09-01']],
    ['call 2026 or version 1.2.3', []],
  ];
  test.each(dates)('%s', (text, isos) => {
    expect(datesIn(text).map((date) => date.iso)).toEqual(isos);
  });

  const before: [iso: string, period: string, expected: string][] = [
    ['2027-01-31', '30 days', '2027-01-01'],
    ['2027-06-30', 'six months', '2026-12-31'],
    ['2027-05-15', '1 month', '2027-04-15'],
    ['2027-03-31', '1 month', '2027-02-28'],
    ['2028-02-29', 'one year', '2027-02-28'],
    ['2027-03-01', 'two (2) weeks', '2027-02-15'],
  ];
  test.each(before)('%s less %s is %s', (iso, period, expected) => {
    const [found] = periodsIn(period);
    expect(found && dayBefore(iso, found)).toBe(expected);
  });

  const terms: [text: string, end: string | null, notice: string | null][] = [
    ['The agreement starts on 1 March 2025 and ends on 28 February 2027.', '2027-02-28', null],
    ['End date: 30 April 2027', '2027-04-30', null],
    ['Period: 1 September 2026 to 31 August 2027', '2027-08-31', null],
    ['The contract is due for renewal on 28 February 2027, a month before summer.', '2027-02-28', null],
    ['I cannot recommend a renewal to our board on 15 January 2027 unless both are closed.', null, null],
    ['Signed: 12 April 2024', null, null],
    ['Without notice of two months before the end it is extended by twelve months.', null, 'two months'],
    ['The policy is renewed for a year at a time unless one side gives notice.', null, null],
    ['Either side can stop with one month’s notice.', null, 'one month'],
  ];
  test.each(terms)('%s', (text, end, notice) => {
    const [sentence] = sentencesOf(docOf(text));
    expect([sentence && (endIn(sentence)?.iso ?? null), sentence && (noticeIn(sentence)?.period.text ?? null)]).toEqual(
      [end, notice],
    );
  });
});

function docOf(text: string, path = 'a.md'): Doc {
  const lines = text.split('\n').map((line, index) => ({ number: index + 1, text: line }));
  return { path, ending: path.slice(path.lastIndexOf('.') + 1), lines, total: lines.length };
}

describe('sentences', () => {
  test('wrapped lines are joined for reading and quoted from one line', () => {
    const [sentence] = sentencesOf(
      docOf(
        'We have looked into the matter again and found that the deposit of\n4,500 EUR was paid on 3 May.',
        'a.txt',
      ),
    );
    expect(sentence).toMatchObject({
      text: 'We have looked into the matter again and found that the deposit of 4,500 EUR was paid on 3 May.',
      quote: 'We have looked into the matter again and found that the deposit of',
      line: 1,
    });
  });

  test('headings give context, marks come off, quotes stay raw', () => {
    const found = sentencesOf(
      docOf(
        '# Plan\n\n## Costs\n\n- **Chairs** cost [12 EUR](x.md) each.\n\n| Item | Price |\n|---|---|\n| Desk | 90 EUR |',
      ),
    );
    expect(found.map(({ text, quote, headings }) => ({ text, quote, headings }))).toEqual([
      { text: 'Chairs cost 12 EUR each.', quote: '**Chairs** cost [12 EUR](x.md) each.', headings: ['Plan', 'Costs'] },
      { text: 'Desk: 90 EUR', quote: 'Desk | 90 EUR', headings: ['Plan', 'Costs'] },
    ]);
  });

  test('abbreviations and numbers end no sentence', () => {
    expect(
      sentencesOf(docOf('Dr. Ames paid No. 5 on 3. May for approx. 20 EUR. It was late.')).map(
        (sentence) => sentence.text,
      ),
    ).toEqual(['Dr. Ames paid No. 5 on 3. May for approx. 20 EUR.', 'It was late.']);
  });

  test('every quote is part of one line, whatever the text', () => {
    const word = fc.constantFrom(
      'chairs',
      '**bold**',
      '"said"',
      '|',
      '- ',
      '# ',
      '\n',
      '\n\n',
      '3 May 2026.',
      '> ',
      '“x”',
      'Label: ',
      '`code`',
      '[^1]: ',
      '```\n',
      'A.',
      '\t',
      'ünï',
      '1) ',
      '---',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (words) => {
        const text = words.join(' ');
        const lines = text.split('\n').map((line) => line.replace(/\s+/g, ' '));
        for (const sentence of sentencesOf(docOf(text))) {
          expect(lines.some((line) => line.includes(sentence.quote.replace(/\s+/g, ' ')))).toBe(true);
          expect(sentence.quote).not.toMatch(/["“”]/);
        }
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});

describe('never at a loss', () => {
  test('any messages give a turn', () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '# Task\nCompare a and b',
        '# Message from the person\nleave out x',
        '# Checks found\n“abcdefghij” in x.md',
        'files/a.csv  3 KB  csv',
        'files/a.csv  lines 1-2 of 9\na,b\n1,2',
        'files/a.csv  3 rows of 9\na,b\n1,2',
      ),
    );
    const tool = fc.constantFrom(
      'list_files',
      'read_file',
      'query_table',
      'search_files',
      'write_file',
      'ask_person',
      'finish',
      'x',
    );
    const block = fc.oneof(
      text.map((value) => ({ type: 'text', text: value })),
      fc.tuple(fc.constantFrom('c1', 'c2'), tool).map(([id, name]) => ({
        type: 'tool_use',
        id,
        name,
        input: { path: 'files/a.csv', sortBy: 'b', options: [] },
      })),
      fc
        .tuple(fc.constantFrom('c1', 'c2'), text, fc.boolean())
        .map(([id, content, bad]) => ({ type: 'tool_result', tool_use_id: id, content, is_error: bad })),
    );
    const message = fc.record({
      role: fc.constantFrom('user', 'assistant'),
      content: fc.oneof(text, fc.array(block, { maxLength: 4 })),
    });
    fc.assert(
      fc.property(fc.array(message, { maxLength: 8 }), (messages) => {
        const request = readRequest({
          messages,
          tools: [
            'list_files',
            'read_file',
            'search_files',
            'query_table',
            'write_file',
            'ask_person',
            'finish',
            'set_plan',
          ].map((name) => ({ name })),
        });
        if (!request) throw new Error('unread');
        const turn = nextTurn(request);
        expect(turn.text.length + turn.calls.length).toBeGreaterThan(0);
      }),
      { seed: 11, numRuns: 400 },
    );
  });

  test('pieces join to the whole', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 900 }), (text) => {
        expect(pieces(text).join('')).toBe(text);
      }),
      { seed: 3 },
    );
    expect(pieces('One, two. Three').length).toBe(3);
  });
});
