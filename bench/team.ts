/** A plan of many parts on the scripted model: how close the team comes to the longest chain of thinking, beside LangGraph.js. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { appNodeFlags } from '../scripts/lib/node-flags.mjs';
import { count, readArgs } from './lib/args.ts';
import type { Bench } from './lib/bench.ts';
import { bundlePrograms, bundles } from './lib/bundle.ts';
import { answerOf, endChild, lineOf, startChild } from './lib/child.ts';
import { script, writeFolder } from './lib/loop-script.ts';
import { ensurePeers, peers, versionOf } from './lib/peers.ts';
import { median, round } from './lib/stats.ts';
import { flushP50Ms, loadPerCore } from './lib/surroundings.ts';
import { briefOf, criticalPathMs, graphOf, warmUpOf, type Load, type Part, type Worked } from './lib/team-graph.mjs';

const stretchBar = 1.15;
/** What the loop bench allows the engine for each turn. */
const overheadMsPerTurnBar = 5;
const root = path.resolve(import.meta.dirname, '..');

/** What the model says: the planner proposes all parts at once; each is worked as a run of the loop bench is. */
function scriptsOf(parts: readonly Part[], plannerName: string): Record<string, object[]> {
  const proposed = parts.map((part) => ({
    key: part.key,
    title: `Page ${part.key}`,
    brief: briefOf(part),
    role: 'executor',
    needs: part.needs,
    inputs: [],
    checks: [{ kind: 'contains', label: 'It names the contract', text: 'Acme' }],
  }));
  const planner = [
    { text: 'I cut the work into parts.', calls: [{ tool: 'plan_parts', args: { parts: proposed } }] },
    ...script().slice(-2),
  ];
  const ofPart = ({ thinkMs }: Part) => script().map((turn, index) => ({ ...turn, thinkMs: thinkMs[index] }));
  return { [plannerName]: planner, ...Object.fromEntries(parts.map((part) => [part.key, ofPart(part)])) };
}

type Name = 'muster' | 'langgraph';

/** One contender on an empty folder, with a server of its own. */
async function worked(name: Name, home: string, load: Omit<Load, 'url' | 'data'>): Promise<Worked> {
  const data = path.join(home, 'data');
  mkdirSync(data, { recursive: true });
  writeFolder(path.join(data, 'files'));
  const scripts = path.join(home, 'scripts.json');
  const warmUp = warmUpOf({ ...load, url: '', data });
  writeFileSync(scripts, JSON.stringify({ ...scriptsOf(warmUp, 'warm-up'), ...scriptsOf(graphOf(load), 'planner') }));
  const server = startChild(path.join(root, 'e2e', 'support', 'scripted-model.ts'), ['--scripts', scripts]);
  try {
    const { url } = JSON.parse(await lineOf(server, /^\{/)) as { url: string };
    const options: Load = { ...load, url, data };
    return name === 'muster'
      ? await answerOf<Worked>(path.join(bundles, 'team-engine.mjs'), [JSON.stringify(options)], appNodeFlags)
      : await answerOf<Worked>(path.join(peers, 'langgraph-team.mjs'), [JSON.stringify(options)]);
  } finally {
    await endChild(server);
    rmSync(home, { recursive: true, force: true });
  }
}

export const teamBench: Bench = {
  name: 'team',
  about: 'a plan of 100 parts beside the longest chain in it and LangGraph.js',
  async run(args, progress) {
    const flags = readArgs(args);
    const width = count(flags, 'width', 10);
    const layers = count(flags, 'layers', 10);
    const rounds = count(flags, 'rounds', 3);
    await ensurePeers(progress);
    const folder = mkdtempSync(path.join(tmpdir(), 'muster-bench-'));
    const done: { muster: Worked; langgraph: Worked; pathMs: number; load: number }[] = [];
    let flushMs = 0;
    try {
      await bundlePrograms(['bench/lib/team-engine.ts']);
      for (let seed = 1; seed <= rounds; seed += 1) {
        const load = { width, layers, seed };
        const pathMs = criticalPathMs(graphOf(load));
        const langgraph = await worked('langgraph', path.join(folder, `langgraph-${seed}`), load);
        const muster = await worked('muster', path.join(folder, `muster-${seed}`), load);
        done.push({ muster, langgraph, pathMs, load: loadPerCore() });
        progress(
          `round ${seed} of ${rounds}: longest chain ${pathMs} ms, muster ${Math.round(muster.wallMs)} ms, langgraph ${Math.round(langgraph.wallMs)} ms`,
        );
      }
      flushMs = flushP50Ms(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    const each = (of: (one: (typeof done)[number]) => number): number => median(done.map(of));
    /** Beyond the stretched chain, for each turn of the whole. */
    const overhead = ({ muster, pathMs }: (typeof done)[number]): number =>
      Math.max(0, muster.wallMs - stretchBar * pathMs) / muster.turns;
    const overheadMsPerTurn = round(each(overhead));
    return {
      pass: overheadMsPerTurn <= overheadMsPerTurnBar,
      figures: {
        wallMs: Math.round(each(({ muster }) => muster.wallMs)),
        criticalPathMs: Math.round(each(({ pathMs }) => pathMs)),
        allowedMs: Math.round(each(({ muster, pathMs }) => stretchBar * pathMs + overheadMsPerTurnBar * muster.turns)),
        stretch: round(
          each(({ muster, pathMs }) => muster.wallMs / pathMs),
          3,
        ),
        overheadMsPerTurn,
        langgraphWallMs: Math.round(each(({ langgraph }) => langgraph.wallMs)),
        ratio: round(each(({ muster, langgraph }) => langgraph.wallMs / muster.wallMs)),
        cpuMs: Math.round(each(({ muster }) => muster.cpuMs)),
        langgraphCpuMs: Math.round(each(({ langgraph }) => langgraph.cpuMs)),
        rssMb: round(
          each(({ muster }) => muster.peakRssMb),
          1,
        ),
        langgraphRssMb: round(
          each(({ langgraph }) => langgraph.peakRssMb),
          1,
        ),
        parts: width * layers,
        width,
        turns: each(({ muster }) => muster.turns),
        rounds,
        flushP50Ms: round(flushMs),
        loadPerCore: round(each(({ load }) => load)),
        peer: versionOf('@langchain/langgraph'),
      },
      bar: { stretch: stretchBar, overheadMsPerTurn: overheadMsPerTurnBar },
    };
  },
};
