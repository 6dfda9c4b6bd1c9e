import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useActions, useApp, useSettings } from '../store/use-app.ts';
import { Button } from '../ui/button.tsx';
import { Switch } from '../ui/field.tsx';
import { Section } from './section.tsx';
import { useChange } from './use-change.ts';

/** What the team does by itself, and the plans it may use again. */
export function TeamPart() {
  const { t } = useLingui();
  const { takesUnassigned } = useSettings();
  const change = useChange();
  return (
    <Section title={t`Team`}>
      <div className="flex max-w-120 flex-col gap-4">
        <Switch
          label={t`Let the team take unassigned work`}
          hint={t`A task nobody has goes to whoever fits best, did similar ones well and has time. The card says why, and you can move it.`}
          checked={takesUnassigned}
          onChange={(next) => void change({ takesUnassigned: next })}
        />
        <PlanList />
      </div>
    </Section>
  );
}

function PlanList() {
  const { t } = useLingui();
  const actions = useActions();
  const plans = useApp((state) => state.workspace.plans);
  return (
    <section aria-label={t`Saved plans`} className="flex flex-col gap-2">
      <h3 className="font-medium">{t`Saved plans`}</h3>
      {plans.length === 0 && (
        <p className="text-text-muted">{t`None yet. When a plan went well, keep it from the task; it is offered for similar tasks.`}</p>
      )}
      <ul className="flex flex-col">
        {plans.map(({ planId, name, madeFor, parts }) => (
          <li key={planId} className="flex items-center gap-3 border-b border-hairline py-2 last:border-b-0">
            <span className="flex min-w-0 flex-1 flex-col">
              <span title={name} className="truncate">
                {name}
              </span>
              <span title={madeFor} className="truncate text-meta text-text-muted">{t`Made for “${madeFor}”`}</span>
            </span>
            <span className="flex-none text-meta text-text-muted">
              {plural(parts.length, { one: '# part', other: '# parts' })}
            </span>
            <Button
              small
              kind="ghost"
              aria-label={t`Forget the plan ${name}`}
              onClick={() => void actions.dispatch({ type: 'plan.forget', planId })}
            >
              {t`Forget`}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
