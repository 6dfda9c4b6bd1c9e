/**
 * What each endpoint will still take, learned from its own answers, so that a crowd of runs waits once together instead of
 * each running into the same refusal. Times are uptime: a wall clock that jumps neither prolongs nor ends a wait.
 * An allowance fills up evenly until its reset (a token bucket, as Anthropic's rate limits page describes its own); where an
 * endpoint fills it in one go instead, its refusal says how long to hold.
 */
import type { Clock } from '../lib/clock.ts';
import type { Allowance, RateLimits } from '../models/model.ts';
import { maxRetryAfterMs } from './retry.ts';

export interface RateLimiter {
  /** What an answer said; it replaces what was known of the parts it names. */
  learn(lane: string, limits: RateLimits): void;
  /** The endpoint wants to be left alone for so long (`retry-after`), by everybody. */
  hold(lane: string, afterMs: number): void;
  /** A request was sent: it counts against what is left until the next answer says more. */
  sent(lane: string, inputTokens: number): void;
  /** When a request of this size may be sent, in uptime; null = now. Ask again then: others may have gone first. */
  heldUntil(lane: string, inputTokens: number): number | null;
}

export interface RateLimiterOptions {
  clock: Pick<Clock, 'uptime'>;
  /** A number in [0, 1). */
  random: () => number;
}

/** Those who wait for the same moment come back spread over at most this long. */
const spreadMs = 1_000;
/** No wait is longer, whatever an endpoint says. */
export const longestHoldMs = maxRetryAfterMs;

interface Known extends Allowance {
  learnedAtMs: number;
  used: number;
}

interface Lane {
  heldUntilMs: number;
  requests: Known | null;
  inputTokens: Known | null;
  outputTokens: Known | null;
}

/** Contract: total; a lane nothing was learned of is never held; what was learned is forgotten at its reset. */
export function makeRateLimiter({ clock, random }: RateLimiterOptions): RateLimiter {
  const lanes = new Map<string, Lane>();

  const laneOf = (name: string): Lane => {
    const lane = lanes.get(name) ?? { heldUntilMs: 0, requests: null, inputTokens: null, outputTokens: null };
    lanes.set(name, lane);
    return lane;
  };

  return {
    learn(name, limits) {
      const lane = laneOf(name);
      const known = (allowance: Allowance): Known => ({ ...allowance, learnedAtMs: clock.uptime(), used: 0 });
      if (limits.requests) lane.requests = known(limits.requests);
      if (limits.inputTokens) lane.inputTokens = known(limits.inputTokens);
      if (limits.outputTokens) lane.outputTokens = known(limits.outputTokens);
    },
    hold(name, afterMs) {
      const lane = laneOf(name);
      lane.heldUntilMs = Math.max(lane.heldUntilMs, clock.uptime() + Math.min(afterMs, longestHoldMs));
    },
    sent(name, inputTokens) {
      const lane = lanes.get(name);
      if (lane?.requests) lane.requests.used += 1;
      if (lane?.inputTokens) lane.inputTokens.used += inputTokens;
    },
    heldUntil(name, inputTokens) {
      const lane = lanes.get(name);
      if (!lane) return null;
      const nowMs = clock.uptime();
      const untilMs = Math.max(
        lane.heldUntilMs,
        freeAtMs(lane.requests, 1),
        freeAtMs(lane.inputTokens, inputTokens),
        // How long the answer will be is not known: there must be something left.
        freeAtMs(lane.outputTokens, 1),
      );
      const waitMs = Math.min(untilMs - nowMs, longestHoldMs);
      return waitMs > 0 ? nowMs + waitMs + random() * Math.min(spreadMs, waitMs) : null;
    },
  };
}

/** When so much of the allowance is there, in uptime; 0 = long since. Never later than its reset: then nothing is known. */
function freeAtMs(known: Known | null, wanted: number): number {
  if (!known) return 0;
  const { limit, remaining, used, resetAfterMs, learnedAtMs } = known;
  const missing = Math.min(wanted, limit ?? wanted) - (remaining - used);
  if (missing <= 0) return 0;
  const refill = limit === null ? 0 : limit - remaining;
  const share = refill > 0 ? Math.min(1, missing / refill) : 1;
  return learnedAtMs + resetAfterMs * share;
}
