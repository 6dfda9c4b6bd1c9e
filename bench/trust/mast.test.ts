/** Every mode contained, and every mode’s own bug seen: a check that cannot turn red proves nothing. */
import { expect, test } from 'vitest';
import { modes, playMode } from './mast.ts';

test('there are the fourteen modes of the study', () => {
  expect(modes.map(({ id }) => id)).toEqual([
    '1.1',
    '1.2',
    '1.3',
    '1.4',
    '1.5',
    '2.1',
    '2.2',
    '2.3',
    '2.4',
    '2.5',
    '2.6',
    '3.1',
    '3.2',
    '3.3',
  ]);
});

test.each(modes.map((mode) => [mode.id, mode] as const))(
  'mode %s is contained',
  async (_, mode) => {
    expect(await playMode(mode, false)).toEqual([]);
  },
  60_000,
);

test.each(modes.map((mode) => [mode.id, mode] as const))(
  'mode %s turns red with its bug',
  async (_, mode) => {
    expect(await playMode(mode, true)).not.toEqual([]);
  },
  60_000,
);
