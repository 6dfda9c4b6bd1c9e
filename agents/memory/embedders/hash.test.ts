import { expect, test } from 'vitest';
import { checkedVectors, EmbedderError, likenessOf } from './embedder.ts';
import { embedderSuite } from './embedder.suite.ts';
import { hashEmbedder } from './hash.ts';

embedderSuite('hash', async () => ({ embedder: hashEmbedder() }));
embedderSuite('hash of 64', async () => ({ embedder: hashEmbedder(64) }));

const never = new AbortController().signal;

test('its vectors never change: they lie on people’s disks under this id', async () => {
  const [vector] = await hashEmbedder(8).embed(['Acme renews on 1 May'], never);
  expect([...vector!].map((value) => value.toFixed(4))).toMatchInlineSnapshot(`
    [
      "0.0909",
      "0.8087",
      "0.2365",
      "-0.1499",
      "0.0000",
      "-0.3673",
      "-0.1858",
      "-0.2999",
    ]
  `);
});

test('spelling is a hint: a slip of the pen is nearer than another word', async () => {
  const [right, wrong, other] = await hashEmbedder().embed(['renewal date', 'renewel date', 'invoice date'], never);
  expect(likenessOf(right!, wrong!)).toBeGreaterThan(likenessOf(right!, other!));
});

test.each([
  ['too few', [[1, 0]], 2],
  [
    'too many',
    [
      [1, 0],
      [0, 1],
    ],
    1,
  ],
  ['too short', [[1]], 1],
  ['too long', [[1, 0, 0]], 1],
  ['empty', [[]], 1],
  ['not a number', [[Number.NaN, 1]], 1],
  ['infinite', [[Number.POSITIVE_INFINITY, 1]], 1],
  ['without direction', [[0, 0]], 1],
])('vectors that are %s are refused', (_, vectors, count) => {
  expect(() => checkedVectors(vectors, count, { id: 'x', dim: 2 })).toThrow(EmbedderError);
});

test('a vector is brought to unit length', () => {
  expect(checkedVectors([[3, 4]], 1, { id: 'x', dim: 2 })).toEqual([Float32Array.from([0.6, 0.8])]);
});
