import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { makeFairQueue, makeLine } from './fair-queue.ts';

const all = <T>(queue: { take(): T | undefined }): T[] => {
  const taken: T[] = [];
  for (let next = queue.take(); next !== undefined; next = queue.take()) taken.push(next);
  return taken;
};

describe('a line', () => {
  it('is an array whose members may leave', () => {
    const act = fc.oneof(fc.constant('join' as const), fc.constant('take' as const), fc.nat(20));
    fc.assert(
      fc.property(fc.array(act, { maxLength: 200, size: 'max' }), (acts) => {
        const line = makeLine<number>();
        let model: number[] = [];
        const leaves: (() => void)[] = [];
        for (const did of acts) {
          if (did === 'join') {
            model.push(leaves.length);
            leaves.push(line.join(leaves.length));
          } else if (did === 'take') expect(line.take()).toBe(model.shift());
          else {
            leaves[did]?.();
            model = model.filter((member) => member !== did);
          }
          expect({ first: line.first(), isEmpty: line.isEmpty() }).toEqual({
            first: model[0],
            isEmpty: model.length === 0,
          });
        }
        expect(all(line)).toEqual(model);
      }),
    );
  });
});

describe('a fair queue', () => {
  it.each([
    { joined: ['a', 'a', 'a', 'b', 'c'], taken: ['a1', 'b4', 'c5', 'a2', 'a3'] },
    { joined: ['a/x', 'a/x', 'a/y', 'b/z', 'b/z'], taken: ['a/x1', 'b/z4', 'a/y3', 'b/z5', 'a/x2'] },
    { joined: [], taken: [] },
  ])('$joined leave as $taken', ({ joined, taken }) => {
    const queue = makeFairQueue<string>(2);
    joined.forEach((names, index) => void queue.join(names.split('/'), `${names}${index + 1}`));
    expect(all(queue)).toEqual(taken);
    expect(queue.isEmpty()).toBe(true);
  });

  it('sends one who comes back to the back', () => {
    const queue = makeFairQueue<string>(1);
    const leave = queue.join(['a'], 'a1');
    queue.join(['b'], 'b1');
    queue.join(['b'], 'b2');
    leave();
    queue.join(['a'], 'a2');
    leave();
    queue.join(['a'], 'a3');
    expect(all(queue)).toEqual(['b1', 'a2', 'b2', 'a3']);
  });

  it('loses and doubles nobody, whoever leaves', () => {
    const ask = fc.record({ outer: fc.nat(3), inner: fc.nat(3), leaves: fc.boolean() });
    fc.assert(
      fc.property(fc.array(ask, { maxLength: 100, size: 'max' }), fc.nat(50), (asks, early) => {
        const queue = makeFairQueue<number>(2);
        const leaves = asks.map(({ outer, inner }, index) => queue.join([`${outer}`, `${inner}`], index));
        const taken = Array.from({ length: early }, () => queue.take()).filter((member) => member !== undefined);
        asks.forEach((one, index) => one.leaves && leaves[index]?.());
        const rest = all(queue);
        const stayed = asks.flatMap((one, index) => (one.leaves || taken.includes(index) ? [] : [index]));
        expect(rest.toSorted((a, b) => a - b)).toEqual(stayed);
      }),
    );
  });
});
