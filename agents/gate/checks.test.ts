import { expect, test } from 'vitest';
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
