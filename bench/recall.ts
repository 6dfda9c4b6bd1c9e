/** Finding a memory without a model: how much of the evidence of published conversations comes back, and how fast. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openLanceIndex } from '../agents/memory/lance.ts';
import { readArgs } from './lib/args.ts';
import type { Bench, Figures } from './lib/bench.ts';
import { readConversations, type Conversation } from './recall/conversations.ts';
import { askAll, figuresOf, rememberAll, type Answered } from './recall/measure.ts';

const bar = { fourRecall10: 74, allRecall10: 74.5, fourPacked: 78, packedTokensMost: 1_000 };

/** Runs with a folder of its own, which is gone afterwards. */
async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'muster-recall-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measure(folder: string, conversations: readonly Conversation[], captions: boolean): Promise<Answered[]> {
  const index = await openLanceIndex(folder);
  await rememberAll(index, conversations, captions);
  const answers = await askAll(index, conversations);
  await index.stop();
  return answers;
}

/** The conversations are not ours to ship: whoever has them names the file, and without it there is nothing to miss. */
export const recallBench: Bench = {
  name: 'recall',
  about: 'evidence found again in conversations',
  async run(argv, progress) {
    const args = readArgs(argv);
    const figures: Figures = {};
    const file = args.get('data');
    if (file === undefined || !existsSync(file)) {
      progress('data not here: name a file of the LoCoMo shape with --data');
      return { pass: true, figures, bar };
    }
    const conversations = readConversations(readFileSync(file, 'utf8'));
    Object.assign(figures, figuresOf(await inFolder((folder) => measure(folder, conversations, true))));
    const pass = finds(figures);
    Object.assign(figures, bare(await inFolder((folder) => measure(folder, conversations, false))));
    return { pass, figures, bar };
  },
};

function finds(figures: Figures): boolean {
  const names = ['fourRecall10', 'allRecall10', 'fourPacked'] as const;
  return (
    names.every((name) => Number(figures[name]) >= bar[name]) &&
    Number(figures.packedTokensMost) <= bar.packedTokensMost
  );
}

/** Text only, as published figures for sessions are. */
function bare(answers: readonly Answered[]): Figures {
  const figures = figuresOf(answers);
  const names = ['fourRecall10', 'allRecall10', 'allSessionHit1', 'allSessionNdcg5'];
  return Object.fromEntries(names.map((name) => [`${name}NoCaptions`, figures[name] ?? Number.NaN]));
}
