/** What a memory made of pairs, counted by kind. */
import type { Figures } from '../lib/bench.ts';
import { round } from '../lib/stats.ts';
import type { expectations, Pair } from './pair.ts';

/** What was seen in a pair. */
export interface Seen {
  expected: (typeof expectations)[number];
  current: Pair['current'];
}

interface Count {
  n: number;
  disagreeing: number;
  detected: number;
  agreeing: number;
  falseAlarms: number;
  expectedRight: number;
  currentRight: number;
  /** Pairs that a rule settles: the current one is a, b or both. */
  settled: number;
  settledRight: number;
}

export interface Judged {
  pair: Pair;
  seen: Seen;
}

const disagrees = (expected: string): boolean => expected === 'contradiction' || expected === 'update';

/** A contradiction that a rule settled is an update: which of the two words it goes by is told by the current one. */
export function isExpected({ pair, seen }: Judged): boolean {
  if (disagrees(pair.expected) && disagrees(seen.expected))
    return pair.expected === seen.expected || pair.current === seen.current;
  return pair.expected === seen.expected;
}

export function countOf(judged: readonly Judged[]): Count {
  const sum = (test: (one: Judged) => boolean): number => judged.filter(test).length;
  return {
    n: judged.length,
    disagreeing: sum(({ pair }) => disagrees(pair.expected)),
    detected: sum(({ pair, seen }) => disagrees(pair.expected) && disagrees(seen.expected)),
    agreeing: sum(({ pair }) => !disagrees(pair.expected)),
    falseAlarms: sum(({ pair, seen }) => !disagrees(pair.expected) && disagrees(seen.expected)),
    expectedRight: sum(isExpected),
    currentRight: sum(({ pair, seen }) => pair.current === seen.current),
    settled: sum(({ pair, seen }) => pair.current !== 'open' && disagrees(pair.expected) && disagrees(seen.expected)),
    settledRight: sum(
      ({ pair, seen }) =>
        pair.current !== 'open' &&
        disagrees(pair.expected) &&
        disagrees(seen.expected) &&
        pair.current === seen.current,
    ),
  };
}

const share = (part: number, whole: number): number => (whole === 0 ? 100 : round((100 * part) / whole));

/** Shares in percent of all pairs, and counts by kind in one line each: `n, detected, false alarms, expected right, current right`. */
export function figuresOf(prefix: string, judged: readonly Judged[]): Figures {
  const all = countOf(judged);
  const named = (name: string): string =>
    prefix === '' ? name : `${prefix}${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const figures: Figures = {
    [named('pairs')]: all.n,
    [named('detectedPercent')]: share(all.detected, all.disagreeing),
    [named('falseAlarmPercent')]: share(all.falseAlarms, all.agreeing),
    [named('expectedRightPercent')]: share(all.expectedRight, all.n),
    [named('currentRightPercent')]: share(all.currentRight, all.n),
    [named('settledRightPercent')]: share(all.settledRight, all.settled),
  };
  for (const [kind, of] of Map.groupBy(judged, ({ pair }) => pair.kind)) {
    const { n, disagreeing, detected, falseAlarms, expectedRight, currentRight } = countOf(of);
    const found = disagreeing === 0 ? 'none to detect' : `${detected} of ${disagreeing} detected`;
    figures[named(`kind ${kind}`)] =
      `${n}: ${found}, ${falseAlarms} false alarms, ${expectedRight} expected right, ${currentRight} current right`;
  }
  return figures;
}
