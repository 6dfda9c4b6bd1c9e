import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useRef } from 'react';
import { useApp, useSettings } from '../store/use-app.ts';
import { Select, Switch } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { useArrival } from '../ui/use-arrival.ts';
import { CapsPart } from './caps-part.tsx';
import { KeptField } from './kept-field.tsx';
import { ModelPart } from './model-part.tsx';
import { NotificationsPart } from './notifications-part.tsx';
import { PricesPart } from './prices-part.tsx';
import { SearchPart } from './search-part.tsx';
import { Section } from './section.tsx';
import { TeamPart } from './team-part.tsx';
import { useChange } from './use-change.ts';

/** Everything the person can set, on one page. Changes are kept at once; what is wrong says so where it stands. */
export function SettingsScreen() {
  const { t } = useLingui();
  const settings = useSettings();
  const setup = useApp((state) => state.setup);
  const change = useChange();
  const screen = useRef<HTMLDivElement>(null);
  useArrival(screen);
  const appearances = [
    { value: 'system', label: t`As the system` },
    { value: 'light', label: t`Light` },
    { value: 'dark', label: t`Dark` },
  ] as const;
  const densities = [
    { value: 'comfortable', label: t`Comfortable` },
    { value: 'compact', label: t`Compact` },
  ] as const;
  const problems = setup?.problems ?? [];
  return (
    <div
      ref={screen}
      tabIndex={0}
      role="group"
      aria-label={t`Settings`}
      className="thin-scroll h-full overflow-auto bg-surface outline-none"
    >
      <div className="flex max-w-200 flex-col px-8">
        {problems.length > 0 && (
          <Section
            title={t`Problems found`}
            hint={plural(problems.length, {
              one: 'Muster found # thing to mend.',
              other: 'Muster found # things to mend.',
            })}
          >
            <ul className="flex flex-col gap-2">
              {problems.map((problem) => (
                <li key={problem} className="flex items-start gap-2">
                  <Icon name="warning" className="mt-0.5 text-failed" />
                  <span className="min-w-0 wrap-anywhere">{problem}</span>
                </li>
              ))}
            </ul>
          </Section>
        )}
        <Section title={t`You`}>
          <div className="max-w-96">
            <KeptField
              label={t`Your name`}
              hint={t`Shown as the owner of the tasks you make.`}
              value={settings.ownerName}
              read={(text) =>
                text.trim().length > 80 ? { error: t`A name holds at most 80 characters.` } : { value: text.trim() }
              }
              keep={(ownerName) => change({ ownerName })}
            />
          </div>
        </Section>
        <TeamPart />
        <ModelPart />
        <PricesPart />
        <CapsPart />
        <SearchPart />
        <Section title={t`Appearance`}>
          <div className="flex max-w-96 flex-col gap-4">
            <Select
              label={t`Theme`}
              options={[...appearances]}
              value={settings.appearance}
              onChange={(event) => {
                const next = appearances.find((other) => other.value === event.target.value);
                if (next) void change({ appearance: next.value });
              }}
            />
            <Select
              label={t`Density`}
              options={[...densities]}
              value={settings.density}
              onChange={(event) => {
                const next = densities.find((other) => other.value === event.target.value);
                if (next) void change({ density: next.value });
              }}
            />
          </div>
        </Section>
        <NotificationsPart />
        <Section title={t`Keys`}>
          <div className="max-w-120">
            <Switch
              label={t`Single-letter keys`}
              hint={t`Such as A for approve. Off: only keys with Ctrl or ⌘ act. Press ? on any screen for its keys.`}
              checked={settings.letterKeys}
              onChange={(letterKeys) => void change({ letterKeys })}
            />
          </div>
        </Section>
        <Section title={t`Data folder`}>
          {setup === null ? (
            <p className="text-text-muted">{t`Asking the app…`}</p>
          ) : (
            <>
              <p className="font-mono wrap-anywhere">{setup.dataFolder}</p>
              <dl className="flex max-w-prose flex-col gap-2">
                <div>
                  <dt className="font-medium">{t`What is in here`}</dt>
                  <dd className="text-text-muted">
                    {t`The history of all tasks, the files teammates made, copies kept for undo, what the team knows, and the teammates’ own files. Your key is not in the history.`}
                  </dd>
                </div>
                <div>
                  <dt className="font-medium">{t`What deleting removes`}</dt>
                  <dd className="text-text-muted">
                    {t`Everything named above, for good. Your own folders stay as they are. Close Muster first.`}
                  </dd>
                </div>
              </dl>
            </>
          )}
        </Section>
        <Section title={t`About`}>
          <p className="text-text-muted">
            {setup === null
              ? t`Asking the app…`
              : t`Muster ${setup.version}, protocol ${setup.protocol}, ${setup.host} on ${setup.platform}`}
          </p>
        </Section>
      </div>
    </div>
  );
}
