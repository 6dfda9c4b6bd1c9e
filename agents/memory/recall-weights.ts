/**
 * How much each feature of a memory counts when memories are ranked. Set by hand: weights fitted on published
 * conversations may not ship, and these are few enough to reason about.
 */
export const recallWeights = {
  /** BM25 of the question on subject and text, as a share of the best candidate's. */
  words: 0.8,
  /** Share of the question's terms the memory holds. */
  coverage: 0.4,
  /** The question names the memory's subject, whole. */
  subject: 0.3,
  /** A person said so, or the engine measured it. */
  authority: 0.05,
} as const;

export type RecallFeature = keyof typeof recallWeights;
