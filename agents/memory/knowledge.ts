/** Reads what the team knows for a person to look at: pages of sentences, one with its history, what came in lately. */
import type { Answer } from '../domain/commands.ts';
import { accept, refuse } from '../domain/decide/refuse.ts';
import { erasureOf, withDerived } from '../domain/decide/memory-person.ts';
import { isInUse } from '../domain/memory-state.ts';
import type { ErasureScope, MemoryCard } from '../domain/memory.ts';
import type { Journal } from '../journal/journal.ts';
import type { Clock } from '../lib/clock.ts';
import type { Streams } from '../streams.ts';
import { assertedOf } from './indexer.ts';
import type { MemoryIndex } from './memory.ts';
import { originOf } from './origin.ts';
import type {
  ErasurePreview,
  KnowledgePage,
  KnowledgeQuery,
  MemoryDetail,
  MemoryView,
  WeekView,
} from '../domain/memory-views.ts';

export interface KnowledgeDeps {
  journal: Journal;
  streams: Streams;
  index: MemoryIndex | null;
  clock: Clock;
}

const dayMs = 24 * 3_600_000;
const trayMs = 7 * dayMs;
const maxTray = 50;
const maxFound = 200;

/** A memory as a person sees it. */
export function viewOf({ journal, streams }: Pick<KnowledgeDeps, 'journal' | 'streams'>, card: MemoryCard): MemoryView {
  const { data } = assertedOf(journal, card);
  const use = streams.uses.get(card.id);
  const { textVersion: _, contentHash: __, sharesKey: ___, subjectId, ...shown } = card;
  return {
    ...shown,
    subjectId: subjectId ?? card.id,
    subject: data.subject,
    text: data.text,
    question: data.claimKey,
    value: data.value ?? null,
    quote: data.quote ?? null,
    sourceUri: data.sourceUri,
    lastUsedMs: use?.lastMs ?? null,
    usedInTasks: use?.tasks ?? 0,
  };
}

export async function readKnowledge(deps: KnowledgeDeps, query: KnowledgeQuery): Promise<KnowledgePage> {
  const { streams, clock } = deps;
  const cards = [...streams.memory.cards.values()];
  const wanted = cards.filter((card) => isShown(card, query.standing));
  const chosen = query.text === null ? grouped(wanted) : await found(deps, query, wanted);
  const of = query.from === 'all' ? chosen : chosen.filter((card) => fromOf(card) === query.from);
  const inUse = cards.filter(isInUse);
  const counts = { all: inUse.length, you: 0, read: 0, guessed: 0 };
  for (const card of inUse) counts[fromOf(card)] += 1;
  const waiting = cards.filter((card) => card.status === 'quarantined').length;
  const forgotten = cards.filter((card) => card.status === 'retracted').length;
  const since = clock.now() - trayMs;
  const tray = cards.filter((card) => isFresh(card, since)).toReversed();
  return {
    version: streams.memory.version,
    memories: of.slice(query.offset, query.offset + query.limit).map((card) => viewOf(deps, card)),
    total: of.length,
    counts: { ...counts, waiting, forgotten },
    tray: tray.slice(0, maxTray).map((card) => viewOf(deps, card)),
    trayTotal: tray.length,
  };
}

/** Learned lately by a teammate, and nobody has looked at it. */
function isFresh(card: MemoryCard, sinceMs: number): boolean {
  const isOpen = card.status === 'quarantined' || (card.status === 'active' && card.recordedAtMs > sinceMs);
  return isOpen && card.keptAtMs === null && card.kind !== 'episode';
}

function isShown({ status }: MemoryCard, standing: KnowledgeQuery['standing']): boolean {
  if (standing === 'in-use') return status === 'active' || status === 'disputed';
  if (standing === 'waiting') return status === 'quarantined';
  if (standing === 'faded') return status === 'faded';
  return status === 'retracted';
}

/** Whether a memory names a source is in its text; digests of thousands are not opened for a count, so its card says it. */
function fromOf(card: MemoryCard): 'you' | 'read' | 'guessed' {
  return originOf({ authority: card.authority, sourceUri: card.hasSource ? '' : null });
}

/** The subject heard of last comes first, and in it the newest sentence. */
function grouped(cards: readonly MemoryCard[]): MemoryCard[] {
  const newest = new Map<string, number>();
  const subjectOf = (card: MemoryCard): string => card.subjectId ?? card.id;
  for (const card of cards) newest.set(subjectOf(card), Math.max(newest.get(subjectOf(card)) ?? 0, card.textVersion));
  return cards.toSorted((a, b) => {
    const [x, y] = [subjectOf(a), subjectOf(b)];
    return x === y ? b.textVersion - a.textVersion : (newest.get(y) ?? 0) - (newest.get(x) ?? 0);
  });
}

/** By its words through the index, as a teammate would find it; without an index, among the newest, letter by letter. */
async function found(
  deps: KnowledgeDeps,
  { text, standing }: KnowledgeQuery,
  wanted: readonly MemoryCard[],
): Promise<MemoryCard[]> {
  const asked = text ?? '';
  const byId = new Map(wanted.map((card) => [card.id, card]));
  const scopes = [...new Map(wanted.map(({ scope, scopeId }) => [`${scope}/${scopeId}`, { scope, scopeId }])).values()];
  const hits =
    deps.index && standing === 'in-use' && scopes.length <= maxFound
      ? await deps.index.recall({ text: asked, scopes, limit: maxFound }).catch(() => [])
      : [];
  const ranked = hits.flatMap(({ row }) => byId.get(row.id) ?? []);
  const known = new Set(ranked.map((card) => card.id));
  const lower = asked.toLowerCase();
  const letters = wanted
    .slice(-2_000)
    .toReversed()
    .filter((card) => {
      if (known.has(card.id)) return false;
      const { data } = assertedOf(deps.journal, card);
      return `${data.subject} ${data.text}`.toLowerCase().includes(lower);
    });
  return [...ranked, ...letters];
}

/** What an erasure would take, and which tasks' texts tell of it: those that brought it and those it was used in. */
export function readErasure(deps: KnowledgeDeps, what: ErasureScope): Answer<ErasurePreview> {
  const { memory, tasks } = deps.streams;
  const named = erasureOf(memory, what);
  if (named === null) return refuse('memory.unknown', 'This is not in the team’s memory any more.');
  const cards = withDerived(memory, named);
  return accept({
    memories: cards.slice(0, maxTray).map((card) => viewOf(deps, card)),
    total: cards.length,
    derivedTotal: cards.length - named.length,
    tasks: tasksTelling(deps, cards).flatMap((taskId) => {
      const task = tasks.get(taskId);
      return task ? [{ taskId, title: task.title }] : [];
    }),
  });
}

export function tasksTelling({ streams }: Pick<KnowledgeDeps, 'streams'>, cards: readonly MemoryCard[]): string[] {
  const ids = cards.flatMap((card) => [
    ...(card.taskId === null ? [] : [card.taskId]),
    ...(streams.uses.get(card.id)?.taskIds ?? []),
  ]);
  return [...new Set(ids)];
}

export function readMemories(deps: KnowledgeDeps, ids: readonly string[]): MemoryView[] {
  return ids.flatMap((id) => {
    const card = deps.streams.memory.cards.get(id);
    return card && card.status !== 'erased' ? [viewOf(deps, card)] : [];
  });
}

export function readMemory(deps: KnowledgeDeps, memoryId: string): Answer<MemoryDetail> {
  const { memory, uses, tasks } = deps.streams;
  const card = memory.cards.get(memoryId);
  if (!card || card.status === 'erased') return refuse('memory.unknown', 'This is not in the team’s memory any more.');
  const claim = card.claimId === null || card.cardinality === 'many' ? [] : (memory.byClaim.get(card.claimId) ?? []);
  const used = (uses.get(memoryId)?.taskIds ?? []).toReversed();
  return accept({
    memory: viewOf(deps, card),
    history: readMemories(
      deps,
      claim.filter((id) => id !== memoryId),
    ).toReversed(),
    basis: readMemories(deps, card.derivedFrom),
    derived: readMemories(deps, memory.derived.get(memoryId) ?? []),
    usedIn: used.flatMap((taskId) => {
      const task = tasks.get(taskId);
      return task ? [{ taskId, title: task.title }] : [];
    }),
  });
}

/** The last seven days in sentences. */
export function readWeek(deps: KnowledgeDeps): WeekView {
  const { streams, clock } = deps;
  const toMs = clock.now();
  const fromMs = toMs - trayMs;
  const cards = [...streams.memory.cards.values()];
  const since = (ms: number | null): boolean => ms !== null && ms >= fromMs;
  const shown = (of: MemoryCard[]) =>
    of
      .toReversed()
      .slice(0, maxTray)
      .map((card) => viewOf(deps, card));
  const learned = cards.filter((card) => isInUse(card) && since(card.recordedAtMs));
  const changed = cards.filter((card) => card.status === 'superseded' && since(card.closedAtMs ?? card.retiredAtMs));
  const forgotten = cards.filter((card) => card.status === 'retracted' && since(card.retiredAtMs));
  return {
    fromMs,
    toMs,
    learned: shown(learned),
    learnedTotal: learned.length,
    changed: shown(changed),
    changedTotal: changed.length,
    forgottenTotal: forgotten.length,
    faded: cards.filter((card) => card.status === 'faded').length,
    openConflicts: streams.memory.conflicts.length,
    note: streams.memory.note,
  };
}
