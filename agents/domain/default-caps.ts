import type { Caps } from './schema.ts';

/** Every run starts with caps on, each of them finite. */
export const defaultCaps: Caps = {
  turns: 60,
  calls: 200,
  usdMicros: 2_000_000,
  tokens: 2_000_000,
  activeMs: 3_600_000,
  depth: 3,
  children: 8,
  parts: 20,
};
