/**
 * One journal of the growth bench, opened and appended to in a process of its own: `node … <options as JSON>`. Prints one JSON line when
 * it is open, one for each line it is sent, and one at the end of its input.
 */
import { createInterface } from 'node:readline';
import { sealed } from '../../agents/domain/sealed.ts';
import { openSqliteJournal } from '../../agents/journal/sqlite.ts';
import { openStreams } from '../../agents/streams.ts';
import { streamRunner } from './stream-run.ts';
import { inParallel } from './throughput-load.mjs';

export interface AppendOptions {
  file: string;
  /** Runs of one window, and how many at once. */
  runs: number;
  concurrency: number;
}

/** What opening the journal took, and what it holds. */
export interface Opened {
  openMs: number;
  events: number;
  tasks: number;
}

export interface Window {
  events: number;
  cpuMs: number;
  commitMs: number[];
  peakRssMb: number;
}

const { file, runs, concurrency } = JSON.parse(process.argv[2] ?? '{}') as AppendOptions;
const from = performance.now();
const journal = openSqliteJournal({ file, sealed });
const streams = openStreams(journal, () => undefined);
let commitMs: number[] = [];
// Five turns of four steps: the events of a run as a model makes them, not the best case of the throughput bench.
const carryRun = streamRunner({ streams, steps: 20, callsPerTurn: 4, onCommit: (ms) => void commitMs.push(ms) });
// Ids above all that are there, as time makes them.
let next = 1_000_000_000;
say({ openMs: performance.now() - from, events: streams.seq, tasks: streams.tasks.size } satisfies Opened);

for await (const _ of createInterface({ input: process.stdin })) {
  commitMs = [];
  const before = streams.seq;
  const cpu = process.cpuUsage();
  await inParallel(next, runs, concurrency, carryRun);
  // In life there is one every 10,000 events; here every window pays for one.
  streams.saveSnapshot();
  const { user, system } = process.cpuUsage(cpu);
  next += runs;
  const peakRssMb = process.resourceUsage().maxRSS / 1024;
  say({ events: streams.seq - before, cpuMs: (user + system) / 1000, commitMs, peakRssMb } satisfies Window);
}
await journal.stop();

function say(line: Opened | Window): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
