/** BM25 over a handful of texts. Computed here and not taken from the index, whose scores depend on the parts it was built in. */

const saturation = 1.2;
const lengthShare = 0.4;

/** A text as a question sees it: how often it holds each of the question's terms, and how long it is. */
export interface CountedText {
  counts: readonly number[];
  length: number;
}

/** Counts a text's terms; `terms` says at which place each of the question's stands. */
export function countTerms(words: readonly string[], terms: ReadonlyMap<string, number>): CountedText {
  const counts = Array.from({ length: terms.size }, () => 0);
  for (const word of words) {
    const at = terms.get(word);
    if (at !== undefined) counts[at] = (counts[at] ?? 0) + 1;
  }
  return { counts, length: words.length };
}

/** Several texts as one. */
export function joinTexts(texts: readonly CountedText[]): CountedText {
  const [first, ...rest] = texts;
  if (first === undefined || rest.length === 0) return first ?? { counts: [], length: 0 };
  const counts = first.counts.map((count, at) => rest.reduce((sum, text) => sum + (text.counts[at] ?? 0), count));
  return { counts, length: texts.reduce((sum, { length }) => sum + length, 0) };
}

/** How telling each term is among these texts: the fewer hold it, the more. */
export function raritiesOf(texts: readonly CountedText[]): number[] {
  return (texts[0]?.counts ?? []).map((_, at) => {
    const holding = texts.filter(({ counts }) => (counts[at] ?? 0) > 0).length;
    return Math.log(1 + (texts.length - holding + 0.5) / (holding + 0.5));
  });
}

/** Each text's BM25 as a share of the best one's. */
export function bm25Shares(texts: readonly CountedText[]): number[] {
  const average = texts.reduce((sum, { length }) => sum + length, 0) / Math.max(1, texts.length);
  const rarities = raritiesOf(texts);
  const scores = texts.map(({ counts, length }) => {
    const norm = saturation * (1 - lengthShare + (lengthShare * length) / Math.max(1, average));
    return counts.reduce(
      (sum, times, at) => (times === 0 ? sum : sum + ((rarities[at] ?? 0) * times * (saturation + 1)) / (times + norm)),
      0,
    );
  });
  const best = scores.reduce((most, score) => Math.max(most, score), Number.MIN_VALUE);
  return scores.map((score) => score / best);
}
