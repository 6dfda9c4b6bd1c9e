/** Of memories that answer one question, or say the same, one is enough. */
import { believed } from '../domain/memory-state.ts';
import { MemoryScope } from '../domain/memory.ts';
import type { MemoryRow } from './memory.ts';

type Said = Pick<MemoryRow, 'id' | 'rev' | 'scope' | 'status' | 'claimId' | 'contentHash' | 'authority'>;

const narrowestFirst = MemoryScope.options;

/**
 * Keeps one entry for each claim, at the place of the best one: what the narrowest scope says, and there the highest authority, last.
 * Those in dispute are all kept: a teammate has to see both. Of equal contents the first is kept.
 */
export function collapse<Entry extends { row: Said }>(ranked: readonly Entry[]): Entry[] {
  const kept = new Map<string, Entry>();
  for (const entry of ranked) {
    const { id, claimId, status } = entry.row;
    const key = claimId === null || status === 'disputed' ? `row ${id}` : `claim ${claimId}`;
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

function outweighs(row: Said, other: Said): boolean {
  const narrower = narrowestFirst.indexOf(row.scope) - narrowestFirst.indexOf(other.scope);
  if (narrower !== 0) return narrower < 0;
  const [mine, theirs] = [believed.indexOf(row.authority), believed.indexOf(other.authority)];
  return mine === theirs ? row.rev > other.rev : mine < theirs;
}
