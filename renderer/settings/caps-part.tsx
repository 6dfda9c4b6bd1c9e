import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useSettings } from '../store/use-app.ts';
import { Button } from '../ui/button.tsx';
import { KeptField } from './kept-field.tsx';
import { parseCount, parseUsd, showUsd } from './prices.ts';
import { Section } from './section.tsx';
import { useChange } from './use-change.ts';

/** Limits of one attempt and of one day. A cap stops the work before the step that would pass it. */
export function CapsPart() {
  const { t } = useLingui();
  const { caps, dayUsdMicros, dayTokens } = useSettings();
  const change = useChange();
  const [isOpen, setOpen] = useState(false);
  const money = (text: string): { value: number | null } | { error: string } => {
    if (text.trim() === '') return { value: null };
    const micros = parseUsd(text);
    return micros === null
      ? { error: t`Write an amount in US dollars, such as 2.00, or leave it empty for no cap.` }
      : { value: micros };
  };
  const count = (text: string): { value: number } | { error: string } => {
    const value = parseCount(text);
    return value === null ? { error: t`Write a whole number above zero.` } : { value };
  };
  /** The engine's own bounds, told before it has to refuse. */
  const between = (text: string, min: number, max: number): { value: number } | { error: string } => {
    const value = Number(text.trim() || 'none');
    return Number.isInteger(value) && value >= min && value <= max
      ? { value }
      : { error: t`Write a whole number from ${min} to ${max}.` };
  };
  const shown = (value: number) => new Intl.NumberFormat('en').format(value);
  return (
    <Section
      title={t`Spending caps`}
      hint={t`Work stops before the step that would pass a cap, and asks you. The caps of a task hold for each attempt at it; a change holds for tasks made from now on.`}
    >
      <div className="grid max-w-160 grid-cols-2 gap-4">
        <KeptField
          numeric
          label={t`US dollars a day, all tasks`}
          placeholder={t`No cap`}
          hint={t`The day begins at midnight UTC.`}
          value={dayUsdMicros === null ? '' : showUsd(dayUsdMicros)}
          read={money}
          keep={(value) => change({ dayUsdMicros: value })}
        />
        <KeptField
          numeric
          label={t`US dollars a task`}
          placeholder={t`No cap`}
          value={caps.usdMicros === null ? '' : showUsd(caps.usdMicros)}
          read={money}
          keep={(usdMicros) => change({ caps: { ...caps, usdMicros } })}
        />
        <KeptField
          numeric
          label={t`Tokens a task`}
          hint={t`Counts only while the model’s price is unknown.`}
          value={shown(caps.tokens)}
          read={count}
          keep={(tokens) => change({ caps: { ...caps, tokens } })}
        />
        <KeptField
          numeric
          label={t`Minutes of work a task`}
          hint={t`Waiting for you does not count.`}
          value={shown(Math.round(caps.activeMs / 60_000))}
          read={count}
          keep={(minutes) => change({ caps: { ...caps, activeMs: minutes * 60_000 } })}
        />
        <KeptField
          numeric
          label={t`Rounds of thinking a task`}
          value={shown(caps.turns)}
          read={count}
          keep={(turns) => change({ caps: { ...caps, turns } })}
        />
        <KeptField
          numeric
          label={t`Steps a task`}
          value={shown(caps.calls)}
          read={count}
          keep={(calls) => change({ caps: { ...caps, calls } })}
        />
      </div>
      <div>
        <Button
          kind="ghost"
          icon={isOpen ? 'down' : 'right'}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >{t`Advanced`}</Button>
      </div>
      {isOpen && (
        <div className="grid max-w-160 grid-cols-2 gap-4">
          <KeptField
            numeric
            label={t`How far work may be handed on`}
            hint={t`1: a teammate may hand parts on, and those may not. 0: nobody hands anything on.`}
            value={shown(caps.depth)}
            read={(text) => between(text, 0, 8)}
            keep={(depth) => change({ caps: { ...caps, depth } })}
          />
          <KeptField
            numeric
            label={t`Parts at once`}
            hint={t`How many parts of one task may be with teammates.`}
            value={shown(caps.children)}
            read={(text) => between(text, 1, 64)}
            keep={(children) => change({ caps: { ...caps, children } })}
          />
          <KeptField
            numeric
            label={t`Parts of one plan`}
            hint={t`A plan with more is sent back to the teammate.`}
            value={shown(caps.parts)}
            read={(text) => between(text, 1, 200)}
            keep={(parts) => change({ caps: { ...caps, parts } })}
          />
          <KeptField
            numeric
            label={t`Tokens a day, all tasks`}
            hint={t`Counts only while the model’s price is unknown.`}
            value={shown(dayTokens)}
            read={count}
            keep={(tokens) => change({ dayTokens: tokens })}
          />
        </div>
      )}
    </Section>
  );
}
