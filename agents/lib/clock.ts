/** Time, ids and randomness come in through these, so that tests never wait or guess. */
export interface Clock {
  /** UTC milliseconds: for what a person reads and what outlives the process. It may jump. */
  now(): number;
  /** Milliseconds that only go forward, from a start of its own: for durations and timeouts. */
  uptime(): number;
  /** Calls `run` once after `ms`; returns how to cancel it. */
  after(ms: number, run: () => void): () => void;
}

/** Makes a new id: `<prefix>_` and 16 characters that sort by time. */
export type MakeId = (prefix: string) => string;

export const systemClock: Clock = {
  now: () => Date.now(),
  uptime: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** A number in [0, 1) from the system. */
export const systemRandom = (): number => Math.random();

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Ids from the system's clock and randomness: nine characters of time, seven random (35 bits). */
export function systemIds(clock: Clock = systemClock): MakeId {
  return (prefix) => {
    let time = clock.now();
    let head = '';
    for (let index = 0; index < 9; index += 1) {
      head = alphabet[time % 32] + head;
      time = Math.floor(time / 32);
    }
    const tail = Array.from(crypto.getRandomValues(new Uint8Array(7)), (byte) => alphabet[byte % 32]).join('');
    return `${prefix}_${head}${tail}`;
  };
}
