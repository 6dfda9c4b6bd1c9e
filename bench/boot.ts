/** From the start of the process to a board that can be used over the socket: the built app, a real data folder, a real client. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { count, readArgs } from './lib/args.ts';
import type { Bench } from './lib/bench.ts';
import { forgetSnapshots, seedBoard, seedMemory } from './lib/boot-data.ts';
import { startHost } from './lib/host-start.ts';
import { median, round } from './lib/stats.ts';

const barSeconds = 2;
/** Share of the tasks, and of the events, that came after the last snapshot. */
const tailShare = 0.09;

export const bootBench: Bench = {
  name: 'boot',
  about: 'process start to a usable board',
  async run(args, progress) {
    const flags = readArgs(args);
    const tasks = count(flags, 'tasks', 200);
    const rounds = count(flags, 'rounds', 5);
    const events = count(flags, 'events', 100_000);
    const memories = count(flags, 'memories', 500);
    const folder = mkdtempSync(path.join(tmpdir(), 'muster-boot-'));
    const seconds = { afterStop: [] as number[], afterKill: [] as number[], withoutSnapshot: [] as number[] };
    const measure = async (name: keyof typeof seconds, signal: NodeJS.Signals): Promise<void> => {
      for (let at = 1; at <= rounds; at += 1) {
        if (name === 'withoutSnapshot') forgetSnapshots(folder);
        const { seconds: took } = await startHost(folder, tasks, signal);
        seconds[name].push(took);
        progress(`${name}, start ${at} of ${rounds}: ${took.toFixed(2)} s`);
      }
    };
    try {
      // The last events come after the snapshot, as many as a kill may find there: one is kept every 10,000 events.
      const early = Math.round(tasks * (1 - tailShare));
      await seedMemory(folder, memories);
      await seedBoard(folder, 0, early, events * (1 - tailShare));
      await startHost(folder, early, 'SIGTERM');
      const written = await seedBoard(folder, early, tasks, events * tailShare);
      progress(`${tasks} tasks and ${written} events are written`);
      await measure('afterKill', 'SIGKILL');
      await startHost(folder, tasks, 'SIGTERM');
      await measure('afterStop', 'SIGTERM');
      await measure('withoutSnapshot', 'SIGKILL');
      const medians = Object.values(seconds).map(median);
      return {
        pass: written >= events && medians.every((value) => value <= barSeconds),
        figures: {
          afterStopMedianSeconds: round(median(seconds.afterStop)),
          afterKillMedianSeconds: round(median(seconds.afterKill)),
          withoutSnapshotMedianSeconds: round(median(seconds.withoutSnapshot)),
          worstSeconds: round(Math.max(...Object.values(seconds).flat())),
          tasks,
          events: written,
          memories,
          rounds,
        },
        bar: { medianSeconds: barSeconds },
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
