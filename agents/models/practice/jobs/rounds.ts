/** What came of the parts a planner had made, read from its calls. Pure. */
import { readMade, type Made } from '../../../runs/headings.ts';
import type { DoneCall, State } from '../state.ts';
import { savedParts, type PartArgs } from './parts.ts';

/** What became of all parts so far: of each key the newest. */
export interface Rounds {
  calls: DoneCall[];
  parts: PartArgs[];
  ends: Made[];
}

export function roundsOf(state: State): Rounds {
  const calls = state.calls.filter(
    ({ tool, isError, text }) => tool === 'plan_parts' && !isError && readMade(text).length > 0,
  );
  const parts = new Map(calls.flatMap(({ args }) => partsIn(args)).map((part) => [part.key, part]));
  const ends = new Map(calls.flatMap(({ text }) => readMade(text)).map((made) => [made.key, made]));
  return { calls, parts: [...parts.values()], ends: [...ends.values()] };
}

/** The parts a call proposed. */
export function partsIn(args: Record<string, unknown>): PartArgs[] {
  return savedParts(JSON.stringify(args.parts ?? []), '') ?? [];
}

/** Why a big brief was done by one after all; null = it was not planned, or the plan was carried out. */
export function planRefused(state: State): string | null {
  const last = state.calls.findLast(({ tool }) => tool === 'plan_parts');
  return last?.isError && roundsOf(state).calls.length === 0
    ? `The plan was not carried out, so this was done by one: ${last.text.replace(/\s+/g, ' ').slice(0, 300)}`
    : null;
}
