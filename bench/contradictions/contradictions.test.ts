/** The quick part of the check: a few made pairs, facts and cascades through the team's own memory, and what it says of a bad file. */
import { expect, test } from 'vitest';
import { contradictionsCheck } from '../trust/contradictions.ts';
import { readPairs } from './pair.ts';

test('a short run passes its bars', async () => {
  const told: string[] = [];
  const outcome = await contradictionsCheck.run(
    ['--pairs', '60', '--facts', '300', '--cascades', '6'],
    (line) => void told.push(line),
  );
  expect(outcome.figures).toMatchObject({ claimsDetectedPercent: 100, wronglyRetired: 0, cascadesFlaggedPercent: 100 });
  expect(outcome.pass).toBe(true);
});

const pair = {
  id: '1',
  kind: 'number',
  subject: 'Acme',
  a: { text: 'Acme has 40 seats.', date: '2026-01-01' },
  b: { text: 'Acme has 45 seats.', date: null },
  expected: 'contradiction',
  current: 'open',
};

test.each([
  ['no JSON', '{', 'not JSON'],
  ['no pairs', '{"pairs":[]}', 'pairs'],
  ['a day that is none', JSON.stringify({ pairs: [{ ...pair, a: { text: 'x', date: 'May' } }] }), 'pairs.0.a.date'],
  ['an unknown word', JSON.stringify({ pairs: [{ ...pair, expected: 'conflict' }] }), 'pairs.0.expected'],
  ['an id twice', JSON.stringify({ pairs: [pair, pair] }), '"1" twice'],
])('a file with %s is refused by name', (_, json, fault) => {
  expect(() => readPairs(json)).toThrow(fault);
});

test('a file in order is read, with or without a day and a scope', () => {
  const { date: _, ...undated } = pair.b;
  expect(readPairs(JSON.stringify({ pairs: [{ ...pair, b: { ...undated, scope: 'Germany' } }] }))).toHaveLength(1);
});
