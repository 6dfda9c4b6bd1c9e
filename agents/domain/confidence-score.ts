/** How sure the engine is of a result, from what was seen, and what follows from it. Pure; the person reads the counts, never the score. */
import type { Confidence, ConfidencePart, Unsure } from './confidence.ts';
import type { Fared } from './operations.ts';
import type { CheckResult, Claim, Opinion, Verdict } from './schema.ts';

export interface ScoreInput {
  results: readonly Pick<CheckResult, 'outcome'>[];
  claims: readonly Claim[];
  /** Places of the result that name their source: how many, and how many of them stand. */
  quotes: { all: number; stand: number };
  /** What a colleague says, borne out by what they quote; null = nobody looked, or it is worth nothing. */
  opinion: Opinion['verdict'] | null;
  /** Memories the result was given on its matter: how many it agrees with, and how many it goes against; null = none. */
  memory: { agree: number; against: number } | null;
  /** How this teammate's results of this kind fared. */
  fared: Fared;
  /** What the teammate says of it: 0 to 1; null = nothing. */
  ownWord: number | null;
}

const weights = { checks: 0.3, claims: 0.2, reviewer: 0.2, memory: 0.1, record: 0.15, 'own-word': 0.05 } as const;
/** What is known of a teammate before there is a record: one good and one bad result. */
const prior = { good: 1, all: 2 };
/** One failed check, or one act nobody did, is not made good by what is right beside it. */
const spoilt = 0.35;
/** Nothing to go by, or a bad sign, neither: such a result may be right, and is worth a look. */
const weak = 0.65;
/** From so many results on, a record says something. */
const tellingRecord = 4;

export function scoreOf(input: ScoreInput): Confidence {
  const values = { ...partsOf(input) };
  const known = Object.entries(values).filter(([, part]) => part.value !== null);
  const total = known.reduce((sum, [name]) => sum + weights[name as keyof typeof weights], 0);
  const parts = (Object.keys(weights) as (keyof typeof weights)[]).map((name): ConfidencePart => ({
    name,
    ...values[name],
    weight: values[name].value === null || total === 0 ? 0 : weights[name] / total,
  }));
  const mean = parts.reduce((sum, { value, weight }) => sum + (value ?? 0) * weight, 0);
  const limit = isSpoilt(input) ? spoilt : isWeak(input) ? weak : 1;
  return { score: Math.min(mean, limit), parts };
}

function isSpoilt({ results, claims, quotes, opinion }: ScoreInput): boolean {
  return (
    results.some(({ outcome }) => outcome === 'failed') ||
    claims.some(({ callId }) => callId === null) ||
    quotes.stand < quotes.all ||
    opinion === 'not-ready'
  );
}

function isWeak({ results, claims, quotes, opinion, memory, fared }: ScoreInput): boolean {
  const judged = fared.accepted + fared.sentBack + fared.failed;
  return (
    results.length === 0 ||
    // A colleague's word is evidence: what it quotes was looked up.
    (claims.length + quotes.all === 0 && opinion === null) ||
    (memory !== null && memory.against > 0) ||
    (judged >= tellingRecord && fared.accepted < judged / 2)
  );
}

type Part = Pick<ConfidencePart, 'value' | 'evidence'>;

function partsOf({
  results,
  claims,
  quotes,
  opinion,
  memory,
  fared,
  ownWord,
}: ScoreInput): Record<keyof typeof weights, Part> {
  const passed = results.filter(({ outcome }) => outcome === 'passed').length;
  const onRecord = claims.filter(({ callId }) => callId !== null).length;
  const all = claims.length + quotes.all;
  const judged = fared.accepted + fared.sentBack + fared.failed;
  return {
    checks: {
      value: results.length === 0 ? null : passed / results.length,
      evidence: results.length === 0 ? 'Nothing was asked of it' : `${passed} of ${results.length} checks passed`,
    },
    claims: {
      value: all === 0 ? null : (onRecord + quotes.stand) / all,
      evidence:
        all === 0
          ? 'It names no evidence'
          : `${onRecord + quotes.stand} of ${all} statements have a step or a source on record`,
    },
    reviewer: {
      value: opinion === null ? null : { ready: 1, 'small-changes': 0.7, 'not-ready': 0 }[opinion],
      evidence: opinion === null ? 'No colleague has looked at it' : opinionWords[opinion],
    },
    memory: {
      value: memory === null ? null : (memory.agree + 1) / (memory.agree + memory.against * 3 + 1),
      evidence: memory === null ? 'The team knows nothing about it' : memoryWords(memory),
    },
    record: {
      value: (fared.accepted + prior.good) / (judged + prior.all),
      evidence: judged === 0 ? 'No similar task yet' : `${fared.accepted} of ${judged} similar tasks accepted`,
    },
    'own-word': {
      value: ownWord,
      evidence:
        ownWord === null
          ? 'The teammate says nothing of it'
          : ownWord < 0.5
            ? 'The teammate has doubts'
            : 'The teammate has no doubts',
    },
  };
}

const opinionWords: Record<Opinion['verdict'], string> = {
  ready: 'A colleague finds it ready',
  'small-changes': 'A colleague finds it ready after small changes',
  'not-ready': 'A colleague finds it not ready',
};

function memoryWords({ agree, against }: { agree: number; against: number }): string {
  return against > 0
    ? `It goes against ${against} of what the team knows`
    : `It agrees with ${agree} of what the team knows`;
}

/** At or above it a result may count as done by rule; null = the person sees every one. */
export function thresholdOf(unsure: Unsure): number | null {
  return { always: null, often: 0.85, sometimes: 0.7, rarely: 0.5 }[unsure];
}

export interface RouteInput {
  results: readonly Pick<CheckResult, 'outcome'>[];
  verdict: Verdict;
  claims: readonly Claim[];
  confidence: Confidence;
  unsure: Unsure;
  /** Something left the work folder, or may have happened. */
  isOutward: boolean;
  /** Only real work that a person asked for ends by rule. */
  mayEndByRule: boolean;
  /** A colleague has looked at it already. */
  isReviewed: boolean;
  hasReviewer: boolean;
}

/** Who sees a result next: nobody when it is sure enough, a colleague, or the person. */
export type Route = 'accept' | 'reviewer' | 'person';

export function routeOf(input: RouteInput): Route {
  const { results, verdict, claims, confidence, unsure, isOutward, mayEndByRule, isReviewed, hasReviewer } = input;
  const threshold = thresholdOf(unsure);
  if (threshold === null || !mayEndByRule || verdict === 'nothing') return 'person';
  const isWhole = results.length > 0 && results.every(({ outcome }) => outcome === 'passed');
  const isTrue = verdict === 'passed' && claims.every(({ callId }) => callId !== null);
  if (confidence.score >= threshold) return isWhole && isTrue && !isOutward ? 'accept' : 'person';
  // What code has found wrong a colleague would only find again.
  return !isReviewed && hasReviewer && verdict !== 'failed' ? 'reviewer' : 'person';
}
