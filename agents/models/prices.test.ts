import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { costUsdMicros, knownModels, priceOf, worstCaseUsdMicros } from './prices.ts';

const own = { input: 1, output: 2, cacheRead: 3, cacheWrite: 4 };

describe('a price is found', () => {
  it.each([
    ['claude-sonnet-5-5', {}, { input: 2_000_000, output: 10_000_000, cacheRead: 100_000, cacheWrite: 2_500_000 }],
    ['claude-opus-5-5', {}, { input: 4_000_000, output: 20_000_000, cacheRead: 200_000, cacheWrite: 5_000_000 }],
    ['claude-haiku-5-5', {}, { input: 100_000, output: 500_000, cacheRead: 10_000, cacheWrite: 125_000 }],
    ['claude-fable-5-1', {}, { input: 10_000_000, output: 50_000_000, cacheRead: 250_000, cacheWrite: 12_500_000 }],
    ['claude-opus-4-8', {}, { input: 5_000_000, output: 25_000_000, cacheRead: 500_000, cacheWrite: 6_250_000 }],
    [
      'claude-sonnet-4-5-20250929',
      {},
      { input: 3_000_000, output: 15_000_000, cacheRead: 300_000, cacheWrite: 3_750_000 },
    ],
    ['claude-haiku-4-5-latest', {}, { input: 1_000_000, output: 5_000_000, cacheRead: 100_000, cacheWrite: 1_250_000 }],
    ['claude-sonnet-5-5', { 'claude-sonnet-5-5': own }, own],
    ['claude-sonnet-5-5-20261001', { 'claude-sonnet-5-5': own }, own],
    ['my-model', { 'my-model': own }, own],
    ['my-model-20260101', { 'my-model': own }, own],
  ])('%s %j', (model, overrides, expected) => {
    expect(priceOf(model, overrides)).toMatchObject(expected);
  });

  it.each([
    'my-model',
    'claude-sonnet-5-51',
    'claude-sonnet',
    'claude-sonnet-5-5-2026',
    'constructor',
    '__proto__',
    '',
  ])('%j has none', (model) => {
    expect(priceOf(model, {})).toBeNull();
  });

  it('for every model that is offered', () => {
    expect(knownModels[0]).toBe('claude-sonnet-5-5');
    expect(knownModels.filter((model) => priceOf(model, {}) === null)).toEqual([]);
  });
});

describe('a turn costs', () => {
  const haiku = priceOf('claude-haiku-5-5', {})!;
  const sonnet = priceOf('claude-sonnet-5-5', {})!;
  it.each([
    [{ input: 1_000_000, output: 0, cacheRead: 0, cacheWrite: 0 }, sonnet, 2_000_000],
    [{ input: 1000, output: 500, cacheRead: 20_000, cacheWrite: 400 }, sonnet, 2000 + 5000 + 2000 + 1000],
    [{ input: 1, output: 0, cacheRead: 0, cacheWrite: 0 }, { ...own, input: 1 }, 1],
    [{ input: 0, output: 0, cacheRead: 0, cacheWrite: 0 }, sonnet, 0],
    [{ input: 100_000, output: 1000, cacheRead: 0, cacheWrite: 0 }, haiku, 10_000 + 500],
    [{ input: 40_000, output: 1000, cacheRead: 60_000, cacheWrite: 1 }, haiku, Math.ceil(20_000 + 2500 + 3000 + 0.625)],
    [{ input: 5, output: 5, cacheRead: 5, cacheWrite: 5 }, { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 }, 0],
  ])('%j', (usage, price, expected) => {
    expect(costUsdMicros(usage, price)).toBe(expected);
  });

  it('never more than its worst case', () => {
    const count = fc.integer({ min: 0, max: 1_000_000 });
    const model = fc.constantFrom(...knownModels);
    fc.assert(
      fc.property(model, count, count, count, count, (id, input, output, cacheRead, cacheWrite) => {
        const price = priceOf(id, {})!;
        const cost = costUsdMicros({ input, output, cacheRead, cacheWrite }, price);
        expect(Number.isSafeInteger(cost)).toBe(true);
        expect(worstCaseUsdMicros(input + cacheRead + cacheWrite, output, price)).toBeGreaterThanOrEqual(cost);
      }),
    );
  });

  it('at worst, as if nothing were cached yet', () => {
    expect(worstCaseUsdMicros(10_000, 1000, sonnet)).toBe(25_000 + 10_000);
    expect(worstCaseUsdMicros(100_001, 0, haiku)).toBe(Math.ceil(100_001 * 0.625));
  });
});
