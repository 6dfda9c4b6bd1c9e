/** Whether a result rests on memories that still hold. Pure. */
import { isInUse, type MemoryState } from '../domain/memory-state.ts';
import type { Citation } from '../domain/schema.ts';
import { citedMemory } from '../lib/text/citations.ts';

/** Of the memories a result cites: those in use, and those that were disputed or retired since. null = it cites none. */
export function memoryAgreement(
  citations: readonly Citation[],
  { cards }: Pick<MemoryState, 'cards'>,
): { agree: number; against: number } | null {
  const cited = new Set(citations.flatMap(({ file }) => citedMemory(file) ?? []));
  if (cited.size === 0) return null;
  const agree = [...cited].filter((id) => {
    const card = cards.get(id);
    return card !== undefined && isInUse(card) && card.status !== 'disputed';
  }).length;
  return { agree, against: cited.size - agree };
}
