import type { Feed } from '../../agents/contract.ts';
import { LinkRefused, protocolVersion, type Connect, type EngineClient, type Link, type LinkState } from './client.ts';
import { partsOf } from './parts.ts';

/** How long to wait before try number `tries` (from 1): doubles to 15 s, then spread over the upper half. */
export function backoffMs(tries: number, random: number): number {
  const whole = Math.min(15_000, 250 * 2 ** (tries - 1));
  return whole / 2 + (whole / 2) * random;
}

export interface ConnectionPorts {
  connect: Connect;
  /** What the store is at; null = it wants a snapshot. */
  lastSeq: () => number | null;
  onFeed: (feed: Feed) => void;
  onState: (state: LinkState) => void;
  /** Waits; resolves early when the signal ends. */
  wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  random?: () => number;
}

/**
 * Keeps one link to the engine: opens it, follows the feed, and after a cut opens a new one from the last event seen.
 * Contract: events reach `onFeed` in order and once; a refused link is final until `retry`.
 */
export class Connection {
  readonly #ports: ConnectionPorts;
  #stopped = new AbortController();
  #link: Link | null = null;
  #waiters = new Set<(link: Link | null) => void>();
  #wake = new AbortController();

  constructor(ports: ConnectionPorts) {
    this.#ports = ports;
  }

  /** Runs until `stop`. Resolves then, or when the link is refused for good. */
  async run(): Promise<void> {
    // Each run has its own signal: a window may stop and start again (React's strict mode does).
    const stopped = new AbortController();
    this.#stopped = stopped;
    let tries = 0;
    while (!stopped.signal.aborted) {
      this.#ports.onState(tries === 0 ? 'connecting' : 'offline');
      try {
        const link = await this.#ports.connect(stopped.signal);
        if (stopped.signal.aborted) {
          link.close();
          return;
        }
        this.#setLink(link);
        await this.#follow(link, stopped.signal, () => {
          tries = 0;
          this.#ports.onState('open');
        });
      } catch (error) {
        if (stopped.signal.aborted) return;
        const refused = refusalOf(error);
        if (refused) {
          this.#ports.onState(refused);
          this.stop();
          return;
        }
        // A cut or a host that is not there yet: handled by trying again, and the state shown says so.
      }
      if (stopped.signal.aborted) return;
      this.#link?.close();
      this.#setLink(null);
      tries += 1;
      this.#ports.onState('offline');
      this.#wake = new AbortController();
      const wait = this.#ports.wait ?? waitFor;
      await wait(
        backoffMs(tries, (this.#ports.random ?? Math.random)()),
        AbortSignal.any([this.#wake.signal, stopped.signal]),
      );
    }
  }

  /** Tries again now, without waiting for the next turn. */
  retry(): void {
    this.#wake.abort();
  }

  stop(): void {
    this.#stopped.abort();
    this.#link?.close();
    this.#setLink(null);
    for (const waiter of this.#waiters) waiter(null);
  }

  /** The client of the open link; null while there is none. */
  client(): EngineClient | null {
    return this.#link?.client ?? null;
  }

  /** Resolves with the next open client, at once when there is one. Null after `stop`. */
  async whenOpen(signal: AbortSignal): Promise<EngineClient | null> {
    if (this.#link) return this.#link.client;
    if (this.#stopped.signal.aborted || signal.aborted) return null;
    return new Promise((resolve) => {
      const settle = (link: Link | null) => {
        this.#waiters.delete(settle);
        resolve(link?.client ?? null);
      };
      this.#waiters.add(settle);
      signal.addEventListener('abort', () => settle(null), { once: true });
    });
  }

  #setLink(link: Link | null): void {
    this.#link = link;
    if (link) for (const waiter of this.#waiters) waiter(link);
  }

  async #follow(link: Link, stopped: AbortSignal, onOpen: () => void): Promise<void> {
    const cut = new AbortController();
    void link.closed.then(() => cut.abort());
    const signal = AbortSignal.any([cut.signal, stopped]);
    const feed = await link.client.subscribe(
      { protocol: protocolVersion, afterSeq: this.#ports.lastSeq() },
      { signal },
    );
    onOpen();
    for await (const part of partsOf(feed)) {
      if (signal.aborted) return;
      const fresh = this.#unseen(part);
      if (fresh) this.#hand(fresh);
    }
  }

  /** A fault in our own fold is no cut: it is reported as one, and the next snapshot mends the state. */
  #hand(feed: Feed): void {
    try {
      this.#ports.onFeed(feed);
    } catch (error) {
      reportError(error);
      throw error;
    }
  }

  /** Leaves out what the store has already: a resumed feed may repeat its first events. */
  #unseen(part: Feed): Feed | null {
    if (part.kind !== 'events') return part;
    const last = this.#ports.lastSeq() ?? -1;
    const events = part.events.filter((event) => event.seq > last);
    return events.length > 0 ? { kind: 'events', events } : null;
  }
}

/** What an error from the other side means for good; null = try again. */
function refusalOf(error: unknown): LinkRefused['state'] | null {
  if (error instanceof LinkRefused) return error.state;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return code === 'protocol.mismatch' ? 'outdated' : null;
}

function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
