/** Looks at what changed, one look after another; what failed is looked at again after a pause. */
import { messageOf } from '../lib/error.ts';
import type { Clock } from '../lib/clock.ts';

const healMs = 5_000;

export interface Sweep {
  /** Something changed. Cheap, never throws. */
  notify(): void;
  /** True while a look is under way or due. */
  readonly isBusy: boolean;
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export function makeSweep(
  { clock, log }: { clock: Clock; log: (line: string) => void },
  look: () => Promise<void>,
): Sweep {
  let running: Promise<void> | null = null;
  let isDue = false;
  let isStopped = false;
  let cancel = (): void => undefined;

  const work = async (): Promise<void> => {
    while (isDue && !isStopped) {
      isDue = false;
      await look();
    }
  };

  const notify = (): void => {
    isDue = true;
    if (isStopped) return;
    running ??= work()
      .catch((error: unknown) => {
        log(`the look after the team failed: ${messageOf(error)}`);
        cancel = clock.after(healMs, notify);
      })
      .finally(() => (running = null));
  };

  return {
    notify,
    get isBusy() {
      return running !== null;
    },
    idle: async () => {
      while (running) await running;
    },
    async stop() {
      isStopped = true;
      cancel();
      await running;
    },
  };
}
