/** A breakdown: the parts a task is cut into, who needs whose result, before and while they are made. */
import { z } from 'zod';
import { Caps, Check, Id } from './schema.ts';
import { Role } from './teammate.ts';

/** Short name of a part within its breakdown. */
export const PartKey = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'small letters, digits and dashes, at most 40');
export type PartKey = z.infer<typeof PartKey>;

/** One part before it is a task. */
export const PlannedPart = z.object({
  key: PartKey,
  title: z.string().trim().min(1).max(120),
  brief: z.string().trim().min(1).max(16_000),
  /** Whom it suits. */
  role: Role,
  /** Whom the person chose; null = routing decides when the part can begin. */
  teammateId: Id.nullable(),
  /** Parts whose results it builds on: it begins when they are done, and may read what they made. */
  needs: z.array(PartKey).max(40),
  /** Files of the person's folder it draws on, as paths in it. */
  inputs: z.array(z.string().min(1).max(1000)).max(40),
  /** What makes it done, besides the standard checks. */
  checks: z.array(Check).max(20),
  /** Tighter limits than those of the whole; what it draws counts against the whole all the same. */
  caps: Caps.partial(),
});
export type PlannedPart = z.infer<typeof PlannedPart>;

/** One attempt at a part: the task it became, who took it and why. */
export const PartTry = z.object({
  taskId: Id,
  teammateId: Id,
  /** One sentence: why this teammate. */
  why: z.string(),
  /** Why it came to nothing; null = it did not. */
  failure: z.string().nullable(),
});
export type PartTry = z.infer<typeof PartTry>;

/** Parts as a task keeps them. */
export const Breakdown = z.object({
  callId: Id,
  /** 1 = the first of the run; a run may break its task down again, a few times. */
  round: z.number().int().positive(),
  /** `asked` = the person looks at it before anything begins; `closed` = the call has its answer. */
  state: z.enum(['asked', 'started', 'closed']),
  /** Why the person is asked; '' = they are not. */
  why: z.string(),
  parts: z.array(PlannedPart.extend({ tries: z.array(PartTry) })),
});
export type Breakdown = z.infer<typeof Breakdown>;
export type BreakdownPart = Breakdown['parts'][number];

/** A breakdown worth using again, as the person named it. */
export const SavedPlan = z.object({
  planId: Id,
  name: z.string(),
  /** What kind of brief it was made for: title and brief of the task, shortened. */
  madeFor: z.string(),
  parts: z.array(PlannedPart),
  atMs: z.number(),
});
export type SavedPlan = z.infer<typeof SavedPlan>;
