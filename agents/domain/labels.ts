/** How labels travel: whatever is made of several texts carries the labels of all. Only a person clears one. */
import type { Labels } from './schema.ts';

export const noLabels: Labels = { tainted: false, private: false, from: [] };

const maxSources = 32;

/** The join of two labels; mostly the second adds nothing, and the first is kept as it is. */
export function joinLabels(known: Labels, more: Labels): Labels {
  const from = more.from.filter((source) => !known.from.includes(source));
  if (from.length === 0 && (known.tainted || !more.tainted) && (known.private || !more.private)) return known;
  return {
    tainted: known.tainted || more.tainted,
    private: known.private || more.private,
    from: [...known.from, ...new Set(from)].slice(0, maxSources),
  };
}
