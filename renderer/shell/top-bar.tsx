import { Trans, useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import { isTrial } from '../../agents/domain/state.ts';
import { useActions, useApp } from '../store/use-app.ts';
import type { Screen } from '../store/view.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { moneyText } from '../ui/money.tsx';
import { useNow } from '../ui/relative-time.tsx';

/** Title, what the screen puts beside it, and always: Pause all, spent today, Practice or Live. */
export function TopBar({ slotRef }: { slotRef: (slot: HTMLElement | null) => void }) {
  const { t } = useLingui();
  const screen = useApp((state) => state.place.screen);
  const titles: Record<Screen, string> = {
    board: t`Board`,
    inbox: t`Inbox`,
    team: t`Team`,
    knowledge: t`Knowledge`,
    settings: t`Settings`,
  };
  return (
    <header className="flex min-h-12 flex-none flex-wrap items-center gap-x-2 border-b border-hairline py-1 ps-6 pe-4">
      <h1 className="me-2 font-semibold">{titles[screen]}</h1>
      <div ref={slotRef} className="flex grow items-center gap-2" />
      <PauseAll />
      <Spent />
      <Mode />
    </header>
  );
}

function PauseAll() {
  const { t } = useLingui();
  const { dispatch } = useActions();
  const isPaused = useApp((state) => state.workspace.paused);
  return (
    <Button
      kind="ghost"
      icon={isPaused ? 'play' : 'pause'}
      keys="mod+."
      aria-pressed={isPaused}
      onClick={() => void dispatch({ type: isPaused ? 'workspace.resume' : 'workspace.pause' })}
    >
      {isPaused ? t`Resume all` : t`Pause all`}
    </Button>
  );
}

function Spent() {
  const { t } = useLingui();
  const actions = useActions();
  const nowMs = useNow();
  const spend = useApp((state) => state.spend);
  const cap = useApp((state) => state.workspace.settings.dayUsdMicros);
  const today = new Date(nowMs).toISOString().slice(0, 10);
  const amount = moneyText(spend.day === today ? spend.usdMicros : 0);
  const limit = cap === null ? '' : moneyText(cap);
  return (
    <button
      type="button"
      title={t`Spent today, and the cap for a day`}
      onClick={() => actions.go({ screen: 'settings', taskId: null })}
      className="flex h-8 flex-none items-center gap-2 rounded-control px-2 whitespace-nowrap text-text-muted tabular-nums hover:bg-sunken"
    >
      <Icon name="coins" />
      {cap === null ? (
        <Trans>
          <span>
            <b className="font-medium text-text">{amount}</b> today
          </span>
        </Trans>
      ) : (
        <Trans>
          <span>
            <b className="font-medium text-text">{amount}</b> of {limit} today
          </span>
        </Trans>
      )}
    </button>
  );
}

/** Which model new work uses, and how much of the work under way is practice. */
function Mode() {
  const { t } = useLingui();
  const setup = useApp((state) => state.setup);
  const forced = useApp((state) => state.workspace.settings.practice);
  const tasks = useApp((state) => state.tasks);
  const practising = useMemo(
    () =>
      Object.values(tasks).filter((task) => task.status === 'working' && task.run?.practice && !isTrial(task)).length,
    [tasks],
  );
  if (!setup) return null;
  const isLive = setup.model.mode === 'live' && !forced;
  const text = isLive ? (practising > 0 ? t`Live, ${practising} in practice` : t`Live`) : t`Practice`;
  return (
    <span
      title={isLive ? undefined : t`Practice: no AI; sentences are extracted, not written.`}
      className="inline-flex h-6 flex-none items-center rounded-full border border-control-border px-2 text-meta font-medium whitespace-nowrap"
    >
      {text}
    </span>
  );
}
