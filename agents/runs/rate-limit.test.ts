import { describe, expect, it } from 'vitest';
import type { RateLimits } from '../models/model.ts';
import { fakeClock } from '../testing.ts';
import { longestHoldMs, makeRateLimiter } from './rate-limit.ts';

const nothing: RateLimits = { requests: null, inputTokens: null, outputTokens: null };
const left = (remaining: number, resetAfterMs = 60_000, limit: number | null = null) => ({
  limit,
  remaining,
  resetAfterMs,
});

function limiter(random: () => number = () => 0) {
  const clock = fakeClock();
  clock.advance(5_000);
  const made = makeRateLimiter({ clock, random });
  /** Milliseconds from now; null = now. */
  const wait = (tokens = 100, lane = 'api'): number | null => {
    const untilMs = made.heldUntil(lane, tokens);
    return untilMs === null ? null : untilMs - clock.uptime();
  };
  return { ...made, clock, wait };
}

describe('a request', () => {
  it.each([
    ['nothing was said', nothing, null],
    ['a request is left', { requests: left(1) }, null],
    ['no request is left', { requests: left(0) }, 60_000],
    ['tokens are left', { inputTokens: left(100) }, null],
    ['too few tokens are left', { inputTokens: left(99) }, 60_000],
    ['output tokens are left', { outputTokens: left(1) }, null],
    ['no output tokens are left', { outputTokens: left(0) }, 60_000],
    ['the narrowest counts', { requests: left(0, 10_000), inputTokens: left(0, 30_000) }, 30_000],
    ['one of sixty requests fills up in a second', { requests: left(0, 60_000, 60) }, 1_000],
    ['50 missing of 400 tokens used take an eighth of the minute', { inputTokens: left(50, 60_000, 450) }, 7_500],
    ['a request larger than the whole waits for the whole', { inputTokens: left(20, 60_000, 80) }, 60_000],
    ['and then goes', { inputTokens: left(80, 60_000, 80) }, null],
    ['the reset is now', { requests: left(0, 0) }, null],
    ['an endpoint names next year', { requests: left(0, 31_536_000_000) }, longestHoldMs],
  ])('waits when %s: %j', (_case, limits, expected) => {
    const { learn, wait } = limiter();
    learn('api', { ...nothing, ...limits });
    expect({ wait: wait(), elsewhere: wait(100, 'another') }).toEqual({ wait: expected, elsewhere: null });
  });

  it('counts as soon as it is sent, and until an answer says more', () => {
    const { learn, sent, wait, clock } = limiter();
    learn('api', { ...nothing, requests: left(2), inputTokens: left(1_000) });
    sent('api', 100);
    expect(wait(900)).toBe(null);
    expect(wait(901)).toBe(60_000);
    sent('api', 100);
    expect(wait(1)).toBe(60_000);
    clock.advance(1_000);
    learn('api', { ...nothing, requests: left(1) });
    expect({ small: wait(800), large: wait(801) }).toEqual({ small: null, large: 59_000 });
  });

  it('is held by none of it after the reset, whatever was sent', () => {
    const { learn, sent, wait, clock } = limiter();
    learn('api', { ...nothing, requests: left(0, 60_000, 50) });
    for (let request = 0; request < 500; request += 1) sent('api', 1);
    expect(wait()).toBe(60_000);
    clock.advance(60_000);
    expect(wait()).toBe(null);
  });

  it('waits with all others when the endpoint asks for it, and for the longest wish', () => {
    const { hold, learn, wait, clock } = limiter();
    hold('api', 20_000);
    hold('api', 5_000);
    learn('api', { ...nothing, requests: left(50) });
    expect({ wait: wait(), elsewhere: wait(1, 'another') }).toEqual({ wait: 20_000, elsewhere: null });
    clock.jump(86_400_000);
    expect(wait()).toBe(20_000);
    clock.advance(20_000);
    expect(wait()).toBe(null);
    hold('api', 10 * longestHoldMs);
    expect(wait()).toBe(longestHoldMs);
  });
});

it.each([
  [20_000, [20_000, 20_250, 20_999]],
  [400, [400, 500, 799.6]],
])('those who wait for the same moment, in %i ms, come back one by one and never before it', (afterMs, expected) => {
  const dice = [0, 0.25, 0.999];
  const { hold, wait } = limiter(() => dice.shift() ?? 0);
  hold('api', afterMs);
  expect([wait(), wait(), wait()]).toEqual(expected.map((ms) => expect.closeTo(ms, 3)));
});

it('a crowd at an endpoint that allows fifty a minute gets no refusal for want of any', () => {
  const { learn, sent, heldUntil, clock } = limiter(() => 0.5);
  const allowance = 50;
  const ratePerMs = allowance / 60_000;
  let level = allowance;
  let lastMs = clock.uptime();
  let refused = 0;
  let answered = 0;
  // The endpoint: a bucket that fills up evenly.
  const send = (): void => {
    level = Math.min(allowance, level + (clock.uptime() - lastMs) * ratePerMs);
    lastMs = clock.uptime();
    if (level >= 1) {
      level -= 1;
      answered += 1;
    } else refused += 1;
    const resetAfterMs = (allowance - level) / ratePerMs;
    learn('api', { ...nothing, requests: { limit: allowance, remaining: Math.floor(level), resetAfterMs } });
  };
  for (let run = 0; run < 200; run += 1) {
    for (let untilMs = heldUntil('api', 1); untilMs !== null; untilMs = heldUntil('api', 1))
      clock.advance(untilMs - clock.uptime());
    sent('api', 1);
    send();
  }
  expect({ answered, refused }).toEqual({ answered: 200, refused: 0 });
});
