/** Memories that disagree: found and settled by code, through the product's own memory, and none retired that disagrees with nothing. */
import { readFileSync } from 'node:fs';
import { count, readArgs } from '../lib/args.ts';
import type { Bench, Figures, Outcome } from '../lib/bench.ts';
import { playCascades } from '../contradictions/cascades.ts';
import { sayFacts } from '../contradictions/facts.ts';
import { firstGrammar } from '../contradictions/first-grammar.ts';
import { makePairs } from '../contradictions/generate.ts';
import type { Grammar } from '../contradictions/grammar.ts';
import { judgeClaims, judgeText } from '../contradictions/judge.ts';
import { figuresOf, isExpected, type Judged } from '../contradictions/measure.ts';
import { readPairs, type Pair } from '../contradictions/pair.ts';
import { secondGrammar } from '../contradictions/second-grammar.ts';

const bar = {
  claimsDetectedPercent: 100,
  claimsFalseAlarmPercent: 0,
  textDetectedPercent: 90,
  textFalseAlarmPercent: 2,
  settledRightPercent: 100,
  wronglyRetired: 0,
  cascadesFlaggedPercent: 95,
};
const subjects = 50;

export const contradictionsCheck: Bench = {
  name: 'contradictions',
  about: 'memories that disagree are found and settled by rule, and no unrelated one is retired',
  async run(argv, progress) {
    const args = readArgs(argv);
    const file = args.get('data');
    return file === undefined ? made(args, progress) : given(readPairs(readFileSync(file, 'utf8')), progress);
  },
};

/** The pairs of a file, which somebody else has written. */
async function given(pairs: readonly Pair[], progress: (line: string) => void): Promise<Outcome> {
  const figures = figuresOf('', await judgeAll(pairs, judgeText, progress));
  const { textDetectedPercent: detectedPercent, textFalseAlarmPercent: falseAlarmPercent, settledRightPercent } = bar;
  const pass =
    Number(figures.detectedPercent) >= detectedPercent &&
    Number(figures.falseAlarmPercent) <= falseAlarmPercent &&
    Number(figures.settledRightPercent) >= settledRightPercent;
  return { pass, figures, bar: { detectedPercent, falseAlarmPercent, settledRightPercent } };
}

async function made(args: ReadonlyMap<string, string>, progress: (line: string) => void): Promise<Outcome> {
  const seed = count(args, 'seed', 1);
  const pairs = count(args, 'pairs', 1_000);
  const each = (grammar: Grammar) => makePairs(seed, pairs, grammar);
  const first = each(firstGrammar);
  const figures: Figures = {
    ...figuresOf('claims', await judgeAll(first, judgeClaims, progress)),
    ...figuresOf('text', await judgeAll(first, judgeText, progress)),
    ...figuresOf('second', await judgeAll(each(secondGrammar), judgeText, progress)),
  };
  const facts = await sayFacts(seed, subjects, Math.ceil(count(args, 'facts', 5_000) / subjects));
  for (const example of facts.examples) progress(`set against each other: ${example}`);
  const cascades = await playCascades(seed, count(args, 'cascades', 100));
  Object.assign(figures, {
    facts: facts.facts,
    wronglyRetired: facts.retired,
    wronglyDisputed: facts.disputed,
    cascades: cascades.cascades,
    cascadesFlaggedPercent: (100 * cascades.flagged) / cascades.dependents,
    cascadesWhole: cascades.whole,
    cascadesWronglyFlagged: cascades.wronglyFlagged,
  });
  const pass =
    Number(figures.claimsDetectedPercent) >= bar.claimsDetectedPercent &&
    Number(figures.claimsFalseAlarmPercent) <= bar.claimsFalseAlarmPercent &&
    Number(figures.textDetectedPercent) >= bar.textDetectedPercent &&
    Number(figures.textFalseAlarmPercent) <= bar.textFalseAlarmPercent &&
    Number(figures.claimsSettledRightPercent) >= bar.settledRightPercent &&
    Number(figures.textSettledRightPercent) >= bar.settledRightPercent &&
    facts.retired <= bar.wronglyRetired &&
    Number(figures.cascadesFlaggedPercent) >= bar.cascadesFlaggedPercent &&
    cascades.wronglyFlagged === 0;
  return { pass, figures, bar };
}

/** One after another, each in a memory of its own; what was judged otherwise is told. */
async function judgeAll<P extends Pair>(
  pairs: readonly P[],
  judge: (pair: P) => Promise<Judged>,
  progress: (line: string) => void,
): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const pair of pairs) {
    const one = await judge(pair);
    judged.push(one);
    if (!isExpected(one) || one.seen.current !== pair.current)
      progress(
        `${pair.id}: “${pair.a.text}” / “${pair.b.text}” is ${pair.expected} (${pair.current}), seen as ${one.seen.expected} (${one.seen.current})`,
      );
  }
  return judged;
}
