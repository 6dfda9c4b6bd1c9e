/** Keeps the memory index at the memory stream: what changed there becomes rows, and never the other way round. */
import type { MemoryCard } from '../domain/memory.ts';
import type { EventRecord } from '../domain/events.ts';
import type { Journal } from '../journal/journal.ts';
import { AppError } from '../lib/error.ts';
import type { Streams } from '../streams.ts';
import type { MemoryIndex, MemoryRow } from './memory.ts';

const usualBatch = 1_000;

/** A running indexer. */
export interface Indexer {
  /** Memories have changed. Contract: cheap, never throws, may be called at any time. */
  notify(): void;
  /**
   * Resolves when every memory event up to `seq` is in the index.
   * @throws AppError `memory.unavailable` when the index refuses; a later call tries again.
   */
  caughtUp(seq: number): Promise<void>;
  /** Ends after the batch in work. */
  stop(): Promise<void>;
}

export interface IndexerDeps {
  journal: Journal;
  streams: Pick<Streams, 'memory' | 'unindexed' | 'seq'>;
  index: Pick<MemoryIndex, 'apply' | 'appliedSeq' | 'clear'>;
  log: (line: string) => void;
  /** Rows in one write; left out = 1,000. */
  maxBatch?: number;
}

/**
 * Starts at once, from where the index stands. A crash between two batches is a replay: rows carry revisions.
 * An index that is ahead of the journal (another journal's) is emptied and filled again.
 */
export function startIndexer({ journal, streams, index, log, maxBatch = usualBatch }: IndexerDeps): Indexer {
  let indexedSeq = 0;
  let begun = false;
  let stopped = false;
  let running: Promise<void> | null = null;

  /** Takes up what the index has not yet seen, however it came to be behind. */
  const begin = async (): Promise<void> => {
    indexedSeq = await index.appliedSeq();
    if (indexedSeq > journal.lastSeq()) {
      log('memory index was ahead of the journal and is filled again');
      await index.clear();
      indexedSeq = 0;
    }
    for (const card of streams.memory.cards.values()) {
      if (card.rev > indexedSeq) streams.unindexed.add(card.id);
      else streams.unindexed.delete(card.id);
    }
    begun = true;
  };

  const pass = async (): Promise<void> => {
    if (!begun) await begin();
    while (!stopped) {
      // Read before the rows: whatever is folded now is covered by this pass.
      const target = streams.seq;
      const cards = [...streams.unindexed].flatMap((id) => streams.memory.cards.get(id) ?? []).filter(isToIndex);
      const batch = cards.toSorted((a, b) => a.rev - b.rev).slice(0, maxBatch);
      const isLast = batch.length === cards.length;
      const last = batch.at(-1);
      for (const id of streams.unindexed) if (!isToIndex(streams.memory.cards.get(id))) streams.unindexed.delete(id);
      if (!last && indexedSeq >= target) return;
      const applied = isLast || !last ? target : last.rev;
      // A stream that other work moves on needs no note of it here.
      if (last)
        await index.apply(
          batch.map((card) => rowOf(journal, card)),
          applied,
        );
      for (const { id, rev } of batch) if (streams.memory.cards.get(id)?.rev === rev) streams.unindexed.delete(id);
      indexedSeq = Math.max(indexedSeq, applied);
    }
  };

  const run = (): Promise<void> => {
    running ??= pass().finally(() => (running = null));
    return running;
  };

  const caughtUp = async (seq: number): Promise<void> => {
    while (!stopped && (!begun || streams.unindexed.size > 0 || indexedSeq < Math.min(seq, streams.seq))) await run();
  };

  const notify = (): void => {
    if (stopped) return;
    caughtUp(streams.seq).catch((error: unknown) => {
      log(`memory index is behind: ${error instanceof AppError ? error.message : String(error)}`);
    });
  };

  notify();
  return {
    notify,
    caughtUp,
    async stop() {
      stopped = true;
      // Its failure was already told to whoever waited for it.
      await running?.catch(() => undefined);
    },
  };
}

/** Its key may not be destroyed yet, but nothing brings an erased text into the index; whoever erases takes its row out. */
function isToIndex(card: MemoryCard | undefined): card is MemoryCard {
  return card !== undefined && card.status !== 'erased';
}

/** The event that holds a memory's text. */
export function assertedOf(
  journal: Pick<Journal, 'readStream'>,
  { textVersion }: Pick<MemoryCard, 'textVersion'>,
): Extract<EventRecord, { type: 'memory.asserted' }> {
  const [record] = journal.readStream('memory', textVersion - 1, 1);
  if (record?.type !== 'memory.asserted') throw new Error('a memory card names an event that holds no memory');
  return record;
}

/** A memory as the index holds it: how it stands, from its card, and what it says, from its event. */
export function rowOf(journal: Pick<Journal, 'readStream'>, card: MemoryCard): MemoryRow {
  const { data } = assertedOf(journal, card);
  return {
    id: card.id,
    rev: card.rev,
    kind: card.kind,
    scope: card.scope,
    scopeId: card.scopeId,
    subject: data.subject,
    text: data.text,
    claimId: card.cardinality === 'many' ? null : card.claimId,
    authority: card.authority,
    author: card.author,
    parentId: card.taskId,
    pos: card.pos,
    taskId: card.taskId,
    runId: card.runId,
    sourceUri: data.sourceUri,
    labels: data.labels,
    status: card.status,
    sensitivity: card.sensitivity,
    confidence: card.confidence,
    validFromMs: card.validFromMs,
    validToMs: card.validToMs,
    recordedAtMs: card.recordedAtMs,
    closedAtMs: card.closedAtMs,
    retiredAtMs: card.retiredAtMs,
    contentHash: card.contentHash,
  };
}
