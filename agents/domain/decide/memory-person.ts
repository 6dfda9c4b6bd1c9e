/** Decides what a person's act on memories does: keep, forget, restore, settle, open again, erase. */
import type { Answer, CommandOf } from '../commands.ts';
import type { MemoryEvent } from '../events.ts';
import type { MemoryCard } from '../memory.ts';
import { isStanding, restingOn, type MemoryState } from '../memory-state.ts';
import { cascade } from './memory.ts';
import { accept, refuse } from './refuse.ts';

type StandingCommand = CommandOf<'memory.keep' | 'memory.forget' | 'memory.restore'>;

const unknown = refuse('memory.unknown', 'This is not in the team’s memory any more. Look again; nothing was changed.');
const gone = refuse('conflict.unknown', 'This question is settled already. Look again; nothing was changed.');

export function decideStanding(state: MemoryState, { type, memoryId }: StandingCommand): Answer<MemoryEvent[]> {
  const card = state.cards.get(memoryId);
  if (!card || card.status === 'erased') return unknown;
  switch (type) {
    case 'memory.keep':
      if (!isStanding(card)) return unknown;
      return accept([{ type: 'memory.confirmed', data: { memoryId, author: 'person', runId: null, kept: true } }]);
    case 'memory.forget': {
      if (card.status === 'retracted') return accept([]);
      const data = { memoryId, status: 'retracted', reason: 'forgotten by the person' } as const;
      return accept([{ type: 'memory.retracted', data }, ...cascade(state, [memoryId])]);
    }
    case 'memory.restore':
      return accept(card.status === 'active' ? [] : [{ type: 'memory.restored', data: { memoryId } }]);
  }
}

/** Settles an open conflict. `by`: the memory manager's word counts only where `needsPerson` says so. */
export function decideSettle(
  state: MemoryState,
  { conflictId, memberIds, how, winnerId }: Omit<CommandOf<'memory.settle'>, 'type'>,
  by: 'manager' | 'person',
  reason: string | null = null,
): Answer<MemoryEvent[]> {
  const conflict = state.conflicts.find(({ id }) => id === conflictId);
  if (!conflict) return gone;
  const isSame =
    conflict.memberIds.length === memberIds.length && conflict.memberIds.every((id) => memberIds.includes(id));
  if (!isSame)
    return refuse('conflict.stale', 'Another version came in since you looked. See it first; nothing was settled.');
  if (how === 'keep' && (winnerId === null || !memberIds.includes(winnerId)))
    return refuse('input.invalid', 'Say which of the versions to keep. Nothing was settled.');
  const cards = conflict.memberIds.flatMap((id) => state.cards.get(id) ?? []);
  const intervals = how === 'both' && conflict.cause !== 'basis' ? byDate(cards) : [];
  const members = [...conflict.memberIds];
  const settled: MemoryEvent = {
    type: 'memory.settled',
    data: { conflictId, memberIds: members, how, winnerId, intervals, by, reason },
  };
  const fallen = how === 'keep' ? members.filter((id) => id !== winnerId) : [];
  return accept([settled, ...cascade(state, fallen)]);
}

/** Each holds until the next begins; without different dates there is no such order, and they hold side by side. */
function byDate(
  cards: readonly MemoryCard[],
): { memoryId: string; validFromMs: number | null; validToMs: number | null }[] {
  const dated = cards.filter((card) => card.validFromMs !== null);
  const times = new Set(dated.map((card) => card.validFromMs));
  if (dated.length !== cards.length || times.size !== cards.length) return [];
  const ordered = dated.toSorted((a, b) => (a.validFromMs ?? 0) - (b.validFromMs ?? 0));
  return ordered.map((card, index) => ({
    memoryId: card.id,
    validFromMs: card.validFromMs,
    validToMs: ordered[index + 1]?.validFromMs ?? card.validToMs,
  }));
}

export function decideReopen(state: MemoryState, conflictId: string): Answer<MemoryEvent[]> {
  const known = state.settled.get(conflictId);
  const memberIds = known?.memberIds.filter((id) => {
    const status = state.cards.get(id)?.status;
    return status !== undefined && status !== 'erased' && status !== 'retracted';
  });
  if (!known || !memberIds || memberIds.length === 0) return gone;
  const { cause, difference, rootId } = known;
  return accept([{ type: 'memory.disputed', data: { conflictId, memberIds, cause, difference, rootId } }]);
}

/** The memories an erasure names; null = one of them is not there. */
export function erasureOf(state: MemoryState, what: CommandOf<'memory.erase'>['what']): MemoryCard[] | null {
  const left = (cards: readonly MemoryCard[]): MemoryCard[] => cards.filter((card) => card.status !== 'erased');
  const cardsOf = (ids: readonly string[]): MemoryCard[] => left(ids.flatMap((id) => state.cards.get(id) ?? []));
  switch (what.kind) {
    case 'memories': {
      const cards = cardsOf(what.memoryIds);
      return cards.length === what.memoryIds.length ? cards : null;
    }
    case 'subject': {
      const card = state.cards.get(what.memoryId);
      if (!card || card.status === 'erased') return null;
      return card.subjectId === null ? [card] : cardsOf(state.bySubject.get(card.subjectId) ?? []);
    }
    case 'teammate':
      return left([...state.cards.values()]).filter(
        (card) => card.author === what.teammateId || (card.scope === 'agent' && card.scopeId === what.teammateId),
      );
    case 'all':
      return left([...state.cards.values()]);
  }
}

/** What goes along: what was made of them, for it says the same, and what lies under the same key. */
export function withDerived(state: MemoryState, cards: readonly MemoryCard[]): MemoryCard[] {
  const named = cards.map((card) => card.id);
  const all = [...named, ...restingOn(state, named)].flatMap((id) => state.cards.get(id) ?? []);
  const sharing = new Set(all.flatMap((card) => (card.sharesKey ? (card.subjectId ?? []) : [])));
  const along = [...sharing].flatMap((subjectId) =>
    (state.bySubject.get(subjectId) ?? []).flatMap((id) => state.cards.get(id) ?? []).filter((card) => card.sharesKey),
  );
  return [...new Set([...all, ...along])].filter((card) => card.status !== 'erased');
}

/** Begins an erasure. `taskIds`: tasks that tell of it and whose texts go too. */
export function decideErase(
  state: MemoryState,
  { erasureId, what }: Pick<CommandOf<'memory.erase'>, 'erasureId' | 'what'>,
  taskIds: readonly string[],
): Answer<MemoryEvent[]> {
  const named = erasureOf(state, what);
  if (named === null) return unknown;
  const cards = withDerived(state, named);
  const all = what.kind === 'all';
  const ids = new Set(cards.map((card) => card.id));
  const subjectIds = [...state.bySubject]
    .filter(([, members]) => members.every((id) => ids.has(id) || state.cards.get(id)?.status === 'erased'))
    .map(([subjectId]) => subjectId);
  const memoryIds = all ? [] : [...ids];
  const conflictIds = [...state.conflicts, ...state.settled.values()]
    .filter((conflict) => conflict.memberIds.some((id) => ids.has(id)))
    .map((conflict) => conflict.id);
  return accept([
    {
      type: 'memory.erasing',
      data: { erasureId, all, memoryIds, conflictIds, subjectIds, taskIds: [...taskIds] },
    },
  ]);
}
