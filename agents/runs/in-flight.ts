/** What is being performed now: each effect once, with how to end it and when it last showed a sign of life. */
import type { Effect } from '../domain/due.ts';
import type { Clock } from '../lib/clock.ts';

export interface Flight {
  taskId: string;
  effect: Effect;
  abort: AbortController;
  done: Promise<void>;
  /** Uptime of the last sign of life; null = it waits for a place and is not under way. */
  signMs: number | null;
}

/** The run an effect works for; null = it is no work of a run. */
export function runOfWork(effect: Effect): string | null {
  switch (effect.kind) {
    case 'model':
    case 'call':
    case 'check':
    case 'review':
    case 'hand':
    case 'gather':
    case 'part':
    case 'settlePart':
    case 'gatherParts':
    case 'post':
    case 'wake':
      return effect.runId;
    case 'halt':
    case 'stop':
    case 'undo':
      return null;
  }
}

export interface InFlight {
  readonly size: number;
  has(effectId: string): boolean;
  list(): Flight[];
  /** Performs an effect; `after` runs once it has ended, however it ended. */
  begin(taskId: string, effect: Effect, perform: (flight: Flight) => Promise<void>, after: () => void): void;
  sign(effectId: string): void;
  /** Ends all work of a task's run and resolves when it has really ended. */
  end(taskId: string, runId: string, reason: string): Promise<void>;
  endAll(reason: string): Promise<void>;
}

export function makeInFlight(clock: Clock): InFlight {
  const flights = new Map<string, Flight>();
  const endThese = async (these: Flight[], reason: string): Promise<void> => {
    for (const flight of these) flight.abort.abort(new Error(reason));
    await Promise.all(these.map((flight) => flight.done));
  };
  return {
    get size() {
      return flights.size;
    },
    has: (effectId) => flights.has(effectId),
    list: () => [...flights.values()],
    begin(taskId, effect, perform, after) {
      const flight: Flight = { taskId, effect, abort: new AbortController(), done: Promise.resolve(), signMs: null };
      flights.set(effect.id, flight);
      flight.done = perform(flight).finally(() => {
        flights.delete(effect.id);
        after();
      });
    },
    sign(effectId) {
      const flight = flights.get(effectId);
      if (flight) flight.signMs = clock.uptime();
    },
    end: (taskId, runId, reason) =>
      endThese(
        [...flights.values()].filter((flight) => flight.taskId === taskId && runOfWork(flight.effect) === runId),
        reason,
      ),
    endAll: (reason) => endThese([...flights.values()], reason),
  };
}
