/** A journal that grows to a million events: how long a start takes, what an append costs, and whether its cost stays what it was. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { appNodeFlags } from '../scripts/lib/node-flags.mjs';
import { count, readArgs } from './lib/args.ts';
import type { Bench } from './lib/bench.ts';
import { seedBoard, seedMemory } from './lib/boot-data.ts';
import { bundlePrograms, bundles } from './lib/bundle.ts';
import { startPartner, type Partner } from './lib/child.ts';
import type { AppendOptions, Opened, Window } from './lib/growth-append.ts';
import { startHost, type HostStart } from './lib/host-start.ts';
import { median, percentile, round } from './lib/stats.ts';
import { flushP50Ms, loadPerCore } from './lib/surroundings.ts';

const bar = { startSeconds: 2, appendP99Ms: 10, rssMb: 500, costSpread: 0.2 };
const eventsPerTask = 100;
/** Tasks in every state; all older ones are done. */
const freshTasks = 200;
/** What came after the last snapshot when the power went: nearly as much as can, one is kept every 10,000 events. */
const tailEvents = 9_000;
/** Runs of a window, about 2,800 events; as many at once as the engine lets calls be at work. */
const windowRuns = 50;
const concurrency = 16;
const appendScript = path.join(bundles, 'growth-append.mjs');

/** Grows one journal through all sizes and leaves a copy at each; the largest stays in `folder`, with a snapshot before its tail. */
async function grow(folder: string, sizes: readonly number[], copyOf: (size: number) => string): Promise<HostStart> {
  const file = path.join(folder, 'journal.db');
  const largest = sizes.at(-1) ?? 0;
  const fresh = largest / eventsPerTask - freshTasks;
  let tasks = 0;
  const to = async (events: number): Promise<void> => {
    const end = Math.round(events / eventsPerTask);
    await seedBoard(folder, tasks, end, (end - tasks) * eventsPerTask, fresh);
    tasks = end;
  };
  await seedMemory(folder, 500);
  for (const size of sizes.slice(0, -1)) {
    await to(size);
    copyFileSync(file, copyOf(size));
  }
  await to(largest - tailEvents);
  const withoutSnapshot = await startHost(folder, tasks, 'SIGTERM');
  await to(largest);
  copyFileSync(file, copyOf(largest));
  return withoutSnapshot;
}

async function starts(folder: string, rounds: number, signal: NodeJS.Signals, tasks: number): Promise<HostStart[]> {
  const done: HostStart[] = [];
  for (let at = 0; at < rounds; at += 1) done.push(await startHost(folder, tasks, signal));
  return done;
}

/**
 * One process for each size, all at once, each asked for a window in turn: a busy moment of the machine falls on all sizes alike, and no
 * process shares a heap or a page cache with another. Cost is CPU time, which waiting for the disk or for a core does not enter;
 * the clock's time is what a person feels, and is measured against its own bar.
 */
async function windows(files: readonly string[], rounds: number): Promise<{ opened: Opened[]; taken: Window[][] }> {
  const partners: Partner[] = files.map((file) => {
    const options: AppendOptions = { file, runs: windowRuns, concurrency };
    return startPartner(appendScript, [JSON.stringify(options)], appNodeFlags);
  });
  try {
    const opened = (await Promise.all(partners.map((partner) => partner.ask()))) as Opened[];
    const taken: Window[][] = files.map(() => []);
    // The first windows are the code's warming up.
    for (let at = -2; at < rounds; at += 1)
      for (const [index, partner] of partners.entries()) {
        const window = (await partner.ask('window')) as Window;
        if (at >= 0) taken[index]?.push(window);
      }
    return { opened, taken };
  } finally {
    await Promise.all(partners.map((partner) => partner.end()));
  }
}

export const growthBench: Bench = {
  name: 'growth',
  about: 'start, append and cost per event at a million events',
  async run(args, progress) {
    const flags = readArgs(args);
    const largest = count(flags, 'events', 1_000_000);
    const rounds = count(flags, 'rounds', 10);
    const startRounds = count(flags, 'starts', 3);
    const sizes = [...[10_000, 100_000, 300_000].filter((size) => size < largest), largest];
    const home = mkdtempSync(path.join(flags.get('folder') ?? tmpdir(), 'muster-growth-'));
    const folder = path.join(home, 'office');
    const copyOf = (size: number): string => path.join(home, `${size}.db`);
    try {
      await bundlePrograms(['bench/lib/growth-append.ts']);
      mkdirSync(folder);
      const tasks = largest / eventsPerTask;
      const withoutSnapshot = await grow(folder, sizes, copyOf);
      progress(`${largest} events are written; a start without a snapshot took ${round(withoutSnapshot.seconds)} s`);
      const afterKill = await starts(folder, startRounds, 'SIGKILL', tasks);
      await startHost(folder, tasks, 'SIGTERM');
      const afterStop = await starts(folder, startRounds, 'SIGTERM', tasks);
      const secondsOf = (list: readonly HostStart[]): number => median(list.map((start) => start.seconds));
      progress(`starts: ${round(secondsOf(afterKill))} s after a kill, ${round(secondsOf(afterStop))} s after a stop`);

      const { opened, taken } = await windows(sizes.map(copyOf), rounds);
      const cost = taken.map((list) => median(list.map((window) => (window.cpuMs * 1000) / window.events)));
      const spreads = cost.map((micros) => micros / (cost[0] ?? Number.NaN) - 1);
      const last = taken.at(-1) ?? [];
      const appendP99Ms = percentile(
        last.flatMap((window) => window.commitMs),
        0.99,
      );
      const startSeconds = Math.max(secondsOf(afterKill), secondsOf(afterStop));
      const rssMb = Math.max(
        ...[...afterKill, ...afterStop].map((start) => start.rssMb),
        ...last.map((window) => window.peakRssMb),
      );
      const costSpread = spreads.reduce((most, spread) => (Math.abs(spread) > Math.abs(most) ? spread : most), 0);
      const wanted = sizes.length - 1;
      if ((opened[wanted]?.events ?? 0) < largest) throw new Error(`only ${opened[wanted]?.events} events were opened`);
      return {
        pass:
          startSeconds < bar.startSeconds &&
          appendP99Ms < bar.appendP99Ms &&
          rssMb < bar.rssMb &&
          Math.abs(costSpread) <= bar.costSpread,
        figures: {
          startSeconds: round(startSeconds),
          appendP99Ms: round(appendP99Ms),
          rssMb: round(rssMb, 1),
          costSpread: round(costSpread, 3),
          afterKillMedianSeconds: round(secondsOf(afterKill)),
          afterStopMedianSeconds: round(secondsOf(afterStop)),
          withoutSnapshotSeconds: round(withoutSnapshot.seconds),
          withoutSnapshotRssMb: round(withoutSnapshot.rssMb, 1),
          ...Object.fromEntries(sizes.map((size, index) => [`cpuMicrosPerEventAt${size}`, round(cost[index] ?? 0)])),
          appendP50Ms: round(
            percentile(
              last.flatMap((window) => window.commitMs),
              0.5,
            ),
          ),
          openSeconds: round((opened.at(-1)?.openMs ?? 0) / 1000),
          flushP50Ms: round(flushP50Ms(home)),
          loadPerCore: round(loadPerCore()),
          events: largest,
          tasks,
          rounds,
          concurrency,
        },
        bar,
      };
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  },
};
