import { useLingui } from '@lingui/react/macro';
import { useSettings } from '../store/use-app.ts';
import { KeptField } from './kept-field.tsx';
import { parseCount, parseUsd, showUsd } from './prices.ts';
import { Section } from './section.tsx';
import { useChange } from './use-change.ts';

/** Limits of one attempt and of one day. A cap stops the work before the step that would pass it. */
export function CapsPart() {
  const { t } = useLingui();
  const { caps, dayUsdMicros } = useSettings();
  const change = useChange();
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
    </Section>
  );
}
