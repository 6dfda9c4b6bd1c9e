import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useApp } from '../store/use-app.ts';
import { Button } from '../ui/button.tsx';
import type { TaskDraft } from './task-draft.ts';
import { useSuggestedPlans } from './use-suggested-plans.ts';

/** Plans that went well for something like this; nothing is shown while there is none. */
export function PlanOffers({
  brief,
  planId,
  onChange,
}: {
  brief: string;
  planId: string;
  onChange: (patch: Partial<TaskDraft>) => void;
}) {
  const { t } = useLingui();
  const suggested = useSuggestedPlans(brief);
  // The one chosen stays, whatever is typed afterwards: nothing is sent that is not on screen.
  const chosen = useApp((state) => state.workspace.plans.find((plan) => plan.planId === planId));
  const others = suggested.filter(({ plan }) => plan.planId !== planId).slice(0, chosen ? 2 : 3);
  const plans = chosen ? [{ plan: chosen, why: t`Made for “${chosen.madeFor}”` }, ...others] : others;
  const planner = useApp((state) =>
    Object.values(state.teammates).find(({ profile, standing }) => profile.role === 'planner' && standing === 'active'),
  );
  if (plans.length === 0) return null;
  return (
    <section aria-label={t`Plans that fit`} className="flex flex-col gap-1">
      {plans.map(({ plan, why }) => {
        const isUsed = plan.planId === planId;
        return (
          <div key={plan.planId} className="flex items-center gap-3">
            <div className="flex min-w-0 flex-1 flex-col">
              <span className="truncate font-medium">{plan.name}</span>
              <span className="truncate text-meta text-text-muted">
                {why}, {plural(plan.parts.length, { one: '# part', other: '# parts' })}
              </span>
            </div>
            <Button
              small
              aria-pressed={isUsed}
              onClick={() => onChange(isUsed ? { planId: '' } : { planId: plan.planId, teammateId: planner?.id ?? '' })}
            >
              {isUsed ? t`Using this plan` : t`Use this plan`}
            </Button>
          </div>
        );
      })}
    </section>
  );
}
