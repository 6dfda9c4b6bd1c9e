/** What every bench and trust check is: a name, one sentence, and a function that measures. */

/** Figures carry their unit in the name, e.g. `p99Ms`, `rssMb`, `pairsPerSecond`. */
export type Figures = Record<string, number | string | boolean>;

/** The outcome of one measurement. `pass` is the bar named in the issue, `bar` says which. */
export interface Outcome {
  pass: boolean;
  figures: Figures;
  bar: Figures;
}

export interface Bench {
  name: string;
  /** What it measures and where the bar lies, for the list. */
  about: string;
  /** Contract: prints nothing to stdout; cleans up what it makes; throws only when it cannot measure. */
  run(args: readonly string[], progress: (line: string) => void): Promise<Outcome>;
}

/** How the list names a bench; the module is loaded only when it is asked for. */
export interface Listed {
  name: string;
  about: string;
  load: () => Promise<Bench>;
}
