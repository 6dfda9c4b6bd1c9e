import { useLingui } from '@lingui/react/macro';
import { useEffect, useMemo, useState } from 'react';
import { isTrial, needsYou, shownState } from '../../agents/domain/state.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import { conflictAsk } from '../knowledge/conflict-words.ts';
import { useConflicts } from '../knowledge/use-memories.ts';
import { useActions, useApp, useSettings } from '../store/use-app.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { askText } from '../words/item-words.ts';
import { canNotify, Notifier, pageNotify, type Need } from './notify.ts';

const askedKey = 'muster.notifyAsked';

/** Tasks a person is called for at once: something waits, the cap was reached, nothing was produced. */
function isLevelOne(task: TaskState): boolean {
  const state = shownState(task);
  if (task.archived || isTrial(task)) return false;
  return needsYou(task) || (!task.parent && (state === 'capped' || state === 'nothing'));
}

/**
 * Keeps web notifications in step with the tasks that need the person, and asks for the permission at the first such moment.
 * The desktop host notifies from its main process: there this draws and does nothing.
 */
export function NotifyLine() {
  const isBrowser = useApp((state) => state.setup?.host === 'web');
  return isBrowser && canNotify() ? <BrowserNotify /> : null;
}

function BrowserNotify() {
  const { t } = useLingui();
  const actions = useActions();
  const { notifications } = useSettings();
  const tasks = useApp((state) => state.tasks);
  const teammates = useApp((state) => state.teammates);
  const [permission, setPermission] = useState<NotificationPermission>(() => Notification.permission);
  const [wasAsked, setWasAsked] = useState(() => localStorage.getItem(askedKey) !== null);
  const [notifier] = useState(
    () => new Notifier(pageNotify(({ taskId, itemId }) => actions.go({ screen: 'inbox', itemId, taskId }))),
  );
  const unsure = useConflicts()[0] ?? null;
  const waiting = useMemo(() => Object.values(tasks).filter(isLevelOne), [tasks]);

  useEffect(() => {
    const needs: Need[] = waiting.flatMap((task) => {
      const item = task.items.at(-1);
      const name = teammates[task.teammateId ?? '']?.profile.name ?? t`A teammate`;
      const title =
        item?.kind === 'approve'
          ? t`${name} needs a yes`
          : item?.kind === 'question'
            ? t`${name} has a question`
            : t`${name} needs you`;
      return item ? [{ about: task.id, taskId: task.id, itemId: item.id, title, body: askText(task, item) }] : [];
    });
    if (unsure) {
      const { conflict, members } = unsure;
      const body = conflictAsk(conflict, members);
      needs.push({ about: 'memory', taskId: null, itemId: conflict.id, title: t`What the team knows disagrees`, body });
    }
    notifier.sync(needs, notifications && permission === 'granted');
  }, [t, waiting, unsure, teammates, notifications, permission, notifier]);
  useEffect(() => () => notifier.stop(), [notifier]);

  const first = waiting[0];
  if (!first || permission !== 'default' || wasAsked || !notifications) return null;
  const name = teammates[first.teammateId ?? '']?.profile.name ?? t`A teammate`;
  const settle = () => {
    localStorage.setItem(askedKey, '1');
    setWasAsked(true);
  };
  const turnOn = () => {
    settle();
    void Notification.requestPermission().then(setPermission);
  };
  return (
    <section
      aria-label={t`Notifications`}
      className="flex min-h-10 flex-none flex-wrap items-center gap-2 border-b border-hairline bg-surface px-6 py-1"
    >
      <Icon name="hand" className="text-needs" />
      <span className="flex-1">{t`${name} waits for you. Muster can tell you about this while you are in another window.`}</span>
      <Button small onClick={turnOn}>
        {t`Tell me`}
      </Button>
      <Button small kind="ghost" onClick={settle}>
        {t`Not now`}
      </Button>
    </section>
  );
}
