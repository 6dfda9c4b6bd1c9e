import { expect, test } from 'vitest';
import type { PlannedPart } from './breakdown.ts';
import { problemsOf } from './breakdown-problems.ts';
import { whyAsk } from './breakdown-text.ts';
import { aTeammate } from './testing.ts';

const team = [aTeammate('tm_maya'), aTeammate('tm_owen', { role: 'planner' })];

function part(key: string, patch: Partial<PlannedPart> = {}): PlannedPart {
  const rest = { teammateId: null, needs: [], inputs: [], checks: [], caps: {} };
  return { key, title: key, brief: `Find ${key}.`, role: 'researcher', ...rest, ...patch };
}

const many = Array.from({ length: 50 }, (_, index) => part(`p${index}`));
const table: [string, PlannedPart[], RegExp[]][] = [
  ['sound', [part('a'), part('b', { needs: ['a'] })], []],
  [
    'a diamond',
    [part('a'), part('b', { needs: ['a'] }), part('c', { needs: ['a'] }), part('d', { needs: ['b', 'c'] })],
    [],
  ],
  ['empty', [], [/no part/]],
  ['fifty at once', many, [/50 parts, and 20 are allowed/]],
  ['two of one name', [part('a'), part('a')], [/Two parts are called a/]],
  ['needs nobody knows', [part('a', { needs: ['z'] })], [/a needs z, and there is no such part/]],
  ['needs itself', [part('a', { needs: ['a'] })], [/a needs itself/]],
  [
    'a circle',
    [part('a', { needs: ['c'] }), part('b', { needs: ['a'] }), part('c', { needs: ['b'] })],
    [/circle: a → c → b → a/],
  ],
  [
    'a role nobody has',
    [part('a', { role: 'executor' })],
    [/needs an executor, and there is none at work\. There are: planner, researcher/],
  ],
  ['somebody who is not there', [part('a', { teammateId: 'tm_x' })], [/not at work/]],
  [
    'a program to run',
    [part('a', { checks: [{ id: 'c', kind: 'command', label: 'Runs', argv: ['ls'] }] })],
    [/Only the person may set one/],
  ],
  [
    'all of it at once',
    [part('a', { needs: ['z'], role: 'executor' }), part('a')],
    [/Two parts/, /no such part/, /none at work/],
  ],
];

test.each(table)('%s', (_, parts, wanted) => {
  const problems = problemsOf(parts, { teammates: team, mostParts: 20 });
  expect(problems).toHaveLength(wanted.length);
  for (const [index, words] of wanted.entries()) expect(problems[index]).toMatch(words);
});

test('whoever is retired or paused takes no part', () => {
  const away = team.map((one) => ({ ...one, standing: 'retired' as const }));
  expect(problemsOf([part('a')], { teammates: away, mostParts: 20 })[0]).toMatch(/none at work/);
});

test.each<[string, PlannedPart[], number | null, RegExp]>([
  ['short and inward', [part('a'), part('b')], 1_000_000, /^$/],
  ['long', many.slice(0, 5), null, /5 parts/],
  ['costly', [part('a', { caps: { usdMicros: 600_000 } })], 1_000_000, /half of the task’s money/],
  ['outward', [part('a', { brief: 'Write the letter into my folder.' })], null, /outside the work folder/],
  ['reads alone', [part('a', { brief: 'Read files/lease.md and write the page.' })], null, /^$/],
])('asks first when it is %s', (_, parts, cap, words) => {
  expect(whyAsk(parts, cap)).toMatch(words);
});
