/** What the engine adds to the loop of a model and its tools: real SDK, journal, blobs, memory and tools, beside the bare SDK loop. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { count, readArgs } from './lib/args.ts';
import type { Bench } from './lib/bench.ts';
import { appNodeFlags } from '../scripts/lib/node-flags.mjs';
import { bundlePrograms, bundles } from './lib/bundle.ts';
import { answerOf, endChild, lineOf, startChild } from './lib/child.ts';
import type { BareFigures, BareOptions } from './lib/loop-bare.ts';
import type { EngineFigures, EngineOptions } from './lib/loop-engine.ts';
import { script, turnsPerRun, writeFolder } from './lib/loop-script.ts';
import { median, round, spread } from './lib/stats.ts';
import { flushP50Ms, loadPerCore } from './lib/surroundings.ts';

const overheadBarMs = 5;
const rssBarMb = 400;
const root = path.resolve(import.meta.dirname, '..');

interface Round {
  engine: EngineFigures;
  bare: BareFigures;
  /** One flushed write of a page, and the load of the machine, as they were around this round. */
  flushMs: number;
  load: number;
}

/** Each half has a fresh server, in a process of its own: the one's load and memory are never the other's. */
async function withServer<T>(scriptFile: string, measure: (url: string) => Promise<T>): Promise<T> {
  const server = startChild(path.join(root, 'e2e', 'support', 'scripted-model.ts'), ['--script', scriptFile]);
  try {
    const { url } = JSON.parse(await lineOf(server, /^\{/)) as { url: string };
    return await measure(url);
  } finally {
    await endChild(server);
  }
}

async function oneRound(
  folder: string,
  size: { runs: number; concurrency: number; alone: number },
  nodeArgs: readonly string[],
): Promise<Round> {
  const scriptFile = path.join(folder, 'script.json');
  const requestFile = path.join(folder, 'request.json');
  const files = path.join(folder, 'files');
  mkdirSync(folder);
  writeFolder(files);
  writeFileSync(scriptFile, JSON.stringify(script()));
  const half = async <T>(name: string, options: object, args: readonly string[]): Promise<T> =>
    answerOf<T>(path.join(bundles, name), [JSON.stringify(options)], args);
  const engine = await withServer(scriptFile, (url) => {
    const roles = path.join(root, 'agents', 'roles');
    const options: EngineOptions = { url, data: path.join(folder, 'data'), files, roles, ...size };
    return half<EngineFigures>('loop-engine.mjs', options, nodeArgs);
  });
  writeFileSync(requestFile, JSON.stringify(engine.request));
  const bare = await withServer(scriptFile, (url) => {
    const options: BareOptions = { url, request: requestFile, ...size };
    return half<BareFigures>('loop-bare.mjs', options, appNodeFlags);
  });
  return { engine, bare, flushMs: flushP50Ms(folder), load: loadPerCore() };
}

export const loopBench: Bench = {
  name: 'loop',
  about: 'engine overhead per turn beside the bare SDK loop',
  async run(args, progress) {
    const flags = readArgs(args);
    const runs = count(flags, 'runs', 200);
    const concurrency = count(flags, 'concurrency', 32);
    const alone = count(flags, 'alone', 20);
    const rounds = count(flags, 'rounds', 3);
    const profile = flags.get('profile');
    const nodeArgs = profile === undefined ? appNodeFlags : [...appNodeFlags, '--cpu-prof', '--cpu-prof-dir', profile];
    const folder = mkdtempSync(path.join(tmpdir(), 'muster-bench-'));
    const turns = runs * turnsPerRun;
    const done: Round[] = [];
    try {
      await bundlePrograms(['bench/lib/loop-engine.ts', 'bench/lib/loop-bare.ts']);
      for (let number = 1; number <= rounds; number += 1) {
        const one = await oneRound(path.join(folder, String(number)), { runs, concurrency, alone }, nodeArgs);
        done.push(one);
        progress(
          `round ${number} of ${rounds}: ${round((one.engine.wallMs - one.bare.wallMs) / turns)} ms a turn more in the crowd, ` +
            `${round(median(one.engine.cycleMs) - median(one.bare.cycleMs))} ms alone, ${Math.round(one.engine.peakRssMb)} MB`,
        );
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    const each = (of: (round: Round) => number): number => median(done.map(of));
    const overheadMsPerTurnP50 = round(each(({ engine, bare }) => (engine.wallMs - bare.wallMs) / turns));
    const aloneOverheadMsP50 = round(each(({ engine, bare }) => median(engine.cycleMs) - median(bare.cycleMs)));
    const peakRssMb = round(Math.max(...done.map(({ engine }) => engine.peakRssMb)), 1);
    return {
      pass: overheadMsPerTurnP50 <= overheadBarMs && aloneOverheadMsP50 <= overheadBarMs && peakRssMb <= rssBarMb,
      figures: {
        overheadMsPerTurnP50,
        aloneOverheadMsP50,
        rssMb: peakRssMb,
        turnsPerSecond: Math.round(each(({ engine }) => (turns / engine.wallMs) * 1000)),
        bareTurnsPerSecond: Math.round(each(({ bare }) => (turns / bare.wallMs) * 1000)),
        cpuMsPerTurn: round(each(({ engine }) => engine.cpuMs / turns)),
        bareCpuMsPerTurn: round(each(({ bare }) => bare.cpuMs / turns)),
        ...spread(
          'aloneCycle',
          done.flatMap(({ engine }) => engine.cycleMs),
        ),
        ...spread(
          'bareAloneCycle',
          done.flatMap(({ bare }) => bare.cycleMs),
        ),
        bareRssMb: round(
          each(({ bare }) => bare.peakRssMb),
          1,
        ),
        flushP50Ms: round(each((one) => one.flushMs)),
        loadPerCore: round(each((one) => one.load)),
        runs,
        turnsPerRun,
        concurrency,
        rounds,
      },
      bar: { overheadMsPerTurnP50: overheadBarMs, aloneOverheadMsP50: overheadBarMs, rssMb: rssBarMb },
    };
  },
};
