/** The memory index's port. The journal is the truth; an index may be deleted at any time and is folded again. */
import type { Authority, MemoryKind, MemoryScope, MemoryStatus, Sensitivity } from '../domain/memory.ts';
import type { Labels } from '../domain/schema.ts';
import type { Embedder } from './embedders/embedder.ts';

/** One memory as the index holds it: exactly one row per id, its last revision. */
export interface MemoryRow {
  id: string;
  rev: number;
  kind: MemoryKind;
  scope: MemoryScope;
  scopeId: string;
  subject: string;
  text: string;
  /** The one question it answers, as a digest; null = none, or one whose answers add up. */
  claimId: string | null;
  authority: Authority;
  author: string;
  /** What it was said in, a task or a conversation, and at which place there; null = it stands by itself. */
  parentId: string | null;
  pos: number | null;
  taskId: string | null;
  runId: string | null;
  sourceUri: string | null;
  labels: Labels;
  status: MemoryStatus;
  sensitivity: Sensitivity;
  /** From 0 to 1. */
  confidence: number;
  /** When it holds in the world, and when it was learned and left: see `MemoryCard`. */
  validFromMs: number | null;
  validToMs: number | null;
  recordedAtMs: number;
  closedAtMs: number | null;
  retiredAtMs: number | null;
  contentHash: string;
}

/** Not for everybody to see: it stays on this machine unless a person says otherwise. */
export function isPrivate({ labels, sensitivity }: Pick<MemoryRow, 'labels' | 'sensitivity'>): boolean {
  return labels.private || sensitivity === 'confidential' || sensitivity === 'secret';
}

export interface RecallQuery {
  text: string;
  /** Narrowest first: rows of any of these scopes are candidates, and of one claim the narrowest counts. */
  scopes: { scope: MemoryScope; scopeId: string }[];
  limit: number;
  /** What held at one time in the world, as it was known at another; left out = what holds now. Both in UTC ms. */
  asOf?: { worldMs: number; systemMs: number };
  /** Nothing private is in the words: an embedder elsewhere may be asked. Not said = it may not, and words alone find. */
  mayLeave?: boolean;
}

/** What turns memories into vectors, and which of them it may see. */
export interface Embedding {
  embedder: Embedder;
  /** Private memories may go to an embedder that is not on this machine. */
  privateMayLeave: boolean;
}

/** How far a change of embedder is: `done` of `total` memories have a vector of the new one. */
export interface Reindexing {
  embedderId: string;
  done: number;
  total: number;
}

export interface RecallHit {
  row: MemoryRow;
  score: number;
  /** What stands right before and right after it in its parent, when it is active and of a scope asked for. */
  before: MemoryRow | null;
  after: MemoryRow | null;
  /** Each feature's share of the score, largest first. */
  why: { feature: string; share: number }[];
}

export interface MemoryIndex {
  /** Brings rows in, newest revision of an id wins; `appliedSeq` is stored last, so that a crash between is a replay. */
  apply(rows: readonly MemoryRow[], appliedSeq: number): Promise<void>;
  /** The journal seq up to which rows are in; 0 = empty. */
  appliedSeq(): Promise<number>;
  /**
   * Finds rows in use (active or disputed) by their words, their neighbours' and their likeness. Claims and contents come once. No model
   * on this path but the embedder, without whose answer words alone find; deterministic given the rows.
   */
  recall(query: RecallQuery): Promise<RecallHit[]>;
  /** Rows of every status. */
  count(): Promise<number>;
  /** Empties the index, so that it can be folded again from the journal. */
  clear(): Promise<void>;
  /**
   * Takes rows out and, from all files, every byte of what is in no row any more.
   * Contract: recalls go on meanwhile; idempotent.
   */
  purge(ids: readonly string[]): Promise<void>;
  /**
   * Takes another embedder: every memory gets a vector of it in the background, over stops and crashes, and until the last one has it
   * likeness goes by the vectors of the one before.
   */
  embedWith(embedding: Embedding): Promise<void>;
  /** null = no change of embedder is under way. */
  progress(): Reindexing | null;
  /** Resolves when nothing is left to do in the background: every memory has its vector, upkeep is done. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}
