/** What the simulated world got: the only witness of what was really done. No tool, journal or engine can change it. */

/** One effect that took place. */
export interface Effect {
  tool: string;
  /** Names the one proposed call this effect belongs to, whatever the engine calls it. */
  token: string;
  key: string;
  /** What was done, in bytes. */
  bytes: string;
  runId: string;
  life: number;
  /** The tick at which the engine asked for it, and the one at which it took place. */
  asked: number;
  tick: number;
}

/** What one tool does to the world, as the oracle knows it: never read from the descriptor the engine sees. */
export interface Nature {
  /** Doing it twice is the same as doing it once. */
  idempotent: boolean;
}

export const natures: Readonly<Record<string, Nature>> = {
  put: { idempotent: true },
  post: { idempotent: false },
  send: { idempotent: false },
};

export interface Sink {
  readonly effects: Effect[];
  /** Files by `task/path`. */
  readonly files: Map<string, string>;
  take(effect: Effect): void;
  /** Did this key happen? */
  has(key: string): boolean;
  of(token: string): Effect[];
}

export function makeSink(): Sink {
  const effects: Effect[] = [];
  return {
    effects,
    files: new Map(),
    take: (effect) => void effects.push(effect),
    has: (key) => effects.some((effect) => effect.key === key),
    of: (token) => effects.filter((effect) => effect.token === token),
  };
}

export function named({ tool, token, tick }: Effect): string {
  return `${tool} ${token} at ${tick}`;
}
