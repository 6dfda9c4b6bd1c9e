/** Makes the memory index anew from the journal, and asks the same questions before and after: the answers must be the same. */
import { isInUse, type MemoryState } from '../domain/memory-state.ts';
import type { MemoryCard } from '../domain/memory.ts';
import type { Journal } from '../journal/journal.ts';
import type { Clock } from '../lib/clock.ts';
import { AppError } from '../lib/error.ts';
import { wordsOf } from '../lib/text/fold.ts';
import { foldMemory } from '../streams.ts';
import { assertedOf, startIndexer } from './indexer.ts';
import type { MemoryIndex, RecallQuery } from './memory.ts';

/** As many as a teammate reads at once, at most. */
const answersKept = 20;
const rareWords = 4;

export type Question = Pick<RecallQuery, 'text' | 'scopes' | 'asOf'>;

export interface RebuildPorts {
  journal: Journal;
  /** Opens the index, or an empty one where there is none. */
  open: () => Promise<MemoryIndex>;
  /** Takes the closed index away, whatever state it is in. */
  remove: () => Promise<void>;
  clock: Clock;
  questions: number;
  progress: (done: number, total: number) => void;
  log: (line: string) => void;
}

export interface Rebuilt {
  rows: number;
  questions: number;
  /** Questions with the same answers in the same order; null = the index before could not be read, so there is nothing to compare with. */
  same: number | null;
  /** The questions that are answered otherwise. */
  differing: string[];
  tookMs: number;
}

/**
 * Contract: hold the folder's lock, and nobody has the index open. A rebuild that is interrupted goes on at the next start.
 * @throws AppError `memory.unavailable` when there can be no index on this platform.
 */
export async function rebuildMemory(ports: RebuildPorts): Promise<Rebuilt> {
  const { journal, open, remove, clock } = ports;
  const questions = questionsOf(journal, foldMemory(journal).memory, ports.questions);
  const before = await onIndex(ports, open, questions).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
    ports.log(`the memory index before could not be read: ${error.message}`);
    return null;
  });
  const fromMs = clock.uptime();
  await remove();
  const after = await onIndex(ports, open, questions);
  const differing = questions.filter((_, at) => before && before.answers[at] !== after.answers[at]);
  return {
    rows: after.rows,
    questions: questions.length,
    same: before && questions.length - differing.length,
    differing: differing.map(({ text }) => text),
    tookMs: clock.uptime() - fromMs,
  };
}

/** Opens an index, brings it to the journal's end, asks and closes it again. */
export async function onIndex(
  { journal, progress, log }: Pick<RebuildPorts, 'journal' | 'progress' | 'log'>,
  open: RebuildPorts['open'],
  questions: readonly Question[],
): Promise<{ rows: number; answers: string[] }> {
  const index = await open();
  try {
    const folded = foldMemory(journal);
    const total = folded.memory.cards.size;
    let done = 0;
    const watched = {
      appliedSeq: () => index.appliedSeq(),
      clear: () => index.clear(),
      async apply(...batch: Parameters<MemoryIndex['apply']>) {
        await index.apply(...batch);
        progress((done += batch[0].length), total);
      },
    };
    const indexer = startIndexer({ journal, streams: folded, index: watched, log });
    await indexer.caughtUp(journal.lastSeq()).finally(() => indexer.stop());
    await index.settled();
    const answers: string[] = [];
    for (const question of questions) {
      const hits = await index.recall({ ...question, limit: answersKept });
      answers.push(hits.map(({ row }) => row.id).join(' '));
    }
    return { rows: await index.count(), answers };
  } finally {
    await index.stop();
  }
}

/** One question for each of so many memories in use, evenly spaced: what it is about, and its rarest words. The same journal gives the same. */
export function questionsOf(journal: Pick<Journal, 'readStream'>, memory: MemoryState, count: number): Question[] {
  const cards = [...memory.cards.values()].filter(isInUse);
  const saidBy = (card: MemoryCard): { subject: string; words: string[] } => {
    const { subject, text } = assertedOf(journal, card).data;
    return { subject, words: [...new Set(wordsOf(text))] };
  };
  const holding = new Map<string, number>();
  for (const card of cards) for (const word of saidBy(card).words) holding.set(word, (holding.get(word) ?? 0) + 1);
  const step = Math.max(1, cards.length / count);
  return Array.from({ length: Math.min(count, cards.length) }, (_, at) => cards[Math.floor(at * step)]).flatMap(
    (card) => {
      if (!card) return [];
      const { subject, words } = saidBy(card);
      const rare = words.toSorted((a, b) => (holding.get(a) ?? 0) - (holding.get(b) ?? 0)).slice(0, rareWords);
      const own = { scope: card.scope, scopeId: card.scopeId };
      const wide = (['team', 'org'] as const).map((scope) => ({ scope, scopeId: scope }));
      return [
        { text: `${subject} ${rare.join(' ')}`, scopes: [own, ...wide.filter(({ scope }) => scope !== own.scope)] },
      ];
    },
  );
}
