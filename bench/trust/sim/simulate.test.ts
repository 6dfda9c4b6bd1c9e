/** The crash simulator in small: a few hundred worlds hold every promise, and each planted bug breaks the one it is made for. */
import { describe, expect, test } from 'vitest';
import { bugs } from './bugs.ts';
import { play } from './play.ts';
import { oracles } from './promises.ts';
import { makeRandom } from './random.ts';

const worlds = 150;
/** A bug nobody meets in this many worlds would not be met in ten thousand. */
const worldsForABug = 300;
/** Not a bar: a machine busy with other tests is slow. */
const patienceMs = 60_000;

test(
  'no promise is broken in any of the first worlds, and much went wrong in them',
  async () => {
    const broken: unknown[] = [];
    const met = { crashes: 0, effects: 0, faults: new Set<string>() };
    for (let seed = 1; seed <= worlds; seed += 1) {
      const { violations, crashes, effects, faults } = await play(seed);
      broken.push(...violations.map((violation) => ({ seed, ...violation })));
      met.crashes += crashes;
      met.effects += effects;
      for (const name of faults.keys()) met.faults.add(name);
    }
    expect(broken).toEqual([]);
    expect(met.crashes).toBeGreaterThan(worlds / 2);
    expect(met.effects).toBeGreaterThan(worlds);
    expect([...met.faults]).toEqual(expect.arrayContaining(['disk refuses', 'model cut', 'post hangs after']));
  },
  patienceMs,
);

test('the same seed plays the same world, and another plays another', async () => {
  const hashes = [];
  for (const seed of [8141, 8141, 8142]) hashes.push((await play(seed)).traceHash);
  expect(hashes[0]).toBe(hashes[1]);
  expect(hashes[0]).not.toBe(hashes[2]);
});

describe('a planted bug is found', () => {
  test.each(Object.entries(bugs))(
    '%s',
    async (name, { breaks }) => {
      const isFound = async (seed: number): Promise<boolean> =>
        (await play(seed, name)).violations.some((violation) => violation.oracle === breaks);
      let seed = 1;
      while (seed <= worldsForABug && !(await isFound(seed))) seed += 1;
      expect(seed).toBeLessThanOrEqual(worldsForABug);
    },
    patienceMs,
  );

  test('every bug breaks a promise there is', () => {
    expect(oracles).toEqual(expect.arrayContaining(Object.values(bugs).map((bug) => bug.breaks)));
  });
});

test('chance is spread evenly and repeats', () => {
  const draw = (seed: number) => {
    const random = makeRandom(seed);
    return Array.from({ length: 10_000 }, random.next);
  };
  const [first = 0] = draw(1);
  expect(draw(1)).toEqual(draw(1));
  expect(draw(2)[0]).not.toBe(first);
  const mean = draw(3).reduce((sum, value) => sum + value, 0) / 10_000;
  expect(mean).toBeGreaterThan(0.48);
  expect(mean).toBeLessThan(0.52);
});
