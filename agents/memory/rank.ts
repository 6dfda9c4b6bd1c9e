/** Ranks candidate memories. Pure and the same for every index, so that a rebuilt index answers as the old one did. */
import { isSameWord, stemOf, termsOf, wordsOf } from '../lib/text/fold.ts';
import type { MemoryRow, RecallHit } from './memory.ts';
import { recallWeights, type RecallFeature } from './recall-weights.ts';

// BM25's usual constants. Computed here and not taken from the index, whose scores depend on the parts it was built in.
const saturation = 1.2;
const lengthShare = 0.4;

/**
 * Orders candidates by a weighted sum of features and returns the best `limit`, each with its features' shares.
 * Contract: deterministic given the set of rows, whatever their order; ties go to the smaller id. Rows that hold none of the
 * question's terms are left out.
 */
export function rankRows(question: string, rows: readonly MemoryRow[], limit: number): RecallHit[] {
  const terms = termsOf(question);
  const asked = new Set(wordsOf(question).map(stemOf));
  const texts = rows.map((row) => wordsOf(`${row.subject} ${row.text}`).map(stemOf));
  const bm25 = scoresOf(terms, texts);
  const best = Math.max(...bm25, Number.MIN_VALUE);
  const hits = rows.flatMap((row, index): RecallHit[] => {
    const held = terms.filter((term) => texts[index]?.some((word) => isSameWord(word, term))).length;
    if (held === 0) return [];
    const subject = wordsOf(row.subject).map(stemOf);
    const features: Record<RecallFeature, number> = {
      words: (bm25[index] ?? 0) / best,
      coverage: held / terms.length,
      subject: subject.length > 0 && subject.every((word) => asked.has(word)) ? 1 : 0,
      authority: row.authority === 'human' || row.authority === 'system' ? 1 : 0,
    };
    return [hitOf(row, features)];
  });
  return hits.toSorted((a, b) => b.score - a.score || (a.row.id < b.row.id ? -1 : 1)).slice(0, limit);
}

function hitOf(row: MemoryRow, features: Record<RecallFeature, number>): RecallHit {
  const parts = (Object.keys(recallWeights) as RecallFeature[]).map((feature) => ({
    feature,
    value: recallWeights[feature] * features[feature],
  }));
  const score = parts.reduce((sum, part) => sum + part.value, 0);
  const why = parts
    .filter((part) => part.value > 0)
    .map((part) => ({ feature: part.feature, share: part.value / score }))
    .toSorted((a, b) => b.share - a.share || (a.feature < b.feature ? -1 : 1));
  return { row, score, why };
}

function scoresOf(terms: readonly string[], texts: readonly string[][]): number[] {
  const average = texts.reduce((sum, words) => sum + words.length, 0) / Math.max(1, texts.length);
  const counts = texts.map((words) => terms.map((term) => words.filter((word) => isSameWord(word, term)).length));
  const rarity = terms.map((_, at) => {
    const holding = counts.filter((count) => (count[at] ?? 0) > 0).length;
    return Math.log(1 + (texts.length - holding + 0.5) / (holding + 0.5));
  });
  return counts.map((count, index) => {
    const length = 1 - lengthShare + (lengthShare * (texts[index]?.length ?? 0)) / Math.max(1, average);
    return count.reduce(
      (sum, times, at) => sum + ((rarity[at] ?? 0) * times * (saturation + 1)) / (times + saturation * length),
      0,
    );
  });
}
