/** A way of wording the answers to every question. */
export interface Grammar {
  /** By the name of a question; `{s}` is the subject, `{v}` the answer. */
  phrasings: Readonly<Record<string, readonly string[]>>;
  /** Questions of yes and no: how one says yes, and how one says no. */
  yesNo: Readonly<Record<string, readonly [yes: readonly string[], no: readonly string[]]>>;
  /** `{t}` is a sentence: how one says that it is news. */
  updates: readonly string[];
  /** `{t}` is a sentence, `{t-}` the same without its full stop: how one narrows it. */
  scopes: readonly (readonly [before: string, behind: string])[];
  customers: readonly string[];
}
