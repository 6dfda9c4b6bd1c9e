/** What a server says in its headers about when to come again. Pure. */

/**
 * The time by the server's own clock, as its answer left; ours may be off by hours, and what the server names is measured
 * against its own.
 */
export function serverNowMs(headers: Headers, nowMs: number): number {
  const saidMs = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(saidMs) ? nowMs : saidMs;
}

/** Milliseconds the server asks to wait; null = nothing usable. `retry-after` is seconds or a date. */
export function retryAfterMs(headers: Headers, nowMs: number): number | null {
  const exact = headers.get('retry-after-ms');
  if (exact !== null && /^\d+(\.\d+)?$/.test(exact.trim())) return Math.ceil(Number(exact));
  const after = headers.get('retry-after')?.trim();
  if (after === undefined || after === '') return null;
  if (/^\d+(\.\d+)?$/.test(after)) return Math.ceil(Number(after) * 1000);
  const atMs = Date.parse(after);
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - serverNowMs(headers, nowMs));
}
