import type { LivePart } from '../../agents/contract.ts';

/** Shown ten times a second; once a second while the window is hidden. */
export const flushMs = { shown: 100, hidden: 1000 };

export interface LivePorts {
  /** Calls `run` after `ms`; returns how to cancel. */
  after: (ms: number, run: () => void) => () => void;
  isHidden: () => boolean;
}

/** Timers, not animation frames: those stop in a hidden window. */
export const pageTimers: LivePorts = {
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  isHidden: () => document.visibilityState === 'hidden',
};

/**
 * Text as it is written, kept outside React: parts are buffered and handed to readers by a timer.
 * Live text is never history: `settle` drops it once the durable turn is there.
 */
export class LiveText {
  readonly #ports: LivePorts;
  #waiting = new Map<string, LivePart>();
  #shown = new Map<string, LivePart>();
  #readers = new Map<string, Set<() => void>>();
  #cancel: (() => void) | null = null;

  constructor(ports: LivePorts = pageTimers) {
    this.#ports = ports;
  }

  push(parts: readonly LivePart[]): void {
    for (const part of parts) this.#waiting.set(part.taskId, part);
    if (this.#cancel || this.#waiting.size === 0) return;
    this.#cancel = this.#ports.after(this.#ports.isHidden() ? flushMs.hidden : flushMs.shown, () => this.flush());
  }

  /** Shows what waits, now: also called once when the window comes back. */
  flush(): void {
    this.#cancel?.();
    this.#cancel = null;
    const parts = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const part of parts) this.#show(part.taskId, part);
  }

  /** Drops a task's live text: its turn is durable, or the task is no longer written. */
  settle(taskId: string): void {
    this.#waiting.delete(taskId);
    if (this.#shown.has(taskId)) this.#show(taskId, null);
  }

  /** The newest part shown; null = nothing is being written. */
  read = (taskId: string): LivePart | null => this.#shown.get(taskId) ?? null;

  subscribe(taskId: string, listener: () => void): () => void {
    const readers = this.#readers.get(taskId) ?? new Set();
    readers.add(listener);
    this.#readers.set(taskId, readers);
    return () => {
      readers.delete(listener);
      if (readers.size === 0) this.#readers.delete(taskId);
    };
  }

  #show(taskId: string, part: LivePart | null): void {
    if (part) this.#shown.set(taskId, part);
    else this.#shown.delete(taskId);
    for (const listener of this.#readers.get(taskId) ?? []) listener();
  }
}
