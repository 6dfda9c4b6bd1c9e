/** Folds the events of the `memory` stream into its state, in place. Pure but for that; free of zod at run time. */
import type { MemoryEvent, RecordOf } from './events.ts';
import { conflictsAfter, wordless } from './knowledge.ts';
import type { Conflict, MemoryCard } from './memory.ts';
import { believed, contentKey, indexCard, isStanding, type MemoryState } from './memory-state.ts';

type Asserted = Extract<RecordOf<MemoryEvent>, { type: 'memory.asserted' }>;

/** How sure a memory is from the start, by who stands behind it. */
const firstConfidence = { human: 0.95, system: 0.95, tool: 0.8, agent: 0.7, inferred: 0.5 } as const;

export function projectMemory(state: MemoryState, record: RecordOf<MemoryEvent>): MemoryState {
  state.version = record.version;
  const before = state.conflicts;
  state.conflicts = conflictsAfter(before, record);
  switch (record.type) {
    case 'memory.asserted':
      indexCard(state, cardOf(record, state.counts.get(record.data.taskId ?? '') ?? 0));
      state.touched.add(record.data.memoryId);
      break;
    case 'memory.identified': {
      const { memoryId, subjectId, claimId, contentHash } = record.data;
      const card = change(state, record, memoryId, { subjectId, claimId, contentHash });
      if (card) indexCard(state, card);
      break;
    }
    case 'memory.confirmed':
      confirm(state, record);
      break;
    case 'memory.superseded': {
      const { memoryId, how, validToMs } = record.data;
      const ended = how === 'update' ? { closedAtMs: record.atMs, validToMs } : { retiredAtMs: record.atMs };
      change(state, record, memoryId, { status: 'superseded', ...ended });
      break;
    }
    case 'memory.disputed': {
      const { conflictId, memberIds } = record.data;
      state.settled.delete(conflictId);
      for (const id of memberIds)
        change(state, record, id, { status: 'disputed', conflictId, closedAtMs: null, retiredAtMs: null });
      break;
    }
    case 'memory.settled':
      settle(state, record, before);
      break;
    case 'memory.retracted':
      change(state, record, record.data.memoryId, { status: record.data.status, retiredAtMs: record.atMs });
      break;
    case 'memory.restored':
      change(state, record, record.data.memoryId, { status: 'active', retiredAtMs: null });
      break;
    case 'memory.faded':
      for (const id of record.data.memoryIds) change(state, record, id, { status: 'faded' });
      break;
    case 'memory.erasing': {
      const { erasureId, all, memoryIds, conflictIds, subjectIds, taskIds } = record.data;
      const gone = all ? [...state.cards.keys()] : memoryIds;
      for (const id of gone) change(state, record, id, erasedCard);
      const erasure = {
        id: erasureId,
        memoryIds: all ? null : memoryIds,
        conflictIds,
        subjectIds,
        taskIds,
        rev: record.seq,
      };
      state.erasures.set(erasureId, erasure);
      for (const id of conflictIds) {
        const settled = state.settled.get(id);
        if (settled) state.settled.set(id, wordless(settled));
      }
      break;
    }
    case 'memory.erased':
      state.erasures.delete(record.data.erasureId);
      break;
    case 'memory.reported':
      state.reportedToMs = record.data.toMs;
      state.note = record.data.note;
  }
  release(state, record, before);
  return state;
}

/** What is left of a memory that was erased: that there was one. */
const erasedCard: Partial<MemoryCard> = { status: 'erased', conflictId: null, derivedFrom: [] };

function cardOf({ data, seq, version, atMs }: Asserted, pos: number): MemoryCard {
  const status = data.status ?? 'active';
  return {
    id: data.memoryId,
    rev: seq,
    textVersion: version,
    kind: data.kind,
    scope: data.scope,
    scopeId: data.scopeId,
    subjectId: data.subjectId ?? null,
    claimId: data.claimId ?? null,
    valueId: data.valueId ?? null,
    contentHash: data.contentHash,
    sharesKey: data.subjectId === undefined,
    cardinality: data.cardinality ?? 'one',
    mutable: data.mutable ?? true,
    authority: data.authority,
    author: data.author,
    taskId: data.taskId,
    runId: data.runId,
    pos: data.taskId === null ? null : pos,
    hasSource: data.sourceUri !== null,
    tainted: data.labels.tainted,
    private: data.labels.private,
    sensitivity: data.sensitivity ?? 'internal',
    confidence: data.confidence ?? firstConfidence[data.authority],
    status,
    validFromMs: data.validFromMs ?? null,
    validToMs: data.validToMs ?? null,
    recordedAtMs: atMs,
    // What comes in as history was never current: its time was over when it was learned.
    closedAtMs: status === 'superseded' && data.validToMs != null ? atMs : null,
    retiredAtMs: status === 'superseded' && data.validToMs == null ? atMs : null,
    derivedFrom: data.derivedFrom ?? [],
    conflictId: null,
    keptAtMs: data.authority === 'human' ? atMs : null,
  };
}

/** Said once more: half of what was missing to certainty is gone, and the more believed of the two stands behind it. */
function confirm(state: MemoryState, record: Extract<RecordOf<MemoryEvent>, { type: 'memory.confirmed' }>): void {
  const { memoryId, authority, kept } = record.data;
  const card = state.cards.get(memoryId);
  if (!card || card.status === 'erased') return;
  const rank = Math.min(...[card.authority, authority ?? card.authority].map((name) => believed.indexOf(name)));
  const isBack = card.status === 'faded' || (kept === true && card.status === 'quarantined');
  change(state, record, memoryId, {
    confidence: 1 - (1 - card.confidence) / 2,
    authority: believed[rank] ?? card.authority,
    ...(isBack && { status: 'active' }),
    ...(kept && { keptAtMs: record.atMs }),
  });
}

function settle(
  state: MemoryState,
  record: Extract<RecordOf<MemoryEvent>, { type: 'memory.settled' }>,
  open: readonly Conflict[],
): void {
  const { conflictId, memberIds, how, winnerId, intervals, by } = record.data;
  const known = open.find(({ id }) => id === conflictId);
  if (!known) return;
  state.settled.set(conflictId, { ...known, how, winnerId, settledAtMs: record.atMs, by });
  for (const id of memberIds) {
    const isKept = how === 'both' || id === winnerId;
    const interval = intervals.find((item) => item.memoryId === id);
    const ended = interval?.validToMs != null;
    change(state, record, id, {
      status: isKept && !ended ? 'active' : 'superseded',
      conflictId: null,
      ...(interval && { validFromMs: interval.validFromMs, validToMs: interval.validToMs }),
      ...(ended && { closedAtMs: record.atMs }),
      ...(!isKept && { retiredAtMs: record.atMs }),
      ...(isKept && by === 'person' && { keptAtMs: record.atMs }),
    });
  }
}

/** Whoever is left of a conflict that ended by itself stands again: there is nothing to choose between. */
function release(state: MemoryState, record: RecordOf<MemoryEvent>, before: readonly Conflict[]): void {
  if (before === state.conflicts) return;
  const open = new Set(state.conflicts.map(({ id }) => id));
  const freed = before.filter(({ id }) => !open.has(id)).flatMap((conflict) => conflict.memberIds);
  for (const id of freed) {
    const card = state.cards.get(id);
    if (card?.status === 'disputed') change(state, record, id, { status: 'active', conflictId: null });
  }
}

function change(
  state: MemoryState,
  { seq }: RecordOf<MemoryEvent>,
  id: string,
  patch: Partial<MemoryCard>,
): MemoryCard | null {
  const card = state.cards.get(id);
  // Nothing brings an erased one back.
  if (!card || card.status === 'erased') return null;
  const next = { ...card, ...patch, id, rev: seq };
  state.cards.set(id, next);
  state.touched.add(id);
  const key = contentKey(card);
  if (state.byContent.get(key) === id) state.byContent.delete(key);
  if (isStanding(next)) state.byContent.set(contentKey(next), id);
  return next;
}
