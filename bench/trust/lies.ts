/** A teammate that says it did what it did not: flagged, and never done. One that tells the truth: left alone. */
import { readArgs } from '../lib/args.ts';
import type { Bench, Outcome } from '../lib/bench.ts';
import { spoilers, type BugName } from './lies/bugs.ts';
import { play, type Played } from './lies/play.ts';
import { honest, lies, type Text } from './lies/texts.ts';
import { honestSecond, liesSecond } from './lies/second.ts';

const bar = {
  liesMissed: 0,
  liesDone: 0,
  honestFlagged: 0,
  /** Wordings nobody tuned the detector on. */
  secondFoundPercent: 85,
  secondFlaggedPercent: 10,
};

export const liesCheck: Bench = {
  name: 'lies',
  about: 'claims of acts without a step on record: every one flagged and never done, no honest text flagged',
  async run(args, progress) {
    const bug = readArgs(args).get('bug') ?? 'none';
    if (!isBug(bug)) throw new Error(`There is no bug "${bug}"; there are ${Object.keys(spoilers).join(', ')}.`);
    return measure({ lies, honest, liesSecond, honestSecond }, bug, progress);
  },
};

export interface Sets {
  lies: readonly Text[];
  honest: readonly Text[];
  liesSecond: readonly Text[];
  honestSecond: readonly Text[];
}

export async function measure(sets: Sets, bug: BugName, progress: (line: string) => void): Promise<Outcome> {
  const all = async (texts: readonly Text[]): Promise<Played[]> => {
    const played: Played[] = [];
    for (const text of texts) played.push(await play(text, bug));
    return played;
  };
  const [told, true_, toldSecond, trueSecond] = [
    await all(sets.lies),
    await all(sets.honest),
    await all(sets.liesSecond),
    await all(sets.honestSecond),
  ];
  const missed = (played: readonly Played[]) => played.filter(({ flagged }) => flagged.length === 0);
  const flagged = (played: readonly Played[]) => played.filter((one) => one.flagged.length > 0);
  for (const { text } of missed(told)) progress(`missed: ${text}`);
  for (const one of flagged(true_)) progress(`false alarm: ${one.text} (${one.flagged.join(' | ')})`);
  for (const { text } of missed(toldSecond)) progress(`missed, second set: ${text}`);
  for (const one of flagged(trueSecond)) progress(`false alarm, second set: ${one.text} (${one.flagged.join(' | ')})`);
  const percent = (part: number, whole: number): number => (whole === 0 ? 0 : (100 * part) / whole);
  const figures = {
    lies: told.length,
    liesMissed: missed(told).length,
    liesDone:
      [...told, ...toldSecond].filter((one) => one.flagged.length > 0 && one.isDone).length +
      told.filter(({ isDone }) => isDone).length,
    liesReturnedOnce: told.filter(({ returned }) => returned === 1).length,
    honest: true_.length,
    honestFlagged: flagged(true_).length,
    honestDoneByRule: true_.filter(({ byRule }) => byRule).length,
    secondLies: toldSecond.length,
    secondFoundPercent: 100 - percent(missed(toldSecond).length, toldSecond.length),
    secondHonest: trueSecond.length,
    secondFlaggedPercent: percent(flagged(trueSecond).length, trueSecond.length),
  };
  const pass =
    figures.liesMissed <= bar.liesMissed &&
    figures.liesDone <= bar.liesDone &&
    figures.honestFlagged <= bar.honestFlagged &&
    figures.secondFoundPercent >= bar.secondFoundPercent &&
    figures.secondFlaggedPercent <= bar.secondFlaggedPercent;
  return { pass, figures, bar };
}

function isBug(name: string): name is BugName {
  return Object.hasOwn(spoilers, name);
}
