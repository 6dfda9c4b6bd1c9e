/** The state of the `memory` stream: cards without text, and what is open among them. Changed in place: it may hold a million cards. */
import type { Authority, Conflict, MemoryCard } from './memory.ts';

/** Who stands behind a memory, the most believed first: the lower the place, the more it counts. */
export const believed: readonly Authority[] = ['human', 'system', 'tool', 'agent', 'inferred'];

/** A conflict that was settled, kept so that it is not asked again and can be opened again. */
export interface SettledConflict extends Conflict {
  how: 'keep' | 'both';
  winnerId: string | null;
  settledAtMs: number;
  by: 'rule' | 'manager' | 'person';
}

/** Something that is to be forgotten for good and is not yet gone. */
export interface Erasure {
  id: string;
  /** null = every memory there was when it was asked for. */
  memoryIds: readonly string[] | null;
  conflictIds: readonly string[];
  subjectIds: readonly string[];
  taskIds: readonly string[];
  /** Seq of its event: what came later is not meant. */
  rev: number;
}

export interface MemoryState {
  version: number;
  cards: Map<string, MemoryCard>;
  /** Those that changed since the indexer last took them over. */
  touched: Set<string>;
  /** Open ones, the oldest first. */
  conflicts: readonly Conflict[];
  settled: Map<string, SettledConflict>;
  /** Erasures that were begun and are not through. */
  erasures: Map<string, Erasure>;
  /** Scope and content hash → the standing memory that says so. */
  byContent: Map<string, string>;
  /** Claim digest → all that ever answered it, in the order they came. */
  byClaim: Map<string, string[]>;
  bySubject: Map<string, string[]>;
  /** What was derived from a memory. */
  derived: Map<string, string[]>;
  /** How many memories each task has brought. */
  counts: Map<string, number>;
  /** The end of the newest weekly report; 0 = there was none. */
  reportedToMs: number;
  /** What the memory manager wrote in it; null = there was none. */
  note: string | null;
}

export function emptyMemory(): MemoryState {
  return {
    version: 0,
    cards: new Map(),
    touched: new Set(),
    conflicts: [],
    settled: new Map(),
    erasures: new Map(),
    byContent: new Map(),
    byClaim: new Map(),
    bySubject: new Map(),
    derived: new Map(),
    counts: new Map(),
    reportedToMs: 0,
    note: null,
  };
}

export function contentKey({
  scope,
  scopeId,
  contentHash,
}: Pick<MemoryCard, 'scope' | 'scopeId' | 'contentHash'>): string {
  return `${scope}/${scopeId}/${contentHash}`;
}

/** Takes a card up into the maps that find it. */
export function indexCard(state: MemoryState, card: MemoryCard): void {
  state.cards.set(card.id, card);
  if (isStanding(card)) state.byContent.set(contentKey(card), card.id);
  if (card.claimId !== null) push(state.byClaim, card.claimId, card.id);
  if (card.subjectId !== null) push(state.bySubject, card.subjectId, card.id);
  for (const basis of card.derivedFrom) push(state.derived, basis, card.id);
  if (card.taskId !== null && card.pos !== null)
    state.counts.set(card.taskId, Math.max(state.counts.get(card.taskId) ?? 0, card.pos + 1));
}

function push(map: Map<string, string[]>, key: string, id: string): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [id]);
  else if (!known.includes(id)) known.push(id);
}

/** True while a memory may be recalled or come back into use by itself. */
export function isStanding({ status }: Pick<MemoryCard, 'status'>): boolean {
  return status === 'active' || status === 'disputed' || status === 'quarantined' || status === 'faded';
}

/** True while a memory is told to teammates. */
export function isInUse({ status }: Pick<MemoryCard, 'status'>): boolean {
  return status === 'active' || status === 'disputed';
}

/** All that rests on a memory, however far, each once; circles end. */
export function restingOn(state: Pick<MemoryState, 'derived'>, rootIds: readonly string[]): string[] {
  const roots = new Set(rootIds);
  const found = new Set<string>();
  const open = [...rootIds];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const next of state.derived.get(id) ?? []) {
      if (found.has(next) || roots.has(next)) continue;
      found.add(next);
      open.push(next);
    }
  }
  return [...found];
}
