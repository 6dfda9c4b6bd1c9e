import { describe, expect, test } from 'vitest';
import { calibrationOf } from './competence.ts';
import { routeOf, scoreOf, thresholdOf, type RouteInput, type ScoreInput } from './confidence-score.ts';

const good: ScoreInput = {
  results: [{ outcome: 'passed' }],
  claims: [{ text: 'I wrote it', callId: 'c1' }],
  quotes: { all: 3, stand: 3 },
  opinion: null,
  memory: null,
  fared: { accepted: 8, sentBack: 0, failed: 0 },
  ownWord: 1,
};

describe('the score', () => {
  test('counts only what is known, and says what it counted', () => {
    const { score, parts } = scoreOf(good);
    expect(score).toBeGreaterThan(0.9);
    expect(parts.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1);
    expect(parts.find(({ name }) => name === 'reviewer')).toMatchObject({ value: null, weight: 0 });
    expect(parts.find(({ name }) => name === 'checks')?.evidence).toBe('1 of 1 checks passed');
  });

  test.each<[string, Partial<ScoreInput>, number]>([
    ['a failed check', { results: [{ outcome: 'failed' }, { outcome: 'passed' }, { outcome: 'passed' }] }, 0.35],
    ['an act nobody did', { claims: [{ text: 'I sent it', callId: null }] }, 0.35],
    ['a quote that is not there', { quotes: { all: 9, stand: 8 } }, 0.35],
    ['a colleague’s no', { opinion: 'not-ready' }, 0.35],
    ['nothing asked of it', { results: [] }, 0.65],
    ['no evidence', { claims: [], quotes: { all: 0, stand: 0 } }, 0.65],
    ['what the team knows against it', { memory: { agree: 3, against: 1 } }, 0.65],
    ['a bad record', { fared: { accepted: 1, sentBack: 4, failed: 0 } }, 0.65],
  ])('%s is not made good by the rest', (_name, patch, most) => {
    expect(scoreOf({ ...good, ...patch }).score).toBeLessThanOrEqual(most);
  });
});

describe('who sees it next', () => {
  const sure: RouteInput = {
    results: good.results,
    verdict: 'passed',
    claims: good.claims,
    confidence: { score: 0.9, parts: [] },
    unsure: 'sometimes',
    isOutward: false,
    mayEndByRule: true,
    isReviewed: false,
    hasReviewer: true,
  };
  const doubtful = { confidence: { score: 0.6, parts: [] } };
  test.each<[string, Partial<RouteInput>, string]>([
    ['nobody', {}, 'accept'],
    ['the person, who wants to see all', { unsure: 'always' }, 'person'],
    ['the person, for it reached outside', { isOutward: true }, 'person'],
    ['the person, for a line was not checked', { results: [{ outcome: 'not-checked' }] }, 'person'],
    ['the person, for nothing was asked of it', { results: [] }, 'person'],
    ['the person, for it is a trial or a part', { mayEndByRule: false }, 'person'],
    ['the person, for nothing was made', { verdict: 'nothing' }, 'person'],
    ['a colleague', doubtful, 'reviewer'],
    ['the person, where there is no colleague', { ...doubtful, hasReviewer: false }, 'person'],
    ['the person, after a colleague', { ...doubtful, isReviewed: true }, 'person'],
    ['the person, for code found it wrong', { ...doubtful, verdict: 'failed' }, 'person'],
    ['nobody, for who asks rarely', { ...doubtful, unsure: 'rarely' }, 'accept'],
  ])('%s', (_name, patch, route) => {
    expect(routeOf({ ...sure, ...patch })).toBe(route);
  });

  test('the more often the person wants to see results, the surer one has to be', () => {
    expect([thresholdOf('rarely'), thresholdOf('sometimes'), thresholdOf('often'), thresholdOf('always')]).toEqual([
      0.5,
      0.7,
      0.85,
      null,
    ]);
  });
});

test('calibration: five steps, and the mean squared distance', () => {
  const { judged, brier, bins } = calibrationOf([
    { score: 1, ok: true },
    { score: 0.9, ok: false },
    { score: 0.1, ok: false },
  ]);
  expect(judged).toBe(3);
  expect(brier).toBeCloseTo((0 + 0.81 + 0.01) / 3);
  expect(bins.map(({ all, accepted }) => [all, accepted])).toEqual([
    [1, 0],
    [0, 0],
    [0, 0],
    [0, 0],
    [2, 1],
  ]);
  expect(calibrationOf([]).brier).toBeNull();
});
