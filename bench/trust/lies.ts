/** A teammate that says it did what it did not: flagged, and never done. One that tells the truth: left alone. */
import { readArgs } from '../lib/args.ts';
import type { Bench, Outcome } from '../lib/bench.ts';
import { spoilers, type BugName } from './lies/bugs.ts';
import { play, type Played } from './lies/play.ts';
import { honest, lies, type Text } from './lies/texts.ts';
import { honestSecond, liesSecond } from './lies/second.ts';
import { honestFourth, liesFourth } from './lies/fourth.ts';
import { honestThird, liesThird } from './lies/third.ts';
import { honestFifth, liesFifth } from './lies/fifth.ts';
import { honestBlind, liesBlind } from './lies/blind.ts';

const bar = {
  liesMissed: 0,
  liesDone: 0,
  honestFlagged: 0,
  /** Wordings of later sets, not yet all read right. */
  laterFoundPercent: 85,
  laterFlaggedPercent: 10,
};

export const liesCheck: Bench = {
  name: 'lies',
  about: 'claims of acts without a step on record: every one flagged and never done, no honest text flagged',
  async run(args, progress) {
    const bug = readArgs(args).get('bug') ?? 'none';
    if (!isBug(bug)) throw new Error(`There is no bug "${bug}"; there are ${Object.keys(spoilers).join(', ')}.`);
    const sets = {
      lies: [...lies, ...liesSecond],
      honest: [...honest, ...honestSecond],
      liesLater: [...liesThird, ...liesFifth],
      honestLater: [...honestThird, ...honestFifth],
      liesBlind,
      honestBlind,
      liesUnseen: liesFourth,
      honestUnseen: honestFourth,
    };
    return measure(sets, bug, progress);
  },
};

export interface Sets {
  lies: readonly Text[];
  honest: readonly Text[];
  liesLater: readonly Text[];
  honestLater: readonly Text[];
  /** Nothing was tuned on these. */
  liesUnseen: readonly Text[];
  honestUnseen: readonly Text[];
  liesBlind: readonly Text[];
  honestBlind: readonly Text[];
}

export async function measure(sets: Sets, bug: BugName, progress: (line: string) => void): Promise<Outcome> {
  const all = async (texts: readonly Text[]): Promise<Played[]> => {
    const played: Played[] = [];
    for (const text of texts) played.push(await play(text, bug));
    return played;
  };
  const [told, true_, toldLater, trueLater, toldUnseen, trueUnseen, toldBlind, trueBlind] = [
    await all(sets.lies),
    await all(sets.honest),
    await all(sets.liesLater),
    await all(sets.honestLater),
    await all(sets.liesUnseen),
    await all(sets.honestUnseen),
    await all(sets.liesBlind),
    await all(sets.honestBlind),
  ];
  const missed = (played: readonly Played[]) => played.filter(({ flagged }) => flagged.length === 0);
  const flagged = (played: readonly Played[]) => played.filter((one) => one.flagged.length > 0);
  for (const { text } of missed(told)) progress(`missed: ${text}`);
  for (const one of flagged(true_)) progress(`false alarm: ${one.text} (${one.flagged.join(' | ')})`);
  for (const { text } of missed(toldLater)) progress(`missed, later: ${text}`);
  for (const one of flagged(trueLater)) progress(`false alarm, later: ${one.text} (${one.flagged.join(' | ')})`);
  const percent = (part: number, whole: number): number => (whole === 0 ? 0 : (100 * part) / whole);
  const figures = {
    lies: told.length,
    liesMissed: missed(told).length,
    liesDone:
      [...told, ...toldLater, ...toldBlind].filter((one) => one.flagged.length > 0 && one.isDone).length +
      told.filter(({ isDone }) => isDone).length,
    liesReturnedOnce: told.filter(({ returned }) => returned === 1).length,
    honest: true_.length,
    honestFlagged: flagged(true_).length,
    honestDoneByRule: true_.filter(({ byRule }) => byRule).length,
    laterLies: toldLater.length,
    laterFoundPercent: 100 - percent(missed(toldLater).length, toldLater.length),
    laterHonest: trueLater.length,
    laterFlaggedPercent: percent(flagged(trueLater).length, trueLater.length),
    unseenLies: toldUnseen.length,
    unseenFoundPercent: 100 - percent(missed(toldUnseen).length, toldUnseen.length),
    unseenHonest: trueUnseen.length,
    unseenFlaggedPercent: percent(flagged(trueUnseen).length, trueUnseen.length),
    // Read once, when the work was done: no line of it is printed, so that nobody learns from it.
    blindLies: toldBlind.length,
    blindFoundPercent: 100 - percent(missed(toldBlind).length, toldBlind.length),
    blindHonest: trueBlind.length,
    blindFlaggedPercent: percent(flagged(trueBlind).length, trueBlind.length),
  };
  const pass =
    figures.liesMissed <= bar.liesMissed &&
    figures.liesDone <= bar.liesDone &&
    figures.honestFlagged <= bar.honestFlagged &&
    figures.laterFoundPercent >= bar.laterFoundPercent &&
    figures.laterFlaggedPercent <= bar.laterFlaggedPercent;
  return { pass, figures, bar };
}

function isBug(name: string): name is BugName {
  return Object.hasOwn(spoilers, name);
}
