/** When a process dies: seeded, so that a run can be had again. */
import type { SinkPhase } from './sink.ts';

/** What happens in the life of a process that a kill can follow. */
export type Sign = 'start' | 'ready' | 'said' | 'acked' | 'stopping' | SinkPhase;

/** Dies `afterMs` after the `nth` sign of its kind; 0 = in the same breath, before anything else is done. */
export interface Moment {
  sign: Sign;
  nth: number;
  afterMs: number;
}

interface Kind {
  sign: Sign;
  weight: number;
  mostNth: number;
  mostMs: number;
}

/** The start-up itself, up to a little after a usual one is through. */
const atStart: Kind = { sign: 'start', weight: 18, mostNth: 1, mostMs: 700 };

/** How often a kill follows each sign, how many of them may pass first, and how long it waits at most. */
const kinds: readonly Kind[] = [
  atStart,
  { sign: 'ready', weight: 34, mostNth: 1, mostMs: 400 },
  { sign: 'arrived', weight: 8, mostNth: 6, mostMs: 0 },
  // The worst moment: it happened, and nobody inside knows.
  { sign: 'recorded', weight: 16, mostNth: 6, mostMs: 0 },
  { sign: 'replied', weight: 8, mostNth: 6, mostMs: 4 },
  { sign: 'said', weight: 5, mostNth: 6, mostMs: 4 },
  { sign: 'acked', weight: 5, mostNth: 6, mostMs: 0 },
  { sign: 'stopping', weight: 10, mostNth: 1, mostMs: 600 },
];
const killsAtTheMaking = 3;

/** The moment of a folder's kill number `index`, from 0; the first ones hit the making of the folder. */
export function momentAt(random: () => number, index: number): Moment {
  const { sign, mostNth, mostMs } = index < killsAtTheMaking ? atStart : pick(random);
  return { sign, nth: 1 + Math.floor(random() * mostNth), afterMs: Math.floor(random() * (mostMs + 1)) };
}

function pick(random: () => number): Kind {
  let left = random() * kinds.reduce((sum, kind) => sum + kind.weight, 0);
  return kinds.find((kind) => (left -= kind.weight) < 0) ?? atStart;
}
