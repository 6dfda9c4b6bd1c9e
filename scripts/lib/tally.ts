/** Counted tests; skipped ones are in neither. */
export interface Tally {
  passed: number;
  failed: number;
}

/** Reads Vitest's JSON report. */
export function readVitest(text: string): Tally {
  const report = JSON.parse(text) as { numPassedTests: number; numFailedTests: number };
  return { passed: report.numPassedTests, failed: report.numFailedTests };
}

/** Reads Playwright's JSON report; a flaky test needed a second try and counts as failed, a global error as one more. */
export function readPlaywright(text: string): Tally {
  const { stats, errors } = JSON.parse(text) as {
    stats: { expected: number; unexpected: number; flaky: number };
    errors: unknown[];
  };
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length };
}

/** The last line of `npm test`. */
export function tallyLine(tallies: Tally[]): string {
  const sum = (pick: (tally: Tally) => number) => tallies.reduce((total, tally) => total + pick(tally), 0);
  return `${sum((tally) => tally.passed)} passed, ${sum((tally) => tally.failed)} failed`;
}
