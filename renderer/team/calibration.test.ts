import { expect, test } from 'vitest';
import type { Calibration } from '../../agents/domain/team-views.ts';
import { places, reliability } from './calibration.ts';

const bins = (...counts: [number, number, number][]): Calibration['bins'] =>
  counts.map(([accepted, all, meanScore], at) => ({ from: at / 5, to: (at + 1) / 5, accepted, all, meanScore }));
const calibration = (...counts: [number, number, number][]): Calibration => {
  const made = bins(...counts);
  return { judged: made.reduce((sum, { all }) => sum + all, 0), brier: 0.1, bins: made };
};

test('a step without results has no point, and the others keep their places', () => {
  const plot = { left: 0, right: 100, top: 0, bottom: 100 };
  expect(places(bins([0, 0, 0], [1, 2, 0.4]), plot)).toEqual([{ x: 75, gotY: 50, expectedY: 60, accepted: 1, all: 2 }]);
});

test.each([
  ['nothing judged', calibration(), 'too-few'],
  ['nine results', calibration([9, 9, 0.9]), 'too-few'],
  ['as expected', calibration([5, 10, 0.5], [9, 10, 0.9]), 'close'],
  ['fewer accepted than expected', calibration([4, 10, 0.9]), 'too-sure'],
  ['more accepted than expected', calibration([10, 10, 0.5]), 'too-careful'],
] as const)('%s', (_, given, said) => {
  expect(reliability(given)).toBe(said);
});
