import { describe, expect, test } from 'vitest';
import { parseCount, parseUsd, priceText, readPrice, showUsd } from './prices.ts';

describe('parseUsd', () => {
  test.each([
    ['2', 2_000_000],
    ['2.50', 2_500_000],
    ['2,50', 2_500_000],
    [' $0.05 ', 50_000],
    ['0', 0],
    ['0.000001', 1],
    ['10000', 10_000_000_000],
    ['10000.01', null],
    ['0.0000001', null],
    ['-1', null],
    ['', null],
    ['free', null],
    ['1e3', null],
    ['1.2.3', null],
  ])('%j', (text, micros) => {
    expect(parseUsd(text)).toBe(micros);
  });
});

test.each([
  [0, '0.00'],
  [2_000_000, '2.00'],
  [50_000, '0.05'],
  [12_345_678, '12.345678'],
  [100, '0.0001'],
])('%i micros are shown as %s and read back', (micros, text) => {
  expect(showUsd(micros)).toBe(text);
  expect(parseUsd(text)).toBe(micros);
});

test('a row with wrong fields names them and gives no price', () => {
  const good = priceText({ input: 2_000_000, output: 10_000_000, cacheRead: 100_000, cacheWrite: 2_500_000 });
  expect(readPrice(good)).toEqual({
    price: { input: 2_000_000, output: 10_000_000, cacheRead: 100_000, cacheWrite: 2_500_000 },
    wrong: null,
  });
  expect(readPrice({ ...good, output: '', cacheRead: 'x' })).toEqual({ price: null, wrong: ['output', 'cacheRead'] });
});

test.each([
  ['60', 60],
  ['2,000,000', 2_000_000],
  ['2 000 000', 2_000_000],
  ['0', null],
  ['-5', null],
  ['1.5', null],
  ['', null],
])('a count written %j', (text, value) => {
  expect(parseCount(text)).toBe(value);
});
