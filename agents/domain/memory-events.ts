/** Every event of the `memory` stream, as schemas (memory.md §1). Fields a journal of protocol 1 or 2 does not know are optional. */
import { z } from 'zod';
import {
  Authority,
  Cardinality,
  ConflictCause,
  ErasureReceipt,
  MemoryKind,
  MemoryScope,
  MemoryStatus,
  Sensitivity,
  Settling,
} from './memory.ts';
import { Id, Labels, TimeMs } from './schema.ts';

const text = z.string();
/** A keyed digest: equal for equal words of one subject, and meaningless once the subject's key is gone. */
const Digest = z.string().max(80);
const one = { memoryId: Id };
const members = { conflictId: Id, memberIds: z.array(Id).min(1).max(500) };

export const memoryEvents = {
  'memory.asserted': z.object({
    ...one,
    kind: MemoryKind,
    scope: MemoryScope,
    scopeId: Id,
    subject: text,
    text,
    claimKey: text.nullable(),
    authority: Authority,
    author: text,
    taskId: Id.nullable(),
    runId: Id.nullable(),
    sourceUri: text.nullable(),
    labels: Labels,
    contentHash: text,
    subjectId: Digest.optional(),
    claimId: Digest.nullable().optional(),
    valueId: Digest.nullable().optional(),
    /** What the claim is said to be; null = the text alone says so. */
    value: text.nullable().optional(),
    /** Words of the source that say so. */
    quote: text.nullable().optional(),
    cardinality: Cardinality.optional(),
    mutable: z.boolean().optional(),
    validFromMs: TimeMs.nullable().optional(),
    validToMs: TimeMs.nullable().optional(),
    sensitivity: Sensitivity.optional(),
    confidence: z.number().min(0).max(1).optional(),
    derivedFrom: z.array(Id).max(200).optional(),
    /** How it stands from the start; left out = active. */
    status: MemoryStatus.optional(),
  }),
  /** Said once more, or looked at. `kept`: a person let it stay. */
  'memory.confirmed': z.object({
    ...one,
    author: text,
    runId: Id.nullable(),
    authority: Authority.optional(),
    kept: z.boolean().optional(),
  }),
  /** Digests for a memory that an older Muster kept without. */
  'memory.identified': z.object({
    ...one,
    subjectId: Digest,
    claimId: Digest.nullable(),
    contentHash: text,
  }),
  /** Another took its place. `update`: it held until then. The others: it did not hold. */
  'memory.superseded': z.object({
    ...one,
    byId: Id,
    how: z.enum(['update', 'correction', 'authority', 'duplicate']),
    validToMs: TimeMs.nullable(),
  }),
  'memory.disputed': z.object({
    ...members,
    cause: ConflictCause,
    difference: text.nullable(),
    rootId: Id.nullable(),
  }),
  /** What the memory manager would do about a conflict. */
  'memory.proposed': z.object({ ...members, how: Settling, winnerId: Id.nullable(), reason: text, author: text }),
  /** `reason`: why, when the memory manager settled it. */
  'memory.settled': z.object({
    ...members,
    how: Settling,
    winnerId: Id.nullable(),
    /** When each that is kept "by date" holds; empty = they hold side by side. */
    intervals: z
      .array(z.object({ memoryId: Id, validFromMs: TimeMs.nullable(), validToMs: TimeMs.nullable() }))
      .max(500),
    by: z.enum(['rule', 'manager', 'person']),
    reason: text.nullable(),
  }),
  'memory.retracted': z.object({ ...one, status: MemoryStatus, reason: text }),
  'memory.restored': z.object({ ...one }),
  'memory.faded': z.object({ memoryIds: z.array(Id).min(1).max(500) }),
  /** From here on nothing of them is shown; the erasing itself follows and is taken up again after a crash. */
  'memory.erasing': z.object({
    erasureId: Id,
    /** True = every memory there is; then `memoryIds` is empty. */
    all: z.boolean(),
    memoryIds: z.array(Id).max(100_000),
    /** Conflicts one of them is or was part of: what was said of those goes too. */
    conflictIds: z.array(Id).max(100_000),
    /** Digests of subjects that are forgotten whole. */
    subjectIds: z.array(Digest).max(100_000),
    /** Tasks whose texts and files go with them. */
    taskIds: z.array(Id).max(10_000),
  }),
  'memory.erased': z.object({ erasureId: Id, receipt: ErasureReceipt }),
  /** What a week has brought, in counts; the sentences are read when it is shown. */
  'memory.reported': z.object({
    fromMs: TimeMs,
    toMs: TimeMs,
    learned: z.number().int().nonnegative(),
    changed: z.number().int().nonnegative(),
    forgotten: z.number().int().nonnegative(),
    faded: z.number().int().nonnegative(),
    openConflicts: z.number().int().nonnegative(),
    note: text,
  }),
} as const;
