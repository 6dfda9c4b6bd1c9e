/** Folds what a run has seen of itself. Pure; the fingerprints come with the events, the rules stand in gate/loops.ts. */
import type { Ledger } from './task.ts';

const keptCalls = 40;
const keptResults = 200;
/** Stands for the result of a call that was refused because it repeats itself. */
export const refusedPrint = '!';
/** Stands for the person's no. */
const declinedPrint = '-';

/** A ledger with nothing in it but the idle turns that led to this run. */
export function emptyLedger(idleTurns = 0): Ledger {
  return { recent: [], known: [], idleTurns, isNoted: false };
}

/** One more turn: idle until one of its calls brings news. */
export function withTurn(ledger: Ledger | null): Ledger | null {
  return ledger && { ...ledger, idleTurns: ledger.idleTurns + 1 };
}

/**
 * One more answered call. `print`: `<arguments>:<result>`; left out = before there were fingerprints.
 * `idleTurns`: where the line of work stands that a part came back from; parts side by side add nothing to each other.
 */
export function withCall(
  ledger: Ledger | null,
  { print, isNews = false, idleTurns = 0 }: { print?: string; isNews?: boolean; idleTurns?: number },
): Ledger | null {
  if (!ledger || print === undefined) return ledger;
  const result = print.slice(print.indexOf(':') + 1);
  const recent = [...ledger.recent.slice(1 - keptCalls), print];
  if (!isNews || ledger.known.includes(result))
    return { ...ledger, recent, idleTurns: Math.max(ledger.idleTurns, idleTurns) };
  return { recent, known: [...ledger.known.slice(1 - keptResults), result], idleTurns: 0, isNoted: false };
}

/** The person said no to the call that `args` names: asking again is a repetition like any other. */
export function withNo(ledger: Ledger | null, args: string): Ledger | null {
  return args === '' ? ledger : withCall(ledger, { print: `${args}:${declinedPrint}` });
}

/** Time has passed: what was looked at before may look otherwise now. It is no news by itself. */
export function withTime(ledger: Ledger | null): Ledger | null {
  return ledger && { ...ledger, recent: [] };
}

/** Something came from outside the run: what was done before it may be done again. */
export function withWord(ledger: Ledger | null): Ledger | null {
  return ledger && { ...ledger, recent: [], idleTurns: 0, isNoted: false };
}

/** How often the call `args` names was answered the same way in a row, refusals as repetitions counted in. */
export function repetitions({ recent }: Ledger, args: string): number {
  let count = 0;
  let result: string | null = null;
  for (const print of recent.toReversed()) {
    if (!print.startsWith(`${args}:`)) continue;
    const found = print.slice(args.length + 1);
    if (found !== refusedPrint) {
      if (result !== null && found !== result) return count;
      result = found;
    }
    count += 1;
  }
  return count;
}
