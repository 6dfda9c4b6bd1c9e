import { useLingui } from '@lingui/react/macro';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { BoardScreen } from '../board/board-screen.tsx';
import { focusCard } from '../board/use-card-list.ts';
import { useActions, useApp } from '../store/use-app.ts';
import { classNames } from '../ui/class-names.ts';
import { useToasts } from '../ui/toast.tsx';
import { HealthLine } from './health-line.tsx';
import { LinkMessage, OfflineLine } from './link-message.tsx';
import { NotifyLine } from './notify-line.tsx';
import { Rail } from './rail.tsx';
import type { Session } from './session.ts';
import { TopBar } from './top-bar.tsx';
import { TopBarSlotContext } from './top-bar-slot.tsx';
import { useGlobalKeys } from './use-global-keys.ts';
import { usePageState } from './use-page-state.ts';
import { useSpeak } from './use-speak.ts';

const TaskPane = lazy(async () => ({ default: (await import('../task/task-pane.tsx')).TaskPane }));
const InboxScreen = lazy(async () => ({ default: (await import('../inbox/inbox-screen.tsx')).InboxScreen }));
const TeamScreen = lazy(async () => ({ default: (await import('../team/team-screen.tsx')).TeamScreen }));
const KnowledgeScreen = lazy(async () => ({
  default: (await import('../knowledge/knowledge-screen.tsx')).KnowledgeScreen,
}));
const SettingsScreen = lazy(async () => ({
  default: (await import('../settings/settings-screen.tsx')).SettingsScreen,
}));
const Overlays = lazy(async () => ({ default: (await import('./overlays.tsx')).Overlays }));

/** Rail, top bar, the screen on show and the task beside it. */
export function Shell({ session }: { session: Session }) {
  const { t } = useLingui();
  const link = useApp((state) => state.link);
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  const hasOverlay = useApp((state) => state.overlay !== null);
  useClearToasts();
  usePageState();
  useGlobalKeys();
  useSpeak(session);
  if (link === 'outdated' || link === 'refused') return <LinkMessage link={link} />;
  return (
    <TopBarSlotContext value={slot}>
      <a href="#main" className="skip-link bg-surface p-2 text-accent" onClick={skipToMain}>
        {t`Skip to the work`}
      </a>
      <div className="flex h-full">
        <Rail />
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <TopBar slotRef={setSlot} />
          <OfflineLine retry={session.retry} />
          <HealthLine />
          <NotifyLine />
          <Main />
        </div>
      </div>
      {hasOverlay && (
        <Suspense>
          <Overlays />
        </Suspense>
      )}
    </TopBarSlotContext>
  );
}

/** What was said on one screen does not lie over the buttons of the next. */
function useClearToasts(): void {
  const { clear } = useToasts();
  const screen = useApp((state) => state.place.screen);
  const taskId = useApp((state) => state.place.taskId);
  useEffect(() => clear(), [clear, screen, taskId]);
}

// The address holds nothing but the page: a real fragment would look like a one-time code.
function skipToMain(event: React.MouseEvent): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('#main')?.focus();
}

function Main() {
  const screen = useApp((state) => state.place.screen);
  const taskId = useApp((state) => state.place.taskId);
  const isWide = useApp((state) => state.taskWide);
  const isReady = useApp((state) => state.seq !== null);
  const hasTask = taskId !== null && (screen === 'board' || screen === 'team');
  const coversAll = hasTask && isWide;
  return (
    <div className="flex min-h-0 flex-1">
      <main
        id="main"
        tabIndex={-1}
        className={classNames(
          'min-w-0 flex-1 overflow-hidden outline-none',
          coversAll ? 'hidden' : hasTask && 'max-wide:hidden',
        )}
      >
        {isReady && (
          <Suspense>
            {screen === 'board' && <BoardScreen isNarrow={hasTask} />}
            {screen === 'inbox' && <InboxScreen />}
            {screen === 'team' && <TeamScreen />}
            {screen === 'knowledge' && <KnowledgeScreen />}
            {screen === 'settings' && <SettingsScreen />}
          </Suspense>
        )}
      </main>
      {isReady && hasTask && <TaskSide taskId={taskId} isWide={isWide} />}
    </div>
  );
}

/** The right pane: 720 px beside the board, the whole width on a narrow window or when asked. */
function TaskSide({ taskId, isWide }: { taskId: string; isWide: boolean }) {
  const { t } = useLingui();
  const actions = useActions();
  const pane = useRef<HTMLDivElement>(null);
  useEffect(() => {
    pane.current?.focus();
    return () => {
      // Closed with the focus inside: back to the card it was opened from.
      requestAnimationFrame(() => document.activeElement === document.body && focusCard(taskId));
    };
  }, [taskId]);
  return (
    <div
      ref={pane}
      // Over the whole screen it is what the page is about: the board behind it is hidden.
      role={isWide ? 'main' : 'complementary'}
      tabIndex={-1}
      aria-label={t`Task`}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        actions.closeTask();
      }}
      className={classNames(
        'flex min-h-0 min-w-0 flex-col border-hairline bg-surface outline-none',
        isWide ? 'flex-1' : 'w-180 flex-none border-s max-wide:w-auto max-wide:flex-1',
      )}
    >
      <Suspense>
        <TaskPane key={taskId} taskId={taskId} />
      </Suspense>
    </div>
  );
}
