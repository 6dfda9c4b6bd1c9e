/** What the record says of a teammate: how results fared by kind, and whether the engine was right to be sure. Pure. */
import { faredOf, type Judged, type Operations, type TaskKind } from './operations.ts';
import type { Calibration, Competence } from './team-views.ts';

const steps = 5;

export function competenceOf(operations: Operations, teammateId: string): Competence {
  const kinds = [...operations.fared.keys()]
    .filter((key) => key.startsWith(`${teammateId}/`))
    .map((key) => key.slice(teammateId.length + 1) as TaskKind);
  const byKind = kinds.map((kind) => ({ kind, fared: faredOf(operations, teammateId, kind) }));
  const judged = [...operations.judged.values()];
  const reviews = judged.flatMap(({ review, ok }) =>
    review?.teammateId === teammateId ? [review.isReady === ok] : [],
  );
  return {
    byKind: byKind.toSorted((a, b) => allOf(b.fared) - allOf(a.fared)),
    calibration: calibrationOf(judged.filter((one) => one.teammateId === teammateId)),
    reviews: { given: reviews.length, agreed: reviews.filter(Boolean).length },
  };
}

/** Scores against verdicts: five steps of the score, and the mean squared distance of all. */
export function calibrationOf(judged: readonly Pick<Judged, 'score' | 'ok'>[]): Calibration {
  const bins = Array.from({ length: steps }, (_, step) => {
    const inside = judged.filter(({ score }) => Math.min(steps - 1, Math.floor(score * steps)) === step);
    return {
      from: step / steps,
      to: (step + 1) / steps,
      all: inside.length,
      accepted: inside.filter(({ ok }) => ok).length,
      meanScore: mean(inside.map(({ score }) => score)),
    };
  });
  const brier = judged.length === 0 ? null : mean(judged.map(({ score, ok }) => (score - (ok ? 1 : 0)) ** 2));
  return { judged: judged.length, brier, bins };
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function allOf({ accepted, sentBack, failed }: Record<'accepted' | 'sentBack' | 'failed', number>): number {
  return accepted + sentBack + failed;
}
