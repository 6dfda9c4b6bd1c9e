/**
 * Decides what a new memory does to those that are known: it confirms one, takes one's place, goes in as history, or is in conflict.
 * Works on cards and digests alone; nothing is ever overwritten. The order of the rules is memory.md §4.
 */
import type { Answer } from '../commands.ts';
import type { MemoryEvent } from '../events.ts';
import type { Conflict, MemoryCard } from '../memory.ts';
import { believed, contentKey, isInUse, isStanding, restingOn, type MemoryState } from '../memory-state.ts';
import { accept, refuse } from './refuse.ts';

type Asserted = Extract<MemoryEvent, { type: 'memory.asserted' }>['data'];

/** A memory as it would be asserted, its digests made. `supersedes`: those it is said to put right. */
export interface MemoryDraft extends Asserted {
  subjectId: string;
  claimId: string | null;
  valueId: string | null;
  supersedes: readonly string[];
  /** What the person saw of each of them; left out = nobody looked. */
  revs?: Readonly<Record<string, number>>;
}

/** The command's own time and id, for what it may open. */
export interface MemoryMeans {
  atMs: number;
  conflictId: string;
}

/** Kinds a stranger's text may not become by itself: they tell teammates what to do. */
const commanding: ReadonlySet<string> = new Set(['procedure', 'preference', 'decision']);
const flipWindowMs = 30 * 24 * 3_600_000;
/** A value that changes for the third time within the window is for a person to settle. */
const maxFlips = 2;

/** Lower is more believed; text from outside never counts above a tool's word. */
export function rankOf({ authority, tainted }: Pick<MemoryCard, 'authority' | 'tainted'>): number {
  const rank = believed.indexOf(authority);
  return tainted ? Math.max(rank, believed.indexOf('tool')) : rank;
}

export function decideAssert(state: MemoryState, draft: MemoryDraft, means: MemoryMeans): Answer<MemoryEvent[]> {
  const stale = Object.entries(draft.revs ?? {}).some(([id, rev]) => state.cards.get(id)?.rev !== rev);
  if (stale) return refuse('memory.stale', 'This was changed since you saw it. Look at it again; nothing was saved.');
  const said = { ...draft, tainted: draft.labels.tainted };
  const known = state.cards.get(state.byContent.get(contentKey(draft)) ?? '');
  if (known && isStanding(known) && draft.supersedes.length === 0) return accept([confirmed(known, draft)]);
  if (commanding.has(draft.kind) && said.tainted && draft.authority !== 'human')
    return accept([asserted(draft, { status: 'quarantined' })]);

  const replaced = draft.supersedes.flatMap((id) => state.cards.get(id) ?? []).filter(isStanding);
  const others = rivals(state, draft).filter((card) => !draft.supersedes.includes(card.id));
  const same = others.find((card) => card.valueId !== null && card.valueId === draft.valueId);
  if (same && replaced.length === 0) return accept([confirmed(same, draft)]);
  const may = (card: MemoryCard): boolean => rankOf(said) <= rankOf(card);
  const corrected = replaced.filter(may);
  const against = [...replaced.filter((card) => !may(card)), ...others.filter((card) => card !== same)];
  return accept(placed(state, draft, corrected, against, means));
}

/** Cards that answer the same question in the same scope at the same time with one value. */
function rivals(state: MemoryState, draft: MemoryDraft): MemoryCard[] {
  if (draft.claimId === null || draft.cardinality === 'many') return [];
  return (state.byClaim.get(draft.claimId) ?? [])
    .flatMap((id) => state.cards.get(id) ?? [])
    .filter(
      (card) =>
        isInUse(card) &&
        card.cardinality === 'one' &&
        card.scope === draft.scope &&
        card.scopeId === draft.scopeId &&
        overlap(card, draft),
    );
}

function overlap(a: Pick<MemoryCard, 'validFromMs' | 'validToMs'>, b: Partial<Asserted>): boolean {
  const [aFrom, aTo] = [a.validFromMs ?? 0, a.validToMs ?? Infinity];
  const [bFrom, bTo] = [b.validFromMs ?? 0, b.validToMs ?? Infinity];
  return aFrom < bTo && bFrom < aTo;
}

/** Finds the new one its place among those it disagrees with. */
function placed(
  state: MemoryState,
  draft: MemoryDraft,
  corrected: readonly MemoryCard[],
  against: readonly MemoryCard[],
  { atMs, conflictId }: MemoryMeans,
): MemoryEvent[] {
  const said = { ...draft, tainted: draft.labels.tainted, id: draft.memoryId };
  const rulings = against.map((card) => ({ card, ruling: ruleBetween(state, said, card, atMs) }));
  const open = rulings.filter(({ ruling }) => ruling === 'open').map(({ card }) => card);
  const lostTo = rulings.find(({ ruling }) => ruling === 'outranked')?.card;
  const before = rulings
    .filter(({ ruling }) => ruling === 'history')
    .flatMap(({ card }) => card.validFromMs ?? [])
    .toSorted((a, b) => a - b)[0];
  const events: MemoryEvent[] = [];
  if (lostTo) events.push(asserted(draft, { status: 'superseded', validToMs: null }));
  else if (before !== undefined) events.push(asserted(draft, { status: 'superseded', validToMs: before }));
  else events.push(asserted(draft));

  const fallen: string[] = [];
  const fell = (card: MemoryCard, how: 'update' | 'correction' | 'authority', validToMs: number | null): void => {
    events.push({ type: 'memory.superseded', data: { memoryId: card.id, byId: draft.memoryId, how, validToMs } });
    fallen.push(card.id);
  };
  for (const card of corrected) fell(card, 'correction', null);
  // One that lost or belongs to the past changes nothing that holds now.
  if (!lostTo && before === undefined) {
    for (const { card, ruling } of rulings) {
      if (ruling === 'update') fell(card, 'update', draft.validFromMs ?? null);
      if (ruling === 'authority') fell(card, 'authority', null);
    }
    if (open.length > 0) {
      const known = open.flatMap((card) => card.conflictId ?? []).at(0);
      events.push(disputed(known ?? conflictId, [...open.map((card) => card.id), draft.memoryId], 'claim', null));
    }
  }
  return [...events, ...cascade(state, fallen)];
}

/** What a rule says of a new memory against a known one: who gives way, or that no rule knows. */
type Ruling = 'authority' | 'outranked' | 'update' | 'history' | 'open';

type Said = Pick<MemoryCard, 'authority' | 'tainted' | 'claimId'> & { validFromMs?: number | null; mutable?: boolean };

function ruleBetween(state: MemoryState, said: Said, card: MemoryCard, atMs: number): Ruling {
  const [mine, theirs] = [rankOf(said), rankOf(card)];
  if (mine < theirs) return isLater(said, card) && isMutable(said, card) ? 'update' : 'authority';
  if (mine > theirs) return 'outranked';
  // At equal belief an outsider's word never takes the place of one of our own.
  if (said.tainted && !card.tainted) return 'open';
  if (!isMutable(said, card) || said.validFromMs == null || card.validFromMs === null) return 'open';
  if (said.validFromMs === card.validFromMs) return 'open';
  if (said.validFromMs < card.validFromMs) return 'history';
  return isRestless(state, said.claimId, atMs) ? 'open' : 'update';
}

function isLater(said: Said, card: MemoryCard): boolean {
  return said.validFromMs != null && card.validFromMs !== null && said.validFromMs > card.validFromMs;
}

function isMutable(said: Said, card: MemoryCard): boolean {
  return (said.mutable ?? true) && card.mutable;
}

/** True when the answer to one question has changed so often lately that the next change is asked about. */
export function isRestless(state: MemoryState, claimId: string | null, atMs: number): boolean {
  const ids = claimId === null ? [] : (state.byClaim.get(claimId) ?? []);
  return ids.filter((id) => (state.cards.get(id)?.closedAtMs ?? 0) > atMs - flipWindowMs).length >= maxFlips;
}

/** What rests on a memory that fell is in doubt until somebody looks: one question for each root. */
export function cascade(state: MemoryState, fallenIds: readonly string[]): MemoryEvent[] {
  return fallenIds.flatMap((rootId) => {
    const resting = restingOn(state, [rootId]).filter((id) => state.cards.get(id)?.status === 'active');
    return resting.length === 0 ? [] : [disputed(`basis/${rootId}`, resting, 'basis', null, rootId)];
  });
}

export function disputed(
  conflictId: string,
  memberIds: string[],
  cause: Conflict['cause'],
  difference: string | null,
  rootId: string | null = null,
): MemoryEvent {
  return {
    type: 'memory.disputed',
    data: { conflictId, memberIds: [...new Set(memberIds)], cause, difference, rootId },
  };
}

function asserted(
  { supersedes: _, revs: __, ...data }: MemoryDraft,
  patch: Pick<Partial<Asserted>, 'status' | 'validToMs'> = {},
): MemoryEvent {
  return { type: 'memory.asserted', data: { ...data, ...patch } };
}

function confirmed({ id }: MemoryCard, { author, runId, authority }: MemoryDraft): MemoryEvent {
  const kept = authority === 'human' && { kept: true };
  return { type: 'memory.confirmed', data: { memoryId: id, author, runId, authority, ...kept } };
}
