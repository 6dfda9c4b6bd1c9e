/** Prices as a person types and reads them: US dollars per million tokens. Pure. */
import type { Price } from '../../agents/domain/settings.ts';

export const priceFields = ['input', 'output', 'cacheRead', 'cacheWrite'] as const;
export type PriceField = (typeof priceFields)[number];

/** What stands in the four fields of one row, as text. */
export type PriceText = Record<PriceField, string>;

/**
 * Reads an amount in US dollars: `2`, `2.50`, `2,50`, `$0.05`. Null = it is no amount, is negative, or is above 10,000.
 * Six decimals are kept, more are refused: a price must not change by being typed.
 */
export function parseUsd(text: string): number | null {
  const match = /^\$?\s*(\d{1,5})(?:[.,](\d{1,6}))?\s*\$?$/.exec(text.trim());
  if (!match) return null;
  const micros = Number(match[1]) * 1_000_000 + Number((match[2] ?? '').padEnd(6, '0'));
  return micros <= 10_000_000_000 ? micros : null;
}

/** Writes micros as dollars with at least two decimals and as many as needed. */
export function showUsd(micros: number): string {
  const whole = Math.floor(micros / 1_000_000);
  const rest = String(micros % 1_000_000)
    .padStart(6, '0')
    .replace(/0{1,4}$/, '');
  return `${whole}.${rest}`;
}

export function priceText(price: Price): PriceText {
  return {
    input: showUsd(price.input),
    output: showUsd(price.output),
    cacheRead: showUsd(price.cacheRead),
    cacheWrite: showUsd(price.cacheWrite),
  };
}

/** Reads a row; the fields that are no amount are named. */
export function readPrice(text: PriceText): { price: Price; wrong: null } | { price: null; wrong: PriceField[] } {
  const amounts = priceFields.map((field) => [field, parseUsd(text[field])] as const);
  const wrong = amounts.filter(([, amount]) => amount === null).map(([field]) => field);
  if (wrong.length > 0) return { price: null, wrong };
  const of = (field: PriceField) => parseUsd(text[field]) ?? 0;
  return {
    price: { input: of('input'), output: of('output'), cacheRead: of('cacheRead'), cacheWrite: of('cacheWrite') },
    wrong: null,
  };
}

/** Reads a whole number above zero, with blanks or commas between the thousands; null = it is none. */
export function parseCount(text: string): number | null {
  const digits = text.trim().replaceAll(/[\s,.'\u00a0\u202f](?=\d{3}(?:\D|$))/g, '');
  if (!/^\d{1,12}$/.test(digits)) return null;
  const value = Number(digits);
  return value > 0 ? value : null;
}
