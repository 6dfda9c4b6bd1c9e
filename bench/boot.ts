/** From the start of the process to a board that can be used over the socket: the built app, a real data folder, a real client. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { count, readArgs } from './lib/args.ts';
import type { Bench } from './lib/bench.ts';
import { firstSnapshot } from './lib/board-client.ts';
import { seedBoard } from './lib/boot-data.ts';
import { endChild, lineOf, startChild } from './lib/child.ts';
import { median, round } from './lib/stats.ts';

const barSeconds = 2;
const host = path.resolve(import.meta.dirname, '../dist/main/web.mjs');

/** Starts the host, waits for the first snapshot, and ends it: quietly, which leaves a snapshot behind, or by force, which leaves none. */
async function startOnce(folder: string, tasks: number, signal: NodeJS.Signals): Promise<number> {
  const from = performance.now();
  const child = startChild(host, ['--no-open', '--port', '0', '--data', folder]);
  try {
    const line = await lineOf(child, /http:\/\//);
    const snapshot = await firstSnapshot(/http:\S+/.exec(line)?.[0] ?? '');
    const seconds = (performance.now() - from) / 1000;
    if (snapshot.tasks.length < tasks)
      throw new Error(`${snapshot.tasks.length} tasks on the board, ${tasks} were written`);
    return seconds;
  } finally {
    await endChild(child, signal);
  }
}

export const bootBench: Bench = {
  name: 'boot',
  about: 'process start to a usable board',
  async run(args, progress) {
    if (!existsSync(host)) throw new Error('The app is not built. Run “npm run build” first.');
    const flags = readArgs(args);
    const tasks = count(flags, 'tasks', 200);
    const rounds = count(flags, 'rounds', 5);
    const folder = mkdtempSync(path.join(tmpdir(), 'muster-boot-'));
    const afterKill: number[] = [];
    const afterStop: number[] = [];
    try {
      const events = await seedBoard(folder, tasks, count(flags, 'events', 100_000));
      progress(`${tasks} tasks and ${events} events are written`);
      // By force first: until a quiet end there is no snapshot, and every event is folded.
      for (let at = 1; at <= rounds; at += 1) {
        afterKill.push(await startOnce(folder, tasks, 'SIGKILL'));
        progress(`start ${at} of ${rounds} without a snapshot: ${afterKill.at(-1)?.toFixed(2)} s`);
      }
      await startOnce(folder, tasks, 'SIGTERM');
      for (let at = 1; at <= rounds; at += 1) {
        afterStop.push(await startOnce(folder, tasks, 'SIGTERM'));
        progress(`start ${at} of ${rounds} with a snapshot: ${afterStop.at(-1)?.toFixed(2)} s`);
      }
      const [killed, stopped] = [median(afterKill), median(afterStop)];
      return {
        pass: killed <= barSeconds && stopped <= barSeconds,
        figures: {
          afterStopMedianSeconds: round(stopped),
          afterKillMedianSeconds: round(killed),
          worstSeconds: round(Math.max(...afterKill, ...afterStop)),
          tasks,
          events,
        },
        bar: { medianSeconds: barSeconds },
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
