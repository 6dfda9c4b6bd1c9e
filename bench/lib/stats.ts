/** The value below which a share of the sorted sample lies (nearest rank). NaN = empty sample. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** The middle of a sample: percentile 50. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** Rounds to so many digits after the point, for figures people read. */
export function round(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}

/** Milliseconds as p50, p95 and p99, named with a prefix: `{ appendP50Ms, … }`. */
export function spread(prefix: string, millis: readonly number[]): Record<string, number> {
  return {
    [`${prefix}P50Ms`]: round(percentile(millis, 0.5)),
    [`${prefix}P95Ms`]: round(percentile(millis, 0.95)),
    [`${prefix}P99Ms`]: round(percentile(millis, 0.99)),
  };
}

/** Resident memory of this process in MB. */
export function rssMb(): number {
  return round(process.memoryUsage.rss() / 1024 / 1024, 1);
}
