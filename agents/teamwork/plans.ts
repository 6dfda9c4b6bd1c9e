/** Saved plans that were made for something like a brief. Pure. */
import type { SavedPlan } from '../domain/breakdown.ts';
import { kindOf } from '../domain/operations.ts';
import type { SuggestedPlan } from '../domain/team-views.ts';
import { askedTerms, tellingTerms } from '../memory/terms.ts';

/** Share of telling words a brief must have in common with what a plan was made for. */
const likeAt = 0.25;
const most = 3;

/** The likest first; the newest of equals. */
export function suggestPlans(brief: string, plans: readonly SavedPlan[]): SuggestedPlan[] {
  const asked = new Set(askedTerms(brief));
  if (asked.size === 0) return [];
  const kind = kindOf({ title: '', brief });
  return plans
    .map((plan, at) => {
      const words = new Set(tellingTerms(plan.madeFor));
      const shared = [...asked].filter((term) => words.has(term));
      const isSameKind = kindOf({ title: '', brief: plan.madeFor }) === kind;
      return { plan, at, shared, like: shared.length / Math.min(asked.size, Math.max(words.size, 1)), isSameKind };
    })
    .filter(({ like, isSameKind }) => like >= (isSameKind ? likeAt : 2 * likeAt))
    .toSorted((a, b) => b.like - a.like || b.at - a.at)
    .slice(0, most)
    .map(({ plan, shared }) => ({ plan, why: `Made for a task about ${shared.slice(0, 4).join(', ')}` }));
}
