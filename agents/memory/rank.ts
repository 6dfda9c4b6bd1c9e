/** Ranks candidate memories. Pure and the same for every index, so that a rebuilt index answers as the old one did. */
import { isSameWord, stemOf, termsOf, wordsOf } from '../lib/text/fold.ts';
import type { MemoryRow, RecallHit } from './memory.ts';
import { recallWeights, type RecallFeature } from './recall-weights.ts';

// BM25's usual constants. Computed here and not taken from the index, whose scores depend on the parts it was built in.
const saturation = 1.2;
const lengthShare = 0.4;

/** What ranking looks at: reading the rest of a stored row costs more than the ranking itself, and most rows are left behind. */
type Candidate = Pick<MemoryRow, 'id' | 'subject' | 'text' | 'authority'>;
type Ranked<Row> = Omit<RecallHit, 'row'> & { row: Row };

/**
 * Orders candidates by a weighted sum of features and returns the best `limit`, each with its features' shares.
 * Contract: deterministic given the set of rows, whatever their order; ties go to the smaller id. Rows that hold none of the
 * question's terms are left out.
 */
export function rankRows<Row extends Candidate>(question: string, rows: readonly Row[], limit: number): Ranked<Row>[] {
  const terms = termsOf(question);
  const stem = remembered(stemOf);
  const asked = new Set(wordsOf(question).map(stem));
  const texts = countTerms(terms, rows, stem);
  const bm25 = scoresOf(terms, texts);
  const best = Math.max(...bm25, Number.MIN_VALUE);
  const scored = rows.flatMap((row, index) => {
    const held = texts[index]?.counts.filter((count) => count > 0).length ?? 0;
    if (held === 0) return [];
    const subject = wordsOf(row.subject);
    const features: Record<RecallFeature, number> = {
      words: (bm25[index] ?? 0) / best,
      coverage: held / terms.length,
      subject: subject.length > 0 && subject.every((word) => asked.has(stem(word))) ? 1 : 0,
      authority: row.authority === 'human' || row.authority === 'system' ? 1 : 0,
    };
    return [{ row, features, score: scoreOf(features) }];
  });
  // Why a memory counts is told of those that are given back only.
  return scored
    .toSorted((a, b) => b.score - a.score || (a.row.id < b.row.id ? -1 : 1))
    .slice(0, limit)
    .map(({ row, features, score }) => ({ row, score, why: whyOf(features, score) }));
}

const featureNames = Object.keys(recallWeights) as RecallFeature[];

function scoreOf(features: Record<RecallFeature, number>): number {
  return featureNames.reduce((sum, feature) => sum + recallWeights[feature] * features[feature], 0);
}

function whyOf(features: Record<RecallFeature, number>, score: number): RecallHit['why'] {
  return featureNames
    .map((feature) => ({ feature, share: (recallWeights[feature] * features[feature]) / score }))
    .filter((part) => part.share > 0)
    .toSorted((a, b) => b.share - a.share || (a.feature < b.feature ? -1 : 1));
}

/** The same function, asked once for each word: candidates share most of theirs. */
function remembered<T>(of: (word: string) => T): (word: string) => T {
  const known = new Map<string, T>();
  return (word) => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const found = of(word);
    known.set(word, found);
    return found;
  };
}

/** One candidate's text: how often it holds each term, and how long it is. */
interface CountedText {
  counts: number[];
  length: number;
}

function countTerms(
  terms: readonly string[],
  rows: readonly Candidate[],
  stem: (word: string) => string,
): CountedText[] {
  const termsMeantBy = remembered((word) => terms.flatMap((term, at) => (isSameWord(stem(word), term) ? [at] : [])));
  return rows.map((row) => {
    const words = wordsOf(`${row.subject} ${row.text}`);
    const counts = terms.map(() => 0);
    for (const word of words) for (const at of termsMeantBy(word)) counts[at] = (counts[at] ?? 0) + 1;
    return { counts, length: words.length };
  });
}

function scoresOf(terms: readonly string[], texts: readonly CountedText[]): number[] {
  const average = texts.reduce((sum, text) => sum + text.length, 0) / Math.max(1, texts.length);
  const rarity = terms.map((_, at) => {
    const holding = texts.filter(({ counts }) => (counts[at] ?? 0) > 0).length;
    return Math.log(1 + (texts.length - holding + 0.5) / (holding + 0.5));
  });
  return texts.map(({ counts, length }) => {
    const weight = 1 - lengthShare + (lengthShare * length) / Math.max(1, average);
    return counts.reduce(
      (sum, times, at) => sum + ((rarity[at] ?? 0) * times * (saturation + 1)) / (times + saturation * weight),
      0,
    );
  });
}
