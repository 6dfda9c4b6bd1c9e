/** Kills a busy engine at random moments, starts it again on the same data, and lets the world outside judge: checks 9, 12 and 20. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { count, readArgs } from '../lib/args.ts';
import type { Bench } from '../lib/bench.ts';
import { median, percentile, round } from '../lib/stats.ts';
import { loadPerCore } from '../lib/surroundings.ts';
import { bugs } from './kill/messages.ts';
import { torture, type Tortured } from './kill/torture.ts';

/** The middle one: the slowest of hundreds of starts says more of the machine than of the program. */
const startBarMs = 2_000;
const killsPerFolder = 50;
const root = path.resolve(import.meta.dirname, '../..');
const bundles = path.join(root, '.cache', 'bench');

async function bundle(): Promise<string> {
  await build({
    absWorkingDir: root,
    entryPoints: ['bench/trust/kill/office.ts'],
    outdir: bundles,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    packages: 'external',
    logLevel: 'warning',
  });
  return path.join(bundles, 'office.mjs');
}

export const killCheck: Bench = {
  name: 'kill',
  about: 'kill -9 at random moments of busy work',
  async run(args, progress) {
    const flags = readArgs(args);
    const times = count(flags, 'times', 200);
    const seed = count(flags, 'seed', 1);
    const wanted = flags.get('bug');
    const bug = bugs.find((name) => name === wanted) ?? null;
    if (wanted !== undefined && !bug) throw new Error(`--bug is one of: ${bugs.join(', ')}`);
    const program = await bundle();
    const folder = mkdtempSync(path.join(tmpdir(), 'muster-kill-'));
    const done: Tortured[] = [];
    let killed = 0;
    const onKill = (): void => {
      killed += 1;
      if (killed % 20 === 0) progress(`${killed} of ${times} kills`);
    };
    try {
      for (let left = times; left > 0; left -= killsPerFolder) {
        const number = done.length + 1;
        const own = path.join(folder, String(number));
        const kills = Math.min(left, killsPerFolder);
        const one = await torture({
          program,
          folder: own,
          name: String(number),
          seed: seed + number - 1,
          kills,
          bug,
          onKill,
        });
        for (const [kind, lines] of Object.entries(one.findings))
          for (const line of lines.slice(0, 10)) progress(`folder ${number}, ${kind}: ${line}`);
        if (Object.values(one.findings).some((lines) => lines.length > 0))
          progress(`folder ${number}, log: ${readFileSync(path.join(own, 'office.log'), 'utf8').slice(-2000)}`);
        rmSync(own, { recursive: true, force: true });
        done.push(one);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    const sum = (of: (one: Tortured) => number): number => done.reduce((all, one) => all + of(one), 0);
    const found = (kind: keyof Tortured['findings']): number => sum((one) => one.findings[kind].length);
    const readyMs = done.flatMap((one) => one.readyMs);
    const startMedianMs = Math.round(median(readyMs));
    const bad = done.flatMap((one) => Object.values(one.findings).flat()).length;
    return {
      pass: bad === 0 && startMedianMs <= startBarMs,
      figures: {
        kills: sum((one) => one.kills),
        killsBeforeReady: sum((one) => one.killsBeforeReady),
        lostCommands: found('lostCommands'),
        lostEvents: found('lostEvents'),
        duplicateEffects: found('duplicateEffects'),
        missingEffects: found('missingEffects'),
        effectsWithoutIntent: found('effectsWithoutIntent'),
        stuck: found('stuck'),
        inDoubt: sum((one) => one.inDoubt),
        inDoubtNotSurfaced: found('notSurfaced'),
        inDoubtAsked: sum((one) => one.askedAsDoubt),
        settledHappened: sum((one) => one.settledHappened),
        settledRunAgain: sum((one) => one.settledRunAgain),
        openItemsAtKills: sum((one) => one.openItemsAtKills),
        lostItems: found('lostItems'),
        selfAnswered: found('selfAnswered'),
        integrityFailures: found('integrity'),
        memoryFailures: found('memory'),
        complaints: found('complaints'),
        startMedianMs,
        startP95Ms: Math.round(percentile(readyMs, 0.95)),
        startMaxMs: Math.round(Math.max(...readyMs)),
        starts: readyMs.length,
        tasks: sum((one) => one.tasks),
        commands: sum((one) => one.commands),
        events: sum((one) => one.events),
        effects: sum((one) => one.effects),
        folders: done.length,
        seed,
        loadPerCore: round(loadPerCore()),
      },
      bar: { startMedianMs: startBarMs, findings: 0 },
    };
  },
};
