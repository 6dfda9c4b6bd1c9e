/** Durable steps a second of many runs at once: Muster's streams beside two engines people use, under one load and the same durability. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { appNodeFlags } from '../scripts/lib/node-flags.mjs';
import { count, readArgs } from './lib/args.ts';
import type { Bench, Figures } from './lib/bench.ts';
import { bundlePrograms, bundles } from './lib/bundle.ts';
import { answerOf } from './lib/child.ts';
import { ensurePeers, peers, versionOf } from './lib/peers.ts';
import { median, percentile, round } from './lib/stats.ts';
import { flushP50Ms, loadPerCore } from './lib/surroundings.ts';
import type { Carried, Load } from './lib/throughput-load.mjs';

const ratioBar = 8;
const rssShareBar = 1 / 3;
const streams = path.join(bundles, 'throughput-streams.mjs');
const workforce = path.join(bundles, 'throughput-workforce.mjs');

interface Contender {
  script: string;
  /** Ours run as the product does; the peers on a plain Node, which is how their guides start them. */
  nodeArgs: readonly string[];
  callsPerTurn: 'all' | 'one';
}

/**
 * `muster` is what the bar is about: a turn proposes all the steps of a run, so that a step is what it is to the peers, an intent and an
 * outcome. The other two are printed for honesty: a model's turn around each step, and the whole engine with gate and context.
 */
const contenders = {
  muster: { script: streams, nodeArgs: appNodeFlags, callsPerTurn: 'all' },
  openworkflow: { script: path.join(peers, 'openworkflow.mjs'), nodeArgs: [], callsPerTurn: 'all' },
  langgraph: { script: path.join(peers, 'langgraph.mjs'), nodeArgs: [], callsPerTurn: 'all' },
  musterTurnAStep: { script: streams, nodeArgs: appNodeFlags, callsPerTurn: 'one' },
  musterWhole: { script: workforce, nodeArgs: appNodeFlags, callsPerTurn: 'all' },
} as const satisfies Record<string, Contender>;
type Name = keyof typeof contenders;
const names = Object.keys(contenders) as Name[];
/** Ours takes a second or two and a peer twenty: it is measured before, between and after them, so that no quiet moment is its alone. */
const order: readonly Name[] = [
  'muster',
  'openworkflow',
  'muster',
  'langgraph',
  'muster',
  'musterTurnAStep',
  'musterWhole',
];

interface Round {
  carried: Record<Name, Carried[]>;
  flushMs: number;
  load: number;
}

/** One contender after the other, each on a new database in a process of its own. */
async function oneRound(folder: string, size: Omit<Load, 'file' | 'callsPerTurn'>): Promise<Round> {
  const carried = Object.fromEntries(names.map((name) => [name, [] as Carried[]])) as Round['carried'];
  for (const name of order) {
    const { script, nodeArgs, callsPerTurn } = contenders[name];
    const home = path.join(folder, name);
    mkdirSync(home);
    const file = path.join(home, 'journal.db');
    const load: Load = { ...size, file, callsPerTurn: callsPerTurn === 'all' ? size.steps : 1 };
    carried[name].push(await answerOf<Carried>(script, [JSON.stringify(load)], nodeArgs));
    rmSync(home, { recursive: true });
  }
  return { carried, flushMs: flushP50Ms(folder), load: loadPerCore() };
}

export const throughputBench: Bench = {
  name: 'throughput',
  about: 'durable steps a second beside LangGraph and OpenWorkflow',
  async run(args, progress) {
    const flags = readArgs(args);
    const runs = count(flags, 'runs', 1000);
    const steps = count(flags, 'steps', 20);
    const concurrency = count(flags, 'concurrency', 50);
    const rounds = count(flags, 'rounds', 3);
    const size = { runs, steps, concurrency, warmUps: concurrency };
    await ensurePeers(progress);
    const folder = mkdtempSync(path.join(flags.get('folder') ?? tmpdir(), 'muster-bench-'));
    const done: Round[] = [];
    const rate = (carried: Carried): number => (runs * steps * 1000) / carried.wallMs;
    const inRound = (one: Round, name: Name): number => median(one.carried[name].map(rate));
    try {
      await bundlePrograms(['bench/lib/throughput-streams.ts', 'bench/lib/throughput-workforce.ts']);
      for (let number = 1; number <= rounds; number += 1) {
        const one = await oneRound(folder, size);
        done.push(one);
        const each = names.map((name) => `${name} ${Math.round(inRound(one, name))}`);
        progress(`round ${number} of ${rounds}, steps/s: ${each.join(', ')}`);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }

    const all = (name: Name): Carried[] => done.flatMap((one) => one.carried[name]);
    const middle = (name: Name, of: (carried: Carried) => number): number => median(all(name).map(of));
    const rss = (carried: Carried): number => carried.peakRssMb;
    const faster: Name = middle('openworkflow', rate) >= middle('langgraph', rate) ? 'openworkflow' : 'langgraph';
    const ratio = median(done.map((one) => inRound(one, 'muster') / inRound(one, faster)));
    const rssShare = middle('muster', rss) / middle(faster, rss);
    const figures: Figures = { ratio: round(ratio), rssShare: round(rssShare), fasterPeer: faster };
    for (const name of names) {
      const stepMs = all(name).flatMap((carried) => carried.stepMs);
      figures[`${name}StepsPerSecond`] = Math.round(middle(name, rate));
      figures[`${name}StepP50Ms`] = round(percentile(stepMs, 0.5));
      figures[`${name}StepP99Ms`] = round(percentile(stepMs, 0.99));
      const cpuSeconds = middle(name, (carried) => carried.cpuMs / 1000);
      figures[`${name}CpuSeconds`] = round(cpuSeconds);
      figures[`${name}RssMb`] = round(middle(name, rss), 1);
      const dbMb = middle(name, (carried) => carried.dbMb);
      figures[`${name}DbMb`] = round(dbMb, 1);
    }
    return {
      pass: ratio >= ratioBar && rssShare <= rssShareBar,
      figures: {
        ...figures,
        flushP50Ms: round(median(done.map((one) => one.flushMs))),
        loadPerCore: round(median(done.map((one) => one.load))),
        runs,
        stepsPerRun: steps,
        concurrency,
        rounds,
        peers: `${versionOf('openworkflow')}, ${versionOf('@langchain/langgraph')}`,
        durability: 'WAL, synchronous=FULL',
        shape: 'muster and musterWhole: one turn proposes all steps of a run; musterTurnAStep: a turn for each step',
      },
      bar: { ratio: ratioBar, rssShare: round(rssShareBar, 3) },
    };
  },
};
