/** Ranks candidate memories. Pure and the same for every index, so that a rebuilt index answers as the old one did. */
import { bm25Shares, countTerms, joinTexts, raritiesOf, type CountedText } from './bm25.ts';
import { collapse } from './collapse.ts';
import type { MemoryRow, RecallHit } from './memory.ts';
import { recallWeights, type RecallFeature } from './recall-weights.ts';
import { askedTerms, termsIn } from './terms.ts';

/** What ranking looks at. */
export type Candidate = Pick<
  MemoryRow,
  | 'id'
  | 'rev'
  | 'scope'
  | 'scopeId'
  | 'status'
  | 'subject'
  | 'text'
  | 'claimId'
  | 'authority'
  | 'parentId'
  | 'pos'
  | 'contentHash'
>;

/** From here on a memory may answer without a word of the question in it or beside it. */
const aloneFrom = 0.2;

/** A candidate with its score, and those that stand beside it. */
interface Ranked<Row> extends Pick<RecallHit, 'score' | 'why'> {
  row: Row;
  before: Row | null;
  after: Row | null;
}

/**
 * Orders candidates by a weighted sum of features and returns the best `limit`, each with its features' shares.
 * Contract: deterministic given the set of rows, whatever their order; ties go to the smaller id. Rows that hold none of the
 * question's terms, nor stand beside one that does, are left out unless they are much like it; of those that say the same, one is
 * returned.
 */
export function rankRows<Row extends Candidate>(
  question: string,
  rows: readonly Row[],
  limit: number,
  likenesses: ReadonlyMap<string, number> = new Map(),
): Ranked<Row>[] {
  const texts = countRows(question, rows);
  const beside = neighboursOf(rows);
  const textAt = (index: number): CountedText[] => texts.slice(index, index + 1);
  const windows = texts.map((_, index) => joinTexts([index, ...Object.values(beside[index] ?? {})].flatMap(textAt)));
  const shares = {
    window: bm25Shares(windows),
    parent: parentShares(rows, texts),
    coverage: coverageOf(texts),
    words: bm25Shares(texts),
  };
  const asked = new Set(askedTerms(question));
  const isWhen = asksWhen.test(question);
  const rowAt = (index: number | undefined): Row | null => (index === undefined ? null : (rows[index] ?? null));
  const scored = rows.flatMap((row, index) => {
    const window = shares.window[index] ?? 0;
    const likeness = likenesses.get(row.id) ?? 0;
    if (window === 0 && likeness < aloneFrom) return [];
    const [before, after] = [rowAt(beside[index]?.before), rowAt(beside[index]?.after)];
    const subject = termsIn(row.subject);
    const features: Record<RecallFeature, number> = {
      window,
      parent: shares.parent[index] ?? 0,
      coverage: shares.coverage[index] ?? 0,
      subject: subject.length > 0 && subject.every((term) => asked.has(term)) ? 1 : 0,
      words: shares.words[index] ?? 0,
      likeness,
      when: isWhen && namesTime.test(row.text) ? 1 : 0,
      statement: isQuestion(row) ? 0 : 1,
      answer: before !== null && isQuestion(before) ? 1 : 0,
      authority: row.authority === 'human' || row.authority === 'system' ? 1 : 0,
    };
    return [{ row, before, after, features, score: scoreOf(features) }];
  });
  const ordered = scored.toSorted((a, b) => b.score - a.score || (a.row.id < b.row.id ? -1 : 1));
  // Why a memory counts is told of those that are given back only.
  return collapse(ordered)
    .slice(0, limit)
    .map(({ features, ...ranked }) => ({ ...ranked, why: whyOf(features, ranked.score) }));
}

/** The best rows by their own words: an index cuts off among equals as its parts lie, so it is asked for more than are ranked. */
export function choose<Row extends Candidate>(question: string, rows: readonly Row[], limit: number): Row[] {
  const texts = countRows(question, rows);
  const shares = bm25Shares(texts);
  return rows
    .map((row, index) => ({ row, share: shares[index] ?? 0 }))
    .toSorted((a, b) => b.share - a.share || (a.row.id < b.row.id ? -1 : 1))
    .slice(0, limit)
    .map(({ row }) => row);
}

/** Of all rows those that hold one of the question's terms, as an index of words finds them. */
export function holding<Row extends Candidate>(question: string, rows: readonly Row[]): Row[] {
  const texts = countRows(question, rows);
  return rows.filter((_, index) => texts[index]?.counts.some((count) => count > 0));
}

function countRows(question: string, rows: readonly Candidate[]): CountedText[] {
  const places = new Map(askedTerms(question).map((term, at) => [term, at]));
  return rows.map((row) => countTerms(termsIn(`${row.subject} ${row.text}`), places));
}

const asksWhen = /\b(?:when|how long|(?:what|which) (?:year|month|week|day|date))\b/i;
const namesTime =
  /\b(?:yesterday|today|tomorrow|tonight|ago|last|next|recently|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december|(?:19|20)\d\d|(?:mornings?|nights?|days?|weeks?|weekends?|months?|years?))\b/i;

function isQuestion({ text }: Candidate): boolean {
  return text.trimEnd().endsWith('?');
}

/** For each row where the one before it and the one after it in the same parent are, if they are candidates. */
function neighboursOf(rows: readonly Candidate[]): { before?: number; after?: number }[] {
  const indexAt = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    const place = placeOf(row);
    if (place !== null) indexAt.set(place, index);
  }
  return rows.map((row) => {
    const [before, after] = [-1, 1].map((step) => indexAt.get(placeOf(row, step) ?? ''));
    return { ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
  });
}

/** Where a memory stands, or the one so many steps further; null = by itself. */
export function placeOf({ parentId, pos }: Pick<MemoryRow, 'parentId' | 'pos'>, steps = 0): string | null {
  return parentId === null || pos === null ? null : `${parentId}/${pos + steps}`;
}

/** The BM25 share of each row's parent; a row by itself is its own. */
function parentShares(rows: readonly Candidate[], texts: readonly CountedText[]): number[] {
  const groups = new Map<string, CountedText[]>();
  const groupOf = rows.map((row, index) => {
    const name = row.parentId === null ? `row ${row.id}` : `parent ${row.parentId}`;
    groups.set(name, [...(groups.get(name) ?? []), ...texts.slice(index, index + 1)]);
    return name;
  });
  const shares = bm25Shares([...groups.values()].map(joinTexts));
  const shareOf = new Map([...groups.keys()].map((name, index) => [name, shares[index] ?? 0]));
  return groupOf.map((name) => shareOf.get(name) ?? 0);
}

function coverageOf(texts: readonly CountedText[]): number[] {
  const rarities = raritiesOf(texts);
  const all = Math.max(
    rarities.reduce((sum, rarity) => sum + rarity, 0),
    Number.MIN_VALUE,
  );
  return texts.map(
    ({ counts }) => rarities.reduce((sum, rarity, at) => ((counts[at] ?? 0) > 0 ? sum + rarity : sum), 0) / all,
  );
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
