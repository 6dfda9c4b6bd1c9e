/** Reads what the endpoint says in its headers about how much it will still take. Pure. */
import { serverNowMs } from '../lib/retry-after.ts';
import type { Allowance, RateLimits } from './model.ts';

/** The limits in the headers of an answer, good or bad; null = it names none. */
export function limitsOf(headers: Headers, nowMs: number): RateLimits | null {
  const fromMs = serverNowMs(headers, nowMs);
  const read = (name: string): Allowance | null => {
    const part = (which: string): string => headers.get(`anthropic-ratelimit-${name}-${which}`)?.trim() ?? '';
    const remaining = count(part('remaining'));
    const resetMs = Date.parse(part('reset'));
    if (remaining === null || Number.isNaN(resetMs)) return null;
    return { limit: count(part('limit')), remaining, resetAfterMs: Math.max(0, resetMs - fromMs) };
  };
  const limits: RateLimits = {
    requests: read('requests'),
    // `tokens` is the narrower of the two, and what older servers send alone.
    inputTokens: read('input-tokens') ?? read('tokens'),
    outputTokens: read('output-tokens'),
  };
  return limits.requests || limits.inputTokens || limits.outputTokens ? limits : null;
}

function count(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}
