import { useLingui } from '@lingui/react/macro';
import { useId } from 'react';
import type { TeammateState } from '../../agents/domain/teammate.ts';
import { useActions } from '../store/use-app.ts';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import type { StandingAct } from './standing.tsx';

type Unsure = TeammateState['unsure'];

/** How often the person wants to look, and whether the teammate is at work at all. */
export function RulesPart({
  teammate,
  ask,
  resume,
}: {
  teammate: TeammateState;
  ask: (act: StandingAct) => void;
  resume: () => void;
}) {
  const { t } = useLingui();
  const actions = useActions();
  const group = useId();
  const { id, standing, unsure, profile } = teammate;
  const { name } = profile;
  const choices: { value: Unsure; word: string; what: string }[] = [
    { value: 'always', word: t`Always`, what: t`You see every result before it counts as done.` },
    {
      value: 'often',
      word: t`Often`,
      what: t`A result counts as done by itself only when nearly everything about it was checked and found right.`,
    },
    {
      value: 'sometimes',
      word: t`Sometimes`,
      what: t`You see results that are not well backed; most that were checked count as done.`,
    },
    { value: 'rarely', word: t`Rarely`, what: t`You see only results that are more likely wrong than right.` },
  ];
  return (
    <div className="flex max-w-160 flex-col gap-8">
      <fieldset className="flex flex-col gap-2">
        <legend className="pb-1 text-section font-semibold">{t`Ask me when unsure`}</legend>
        <div className="flex flex-col gap-2">
          {choices.map(({ value, word, what }) => (
            <label
              key={value}
              className={classNames(
                'flex cursor-pointer gap-3 rounded-card border p-3 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
                unsure === value ? 'border-accent bg-selected' : 'border-hairline hover:bg-sunken',
              )}
            >
              <input
                type="radio"
                name={group}
                checked={unsure === value}
                aria-describedby={`${group}-${value}`}
                aria-label={word}
                onChange={() => void actions.dispatch({ type: 'teammate.tune', teammateId: id, unsure: value })}
                className="mt-0.5 size-4 flex-none accent-accent"
              />
              <span className="flex min-w-0 flex-col">
                <span className="font-medium">{word}</span>
                <span id={`${group}-${value}`} className="text-text-muted">
                  {what}
                </span>
              </span>
            </label>
          ))}
        </div>
        <p className="text-text-muted">
          {t`Whatever you choose, a result with a check that failed or was not made, one that came to nothing, and one that reaches outside always come to you.`}
        </p>
      </fieldset>
      <section aria-label={t`At work`} className="flex flex-col gap-3">
        <h3 className="text-section font-semibold">{t`At work`}</h3>
        {standing === 'active' && (
          <Row
            text={t`${name} takes work. A pause lets what is under way go on and begins nothing new.`}
            label={t`Pause ${name}…`}
            run={() => ask('pause')}
          />
        )}
        {standing === 'paused' && (
          <Row text={t`${name} is paused and begins nothing new.`} label={t`Resume ${name}`} run={resume} />
        )}
        {standing === 'retired' ? (
          <Row
            text={t`${name} is retired and gets no work. Everything ${name} did is kept.`}
            label={t`Call ${name} back…`}
            run={() => ask('rejoin')}
          />
        ) : (
          <Row
            text={t`Retiring ends the work of ${name}. Nothing is deleted, and you can call ${name} back.`}
            label={t`Retire ${name}…`}
            danger
            run={() => ask('retire')}
          />
        )}
      </section>
    </div>
  );
}

function Row({ text, label, danger, run }: { text: string; label: string; danger?: boolean; run: () => void }) {
  return (
    <div className="flex flex-wrap items-center gap-4 border-t border-hairline pt-3">
      <p className="min-w-48 flex-1 text-text-muted">{text}</p>
      <Button kind={danger ? 'danger' : 'plain'} onClick={run}>
        {label}
      </Button>
    </div>
  );
}
