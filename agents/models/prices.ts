/**
 * What models cost, as data the person can override in Settings. Pure; no zod at run time.
 * Source: public price tables of October 2026 giving the maker's page; check before a release.
 */
import type { Usage } from '../domain/schema.ts';
import type { Price } from '../domain/settings.ts';

/** USD micros per million tokens. `long` replaces the price of the whole request once its prompt is longer than the limit. */
export interface ModelPrice extends Price {
  long?: { abovePromptTokens: number; price: Price };
}

const million = 1_000_000;

/** Dollars per million tokens in and out, and what a cached token costs as a share of one read in; a write costs ×1.25 (five minutes). */
function usd(input: number, output: number, cacheReadShare: number): Price {
  const micros = (dollars: number): number => Math.round(dollars * million);
  return {
    input: micros(input),
    output: micros(output),
    cacheRead: micros(input * cacheReadShare),
    cacheWrite: micros(input * 1.25),
  };
}

const opus = usd(5, 25, 0.1);
const sonnet = usd(3, 15, 0.1);

const builtIn: Readonly<Record<string, ModelPrice>> = {
  'claude-sonnet-5-5': usd(2, 10, 0.05),
  'claude-opus-5-5': usd(4, 20, 0.05),
  'claude-haiku-5-5': {
    ...usd(0.1, 0.5, 0.1),
    long: { abovePromptTokens: 100_000, price: usd(0.5, 2.5, 0.1) },
  },
  'claude-fable-5-1': usd(10, 50, 0.025),
  'claude-fable-5': usd(10, 50, 0.1),
  'claude-opus-5': opus,
  'claude-sonnet-5': usd(2, 10, 0.1),
  'claude-opus-4-8': opus,
  'claude-opus-4-7': opus,
  'claude-opus-4-6': opus,
  'claude-opus-4-5': opus,
  'claude-sonnet-4-6': sonnet,
  'claude-sonnet-4-5': sonnet,
  'claude-haiku-4-5': usd(1, 5, 0.1),
};

/** Ids of the models with a built-in price, the usual choice first. Any other id works too, at an unknown price. */
export const knownModels: readonly string[] = Object.keys(builtIn);

/**
 * Finds a model's price: the person's own first, then the built-in one; the exact id first, then the id without its date
 * (`-20251001`) or `-latest`. `null` = unknown, so caps count tokens.
 */
export function priceOf(model: string, overrides: Readonly<Record<string, Price>>): ModelPrice | null {
  for (const id of [model, model.replace(/-(\d{8}|latest)$/, '')]) {
    for (const table of [overrides, builtIn]) {
      const price = Object.hasOwn(table, id) ? table[id] : undefined;
      if (price) return price;
    }
  }
  return null;
}

/** Cost of one turn in USD micros, rounded up. */
export function costUsdMicros(usage: Usage, price: ModelPrice): number {
  const rates = ratesFor(usage.input + usage.cacheRead + usage.cacheWrite, price);
  return Math.ceil(
    (usage.input * rates.input +
      usage.output * rates.output +
      usage.cacheRead * rates.cacheRead +
      usage.cacheWrite * rates.cacheWrite) /
      million,
  );
}

/** The most a turn can cost in USD micros: nothing cached yet, every token of the answer used. */
export function worstCaseUsdMicros(promptTokensEstimate: number, maxTokens: number, price: ModelPrice): number {
  const rates = ratesFor(promptTokensEstimate, price);
  const perPromptToken = Math.max(rates.input, rates.cacheWrite, rates.cacheRead);
  return Math.ceil((promptTokensEstimate * perPromptToken + maxTokens * rates.output) / million);
}

function ratesFor(promptTokens: number, price: ModelPrice): Price {
  return price.long && promptTokens > price.long.abovePromptTokens ? price.long.price : price;
}
