import type { LivePart } from '../../agents/contract.ts';
import type { Connection } from './reconnect.ts';
import { partsOf } from './parts.ts';

/**
 * Follows the live text of the tasks somebody looks at: one stream for all, opened anew when the set changes or the link returns.
 * Contract: counted, so that two readers of one task do not end each other's stream.
 */
export class LiveFeed {
  readonly #connection: Pick<Connection, 'whenOpen'>;
  readonly #onParts: (parts: LivePart[]) => void;
  #wanted = new Map<string, number>();
  #current: AbortController | null = null;

  constructor(connection: Pick<Connection, 'whenOpen'>, onParts: (parts: LivePart[]) => void) {
    this.#connection = connection;
    this.#onParts = onParts;
  }

  /** Wants a task's text until the returned function is called. */
  watch = (taskId: string): (() => void) => {
    this.#count(taskId, 1);
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.#count(taskId, -1);
    };
  };

  stop(): void {
    this.#wanted.clear();
    this.#current?.abort();
    this.#current = null;
  }

  #count(taskId: string, by: number): void {
    const before = this.#wanted.get(taskId) ?? 0;
    const after = before + by;
    if (after > 0) this.#wanted.set(taskId, after);
    else this.#wanted.delete(taskId);
    if ((before === 0) === (after === 0)) return;
    this.#current?.abort();
    this.#current = null;
    if (this.#wanted.size === 0) return;
    this.#current = new AbortController();
    void this.#follow(this.#current.signal);
  }

  async #follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const client = await this.#connection.whenOpen(signal);
      if (!client) return;
      const isOver = await this.#readOnce(client, signal);
      if (isOver) return;
    }
  }

  /** True = ended for good; false = the link was cut, a new one continues. */
  async #readOnce(
    client: NonNullable<Awaited<ReturnType<Connection['whenOpen']>>>,
    signal: AbortSignal,
  ): Promise<boolean> {
    try {
      const parts = await client.live({ taskIds: [...this.#wanted.keys()].slice(0, 200) }, { signal });
      for await (const part of partsOf(parts)) {
        if (signal.aborted) return true;
        this.#onParts(part);
      }
    } catch (error) {
      if (signal.aborted) return true;
      // A cut ends the stream with an error; live text may be dropped, so there is nothing to save. Without a cut it is a fault.
      const now = await this.#connection.whenOpen(signal);
      if (now === client) throw error;
      return now === null;
    }
    return (await this.#connection.whenOpen(signal)) === client;
  }
}
