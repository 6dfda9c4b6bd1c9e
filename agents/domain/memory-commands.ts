/** What a person can ask of the team's memory. */
import { z } from 'zod';
import { ErasureScope, MemoryKind, MemoryScope, Sensitivity, Settling } from './memory.ts';
import { Id, Labels, TimeMs } from './schema.ts';

/** A memory is a sentence or a few, not a document. */
export const maxMemoryChars = 2_000;
/** So many sentences one import brings at most; a larger file is brought in parts. */
export const maxImported = 500;

const Sentence = z
  .string()
  .trim()
  .min(3, 'Write the sentence to remember.')
  .max(maxMemoryChars, 'A memory holds at most 2,000 characters. Split it into single sentences.');
const Subject = z.string().trim().min(1, 'Say what it is about.').max(120);

/** A memory as a person states it. */
export const Taught = z.strictObject({
  memoryId: Id.regex(/^mem_/),
  kind: MemoryKind,
  subject: Subject,
  text: Sentence,
  /** The one question it answers ("renewal date") and the answer; null = it answers no single one. */
  claim: z
    .strictObject({ question: z.string().trim().min(1).max(160), value: z.string().trim().min(1).max(400).nullable() })
    .nullable(),
  /** null = the whole team. A teammate's id = only that teammate. */
  teammateId: Id.nullable(),
  /** Since when it holds; null = not said. */
  validFromMs: TimeMs.nullable(),
  /** Where it was selected: the task whose result or record says so; null = the person just said it. */
  taskId: Id.nullable(),
});
export type Taught = z.infer<typeof Taught>;

/** A memory as a file brings it; what the file says of who stands behind it is not believed, and its labels only warn. */
export const Imported = z.strictObject({
  memoryId: Id.regex(/^mem_/),
  kind: MemoryKind,
  subject: Subject,
  text: Sentence,
  claim: Taught.shape.claim,
  scope: MemoryScope.extract(['team', 'org']),
  sensitivity: Sensitivity,
  validFromMs: TimeMs.nullable(),
  validToMs: TimeMs.nullable(),
  labels: Labels,
});
export type Imported = z.infer<typeof Imported>;

export const memoryCommands = [
  z.strictObject({ type: z.literal('memory.teach'), ...Taught.shape }),
  /** Puts a sentence right: the old one stays in its history. `rev`: the one that was shown. */
  z.strictObject({ type: z.literal('memory.correct'), replacesId: Id, rev: z.number().int(), ...Taught.shape }),
  /** Makes one sentence of several. */
  z.strictObject({ type: z.literal('memory.merge'), mergedIds: z.array(Id).min(2).max(20), ...Taught.shape }),
  /** A person has looked: it may stay. */
  z.strictObject({ type: z.literal('memory.keep'), memoryId: Id }),
  /** Out of use, and back again with `memory.restore`. */
  z.strictObject({ type: z.literal('memory.forget'), memoryId: Id }),
  z.strictObject({ type: z.literal('memory.restore'), memoryId: Id }),
  /** `winnerId: null` = both hold. `memberIds`: those that were shown, so that nothing unseen is settled. */
  z.strictObject({
    type: z.literal('memory.settle'),
    conflictId: Id,
    memberIds: z.array(Id).min(1).max(500),
    how: Settling,
    winnerId: Id.nullable(),
  }),
  /** Takes a settlement back: the question is open again. */
  z.strictObject({ type: z.literal('memory.reopen'), conflictId: Id }),
  /** For good: nothing brings it back. `withTasks`: the texts and files of tasks that tell of it go too. */
  z.strictObject({
    type: z.literal('memory.erase'),
    erasureId: Id,
    what: ErasureScope,
    withTasks: z.boolean(),
  }),
  z.strictObject({
    type: z.literal('memory.import'),
    source: z.string().trim().min(1).max(200),
    items: z.array(Imported).min(1).max(maxImported),
  }),
] as const;
