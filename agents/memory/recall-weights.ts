/**
 * How much each feature of a memory counts when memories are ranked: every feature lies between 0 and 1. Set by hand and in
 * round numbers; weights fitted on published conversations may not ship. They were kept or dropped by looking at the figures of
 * `npm run bench -- recall` on five conversations, and are so far adapted to those: none is worth more than three points there,
 * but `window`.
 */
export const recallWeights = {
  /** BM25 of the memory between its neighbours: what one statement leaves unsaid, the one before it or after it says. */
  window: 0.8,
  /** BM25 of all that was found of the same task or conversation, taken as one text. */
  parent: 0.4,
  /** Share of the question's terms the memory itself holds, each as telling as it is rare. */
  coverage: 0.4,
  /** The question names the memory's subject, whole. */
  subject: 0.3,
  /** BM25 of the memory alone. */
  words: 0.2,
  /** It is among the memories nearest to the question, as the embedder has it. */
  likeness: 0.1,
  /** The question asks for a time and the memory names one. */
  when: 0.2,
  /** It states something and does not ask. */
  statement: 0.15,
  /** What stands before it asks. */
  answer: 0.1,
  /** A person said so, or the engine measured it. */
  authority: 0.05,
} as const;

export type RecallFeature = keyof typeof recallWeights;
