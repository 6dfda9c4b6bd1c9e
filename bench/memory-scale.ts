/** Memory at 10,000, 100,000 and a million rows: how long a recall and a write take, and how much memory the process needs. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { appNodeFlags } from '../scripts/lib/node-flags.mjs';
import { count, readArgs } from './lib/args.ts';
import type { Bench, Figures } from './lib/bench.ts';
import { bundlePrograms, bundles } from './lib/bundle.ts';
import { answerOf } from './lib/child.ts';
import { round } from './lib/stats.ts';
import { loadPerCore } from './lib/surroundings.ts';
import type { SizeOptions } from './memory/one-size.ts';

const script = path.join(bundles, 'one-size.mjs');
const bars: Record<string, Record<string, number>> = {
  '100k': { recallP95Ms: 60, rssMb: 1_000, writeP95Ms: 40, soakGrowthMb: 100 },
  '1m': { recallP95Ms: 150 },
};
const soakedSize = '100k';

/** `10k`, `1m` or plain digits. @throws Error on anything else */
function rowsOf(size: string): number {
  const [, digits, unit = ''] = /^(\d+)([km]?)$/.exec(size) ?? [];
  if (digits === undefined || Number(digits) === 0) throw new Error(`--rows takes sizes as 10k or 1m, not "${size}"`);
  return Number(digits) * { '': 1, k: 1_000, m: 1_000_000 }[unit as '' | 'k' | 'm'];
}

async function measureSize(size: string, soak: number, progress: (line: string) => void): Promise<Figures> {
  const home = mkdtempSync(path.join(tmpdir(), 'muster-memory-scale-'));
  const options: SizeOptions = { folder: path.join(home, 'memory'), rows: rowsOf(size), soak };
  const answer = (act: string) => answerOf<Figures>(script, [act, JSON.stringify(options)], appNodeFlags);
  try {
    const loaded = await answer('load');
    progress(`${size}: loaded in ${loaded.loadSeconds} s, at a load of ${round(loadPerCore())} per core`);
    const measured = await answer('measure');
    progress(
      `${size}: recall p95 ${measured.recallP95Ms} ms, write p95 ${measured.writeP95Ms} ms, ${measured.rssMb} MB, at ${measured.loadPerCore} per core`,
    );
    return { ...loaded, ...measured };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

export const memoryScaleBench: Bench = {
  name: 'memory-scale',
  about: 'recall, writes and memory at 10,000, 100,000 and a million memories',
  async run(argv, progress) {
    const args = readArgs(argv);
    const sizes = (args.get('rows') ?? '10k,100k,1m').split(',');
    for (const size of sizes) rowsOf(size);
    const soak = count(args, 'soak', 5_000);
    await bundlePrograms(['bench/memory/one-size.ts']);
    const figures: Figures = {};
    const missed: string[] = [];
    // One after another: they share the machine's cores.
    for (const size of sizes) {
      const measured = await measureSize(size, size === soakedSize ? soak : 0, progress);
      const named = (name: string): string => `rows${size}${name.charAt(0).toUpperCase()}${name.slice(1)}`;
      for (const [name, value] of Object.entries(measured)) figures[named(name)] = value;
      for (const [name, most] of Object.entries(bars[size] ?? {}))
        if (!(Number(measured[name]) <= most)) missed.push(named(name));
      // The bar for a million is one with an index of vectors.
      if (size === '1m' && measured.vectorIndexRows === undefined) missed.push(named('vectorIndexRows'));
    }
    for (const name of missed) progress(`over the bar: ${name}`);
    const bar = Object.fromEntries(
      sizes.flatMap((size) =>
        Object.entries(bars[size] ?? {}).map(([name, most]): [string, number] => [
          `rows${size}${name.charAt(0).toUpperCase()}${name.slice(1)}`,
          most,
        ]),
      ),
    );
    return { pass: missed.length === 0, figures, bar };
  },
};
