/** Of memories that answer one question, or say the same, one is enough. */
import type { MemoryRow } from './memory.ts';

type Said = Pick<MemoryRow, 'id' | 'rev' | 'scope' | 'scopeId' | 'claimKey' | 'contentHash' | 'authority'>;

/** The more a source is believed, the further to the front. */
const believed: readonly MemoryRow['authority'][] = ['human', 'system', 'tool', 'agent', 'inferred'];

/**
 * Keeps one entry for each claim of a scope, at the place of the best one: what the highest authority said last. Of equal contents
 * the first is kept.
 */
export function collapse<Entry extends { row: Said }>(ranked: readonly Entry[]): Entry[] {
  const kept = new Map<string, Entry>();
  for (const entry of ranked) {
    const key = claimOf(entry.row) ?? `row ${entry.row.id}`;
    const known = kept.get(key);
    if (known === undefined || outweighs(entry.row, known.row)) kept.set(key, entry);
  }
  const contents = new Set<string>();
  return [...kept.values()].filter(({ row }) => {
    const isNew = !contents.has(row.contentHash);
    contents.add(row.contentHash);
    return isNew;
  });
}

/** Written by teammates, so `Acme/Renewal date` and `acme/renewal date` are one claim. */
function claimOf({ scope, scopeId, claimKey }: Said): string | null {
  return claimKey === null ? null : `claim ${scope}/${scopeId} ${claimKey.normalize('NFKC').toLowerCase().trim()}`;
}

function outweighs(row: Said, other: Said): boolean {
  const [mine, theirs] = [believed.indexOf(row.authority), believed.indexOf(other.authority)];
  return mine === theirs ? row.rev > other.rev : mine < theirs;
}
