/** Chooses what of the memories found goes before a model: as much evidence as a budget of tokens holds. */
import { memoryHeading, memoryLine } from './line.ts';
import type { MemoryRow, RecallHit } from './memory.ts';
import { placeOf } from './rank.ts';

/** What a model reads of memory at once, at most, its heading included. */
export const recallTokens = 1_000;
/** So many of the best bring along what stands beside them. More would cost other memories their place. */
const windows = 3;
const charsPerToken = 4;
/** `- ` before a line and its end. */
const listSign = 3;
const headingTokens = Math.ceil(memoryHeading.length / charsPerToken);

/** Memories of one parent that stand next to each other, in their order. */
export type Passage = MemoryRow[];

/** About what one memory costs as the line a model reads. */
export function tokensOf(row: MemoryRow): number {
  return Math.ceil((memoryLine(row).length + listSign) / charsPerToken);
}

/**
 * Packs the best hits into the budget, the first of them with their neighbours; what stands side by side becomes one passage.
 * Contract: no memory twice; passages in the order of their best hit; one too long for the room left is passed over.
 */
export function pack(hits: readonly RecallHit[], budgetTokens = recallTokens - headingTokens): Passage[] {
  const chosen = new Map<string, MemoryRow>();
  let room = budgetTokens;
  const take = (row: MemoryRow | null): void => {
    if (row === null || chosen.has(row.id) || tokensOf(row) > room) return;
    room -= tokensOf(row);
    chosen.set(row.id, row);
  };
  for (const [rank, { row, before, after }] of hits.entries()) {
    take(row);
    if (rank >= windows || !chosen.has(row.id)) continue;
    take(before);
    take(after);
  }
  return passagesOf([...chosen.values()]);
}

function passagesOf(rows: readonly MemoryRow[]): Passage[] {
  const left = new Map(rows.map((row) => [placeOf(row) ?? row.id, row]));
  const takeFrom = (row: MemoryRow, step: -1 | 1): MemoryRow[] => {
    const next = left.get(placeOf(row, step) ?? '');
    if (next === undefined) return [];
    left.delete(placeOf(next) ?? '');
    return [next, ...takeFrom(next, step)];
  };
  return rows.flatMap((row) => {
    if (!left.delete(placeOf(row) ?? row.id)) return [];
    return [[...takeFrom(row, -1).toReversed(), row, ...takeFrom(row, 1)]];
  });
}
