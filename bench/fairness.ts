/** One teammate with hundreds of tasks beside small tasks of the others, on the real engine: how much longer do the small ones wait? */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { count, readArgs } from './lib/args.ts';
import type { Bench } from './lib/bench.ts';
import { measureWaits, type Waits } from './lib/fairness-engine.ts';
import { percentile, round } from './lib/stats.ts';
import { flushP50Ms, loadPerCore } from './lib/surroundings.ts';

const timesBar = 2;
const roles = path.resolve(import.meta.dirname, '..', 'agents', 'roles');

type Kind = 'firstTurnMs' | 'turnMs' | 'callMs';

export const fairnessBench: Bench = {
  name: 'fairness',
  about: 'waits of small tasks beside a flood',
  async run(args, progress) {
    const flags = readArgs(args);
    const greedy = count(flags, 'greedy', 500);
    const small = count(flags, 'small', 20);
    const modelMs = count(flags, 'model-ms', 200);
    const rounds = count(flags, 'rounds', 3);
    const folder = mkdtempSync(path.join(tmpdir(), 'muster-bench-'));
    const alone: Waits[] = [];
    const beside: Waits[] = [];
    const phase = (name: string, flood: number): Promise<Waits> => {
      const data = path.join(folder, name);
      mkdirSync(data);
      return measureWaits({ data, roles, greedy: flood, small, modelMs });
    };
    const all = (of: Waits[], kind: Kind): number[] => of.flatMap((waits) => waits[kind]);
    let flushMs = 0;
    try {
      flushMs = flushP50Ms(folder);
      for (let number = 1; number <= rounds; number += 1) {
        alone.push(await phase(`alone${number}`, 0));
        beside.push(await phase(`beside${number}`, greedy));
        const p95 = (of: Waits[], kind: Kind): number => round(percentile(all(of.slice(-1), kind), 0.95), 1);
        progress(
          `round ${number} of ${rounds}: p95 beside the flood and alone: first turn ${p95(beside, 'firstTurnMs')} and ${p95(alone, 'firstTurnMs')} ms, ` +
            `turn ${p95(beside, 'turnMs')} and ${p95(alone, 'turnMs')} ms, call ${p95(beside, 'callMs')} and ${p95(alone, 'callMs')} ms`,
        );
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    const times = (kind: Kind): number =>
      round(percentile(all(beside, kind), 0.95) / percentile(all(alone, kind), 0.95));
    const p95s = (name: string, of: Waits[]): Record<string, number> => ({
      [`${name}FirstTurnP95Ms`]: round(percentile(all(of, 'firstTurnMs'), 0.95), 1),
      [`${name}TurnP95Ms`]: round(percentile(all(of, 'turnMs'), 0.95), 1),
      [`${name}CallP95Ms`]: round(percentile(all(of, 'callMs'), 0.95), 1),
    });
    const figures = {
      firstTurnTimes: times('firstTurnMs'),
      turnTimes: times('turnMs'),
      ...p95s('alone', alone),
      ...p95s('beside', beside),
      turns: all(beside, 'turnMs').length,
      calls: all(beside, 'callMs').length,
      floodTurns: beside.reduce((sum, { greedyTurns }) => sum + greedyTurns, 0),
      floodCalls: beside.reduce((sum, { greedyCalls }) => sum + greedyCalls, 0),
      greedy,
      small,
      modelMs,
      rounds,
      flushP50Ms: round(flushMs),
      loadPerCore: round(loadPerCore()),
    };
    const { firstTurnTimes, turnTimes } = figures;
    return {
      pass: firstTurnTimes <= timesBar && turnTimes <= timesBar,
      figures,
      bar: { firstTurnTimes: timesBar, turnTimes: timesBar },
    };
  },
};
