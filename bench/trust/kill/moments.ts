/** When a process dies: seeded, so that a run can be had again. */
import type { SinkPhase } from './sink.ts';

/** What happens in the life of a process that a kill can follow. */
export type Sign = 'start' | 'ready' | 'said' | 'acked' | SinkPhase;

/** Dies `afterMs` after the `nth` sign of its kind; 0 = in the same breath, before anything else is done. */
export interface Moment {
  sign: Sign;
  nth: number;
  afterMs: number;
}

/** How often a kill follows each sign, how many of them pass first, and how long it waits then. */
const kinds: readonly { sign: Sign; weight: number; mostNth: number; mostMs: number }[] = [
  // The start-up itself, up to a little after a usual one is through.
  { sign: 'start', weight: 18, mostNth: 1, mostMs: 700 },
  { sign: 'ready', weight: 37, mostNth: 1, mostMs: 400 },
  { sign: 'arrived', weight: 8, mostNth: 6, mostMs: 0 },
  // The worst moment: it happened, and nobody inside knows.
  { sign: 'recorded', weight: 17, mostNth: 6, mostMs: 0 },
  { sign: 'replied', weight: 8, mostNth: 6, mostMs: 4 },
  { sign: 'said', weight: 6, mostNth: 6, mostMs: 4 },
  { sign: 'acked', weight: 6, mostNth: 6, mostMs: 0 },
];

/** The moments of one folder's kills. The first three hit the making of the folder. */
export function momentsOf(random: () => number, kills: number): Moment[] {
  return Array.from({ length: kills }, (_, index) => {
    const kind = (index < 3 && kinds[0]) || pick(random);
    return {
      sign: kind.sign,
      nth: 1 + Math.floor(random() * kind.mostNth),
      afterMs: Math.floor(random() * (kind.mostMs + 1)),
    };
  });
}

function pick(random: () => number): (typeof kinds)[number] {
  let left = random() * kinds.reduce((sum, kind) => sum + kind.weight, 0);
  const found = kinds.find((kind) => (left -= kind.weight) < 0) ?? kinds[0];
  if (!found) throw new Error('there are no kinds of moments');
  return found;
}

/** A small generator of numbers in [0, 1) from a seed (mulberry32): equal seeds give equal numbers. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
