/** What keeps work waiting just now, for those who watch. Never history: a start finds out anew. */
import type { Health } from '../contract.ts';
import { AppError } from '../lib/error.ts';
import type { Clock } from '../lib/clock.ts';

type Why = Health['waiting'][number]['why'];

export interface HealthBook {
  /** The journal or the disk refused. */
  troubled(error: unknown): void;
  /** Something was saved: the trouble is over. */
  saved(): void;
  /** `untilMs`: wall time; null = not known. */
  waits(taskId: string, why: Why, untilMs: number | null): void;
  goesOn(taskId: string): void;
  current(): Health;
}

/** `resting`, `queued`: asked when the health is read. `onChange` is called after each change. */
export function makeHealthBook(
  clock: Clock,
  resting: () => Health['resting'],
  queued: () => readonly { taskId: string }[],
  onChange: () => void,
): HealthBook {
  let trouble: Health['trouble'] = null;
  const waiting = new Map<string, { why: Why; untilMs: number | null }>();
  return {
    troubled(error) {
      const code = error instanceof AppError ? error.code : 'internal';
      if (trouble?.code === code) return;
      trouble = { code, message: error instanceof Error ? error.message : String(error), sinceMs: clock.now() };
      onChange();
    },
    saved() {
      if (trouble === null) return;
      trouble = null;
      onChange();
    },
    waits(taskId, why, untilMs) {
      waiting.set(taskId, { why, untilMs });
      onChange();
    },
    goesOn(taskId) {
      if (waiting.delete(taskId)) onChange();
    },
    current() {
      const places = queued().filter(({ taskId }) => !waiting.has(taskId));
      return {
        trouble,
        resting: resting(),
        waiting: [
          ...[...waiting].map(([taskId, { why, untilMs }]) => ({ taskId, why, untilMs })),
          ...[...new Set(places.map(({ taskId }) => taskId))].map((taskId) => ({
            taskId,
            why: 'place' as const,
            untilMs: null,
          })),
        ],
      };
    },
  };
}
