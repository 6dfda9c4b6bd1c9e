import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useActions, useApp, useSettings } from '../store/use-app.ts';
import { IconButton } from '../ui/button.tsx';
import { ChoiceChip } from '../ui/chip.tsx';
import { classNames } from '../ui/class-names.ts';

/** Two questions on a new board, both optional; hiding the strip is an answer too. */
export function FirstRunStrip() {
  const isShown = useApp((state) => state.seq !== null && !state.workspace.settings.welcomeDismissed);
  return isShown ? <Strip /> : null;
}

function Strip() {
  const { t } = useLingui();
  const { dispatch } = useActions();
  const settings = useSettings();
  const [name, setName] = useState(settings.ownerName);
  const kinds = [
    { id: 'sales', label: t`Sales` },
    { id: 'operations', label: t`Operations` },
    { id: 'finance', label: t`Finance` },
    { id: 'research', label: t`Research` },
    { id: 'office', label: t`Office` },
    { id: 'other', label: t`Something else` },
  ];
  const saveName = () => {
    const ownerName = name.trim();
    if (ownerName !== settings.ownerName) void dispatch({ type: 'settings.change', settings: { ownerName } });
  };
  const setWork = (work: string) => void dispatch({ type: 'settings.change', settings: { work } });
  const hide = () => void dispatch({ type: 'settings.change', settings: { welcomeDismissed: true } });
  return (
    <section
      aria-label={t`About you`}
      className="flex min-h-14 flex-none flex-wrap items-center gap-x-6 gap-y-2 rounded-card border border-hairline bg-surface py-2 ps-4 pe-3"
    >
      <label className="flex items-center gap-2">
        <span className="font-medium">{t`Your name`}</span>
        <input
          value={name}
          maxLength={80}
          placeholder={t`Optional`}
          autoComplete="name"
          onChange={(event) => setName(event.target.value)}
          onBlur={saveName}
          onKeyDown={(event) => event.key === 'Enter' && saveName()}
          className="h-8 w-40 rounded-control border border-control-border bg-surface px-2"
        />
      </label>
      <div role="group" aria-label={t`What do you do?`} className="flex flex-1 flex-wrap items-center gap-2">
        <span aria-hidden className={classNames('font-medium')}>{t`What do you do?`}</span>
        {kinds.map((kind) => (
          <ChoiceChip
            key={kind.id}
            on={settings.work === kind.id}
            onClick={() => setWork(settings.work === kind.id ? '' : kind.id)}
          >
            {kind.label}
          </ChoiceChip>
        ))}
      </div>
      <IconButton icon="close" small label={t`Hide`} onClick={hide} />
    </section>
  );
}
