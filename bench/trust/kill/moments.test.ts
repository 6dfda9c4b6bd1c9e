import { expect, test } from 'vitest';
import { makeRandom } from '../sim/random.ts';
import { momentAt, type Sign } from './moments.ts';

const momentsOf = (seed: number, kills: number) => {
  const random = makeRandom(seed).next;
  return Array.from({ length: kills }, (_, index) => momentAt(random, index));
};

test('equal seeds give equal moments, others give others', () => {
  expect(momentsOf(7, 50)).toEqual(momentsOf(7, 50));
  expect(momentsOf(7, 50)).not.toEqual(momentsOf(8, 50));
});

test('the first kills hit the making of the folder; every sign has its turn', () => {
  const signs = momentsOf(1, 200).map((moment) => moment.sign);
  expect(signs.slice(0, 3)).toEqual(['start', 'start', 'start']);
  const all: Sign[] = ['start', 'ready', 'said', 'acked', 'stopping', 'arrived', 'recorded', 'replied'];
  expect(new Set(signs)).toEqual(new Set(all));
});

test('the numbers lie in [0, 1) and spread', () => {
  const random = makeRandom(3).next;
  const numbers = Array.from({ length: 1_000 }, random);
  expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  expect(mean).toBeGreaterThan(0.45);
  expect(mean).toBeLessThan(0.55);
});
