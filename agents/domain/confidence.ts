/** How sure the engine is of a result: computed from what was seen, never asked of the teammate alone. */
import { z } from 'zod';

/** What a score is made of; the names are closed, so that screens have words for each. */
export const ConfidencePart = z.object({
  name: z.enum(['checks', 'claims', 'reviewer', 'memory', 'record', 'own-word']),
  /** 0 to 1; null = nothing is known of it, and it has no weight. */
  value: z.number().min(0).max(1).nullable(),
  weight: z.number().min(0).max(1),
  /** The counts behind it, in one sentence: “4 of 5 checks passed”. */
  evidence: z.string(),
});
export type ConfidencePart = z.infer<typeof ConfidencePart>;

export const Confidence = z.object({
  /** 0 to 1. Never shown as it is: the person sees the counts. */
  score: z.number().min(0).max(1),
  parts: z.array(ConfidencePart),
});
export type Confidence = z.infer<typeof Confidence>;

/** How often a person wants to see a result before it counts as done. */
export const Unsure = z.enum(['always', 'often', 'sometimes', 'rarely']);
export type Unsure = z.infer<typeof Unsure>;
