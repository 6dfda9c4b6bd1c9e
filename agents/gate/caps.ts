/** Caps are checked before each turn and each call, and drawn from the task's own balance. Pure. */
import type { CapName, Caps } from '../domain/schema.ts';
import type { Run } from '../domain/task.ts';

/**
 * Names the cap that forbids the next turn; null = none does. `reservedUsdMicros` is the turn's worst case, so that
 * spend passes the cap by less than one call; null = the price is unknown, and tokens count instead.
 */
export function cappedTurn(run: Run, caps: Caps, reservedUsdMicros: number | null): CapName | null {
  if (run.turns >= caps.turns) return 'turns';
  if (run.activeMs >= caps.activeMs) return 'activeMs';
  if (reservedUsdMicros === null) return run.tokens >= caps.tokens ? 'tokens' : null;
  if (caps.usdMicros !== null && run.costUsdMicros + reservedUsdMicros > caps.usdMicros) return 'usdMicros';
  return null;
}

/** Names the cap a call would break; null = none. Calls are counted when they are proposed. */
export function cappedCall(run: Run, caps: Caps): CapName | null {
  return run.calls > caps.calls ? 'calls' : null;
}
