import { useLingui } from '@lingui/react/macro';
import { useEffect } from 'react';
import type { Setup } from '../../agents/contract.ts';
import { useApp } from '../store/use-app.ts';
import { Icon } from '../ui/icon.tsx';
import { SearchForm } from './search-form.tsx';
import { Section } from './section.tsx';
import { useSetupRefresh } from './use-change.ts';

const lookAgainMs = 1_000;

/** How memories are found by likeness, how far a change of it is, and what keeps it from working. */
export function SearchPart() {
  const { t } = useLingui();
  const setup = useApp((state) => state.setup);
  useFreshSetup(setup);
  return (
    <Section
      title={t`Finding what the team knows`}
      hint={t`Memories are found by their words, and by likeness: what says the same in other words is found too.`}
    >
      {setup === null ? (
        <p className="text-text-muted">{t`Asking the app…`}</p>
      ) : (
        <>
          <State search={setup.search} />
          <SearchForm search={setup.search} keyStore={setup.model.keyStore} />
        </>
      )}
    </Section>
  );
}

/** Nothing tells of a service that has gone away: it is asked for as the screen opens, and while a change goes on. */
function useFreshSetup(setup: Setup | null): void {
  const refresh = useSetupRefresh();
  useEffect(() => void refresh(), [refresh]);
  useEffect(() => {
    if (!setup?.search.progress) return undefined;
    const timer = setTimeout(() => void refresh(), lookAgainMs);
    return () => clearTimeout(timer);
  }, [setup, refresh]);
}

function State({ search: { kind, model, endpoint, progress, problem } }: { search: Setup['search'] }) {
  const { t } = useLingui();
  const count = (value: number) => new Intl.NumberFormat('en').format(value);
  const [done, total] = progress ? [count(progress.done), count(progress.total)] : [];
  return (
    <div className="flex max-w-prose flex-col gap-2">
      <p className="wrap-anywhere">
        {kind === 'built-in'
          ? t`Chosen: the built-in search. It works offline, and nothing leaves this computer.`
          : kind === 'transformers'
            ? t`Chosen: ${model}, by transformers.js on this computer. Nothing leaves it.`
            : t`Chosen: ${model} at ${endpoint}.`}
      </p>
      {progress && (
        <p className="flex items-start gap-2">
          <Icon name="clock" className="mt-0.5 text-text-faint" />
          {t`${done} of ${total} sentences are ready. Until all are, search goes on with the one before.`}
        </p>
      )}
      <div role="alert" className={problem ? undefined : 'sr-only'}>
        {problem && (
          <p className="flex items-start gap-2 text-failed">
            <Icon name="warning" className="mt-0.5" />
            <span className="min-w-0 wrap-anywhere">{problem}</span>
          </p>
        )}
      </div>
    </div>
  );
}
