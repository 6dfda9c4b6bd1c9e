import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { baseDelayMs, maxDelayMs, maxFailuresPerRun, maxRetryAfterMs, maxTries, retryDelay } from './retry.ts';

const busy = { retryable: true, retryAfterMs: null };
const input = (changed: object) => ({ tries: 1, budgetUsed: 0, error: busy, random: () => 0.5, ...changed });

describe('a failed turn', () => {
  it.each([
    [{}, { retry: true, afterMs: 500 }],
    [{ tries: 2 }, { retry: true, afterMs: 1000 }],
    [{ tries: 4 }, { retry: true, afterMs: 4000 }],
    [{ random: () => 0 }, { retry: true, afterMs: 0 }],
    [{ tries: 0 }, { retry: true, afterMs: 500 }],
    [{ tries: 5 }, { retry: false, reason: 'tries-spent' }],
    [{ budgetUsed: 19 }, { retry: true, afterMs: 500 }],
    [{ budgetUsed: 20 }, { retry: false, reason: 'run-spent' }],
    [{ error: { retryable: false, retryAfterMs: 5 } }, { retry: false, reason: 'not-retryable' }],
    [{ error: { retryable: true, retryAfterMs: 30_000 } }, { retry: true, afterMs: 30_500 }],
    [
      { error: { retryable: true, retryAfterMs: 10 }, tries: 4 },
      { retry: true, afterMs: 4000 },
    ],
    [{ error: { retryable: true, retryAfterMs: 0 } }, { retry: true, afterMs: 500 }],
    [{ error: { retryable: true, retryAfterMs: 3_600_000 } }, { retry: true, afterMs: 3_600_500 }],
    [{ error: { retryable: true, retryAfterMs: 3_600_001 } }, { retry: false, reason: 'wait-too-long' }],
  ])('%j', (changed, expected) => {
    expect(retryDelay(input(changed))).toEqual(expected);
  });

  it('waits within its bounds, and never less than the server asks', () => {
    const asked = fc.option(fc.integer({ min: 0, max: 2 * maxRetryAfterMs }));
    const dice = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(
        fc.nat(10),
        fc.nat(30),
        fc.boolean(),
        asked,
        dice,
        (tries, budgetUsed, retryable, retryAfterMs, drawn) => {
          const decision = retryDelay({ tries, budgetUsed, error: { retryable, retryAfterMs }, random: () => drawn });
          const may =
            retryable && tries < maxTries && budgetUsed < maxFailuresPerRun && (retryAfterMs ?? 0) <= maxRetryAfterMs;
          expect(decision.retry).toBe(may);
          if (!decision.retry) return;
          const floorMs = retryAfterMs ?? 0;
          expect(decision.afterMs).toBeGreaterThanOrEqual(floorMs);
          expect(decision.afterMs).toBeLessThanOrEqual(Math.max(maxDelayMs, floorMs + baseDelayMs));
          expect(Number.isSafeInteger(decision.afterMs)).toBe(true);
        },
      ),
    );
  });

  it('is tried again later and later, on the whole', () => {
    const ceilings = [1, 2, 3, 4].map((tries) => retryDelay(input({ tries, random: () => 0.999999 })));
    expect(ceilings).toEqual([1000, 2000, 4000, 8000].map((afterMs) => ({ retry: true, afterMs })));
  });
});
