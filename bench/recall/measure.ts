/** Remembers conversations through the product's own index, asks every question, and measures what comes back. */
import type { MemoryIndex, MemoryRow } from '../../agents/memory/memory.ts';
import { pack, tokensOf } from '../../agents/memory/pack.ts';
import type { Figures } from '../lib/bench.ts';
import { percentile, round } from '../lib/stats.ts';
import { categories, type Category, type Conversation, type Question, type Turn } from './conversations.ts';
import { mean, ndcgAt, recallAt, reciprocalRank } from './metrics.ts';

/** Deep enough that the best sessions are among the turns. */
const asked = 100;
const depths = [5, 10, 20] as const;

/** What one question brought, every figure between 0 and 1 but tokens and milliseconds. */
export interface Answered {
  category: Category;
  recall: Record<(typeof depths)[number], number>;
  reciprocalRank: number;
  ndcg10: number;
  sessionHit1: number;
  sessionNdcg5: number;
  /** Of the evidence, what is among the memories packed for a model, and what these cost. */
  packed: number;
  packedTokens: number;
  millis: number;
}

/** Every turn becomes an episode: the speaker its subject, the conversation its scope. */
export async function rememberAll(
  index: MemoryIndex,
  conversations: readonly Conversation[],
  captions: boolean,
): Promise<void> {
  let seq = 0;
  for (const conversation of conversations) {
    const rows = conversation.turns.map((turn) => rowOf(conversation.id, turn, captions));
    await index.apply(rows, (seq += rows.length));
  }
}

function rowOf(conversation: string, turn: Turn, captions: boolean): MemoryRow {
  return {
    id: `${conversation}/${turn.id}`,
    rev: 1,
    kind: 'episode',
    scope: 'team',
    scopeId: conversation,
    subject: turn.speaker,
    text: captions && turn.caption !== null ? `${turn.text} ${turn.caption}` : turn.text,
    claimId: null,
    authority: 'agent',
    author: turn.speaker,
    parentId: `${conversation}/${turn.session}`,
    pos: turn.pos,
    taskId: null,
    runId: null,
    sourceUri: null,
    labels: { tainted: false, private: false, from: [] },
    status: 'active',
    sensitivity: 'internal',
    confidence: 0.7,
    validFromMs: null,
    validToMs: null,
    closedAtMs: null,
    retiredAtMs: null,
    recordedAtMs: 0,
    contentHash: `${conversation}/${turn.id}`,
  };
}

/** Asks every question of its own conversation, one after another. */
export async function askAll(index: MemoryIndex, conversations: readonly Conversation[]): Promise<Answered[]> {
  const answers: Answered[] = [];
  for (const { id, turns, questions } of conversations) {
    const sessionOf = new Map(turns.map((turn) => [`${id}/${turn.id}`, turn.session]));
    for (const question of questions) answers.push(await ask(index, id, question, sessionOf));
  }
  return answers;
}

async function ask(
  index: MemoryIndex,
  conversation: string,
  { text, category, evidence }: Question,
  sessionOf: ReadonlyMap<string, string>,
): Promise<Answered> {
  const from = performance.now();
  const hits = await index.recall({ text, scopes: [{ scope: 'team', scopeId: conversation }], limit: asked });
  const millis = performance.now() - from;
  const packed = pack(hits).flat();
  const ranked = hits.map(({ row }) => row.id);
  const wanted = new Set(evidence.map((id) => `${conversation}/${id}`));
  const sessions = (ids: Iterable<string>) => [...new Set([...ids].map((id) => sessionOf.get(id) ?? ''))];
  const rankedSessions = sessions(ranked);
  const wantedSessions = new Set(sessions(wanted));
  return {
    category,
    recall: {
      5: recallAt(ranked, wanted, 5),
      10: recallAt(ranked, wanted, 10),
      20: recallAt(ranked, wanted, 20),
    },
    reciprocalRank: reciprocalRank(ranked, wanted),
    ndcg10: ndcgAt(ranked, wanted, 10),
    sessionHit1: recallAt(rankedSessions, wantedSessions, 1) > 0 ? 1 : 0,
    sessionNdcg5: ndcgAt(rankedSessions, wantedSessions, 5),
    packed: recallAt(
      packed.map(({ id }) => id),
      wanted,
      packed.length,
    ),
    packedTokens: packed.reduce((sum, row) => sum + tokensOf(row), 0),
    millis,
  };
}

/** The figures of a measurement in percent: for categories 1 to 4, for all five, and recall@10 of each one. */
export function figuresOf(answers: readonly Answered[]): Figures {
  const four = answers.filter(({ category }) => category !== 'adversarial');
  const each = categories.map((category): [string, number] => [
    `${category}Recall10`,
    percent(answers.filter((answer) => answer.category === category).map(({ recall }) => recall[10])),
  ]);
  const millis = answers.map((answer) => answer.millis);
  const tokens = answers.map(({ packedTokens }) => packedTokens);
  return {
    questions: answers.length,
    ...meansOf(four, 'four'),
    ...meansOf(answers, 'all'),
    ...Object.fromEntries(each),
    packedTokens: round(mean(tokens), 0),
    packedTokensMost: Math.max(...tokens),
    askP50Ms: round(percentile(millis, 0.5)),
    askP95Ms: round(percentile(millis, 0.95)),
  };
}

function meansOf(answers: readonly Answered[], prefix: string): Figures {
  const of = (pick: (answer: Answered) => number): number => percent(answers.map(pick));
  return {
    ...Object.fromEntries(depths.map((depth) => [`${prefix}Recall${depth}`, of(({ recall }) => recall[depth])])),
    [`${prefix}Mrr`]: of((answer) => answer.reciprocalRank),
    [`${prefix}Ndcg10`]: of(({ ndcg10 }) => ndcg10),
    [`${prefix}Packed`]: of(({ packed }) => packed),
    [`${prefix}SessionHit1`]: of(({ sessionHit1 }) => sessionHit1),
    [`${prefix}SessionNdcg5`]: of(({ sessionNdcg5 }) => sessionNdcg5),
  };
}

function percent(values: readonly number[]): number {
  return round(100 * mean(values), 1);
}
