/** Finding a memory without a model: how much of the evidence of published conversations comes back, and how fast. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openLanceIndex } from '../agents/memory/lance.ts';
import { readArgs } from './lib/args.ts';
import type { Bench, Figures } from './lib/bench.ts';
import { readConversations, type Conversation } from './recall/conversations.ts';
import { askAll, figuresOf, rememberAll, type Answered } from './recall/measure.ts';

const bar = { fourRecall10: 74, allRecall10: 74.5 };

/** Measures in an index of its own, which is gone afterwards. */
async function measure(conversations: readonly Conversation[], captions: boolean): Promise<Answered[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'muster-recall-'));
  try {
    const index = await openLanceIndex(folder);
    await rememberAll(index, conversations, captions);
    const answers = await askAll(index, conversations);
    await index.stop();
    return answers;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The conversations are not ours to ship: whoever has them names the file, and without it there is nothing to miss. */
export const recallBench: Bench = {
  name: 'recall',
  about: 'evidence found again in conversations',
  async run(argv, progress) {
    const file = readArgs(argv).get('data');
    if (file === undefined || !existsSync(file)) {
      progress('data not here: name a file of the LoCoMo shape with --data');
      return { pass: true, figures: {}, bar };
    }
    const conversations = readConversations(readFileSync(file, 'utf8'));
    const figures = figuresOf(await measure(conversations, true));
    const { fourRecall10, allRecall10 } = figuresOf(await measure(conversations, false));
    const pass = atLeast(figures, bar);
    const bare: Figures = {};
    if (fourRecall10 !== undefined) bare.fourRecall10NoCaptions = fourRecall10;
    if (allRecall10 !== undefined) bare.allRecall10NoCaptions = allRecall10;
    return { pass, figures: { ...figures, ...bare }, bar };
  },
};

function atLeast(figures: Figures, wanted: Record<string, number>): boolean {
  return Object.entries(wanted).every(([name, value]) => Number(figures[name]) >= value);
}
