/** The memory index is nothing but the journal: emptied, half written or deleted, it is folded again and answers as before. Check 26. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { appNodeFlags } from '../../scripts/lib/node-flags.mjs';
import { openLanceIndex } from '../../agents/memory/lance.ts';
import type { MemoryIndex } from '../../agents/memory/memory.ts';
import { onIndex, questionsOf, type Question } from '../../agents/memory/rebuild.ts';
import { foldMemory } from '../../agents/streams.ts';
import { count, readArgs } from '../lib/args.ts';
import type { Bench, Figures } from '../lib/bench.ts';
import { bundlePrograms, bundles } from '../lib/bundle.ts';
import { endChild, lineOf, startChild } from '../lib/child.ts';
import { caughtUp, fillBoard, indexFolder, openBoard, openBoardJournal } from './rebuild/board.ts';

/** Rows folded without their standing: what was forgotten is found again. */
const bugs = ['no-status'];
const ownBundles = path.join(bundles, `rebuild-${process.pid}`);
/** Which write is under way when the process is killed. */
const killedInBatch = 2;
/** Every so-manieth question asks what held at an earlier time. */
const everyAsOf = 4;

export const rebuildCheck: Bench = {
  name: 'rebuild',
  about: 'the memory index deleted, emptied or half written: folded again from the journal it answers as before',
  async run(argv, progress) {
    const args = readArgs(argv);
    const bug = args.get('bug') ?? null;
    if (bug !== null && !bugs.includes(bug)) throw new Error(`--bug is one of: ${bugs.join(', ')}`);
    const seed = count(args, 'seed', 1);
    const memories = count(args, 'memories', 5_000);
    const data = mkdtempSync(path.join(tmpdir(), 'muster-rebuild-'));
    try {
      await bundlePrograms(['bench/trust/rebuild/half.ts'], ownBundles);
      const standings = await fillBoard(data, seed, memories, progress);
      const questions = asked(data, count(args, 'questions', 200));
      const before = await look(data, questions, null);
      const figures: Figures = { memories: sum(Object.values(standings)), ...standings, rows: before.rows };
      const memoriesLeft = sum(Object.values(standings)) - standings.erased;
      const fewest = { same: questions.length, rows: before.rows, rebuildMs: 0 };
      for (const [name, lose] of Object.entries(losses)) {
        await lose(data);
        const fromMs = performance.now();
        const after = await look(data, questions, bug);
        const rebuildMs = Math.round(performance.now() - fromMs);
        const differing = questions.filter((_, at) => before.answers[at] !== after.answers[at]);
        for (const { text } of differing.slice(0, 5)) progress(`${name}, answered otherwise: ${text}`);
        fewest.same = Math.min(fewest.same, questions.length - differing.length);
        fewest.rows = Math.min(fewest.rows, after.rows);
        fewest.rebuildMs = Math.max(fewest.rebuildMs, rebuildMs);
        progress(`${name}: ${questions.length - differing.length} of ${questions.length} the same, ${rebuildMs} ms`);
      }
      return {
        // What is left of an erased memory, its id, is in a new index and may not be in an old one.
        pass: fewest.same === questions.length && fewest.rows >= memoriesLeft && questions.length > 0,
        figures: { ...figures, questions: questions.length, same: fewest.same, rebuildMs: fewest.rebuildMs, seed },
        bar: { same: questions.length },
      };
    } finally {
      rmSync(data, { recursive: true, force: true });
      rmSync(ownBundles, { recursive: true, force: true });
    }
  },
};

/** The ways in which an index is lost. */
const losses: Record<string, (data: string) => Promise<void>> = {
  async emptied(data) {
    await rm(indexFolder(data), { recursive: true });
    mkdirSync(indexFolder(data));
  },
  /** Killed while rows are being written: some are in, and the rest is to be brought in by the next start. */
  async 'half written'(data) {
    await rm(indexFolder(data), { recursive: true });
    const child = startChild(path.join(ownBundles, 'half.mjs'), [data], appNodeFlags);
    try {
      await lineOf(child, new RegExp(`^batch ${killedInBatch}$`));
    } finally {
      await endChild(child, 'SIGKILL');
    }
  },
  /** Gone while nobody had it open; the next engine makes it anew by itself. */
  async deleted(data) {
    await rm(indexFolder(data), { recursive: true });
    const board = await openBoard(data);
    await caughtUp(board);
    await board.stop();
  },
};

function asked(data: string, count: number): Question[] {
  const journal = openBoardJournal(data);
  const { memory } = foldMemory(journal);
  const times = [...memory.cards.values()].map(({ recordedAtMs }) => recordedAtMs);
  const questions = questionsOf(journal, memory, count).map((question, at): Question => {
    const ms = times[Math.floor((at / count) * times.length)] ?? 0;
    return at % everyAsOf === 0 ? { ...question, asOf: { worldMs: ms, systemMs: ms } } : question;
  });
  void journal.stop();
  return questions;
}

async function look(data: string, questions: readonly Question[], bug: string | null): ReturnType<typeof onIndex> {
  const journal = openBoardJournal(data);
  const open = async (): Promise<MemoryIndex> => spoilt(await openLanceIndex(indexFolder(data)), bug);
  try {
    return await onIndex({ journal, progress: () => undefined, log: () => undefined }, open, questions);
  } finally {
    await journal.stop();
  }
}

function spoilt(index: MemoryIndex, bug: string | null): MemoryIndex {
  if (bug === null) return index;
  const { apply } = index;
  index.apply = (rows, seq) =>
    apply.call(
      index,
      rows.map((row) => ({ ...row, status: 'active' as const })),
      seq,
    );
  return index;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
