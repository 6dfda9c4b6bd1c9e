/** The crash simulator: the real engine on a simulated world, thousands of seeds, each with its own faults and deaths. */
import { count, readArgs } from '../lib/args.ts';
import type { Bench, Figures, Outcome } from '../lib/bench.ts';
import { round } from '../lib/stats.ts';
import { loadPerCore } from '../lib/surroundings.ts';
import { bugs } from './sim/bugs.ts';
import { noDoubts } from './sim/doubts.ts';
import { play, type Played } from './sim/play.ts';
import { oracles } from './sim/promises.ts';

const usualSeeds = 10_000;
/** Failing seeds named one by one; beyond these only their number is told. */
const maxNamed = 20;

export const simulateCheck: Bench = {
  name: 'simulate',
  about: 'the engine on a simulated world of faults and crashes, judged by what the world saw',
  async run(args, progress) {
    const given = readArgs(args);
    const bug = given.get('bug');
    if (bug !== undefined && !Object.hasOwn(bugs, bug))
      throw new Error(`There is no bug "${bug}"; there are ${Object.keys(bugs).join(', ')}.`);
    if (given.has('seed')) return replay(count(given, 'seed', 1), bug, progress);
    const seeds = count(given, 'seeds', usualSeeds);
    const from = count(given, 'from', 1);
    const total = emptyTotal();
    const startedAt = performance.now();
    const startedCpu = process.cpuUsage();
    for (let seed = from; seed < from + seeds; seed += 1) {
      add(total, await play(seed, bug), bug, progress);
      if ((seed - from + 1) % 1_000 === 0) progress(`${seed - from + 1} seeds, ${total.failing} failing`);
    }
    const { user, system } = process.cpuUsage(startedCpu);
    return outcomeOf(total, (performance.now() - startedAt) / 60_000, (user + system) / 60_000_000);
  },
};

interface Total {
  seeds: number;
  failing: number;
  crashes: number;
  steps: number;
  calls: number;
  effects: number;
  simulatedMs: number;
  faults: Map<string, number>;
  violations: Map<string, number>;
  doubts: ReturnType<typeof noDoubts>;
}

function emptyTotal(): Total {
  return {
    seeds: 0,
    failing: 0,
    crashes: 0,
    steps: 0,
    calls: 0,
    effects: 0,
    simulatedMs: 0,
    faults: new Map(),
    violations: new Map(oracles.map((oracle) => [oracle, 0])),
    doubts: noDoubts(),
  };
}

function add(total: Total, played: Played, bug: string | undefined, progress: (line: string) => void): void {
  total.seeds += 1;
  total.crashes += played.crashes;
  total.steps += played.steps;
  total.calls += played.calls;
  total.effects += played.effects;
  total.simulatedMs += played.simulatedMs;
  for (const [name, times] of played.faults) total.faults.set(name, (total.faults.get(name) ?? 0) + times);
  for (const { oracle } of played.violations) total.violations.set(oracle, (total.violations.get(oracle) ?? 0) + 1);
  for (const how of Object.keys(total.doubts) as (keyof Played['doubts'])[]) total.doubts[how] += played.doubts[how];
  if (played.violations.length === 0) return;
  total.failing += 1;
  if (total.failing <= maxNamed) progress(failureLine(played, bug));
}

function failureLine({ seed, violations }: Played, bug: string | undefined): string {
  const [first] = violations;
  const flag = bug === undefined ? '' : ` --bug ${bug}`;
  return `${first?.oracle}: ${first?.what}\n  npm run --silent trust -- simulate --seed ${seed}${flag}`;
}

/** Plays one seed aloud. */
async function replay(seed: number, bug: string | undefined, progress: (line: string) => void): Promise<Outcome> {
  const played = await play(seed, bug);
  for (const line of played.trace) progress(line);
  for (const { oracle, what } of played.violations) progress(`VIOLATION ${oracle}: ${what}`);
  const figures = { seed, traceHash: played.traceHash, steps: played.steps, violations: played.violations.length };
  return { pass: played.violations.length === 0, figures, bar: { violations: 0 } };
}

function outcomeOf(total: Total, minutes: number, cpuMinutes: number): Outcome {
  const { seeds, failing, crashes, steps, calls, effects } = total;
  const figures: Figures = {
    seeds,
    failing,
    seedsPerMinute: Math.round(seeds / minutes),
    seedsPerCpuMinute: Math.round(seeds / cpuMinutes),
    loadPerCore: round(loadPerCore(), 1),
    simulatedHoursPerMinute: round(total.simulatedMs / 3_600_000 / minutes, 1),
    crashes,
    steps,
    calls,
    effects,
    ...prefixed('inDoubt', Object.entries(total.doubts)),
    ...prefixed('fault', total.faults),
    ...prefixed('violations', total.violations),
  };
  return { pass: failing === 0, figures, bar: { failing: 0 } };
}

/** `fault` + `disk refuses` → `faultDiskRefuses`. */
function prefixed(prefix: string, entries: Iterable<readonly [string, number]>): Figures {
  const words = (name: string) => name.split(/[^a-z]+/).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const named = [...entries].map(([name, times]) => [prefix + words(name).join(''), times] as const);
  return Object.fromEntries(named.toSorted(([a], [b]) => a.localeCompare(b)));
}
