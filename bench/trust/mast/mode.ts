/** One way in which teams of models fail (MAST, arXiv 2503.13657 v3), and what must contain it here. */
export interface Mode {
  id: string;
  name: string;
  /** Share of 1,642 failed traces in the study, in percent; null = below six. */
  share: number | null;
  /** What contains it. */
  by: string;
  /** Plays it; one sentence for each promise that was broken. `isSpoilt`: with the mode's own bug planted, which must turn it red. */
  play(isSpoilt: boolean): Promise<string[]>;
}

/** Collects broken promises. */
export function promises(): { wrong: string[]; must: (isSo: boolean, sentence: string) => void } {
  const wrong: string[] = [];
  return { wrong, must: (isSo, sentence) => void (isSo || wrong.push(sentence)) };
}
