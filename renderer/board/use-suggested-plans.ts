import { useEffect, useState } from 'react';
import type { SuggestedPlan } from '../../agents/domain/team-views.ts';
import { useActions, useApp } from '../store/use-app.ts';

const pauseMs = 400;
const enoughChars = 12;

/** Saved plans for a brief as it is typed: asked after a short pause, and only the newest answer counts. */
export function useSuggestedPlans(brief: string): readonly SuggestedPlan[] {
  const { ask } = useActions();
  const hasPlans = useApp((state) => state.workspace.plans.length > 0);
  const [plans, setPlans] = useState<readonly SuggestedPlan[]>([]);
  const wanted = brief.trim();
  useEffect(() => {
    if (!hasPlans || wanted.length < enoughChars) {
      setPlans([]);
      return undefined;
    }
    let isOver = false;
    const timer = setTimeout(async () => {
      const asked = await ask((engine) => engine.query.plans({ brief: wanted.slice(0, 64_000) }));
      if (!isOver) setPlans(asked.ok ? asked.value.plans : []);
    }, pauseMs);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [hasPlans, wanted, ask]);
  return plans;
}
