/**
 * When a failed turn or call is tried again: the one place that says so, for models and tools alike. Pure: the clock and the dice are the caller's.
 * Source: exponential backoff with full jitter, as in Marc Brooker's note for the AWS Architecture Blog (2015).
 */

/** Tries of one turn or call, the first included. */
export const maxTries = 5;
/** Failures of one run, of turns and calls together: beyond this it is not merely hiccuping. */
export const maxFailuresPerRun = 20;
export const baseDelayMs = 1_000;
export const maxDelayMs = 60_000;
/** A server that asks for more than this is left to the person. */
export const maxRetryAfterMs = 3_600_000;

export interface RetryInput {
  /** Tries of this turn or call so far, the failed one included. */
  tries: number;
  /** Failures of this run before this one. */
  budgetUsed: number;
  /** `retryAfterMs`: what the server asked for; null = nothing. */
  error: { retryable: boolean; retryAfterMs: number | null };
  /** A number from 0 up to, not including, 1. */
  random: () => number;
}

export type RetryDecision =
  | { retry: true; afterMs: number }
  | { retry: false; reason: 'not-retryable' | 'tries-spent' | 'run-spent' | 'wait-too-long' };

/**
 * Decides whether it is tried again, and after how many milliseconds.
 * A server's wish is the least wait; up to a second is added to it, so that runs told the same do not return together.
 * Contract: pure but for `random`, which is called at most once; never throws.
 */
export function retryDelay({ tries, budgetUsed, error, random }: RetryInput): RetryDecision {
  if (!error.retryable) return { retry: false, reason: 'not-retryable' };
  if (tries >= maxTries) return { retry: false, reason: 'tries-spent' };
  if (budgetUsed >= maxFailuresPerRun) return { retry: false, reason: 'run-spent' };
  const asked = error.retryAfterMs ?? 0;
  if (asked > maxRetryAfterMs) return { retry: false, reason: 'wait-too-long' };
  const ceilingMs = Math.min(maxDelayMs, baseDelayMs * 2 ** Math.max(0, tries - 1));
  const dice = random();
  const askedMs = asked > 0 ? asked + dice * baseDelayMs : 0;
  return { retry: true, afterMs: Math.round(Math.max(dice * ceilingMs, askedMs)) };
}

/** What one run has used of its retry budget. */
export function budgetUsed(run: { failedTurns: number; retriedCalls: number } | null): number {
  return run ? run.failedTurns + run.retriedCalls : 0;
}
