import { expect, it } from 'vitest';
import { limitsOf } from './wire-limits.ts';

const inAMinute = '1970-01-01T00:17:40Z';
const of = (name: string, remaining: string, reset = inAMinute, limit = ''): Record<string, string> => ({
  [`anthropic-ratelimit-${name}-remaining`]: remaining,
  [`anthropic-ratelimit-${name}-reset`]: reset,
  ...(limit !== '' && { [`anthropic-ratelimit-${name}-limit`]: limit }),
});
const none = { requests: null, inputTokens: null, outputTokens: null };
const left = { limit: null, remaining: 7, resetAfterMs: 60_000 };

it.each([
  [of('requests', '7'), { ...none, requests: left }],
  [of('requests', '7', inAMinute, '50'), { ...none, requests: { ...left, limit: 50 } }],
  [of('input-tokens', '7'), { ...none, inputTokens: left }],
  [of('output-tokens', '7'), { ...none, outputTokens: left }],
  [of('tokens', '7'), { ...none, inputTokens: left }],
  [
    { ...of('tokens', '9'), ...of('input-tokens', '7') },
    { ...none, inputTokens: left },
  ],
  [of('requests', '7', '1970-01-01T00:00:01Z'), { ...none, requests: { ...left, resetAfterMs: 0 } }],
  // The server's clock is two hours ahead of ours.
  [
    { ...of('requests', '7', '1970-01-01T02:17:40Z'), date: 'Thu, 01 Jan 1970 02:16:40 GMT' },
    { ...none, requests: left },
  ],
  [of('requests', '-1'), null],
  [of('requests', '1e3'), null],
  [of('requests', '7', 'soon'), null],
  [{}, null],
])('%j names what is left', (headers, limits) => {
  expect(limitsOf(new Headers(headers as Record<string, string>), 1_000_000)).toEqual(limits);
});
