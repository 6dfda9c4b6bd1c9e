import { describe, expect, test } from 'vitest';
import type { Check } from '../domain/schema.ts';
import { runChecks, type CheckInput } from './checks.ts';

const made: Check = { id: 'made', kind: 'artifact', label: 'A result was written' };
const quotes: Check = { id: 'quotes', kind: 'citations', label: 'Every quote stands in its file' };
const human: Check = { id: 'tone', kind: 'requirement', label: 'The tone is friendly' };
const contains: Check = { id: 'sum', kind: 'contains', label: 'Names the sum', text: '4,180' };
const short: Check = { id: 'short', kind: 'maxWords', label: 'At most five words', words: 5 };

const cited = 'The rent is fixed.[^1]\n\n[^1]: lease.md: "The rent is fixed until 2028."\n';
const lease = { raw: '# Lease\nThe rent is fixed until 2028.\n', readable: 'Lease\nThe rent is fixed until 2028.' };
const file = (text: string) => [{ path: 'brief.md', bytes: text.length, text }];

function look(input: Partial<CheckInput>) {
  const sources = new Map([['lease.md', lease]]);
  const { results, verdict } = runChecks({
    checks: [made, quotes],
    files: file(cited),
    sources,
    folderHasText: true,
    ...input,
  });
  return [verdict, ...results.map((result) => result.outcome)];
}

test.each([
  ['a cited result', {}, ['passed', 'passed', 'passed']],
  ['nothing made', { files: [] }, ['nothing', 'failed', 'failed']],
  ['an empty file', { files: file('') }, ['nothing', 'failed', 'failed']],
  ['no quotes', { files: file('The rent is fixed.') }, ['failed', 'passed', 'failed']],
  [
    'no quotes, and nothing to quote',
    { files: file('Nothing found.'), folderHasText: false },
    ['not-checked', 'passed', 'not-checked'],
  ],
  [
    'an invented quote',
    { sources: new Map([['lease.md', { raw: 'Other', readable: 'Other' }]]) },
    ['failed', 'passed', 'failed'],
  ],
  ['an invented file', { sources: new Map() }, ['failed', 'passed', 'failed']],
  ['a line only a person can judge', { checks: [made, human] }, ['passed', 'passed', 'not-checked']],
  ['nothing but such lines', { checks: [human] }, ['not-checked', 'not-checked']],
  ['a text that must stand in it', { checks: [contains], files: file('€4,180 a month') }, ['passed', 'passed']],
  ['a text that does not', { checks: [contains] }, ['failed', 'failed']],
  ['too many words', { checks: [short], files: file('one two three four five six') }, ['failed', 'failed']],
] as [string, Partial<CheckInput>, string[]][])('%s', (_, input, expected) => {
  expect(look(input)).toEqual(expected);
});

describe('a memory that is cited', () => {
  test('is checked without a folder too, where no file can be', () => {
    const text = `${cited}[^2]: memory/mem_1: "deposit is 8,360"`;
    const look = (sources: CheckInput['sources']) => {
      const { verdict, results } = runChecks({ checks: [made], files: file(text), sources, folderHasText: false });
      return [verdict, ...results.map((result) => `${result.checkId} ${result.outcome}`)];
    };
    expect(look(new Map([['memory/mem_1', memory]]))).toEqual(['passed', 'made passed', 'memory passed']);
    expect(look(new Map([['memory/mem_1', null]]))).toEqual(['failed', 'made passed', 'memory failed']);
  });

  const known = 'The deposit is 8,360.\n\n[^1]: memory/mem_1: "deposit is 8,360"\n';
  const memory = { raw: 'The deposit is 8,360.', readable: 'The deposit is 8,360.' };
  const quoted = (text: string, sources: CheckInput['sources']) =>
    runChecks({ checks: [quotes], files: file(text), sources, folderHasText: false }).results[0];

  test.each([
    [
      'was given and says it',
      known,
      [['memory/mem_1', memory]],
      'passed',
      '1 of 1 quotes found in what the team knows',
    ],
    [
      'beside a file',
      `${cited}[^2]: memory/mem_1: "deposit is 8,360"`,
      [
        ['memory/mem_1', memory],
        ['lease.md', lease],
      ],
      'passed',
      '2 of 2 quotes found in their files and in what the team knows',
    ],
    [
      'was never given',
      known,
      [['memory/mem_1', null]],
      'failed',
      '1 of 1 quotes are not in the source named: “deposit is 8,360” in memory/mem_1, which is no memory this task was given',
    ],
    [
      'says something else',
      known.replace('8,360"', '9,000"'),
      [['memory/mem_1', memory]],
      'failed',
      '1 of 1 quotes are not in the source named: “deposit is 9,000” in memory/mem_1',
    ],
  ] as [string, string, [string, typeof memory | null][], string, string][])(
    '%s',
    (_, text, sources, outcome, evidence) => {
      expect(quoted(text, new Map(sources))).toMatchObject({ outcome, evidence });
    },
  );
});
