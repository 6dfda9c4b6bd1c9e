/** Many writers on one memory, and the one process that owns it killed in the middle: nothing acknowledged is lost, nothing is there twice. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { appNodeFlags } from '../../scripts/lib/node-flags.mjs';
import { count, readArgs } from '../lib/args.ts';
import type { Bench } from '../lib/bench.ts';
import { bundlePrograms, bundles } from '../lib/bundle.ts';
import { judge } from './memory-writers/judge.ts';
import { bugs, type Entry, type FromEngine, type FromWriter, type ToWriter } from './memory-writers/messages.ts';

const ownBundles = path.join(bundles, `memory-writers-${process.pid}`);
const findingKinds = ['lost', 'duplicates', 'unaudited', 'staleWrong'] as const;
const shownLines = 5;

export const memoryWritersCheck: Bench = {
  name: 'memory-writers',
  about: 'many processes write to one memory whose engine is killed twice: nothing lost, doubled or without its event',
  async run(argv, progress) {
    const args = readArgs(argv);
    const bug = args.get('bug') ?? '';
    if (bug !== '' && !bugs.some((name) => name === bug)) throw new Error(`--bug is one of: ${bugs.join(', ')}`);
    const writers = count(args, 'writers', 8);
    const operations = count(args, 'operations', 1_000);
    const kills = count(args, 'kills', 2);
    const seed = count(args, 'seed', 1);
    const data = mkdtempSync(path.join(tmpdir(), 'muster-writers-'));
    const children: ChildProcess[] = [];
    try {
      await bundlePrograms(
        ['bench/trust/memory-writers/engine.ts', 'bench/trust/memory-writers/writer.ts'],
        ownBundles,
      );
      const start = (name: string, given: readonly string[]): ChildProcess => {
        const child = fork(path.join(ownBundles, name), given, { execArgv: [...appNodeFlags] });
        children.push(child);
        // A message on its way to a process that dies is lost, as it would be on any wire.
        child.on('error', () => undefined);
        return child;
      };
      const startEngine = async (): Promise<{ child: ChildProcess; port: number }> => {
        const child = start('engine.mjs', [data, bug]);
        const ended = once(child, 'exit').then(() => {
          throw new Error('the engine ended before it was ready');
        });
        const [ready] = (await Promise.race([once(child, 'message'), ended])) as [FromEngine];
        return { child, port: ready.port };
      };

      let engine = await startEngine();
      let done = 0;
      let killed = 0;
      let restarting: Promise<void> = Promise.resolve();
      const all = Array.from({ length: writers }, (_, at) =>
        start('writer.mjs', [`w${at}`, `${seed * 1_000 + at}`, `${operations}`, `${writers}`]),
      );
      const tellPort = (): void => {
        const message: ToWriter = { kind: 'port', port: engine.port };
        for (const writer of all) if (writer.connected) writer.send(message, () => undefined);
      };
      const killEngine = async (): Promise<void> => {
        const gone = once(engine.child, 'exit');
        engine.child.kill('SIGKILL');
        await gone;
        engine = await startEngine();
        tellPort();
        progress(`killed after ${done} operations, and started again`);
      };
      const ledgers = all.map(
        (writer) =>
          new Promise<Extract<FromWriter, { kind: 'ledger' }>>((resolve, reject) => {
            // Not its exit: a long ledger may still be on its way then.
            writer.on('disconnect', () => reject(new Error('a writer ended before it was through')));
            writer.on('message', (message: FromWriter) => {
              if (message.kind === 'ledger') return resolve(message);
              done += 1;
              // Right behind an answer, when the others still wait for theirs.
              if (killed >= kills || done < ((killed + 1) * writers * operations) / (kills + 1)) return;
              killed += 1;
              restarting = restarting.then(killEngine);
              restarting.catch(reject);
            });
          }),
      );
      tellPort();
      const told = await Promise.all(ledgers);
      await restarting;
      const gone = once(engine.child, 'exit');
      engine.child.send('stop');
      await gone;
      const entries: Entry[] = told.flatMap((ledger) => ledger.entries);
      const judged = await judge(data, entries);
      for (const kind of findingKinds)
        for (const line of judged[kind].slice(0, shownLines)) progress(`${kind}: ${line}`);
      const found = Object.fromEntries(findingKinds.map((kind) => [kind, judged[kind].length]));
      return {
        pass: findingKinds.every((kind) => judged[kind].length === 0) && killed === kills,
        figures: {
          writers,
          operations: done,
          acknowledged: entries.filter(({ answer }) => answer.ok).length,
          recalls: told.reduce((sum, { recalls }) => sum + recalls, 0),
          kills: killed,
          ...found,
          staleRefused: entries.filter(({ answer }) => !answer.ok && answer.error.code === 'memory.stale').length,
          events: judged.events,
          memories: judged.memories,
          seed,
        },
        bar: Object.fromEntries(findingKinds.map((kind) => [kind, 0])),
      };
    } finally {
      for (const child of children) child.kill('SIGKILL');
      rmSync(data, { recursive: true, force: true });
      rmSync(ownBundles, { recursive: true, force: true });
    }
  },
};
