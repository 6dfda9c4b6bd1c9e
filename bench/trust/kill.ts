/** Kills a busy engine at random moments, starts it again on the same data, and lets the world outside judge: checks 9, 12 and 20. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { count, readArgs } from '../lib/args.ts';
import { bundlePrograms, bundles } from '../lib/bundle.ts';
import type { Bench, Figures } from '../lib/bench.ts';
import { median, percentile, round } from '../lib/stats.ts';
import { loadPerCore } from '../lib/surroundings.ts';
import { findingKinds } from './kill/findings.ts';
import { bugs, type Bug } from './kill/messages.ts';
import { torture, type Tortured } from './kill/torture.ts';

/** For the middle start: the slowest of hundreds says more of the machine than of the program. */
const startBarMs = 2_000;
const killsPerFolder = 50;
const shownLines = 10;
const shownChars = 2_000;
/** One for each that runs this check. */
const ownBundles = path.join(bundles, `kill-${process.pid}`);

export const killCheck: Bench = {
  name: 'kill',
  about: 'kill -9 at random moments of busy work',
  async run(args, progress) {
    const flags = readArgs(args);
    const times = count(flags, 'times', 200);
    const seed = count(flags, 'seed', 1);
    const bug = bugOf(flags.get('bug'));
    // Bundled once: a start is then as quick as the product's.
    await bundlePrograms(['bench/trust/kill/office.ts'], ownBundles);
    const program = path.join(ownBundles, 'office.mjs');
    const all = mkdtempSync(path.join(tmpdir(), 'muster-kill-'));
    const done: Tortured[] = [];
    let killed = 0;
    const onKill = (): void => {
      killed += 1;
      if (killed % 20 === 0) progress(`${killed} of ${times} kills`);
    };
    try {
      while (killed < times) {
        const number = done.length + 1;
        const folder = path.join(all, String(number));
        const kills = Math.min(times - killed, killsPerFolder);
        const name = String(number);
        const one = await torture({ program, folder, name, seed: seed + number - 1, kills, bug, onKill });
        done.push(one);
        tellFindings(one, folder, progress);
        rmSync(folder, { recursive: true, force: true });
      }
    } finally {
      rmSync(all, { recursive: true, force: true });
      rmSync(ownBundles, { recursive: true, force: true });
    }
    const findings = sumOf(findingKinds, (kind) => done.map((one) => one.findings.of(kind).length));
    const startMs = done.flatMap((one) => one.readyMs);
    const startMedianMs = Math.round(median(startMs));
    return {
      pass: Object.values(findings).every((found) => found === 0) && startMedianMs <= startBarMs,
      figures: {
        ...findings,
        ...countsOf(done),
        startMedianMs,
        startP95Ms: Math.round(percentile(startMs, 0.95)),
        startMaxMs: Math.round(Math.max(...startMs)),
        starts: startMs.length,
        folders: done.length,
        seed,
        loadPerCore: round(loadPerCore()),
      },
      bar: { startMedianMs: startBarMs, ...sumOf(findingKinds, () => []) },
    };
  },
};

/** What was found, and the last that the dead processes said. */
function tellFindings({ findings }: Tortured, folder: string, progress: (line: string) => void): void {
  const name = path.basename(folder);
  const lines = findingKinds.flatMap((kind) =>
    findings
      .of(kind)
      .slice(0, shownLines)
      .map((line) => `${kind}: ${line}`),
  );
  for (const line of lines) progress(`folder ${name}, ${line}`);
  if (lines.length > 0) progress(readFileSync(path.join(folder, 'office.log'), 'utf8').slice(-shownChars));
}

function bugOf(wanted: string | undefined): Bug | null {
  const bug = bugs.find((name) => name === wanted);
  if (wanted !== undefined && !bug) throw new Error(`--bug is one of: ${bugs.join(', ')}`);
  return bug ?? null;
}

function countsOf(done: readonly Tortured[]): Figures {
  const names = Object.keys(done[0]?.counts ?? {}) as (keyof Tortured['counts'])[];
  return sumOf(names, (name) => done.map((one) => one.counts[name]));
}

function sumOf<N extends string>(names: readonly N[], values: (name: N) => readonly number[]): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, values(name).reduce((sum, value) => sum + value, 0)]));
}
