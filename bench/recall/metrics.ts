/** How good a ranking is against the evidence. Pure; every figure lies between 0 and 1. */

/** The share of the evidence among the first `depth`. */
export function recallAt(ranked: readonly string[], evidence: ReadonlySet<string>, depth: number): number {
  return ranked.slice(0, depth).filter((id) => evidence.has(id)).length / evidence.size;
}

/** One over the rank of the first evidence; 0 = it is not in the list. */
export function reciprocalRank(ranked: readonly string[], evidence: ReadonlySet<string>): number {
  const at = ranked.findIndex((id) => evidence.has(id));
  return at === -1 ? 0 : 1 / (at + 1);
}

/** Discounted gain of the first `depth`, as a share of the best order there is. */
export function ndcgAt(ranked: readonly string[], evidence: ReadonlySet<string>, depth: number): number {
  const gain = (at: number): number => 1 / Math.log2(at + 2);
  const best = Array.from({ length: Math.min(depth, evidence.size) }, (_, at) => gain(at));
  const got = ranked.slice(0, depth).map((id, at) => (evidence.has(id) ? gain(at) : 0));
  return sum(got) / sum(best);
}

/** The mean; NaN = nothing to take it of. */
export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
