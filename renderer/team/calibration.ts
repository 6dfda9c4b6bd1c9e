/** Where the points of the reliability chart lie, and what they say together. Pure. */
import type { Calibration } from '../../agents/domain/team-views.ts';

export interface Place {
  x: number;
  gotY: number;
  expectedY: number;
  accepted: number;
  all: number;
}

/** Below so many judged results nothing is said of them. */
export const minJudged = 10;
/** As far from what was to be expected as still counts as close. */
const closeBy = 0.1;

/** One point for each step with results, in equal distances of the steps; steps without results have none. */
export function places(
  bins: Calibration['bins'],
  plot: { left: number; right: number; top: number; bottom: number },
): Place[] {
  const y = (share: number) => round(plot.bottom - share * (plot.bottom - plot.top));
  return bins.flatMap(({ accepted, all, meanScore }, index) => {
    if (all === 0) return [];
    const x = round(plot.left + ((index + 0.5) / bins.length) * (plot.right - plot.left));
    return [{ x, gotY: y(accepted / all), expectedY: y(meanScore), accepted, all }];
  });
}

/** Whether how sure the app was can be relied on: over all results, was more accepted than expected, or less. */
export function reliability({ judged, bins }: Calibration): 'too-few' | 'close' | 'too-sure' | 'too-careful' {
  if (judged < minJudged) return 'too-few';
  const expected = bins.reduce((sum, { all, meanScore }) => sum + all * meanScore, 0);
  const accepted = bins.reduce((sum, bin) => sum + bin.accepted, 0);
  const gap = (accepted - expected) / judged;
  if (Math.abs(gap) <= closeBy) return 'close';
  return gap < 0 ? 'too-sure' : 'too-careful';
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
