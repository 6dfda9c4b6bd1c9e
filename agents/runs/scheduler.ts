/**
 * Gives places to what the engine does to the world: so many at once in all, so many in each lane, and fairly.
 *
 * The order, among the lanes that have a place free (a full lane stops nobody but itself: a bulkhead):
 * 1. by priority; but what has been passed over by `patience` places it could have had goes first once, so that low is never starved;
 * 2. between lanes, the teammate who was served longest ago, then the lane that was;
 * 3. within a lane, teammates take turns, then that teammate's tasks, then first come, first served.
 *
 * A decision takes as many steps as lanes are in use, never as many as wait.
 * Sources: bulkheads as in Nygard, "Release It!" (2007); turns between senders as in Nagle, RFC 970 (1985).
 */
import { makeFairQueue, type FairQueue } from '../lib/fair-queue.ts';

export interface Ask {
  /** Work that stands or falls together: a model endpoint, a tool, an MCP server. */
  lane: string;
  teammateId: string;
  taskId: string;
  priority: 'high' | 'normal' | 'low';
}

export interface Scheduler {
  /** Runs `work` when a place is free; rejects with the signal's reason when it aborts before its turn. */
  run<T>(ask: Ask, signal: AbortSignal, work: () => Promise<T>): Promise<T>;
  /** Tasks that wait for a place now, and for which lane; each pair once. */
  waiting(): readonly { taskId: string; lane: string }[];
}

export interface SchedulerOptions {
  /** At once in all; at least 1. */
  places: number;
  /** At once in this lane; at least 1. Asked at each decision. */
  placesPerLane: (lane: string) => number;
  /** `waiting()` has another answer now. */
  onChange?: () => void;
}

/** Places that may pass a lower priority over before it has its turn: one in nine is always left for it. */
export const patience = 8;

interface Waiter {
  ask: Ask;
  begin: () => void;
}

/** Those of one priority in one lane. */
interface Level {
  rank: number;
  queue: FairQueue<Waiter>;
  /** Places it could have had and a higher priority got, since it got one itself or began to wait. */
  passedOver: number;
}

interface Lane {
  busy: number;
  levels: Record<Ask['priority'], Level>;
  /** The number of the place it got last. */
  servedAt: number;
}

/** Who would be next in one open lane. `order`: compared number by number, the lowest goes first. */
interface Candidate {
  lane: Lane;
  level: Level;
  order: readonly [rank: number, teammateServedAt: number, laneServedAt: number];
}

/** Contract: never gives more places than there are; a free place that somebody may have is never left empty. */
export function makeScheduler({ places, placesPerLane, onChange }: SchedulerOptions): Scheduler {
  const lanes = new Map<string, Lane>();
  const servedAt = new Map<string, number>();
  const pairs = makePairs(onChange ?? (() => undefined));
  let busy = 0;
  let given = 0;

  const candidates = (): Candidate[] => {
    const found: Candidate[] = [];
    for (const [name, lane] of lanes) {
      if (lane.busy >= placesPerLane(name)) continue;
      const level = nextLevel(lane);
      const waiter = level?.queue.first();
      if (!level || !waiter) continue;
      const rank = isDue(level) ? -1 : level.rank;
      found.push({ lane, level, order: [rank, servedAt.get(waiter.ask.teammateId) ?? 0, lane.servedAt] });
    }
    return found;
  };

  const give = (): void => {
    while (busy < places) {
      const open = candidates();
      const next = open.toSorted(byOrder)[0];
      const waiter = next?.level.queue.take();
      if (!next || !waiter) return;
      const { lane, level } = next;
      for (const other of open) passOver(other.lane, level.rank);
      level.passedOver = 0;
      given += 1;
      lane.servedAt = given;
      servedAt.set(waiter.ask.teammateId, given);
      busy += 1;
      lane.busy += 1;
      waiter.begin();
    }
  };

  const forgetIfIdle = (name: string, lane: Lane): void => {
    if (lane.busy === 0 && levelsOf(lane).every(({ queue }) => queue.isEmpty())) lanes.delete(name);
  };

  /** Resolves when its turn has come, to how the place is given back. */
  const place = (ask: Ask, signal: AbortSignal): Promise<() => void> =>
    new Promise((resolve, reject) => {
      const lane = lanes.get(ask.lane) ?? makeLane();
      lanes.set(ask.lane, lane);
      const level = lane.levels[ask.priority];
      if (level.queue.isEmpty()) level.passedOver = 0;
      const free = (): void => {
        busy -= 1;
        lane.busy -= 1;
        give();
        forgetIfIdle(ask.lane, lane);
        pairs.tell();
      };
      const begin = (): void => {
        signal.removeEventListener('abort', abort);
        pairs.remove(ask);
        resolve(free);
      };
      const abort = (): void => {
        leave();
        pairs.remove(ask);
        forgetIfIdle(ask.lane, lane);
        reject(signal.reason);
        pairs.tell();
      };
      signal.addEventListener('abort', abort, { once: true });
      pairs.add(ask);
      const leave = level.queue.join([ask.teammateId, ask.taskId], { ask, begin });
      give();
      pairs.tell();
    });

  return {
    async run(ask, signal, work) {
      signal.throwIfAborted();
      const free = await place(ask, signal);
      try {
        signal.throwIfAborted();
        return await work();
      } finally {
        free();
      }
    },
    waiting: pairs.list,
  };
}

function makeLane(): Lane {
  const level = (rank: number): Level => ({ rank, queue: makeFairQueue<Waiter>(2), passedOver: 0 });
  return { busy: 0, levels: { high: level(0), normal: level(1), low: level(2) }, servedAt: 0 };
}

/** Highest first. */
function levelsOf({ levels }: Lane): Level[] {
  return [levels.high, levels.normal, levels.low];
}

function isDue(level: Level): boolean {
  return level.passedOver >= patience;
}

/** The level passed over most often when one is due, else the highest that waits. */
function nextLevel(lane: Lane): Level | undefined {
  const waiting = levelsOf(lane).filter(({ queue }) => !queue.isEmpty());
  return waiting.filter(isDue).toSorted((a, b) => b.passedOver - a.passedOver)[0] ?? waiting[0];
}

function passOver(lane: Lane, rank: number): void {
  for (const level of levelsOf(lane)) if (level.rank > rank && !level.queue.isEmpty()) level.passedOver += 1;
}

function byOrder({ order: a }: Candidate, { order: b }: Candidate): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/** The pairs of task and lane that wait, each counted once. */
function makePairs(onChange: () => void) {
  const counts = new Map<string, { taskId: string; lane: string; count: number }>();
  /** Pairs that came or went since the last `tell`; one that did both is in it no more. */
  const changed = new Set<string>();
  const toggle = (key: string): void => {
    if (!changed.delete(key)) changed.add(key);
  };
  return {
    add({ taskId, lane }: Ask): void {
      const key = JSON.stringify([taskId, lane]);
      const pair = counts.get(key);
      if (pair) pair.count += 1;
      else {
        counts.set(key, { taskId, lane, count: 1 });
        toggle(key);
      }
    },
    remove({ taskId, lane }: Ask): void {
      const key = JSON.stringify([taskId, lane]);
      const pair = counts.get(key);
      if (!pair) return;
      pair.count -= 1;
      if (pair.count > 0) return;
      counts.delete(key);
      toggle(key);
    },
    /** Says so when the list is another one than before; a place that was free at once changes nothing. */
    tell(): void {
      if (changed.size === 0) return;
      changed.clear();
      onChange();
    },
    list: () => [...counts.values()].map(({ taskId, lane }) => ({ taskId, lane })),
  };
}
