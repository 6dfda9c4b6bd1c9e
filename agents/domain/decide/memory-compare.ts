/** Decides what follows when two standing memories of one subject were read side by side: the second net, after a memory was kept. */
import type { MemoryEvent } from '../events.ts';
import type { Conflict, MemoryCard } from '../memory.ts';
import { isInUse, type MemoryState } from '../memory-state.ts';
import { cascade, disputed, isRestless, rankOf, type MemoryMeans } from './memory.ts';

/** What reading both came to. Times are those the sentences name themselves; null = none. */
export interface Comparison {
  newId: string;
  oldId: string;
  /** As both stood when they were read; if one has changed since, the comparison is void. */
  newRev: number;
  oldRev: number;
  finding:
    | { is: 'same' }
    | {
        is: 'contradiction';
        difference: string;
        /** Which is current by what the sentences say of their time; null = they do not say. */
        current: 'new' | 'old' | null;
        /** Since when the current one holds; null = not said. */
        sinceMs: number | null;
      };
}

export function decideCompared(
  state: MemoryState,
  compared: Comparison,
  { atMs, conflictId }: MemoryMeans,
): MemoryEvent[] {
  const fresh = state.cards.get(compared.newId);
  const old = state.cards.get(compared.oldId);
  if (!fresh || !old || fresh.rev !== compared.newRev || old.rev !== compared.oldRev) return [];
  if (!isInUse(fresh) || !isInUse(old) || areSettled(state, fresh, old)) return [];
  const { finding } = compared;
  if (finding.is === 'same') return merged(fresh, old);
  const fell = (
    card: MemoryCard,
    by: MemoryCard,
    how: 'update' | 'authority',
    validToMs: number | null,
  ): MemoryEvent[] => [
    { type: 'memory.superseded', data: { memoryId: card.id, byId: by.id, how, validToMs } },
    ...cascade(state, [card.id]),
  ];
  // Whoever is the less believed never replaces the other, however new the word; nor does one from outside replace one of ours.
  const byRank = rankOf(fresh) - rankOf(old);
  const [first, second] = finding.current === 'old' ? [old, fresh] : [fresh, old];
  const mayUpdate = finding.current !== null && rankOf(first) <= rankOf(second) && (second.tainted || !first.tainted);
  if (mayUpdate && !isRestless(state, fresh.claimId, atMs))
    return fell(second, first, 'update', finding.sinceMs ?? atMs);
  if (byRank !== 0) return byRank < 0 ? fell(old, fresh, 'authority', null) : fell(fresh, old, 'authority', null);
  const openId = fresh.conflictId ?? old.conflictId ?? conflictId;
  return [disputed(openId, [old.id, fresh.id], 'text', finding.difference)];
}

/** Somebody has said already that both may stand, or the two are asked about. */
function areSettled(state: MemoryState, a: MemoryCard, b: MemoryCard): boolean {
  if (a.conflictId !== null && a.conflictId === b.conflictId) return true;
  return [...state.settled.values()].some(({ memberIds }) => memberIds.includes(a.id) && memberIds.includes(b.id));
}

/** Of two that say the same the better backed one stays; what a person said twice is theirs to merge. */
function merged(fresh: MemoryCard, old: MemoryCard): MemoryEvent[] {
  if (fresh.authority === 'human' && old.authority === 'human') return [];
  const [kept, gone] = rankOf(fresh) < rankOf(old) ? [fresh, old] : [old, fresh];
  return [
    { type: 'memory.superseded', data: { memoryId: gone.id, byId: kept.id, how: 'duplicate', validToMs: null } },
    {
      type: 'memory.confirmed',
      data: { memoryId: kept.id, author: gone.author, runId: gone.runId, authority: kept.authority },
    },
  ];
}

/** True when nobody but a person may settle it (memory.md §4). */
export function needsPerson(state: Pick<MemoryState, 'cards'>, conflict: Conflict): boolean {
  const cards = conflict.memberIds.flatMap((id) => state.cards.get(id) ?? []);
  const humans = cards.filter((card) => card.authority === 'human');
  return (
    humans.length > 0 ||
    cards.some(
      (card) =>
        card.tainted ||
        card.sensitivity === 'confidential' ||
        card.sensitivity === 'secret' ||
        card.kind === 'decision' ||
        card.kind === 'preference',
    )
  );
}
