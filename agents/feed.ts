/** Carries events and live text to subscribers, in batches, each at its own pace. */
import type { Feed, Health, LivePart, Snapshot } from './contract.ts';
import type { EventRecord } from './domain/events.ts';
import type { Journal } from './journal/journal.ts';
import type { Clock } from './lib/clock.ts';

const batchSize = 200;
/** A reader further behind than this gets a new snapshot instead of the events. */
const maxBehind = 20_000;
const liveEveryMs = 100;

/** A place to wait for something to arrive; an abort rings it too. */
class Bell {
  #ring: (() => void) | null = null;
  #rang = false;
  constructor(signal: AbortSignal) {
    signal.addEventListener('abort', () => this.ring(), { once: true });
  }
  ring(): void {
    this.#rang = true;
    this.#ring?.();
  }
  /** Resolves at the next ring, or at once when one was missed. */
  async wait(): Promise<void> {
    if (!this.#rang) await new Promise<void>((resolve) => (this.#ring = resolve));
    this.#rang = false;
    this.#ring = null;
  }
}

export interface FeedHub {
  publish(records: readonly EventRecord[]): void;
  /** The newest health replaces the one before; a new reader takes all to be well until told. */
  tell(health: Health): void;
  subscribe(afterSeq: number | null, signal: AbortSignal): AsyncIterable<Feed>;
  /** All text of the turn so far; the newest replaces the one before. */
  say(part: LivePart): void;
  live(taskIds: readonly string[], signal: AbortSignal): AsyncIterable<LivePart[]>;
}

export function makeFeed(journal: Journal, clock: Clock, snapshot: () => Snapshot): FeedHub {
  let published = journal.lastSeq();
  const well: Health = { trouble: null, resting: [], waiting: [] };
  let health = well;
  const readers = new Set<{ waiting: EventRecord[]; lost: boolean; health: Health; bell: Bell }>();
  const listeners = new Set<{ wanted: ReadonlySet<string>; parts: Map<string, LivePart>; bell: Bell }>();

  async function* subscribe(afterSeq: number | null, signal: AbortSignal): AsyncGenerator<Feed> {
    const reader = { waiting: [] as EventRecord[], lost: false, health: well, bell: new Bell(signal) };
    readers.add(reader);
    try {
      let last = afterSeq ?? -1;
      if (last < 0 || last > published || published - last > maxBehind) {
        const first = snapshot();
        last = first.seq;
        yield { kind: 'snapshot', snapshot: first };
      }
      while (!signal.aborted) {
        if (reader.lost) {
          reader.lost = false;
          reader.waiting = [];
          const anew = snapshot();
          last = anew.seq;
          yield { kind: 'snapshot', snapshot: anew };
        }
        const missed = reader.waiting[0] ? reader.waiting[0].seq > last + 1 : published > last;
        const events = missed
          ? [...journal.readAll(last, batchSize)]
          : reader.waiting.splice(0, batchSize).filter((event) => event.seq > last);
        const newestRead = events.at(-1);
        if (newestRead) {
          last = newestRead.seq;
          yield { kind: 'events', events };
        } else if (reader.health !== health) {
          reader.health = health;
          yield { kind: 'health', health };
        } else if (reader.waiting.length === 0) await reader.bell.wait();
      }
    } finally {
      readers.delete(reader);
    }
  }

  async function* live(taskIds: readonly string[], signal: AbortSignal): AsyncGenerator<LivePart[]> {
    const listener = { wanted: new Set(taskIds), parts: new Map<string, LivePart>(), bell: new Bell(signal) };
    listeners.add(listener);
    try {
      while (!signal.aborted) {
        await listener.bell.wait();
        const parts = [...listener.parts.values()];
        listener.parts.clear();
        if (parts.length > 0) yield parts;
        await pause(clock, liveEveryMs, signal);
      }
    } finally {
      listeners.delete(listener);
    }
  }

  return {
    subscribe,
    live,
    publish(records) {
      published = records.at(-1)?.seq ?? published;
      for (const reader of readers) {
        if (reader.waiting.length + records.length > maxBehind) reader.lost = true;
        else reader.waiting.push(...records);
        reader.bell.ring();
      }
    },
    tell(next) {
      if (JSON.stringify(next) === JSON.stringify(health)) return;
      health = JSON.stringify(next) === JSON.stringify(well) ? well : next;
      for (const reader of readers) reader.bell.ring();
    },
    say(part) {
      for (const listener of listeners) {
        if (!listener.wanted.has(part.taskId)) continue;
        listener.parts.set(part.taskId, part);
        listener.bell.ring();
      }
    },
  };
}

function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.after(ms, end);
    signal.addEventListener('abort', end, { once: true });
  });
}
