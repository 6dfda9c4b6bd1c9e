/** Whether doubtful results find somebody who looks: outcomes half of which are wrong, through the real score and the real routing. */
import { calibrationOf } from '../../agents/domain/competence.ts';
import { routeOf, scoreOf, type ScoreInput } from '../../agents/domain/confidence-score.ts';
import type { Confidence, Unsure } from '../../agents/domain/confidence.ts';
import { count, readArgs } from '../lib/args.ts';
import type { Bench, Figures, Outcome } from '../lib/bench.ts';
import { round } from '../lib/stats.ts';
import { makeOutcomes, ways, type Made } from './confidence/outcomes.ts';

const bar = { worstWrongSeenPercent: 90, worstRightSeenPercent: 20 };
const unsure: Unsure = 'sometimes';

type Score = (input: ScoreInput) => Confidence;

/** Ways in which a score can be worth nothing: with each the check must turn red. */
export const bugs: Record<string, Score> = {
  none: scoreOf,
  /** What is wrong is made good by what is right beside it. */
  'mean-only': (input) => {
    const confidence = scoreOf(input);
    return {
      ...confidence,
      score: confidence.parts.reduce((sum, { value, weight }) => sum + (value ?? 0) * weight, 0),
    };
  },
  /** The teammate is asked how sure it is. */
  'own-word': (input) => ({ ...scoreOf(input), score: input.ownWord ?? 1 }),
  /** Nobody is trusted. */
  'all-seen': (input) => ({ ...scoreOf(input), score: 0 }),
};

export const confidenceCheck: Bench = {
  name: 'confidence',
  about: 'wrong results reach a colleague or the person, right ones mostly do not',
  async run(argv, progress) {
    const args = readArgs(argv);
    const bug = args.get('bug') ?? 'none';
    const score = Object.hasOwn(bugs, bug) ? bugs[bug] : undefined;
    if (!score) throw new Error(`There is no bug "${bug}"; there are ${Object.keys(bugs).join(', ')}.`);
    const outcomes = count(args, 'outcomes', 200);
    const seeds = args.has('seed')
      ? [count(args, 'seed', 1)]
      : Array.from({ length: count(args, 'seeds', 20) }, (_, index) => index + 1);
    return measure(seeds, outcomes, score, progress);
  },
};

export function measure(
  seeds: readonly number[],
  outcomes: number,
  score: Score,
  progress: (line: string) => void,
): Outcome {
  const runs = seeds.map((seed) => ({ seed, ...play(makeOutcomes(seed, outcomes), score) }));
  const worst = <K extends 'wrongSeenPercent' | 'rightSeenPercent'>(key: K, isLow: boolean) =>
    runs.toSorted((a, b) => (isLow ? a[key] - b[key] : b[key] - a[key]))[0];
  for (const one of runs)
    progress(
      `seed ${one.seed}: wrong seen ${round(one.wrongSeenPercent)} %, right seen ${round(one.rightSeenPercent)} %, Brier ${one.brier.toFixed(3)}`,
    );
  const all = runs.flatMap(({ judged }) => judged);
  for (const { from, to, all: inside, accepted, meanScore } of calibrationOf(all).bins)
    progress(
      `score ${from.toFixed(1)}–${to.toFixed(1)}: ${inside} results, said ${meanScore.toFixed(2)}, right ${inside === 0 ? '–' : (accepted / inside).toFixed(2)}`,
    );
  for (const way of ways) {
    const those = runs.flatMap(({ played }) => played.filter((one) => one.way === way));
    progress(`${way}: ${those.filter(({ isSeen }) => isSeen).length} of ${those.length} seen`);
  }
  const lowest = worst('wrongSeenPercent', true);
  const highest = worst('rightSeenPercent', false);
  const figures: Figures = {
    seeds: seeds.length,
    outcomes,
    worstWrongSeenPercent: round(lowest?.wrongSeenPercent ?? 0),
    worstWrongSeed: lowest?.seed ?? 0,
    worstRightSeenPercent: round(highest?.rightSeenPercent ?? 100),
    worstRightSeed: highest?.seed ?? 0,
    worstBrier: round(Math.max(...runs.map(({ brier }) => brier)), 3),
    toReviewer: runs.reduce((sum, { toReviewer }) => sum + toReviewer, 0),
  };
  const pass =
    Number(figures['worstWrongSeenPercent']) >= bar.worstWrongSeenPercent &&
    Number(figures['worstRightSeenPercent']) <= bar.worstRightSeenPercent;
  return { pass, figures, bar };
}

function play(outcomes: readonly Made[], score: Score) {
  const played = outcomes.map(({ way, input, verdict, isReviewed }) => {
    const confidence = score(input);
    const route = routeOf({
      results: input.results,
      claims: input.claims,
      verdict,
      confidence,
      unsure,
      isOutward: false,
      mayEndByRule: true,
      isReviewed,
      hasReviewer: true,
    });
    return { way, score: confidence.score, ok: way === null, route, isSeen: route !== 'accept' };
  });
  const seen = (ok: boolean): number => {
    const those = played.filter((one) => one.ok === ok);
    return (100 * those.filter(({ isSeen }) => isSeen).length) / those.length;
  };
  const judged = played.map(({ score: said, ok }) => ({ score: said, ok }));
  return {
    played,
    judged,
    wrongSeenPercent: seen(false),
    rightSeenPercent: seen(true),
    brier: calibrationOf(judged).brier ?? 0,
    toReviewer: played.filter(({ route }) => route === 'reviewer').length,
  };
}
