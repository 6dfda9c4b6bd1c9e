import { expect, test } from 'vitest';
import { readPlaywright, readVitest, tallyLine } from './tally.ts';

test('sums both reports on one plain line', () => {
  const unit = readVitest(JSON.stringify({ numPassedTests: 40, numFailedTests: 1 }));
  const e2e = readPlaywright(
    JSON.stringify({ stats: { expected: 7, unexpected: 1, flaky: 1, skipped: 3 }, errors: [{}] }),
  );
  expect({ unit, e2e, line: tallyLine([unit, e2e]) }).toEqual({
    unit: { passed: 40, failed: 1 },
    e2e: { passed: 7, failed: 3 },
    line: '47 passed, 4 failed',
  });
});
