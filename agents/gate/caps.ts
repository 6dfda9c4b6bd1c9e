/** Caps are checked before each turn and each call, and drawn from the balance of the task and of all it is a part of. Pure. */
import type { CapName, Caps } from '../domain/schema.ts';
import type { Run } from '../domain/task.ts';

/** What a run and the work it handed on have used. Money includes what is reserved for turns under way. */
export interface Used {
  turns: number;
  calls: number;
  tokens: number;
  usdMicros: number;
  activeMs: number;
}

/** The worst case of the next turn. `usdMicros: null` = the price is unknown, and tokens count instead. */
export interface Worst {
  usdMicros: number | null;
  tokens: number;
}

/** A cap that stands in the way. `soft` = four fifths are used and nobody was asked yet. */
export interface Reached {
  cap: CapName;
  level: 'soft' | 'hard';
  used: number;
  allowed: number;
}

/** The same with the task it belongs to: the one that asks, or one above it. */
export interface Stop extends Reached {
  taskId: string;
  runId: string;
}

const softShare = 0.8;

export const nothingUsed: Used = { turns: 0, calls: 0, tokens: 0, usdMicros: 0, activeMs: 0 };

export function usedBy({ turns, calls, tokens, costUsdMicros, activeMs }: Run): Used {
  return { turns, calls, tokens, usdMicros: costUsdMicros, activeMs };
}

export function addUsed(a: Used, b: Used): Used {
  return {
    turns: a.turns + b.turns,
    calls: a.calls + b.calls,
    tokens: a.tokens + b.tokens,
    usdMicros: a.usdMicros + b.usdMicros,
    activeMs: a.activeMs + b.activeMs,
  };
}

/**
 * Names the cap that stands in the way of the next turn; null = none does. The worst case is counted in, so that spend
 * passes the cap by less than one call. `asked`: caps at which a person said to go on.
 */
export function capForTurn(caps: Caps, used: Used, worst: Worst, asked: readonly CapName[]): Reached | null {
  const rows: [CapName, number, number | null, number][] = [
    ['turns', used.turns, caps.turns, 1],
    ['activeMs', used.activeMs, caps.activeMs, 1],
    worst.usdMicros === null
      ? ['tokens', used.tokens, caps.tokens, worst.tokens]
      : ['usdMicros', used.usdMicros, caps.usdMicros, worst.usdMicros],
    ['calls', used.calls, caps.calls, 0],
  ];
  return strictest(rows, asked);
}

/** The same for a call. Calls are counted when they are proposed; a call costs no money of its own. */
export function capForCall(caps: Caps, used: Used): Reached | null {
  return strictest([['calls', used.calls, caps.calls, 0]], ['calls']);
}

/** The same for the whole workspace's day. `null` = no such cap. */
export function capForDay(
  caps: { dayUsdMicros: number | null; dayTokens: number },
  spent: { usdMicros: number; tokens: number },
  worst: Worst,
  asked: readonly CapName[],
): Reached | null {
  return strictest(
    [
      worst.usdMicros === null
        ? ['dayTokens', spent.tokens, caps.dayTokens, worst.tokens]
        : ['dayUsdMicros', spent.usdMicros, worst.usdMicros === 0 ? null : caps.dayUsdMicros, worst.usdMicros],
    ],
    asked,
  );
}

/** `[cap, used, allowed, the next step's worst case]`. A hard cap comes before any soft one. */
function strictest(
  rows: readonly [CapName, number, number | null, number][],
  asked: readonly CapName[],
): Reached | null {
  let soft: Reached | null = null;
  for (const [cap, used, allowed, next] of rows) {
    if (allowed === null) continue;
    if (used + next > allowed) return { cap, level: 'hard', used, allowed };
    if (used >= allowed * softShare && used > 0 && !asked.includes(cap)) soft ??= { cap, level: 'soft', used, allowed };
  }
  return soft;
}
