/** Results as the engine sees them, half of them wrong in known ways. Seeded: what is right and what is wrong stands before any score. */
import type { ScoreInput } from '../../../agents/domain/confidence-score.ts';
import type { Verdict } from '../../../agents/domain/schema.ts';
import { verdictOf } from '../../../agents/domain/state.ts';
import { makeRandom } from '../sim/random.ts';

export const ways = [
  'failed check',
  'claim without a step',
  'no evidence',
  'quote not found',
  'nothing made',
  'wrong total',
  'reviewer says not ready',
  'bad record',
  'against memory',
  'requirements not covered',
  'looks fine',
] as const;
export type Way = (typeof ways)[number];

export interface Made {
  /** How it is wrong; null = it is right. */
  way: Way | null;
  input: ScoreInput;
  verdict: Verdict;
  isReviewed: boolean;
}

type Random = () => number;

export function makeOutcomes(seed: number, count: number): Made[] {
  const { next: random } = makeRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const right = likely(random);
    return index % 2 === 0 ? made(null, right) : spoil(wayOf((index - 1) / 2), right, random);
  });
}

/** Of twenty wrong results one looks fine; the others show it in ten ways, each as often. */
function wayOf(nth: number): Way {
  return nth % 20 === 19 ? 'looks fine' : (ways[nth % (ways.length - 1)] ?? 'looks fine');
}

const between = (random: Random, low: number, high: number): number => low + Math.floor(random() * (high - low + 1));

/** Right work, with all that makes right work look doubtful: no quote to be had, a mixed record, an open requirement, modest words. */
function likely(random: Random): ScoreInput {
  const all = between(random, 1, 5);
  const isOpen = random() < 0.05;
  const results = Array.from({ length: all }, (_, index) => ({
    outcome: isOpen && index === 0 ? ('not-checked' as const) : ('passed' as const),
  }));
  const quotes = random() < 0.04 ? 0 : between(random, 1, 12);
  const judged = between(random, 0, 12);
  const accepted = random() < 0.04 ? Math.floor(judged / 3) : judged - between(random, 0, Math.floor(judged / 3));
  return {
    results,
    claims: Array.from({ length: quotes === 0 ? 0 : between(random, 0, 3) }, (_, index) => ({
      text: `claim ${index}`,
      callId: `c${index}`,
    })),
    quotes: { all: quotes, stand: quotes },
    opinion: random() < 0.2 ? (random() < 0.8 ? 'ready' : 'small-changes') : null,
    memory: random() < 0.3 ? { agree: between(random, 1, 4), against: 0 } : null,
    fared: { accepted, sentBack: judged - accepted, failed: 0 },
    ownWord: random() < 0.04 ? 0.3 : 1,
  };
}

function made(way: Way | null, input: ScoreInput, verdict: Verdict = verdictOf(input.results)): Made {
  return { way, input, verdict, isReviewed: input.opinion !== null };
}

/** The same work with one thing wrong, and all else as good as before. */
function spoil(way: Way, right: ScoreInput, random: Random): Made {
  const bad = { outcome: 'failed' as const };
  const [, ...others] = right.results;
  switch (way) {
    case 'failed check':
    case 'wrong total':
      return made(way, { ...right, results: [bad, ...others] });
    case 'claim without a step': {
      const claims = [...right.claims, { text: 'I sent it', callId: null }];
      return made(way, { ...right, claims, results: [...right.results, bad] });
    }
    case 'no evidence':
      return made(way, { ...right, claims: [], quotes: { all: 0, stand: 0 }, opinion: null });
    case 'quote not found': {
      const all = Math.max(1, right.quotes.all);
      return made(way, { ...right, quotes: { all, stand: between(random, 0, all - 1) }, results: [bad, ...others] });
    }
    case 'nothing made':
      return made(way, { ...right, claims: [], quotes: { all: 0, stand: 0 } }, 'nothing');
    case 'reviewer says not ready':
      return made(way, { ...right, opinion: 'not-ready', results: [...right.results, bad] });
    case 'bad record': {
      const judged = between(random, 4, 12);
      const accepted = between(random, 0, Math.ceil(judged / 2) - 1);
      return made(way, { ...right, fared: { accepted, sentBack: judged - accepted, failed: 0 } });
    }
    case 'against memory':
      return made(way, { ...right, memory: { agree: between(random, 0, 2), against: between(random, 1, 2) } });
    case 'requirements not covered':
      return random() < 0.5
        ? made(way, { ...right, results: [] })
        : made(way, { ...right, results: [{ outcome: 'not-checked' }, ...others] });
    case 'looks fine':
      return made(way, right);
  }
}
