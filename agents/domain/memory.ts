/** The nouns of memory: what a memory is, how it stands, and what two that disagree come to. */
import { z } from 'zod';
import { Id } from './schema.ts';

export const MemoryKind = z.enum(['fact', 'episode', 'procedure', 'decision', 'preference']);
export type MemoryKind = z.infer<typeof MemoryKind>;

/**
 * How a memory stands. `disputed`: another says otherwise, both are recalled and flagged. `superseded`: a later or better one took its
 * place. `retracted`: forgotten, may be restored. `quarantined`: waits for a person. `erased`: nothing of it is left.
 */
export const MemoryStatus = z.enum(['active', 'disputed', 'superseded', 'retracted', 'faded', 'quarantined', 'erased']);
export type MemoryStatus = z.infer<typeof MemoryStatus>;

/** Whose memory it is, narrowest first: one teammate's, one task's, the team's, the whole organisation's. */
export const MemoryScope = z.enum(['agent', 'task', 'team', 'org']);
export type MemoryScope = z.infer<typeof MemoryScope>;

/** Who stands behind a memory, the most believed first. */
export const Authority = z.enum(['human', 'system', 'tool', 'agent', 'inferred']);
export type Authority = z.infer<typeof Authority>;

export const Sensitivity = z.enum(['public', 'internal', 'confidential', 'secret']);
export type Sensitivity = z.infer<typeof Sensitivity>;

/** `one`: a claim has one value at a time (a price). `many`: values add up (a customer's languages). */
export const Cardinality = z.enum(['one', 'many']);
export type Cardinality = z.infer<typeof Cardinality>;

/** What became of an open conflict. `both`: they do not exclude each other; with different dates, each holds in its time. */
export const Settling = z.enum(['keep', 'both']);
export type Settling = z.infer<typeof Settling>;

/** Why memories are in conflict. `claim`: one question, two values. `text`: their sentences differ. `basis`: what they were derived from fell. */
export const ConflictCause = z.enum(['claim', 'text', 'basis']);
export type ConflictCause = z.infer<typeof ConflictCause>;

/** What an erasure takes: named memories, all of one subject (named by one of its memories), all a teammate brought, or everything. */
export const ErasureScope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('memories'), memoryIds: z.array(Id).min(1).max(500) }),
  z.strictObject({ kind: z.literal('subject'), memoryId: Id }),
  z.strictObject({ kind: z.literal('teammate'), teammateId: Id }),
  z.strictObject({ kind: z.literal('all') }),
]);
export type ErasureScope = z.infer<typeof ErasureScope>;

/** What an erasure found when it searched every file afterwards. */
export const ErasureReceipt = z.object({
  /** False = the search did not take place, because the engine was ended between erasing and searching. */
  searched: z.boolean(),
  files: z.number().int().nonnegative(),
  bytes: z.number().int().nonnegative(),
  /** Where bytes of it were still found: file (relative to the data folder) and how often. */
  hits: z.array(z.object({ file: z.string(), count: z.number().int().positive() })).max(200),
  /** Tasks whose sealed transcripts still tell of it: their text can be read by whoever has this data folder. */
  taskIds: z.array(Id).max(500),
  /** Words too short to be searched for. */
  unsearched: z.number().int().nonnegative(),
  tookMs: z.number().nonnegative(),
});
export type ErasureReceipt = z.infer<typeof ErasureReceipt>;

/** A memory without its text: all that is needed to decide. Digests are keyed, so that equal ids mean equal words of one subject. */
export interface MemoryCard {
  id: string;
  /** Seq of its newest event: compare and set goes by it. */
  rev: number;
  /** Version of the event that holds its text. */
  textVersion: number;
  kind: MemoryKind;
  scope: MemoryScope;
  scopeId: string;
  /** null = an older Muster kept it and nobody has given it digests yet. */
  subjectId: string | null;
  claimId: string | null;
  valueId: string | null;
  contentHash: string;
  /** An older Muster kept it, under one key with all it knew of the subject: they can only be erased together. */
  sharesKey: boolean;
  cardinality: Cardinality;
  /** False: its value does not change with time (a birth date), so that a later one is no update. */
  mutable: boolean;
  authority: Authority;
  author: string;
  taskId: string | null;
  runId: string | null;
  /** Place among the memories its task has brought, from 0; null = it stands by itself. */
  pos: number | null;
  /** It names where it was read. */
  hasSource: boolean;
  tainted: boolean;
  private: boolean;
  sensitivity: Sensitivity;
  /** From 0 to 1. */
  confidence: number;
  status: MemoryStatus;
  /** When it holds in the world; null = not said. */
  validFromMs: number | null;
  validToMs: number | null;
  recordedAtMs: number;
  /** When a later value ended its time; null = none did. */
  closedAtMs: number | null;
  /** When it turned out not to hold, or was forgotten; null = it did not. */
  retiredAtMs: number | null;
  derivedFrom: readonly string[];
  /** The open conflict it is part of. */
  conflictId: string | null;
  /** When a person said it may stay; null = nobody has looked. */
  keptAtMs: number | null;
}

/** Memories that cannot all hold. */
export interface Conflict {
  id: string;
  cause: ConflictCause;
  /** Oldest first. */
  memberIds: readonly string[];
  /** In what their sentences differ ("number: 30 / 45"); null = their values differ, or their basis fell. */
  difference: string | null;
  /** The memory that fell; null unless the cause is `basis`. */
  rootId: string | null;
  sinceMs: number;
  /** What the memory manager would do; null = nothing was proposed. */
  proposal: { how: Settling; winnerId: string | null; reason: string; by: string } | null;
}
