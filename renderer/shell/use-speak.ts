import { useLingui } from '@lingui/react/macro';
import { useEffect } from 'react';
import { useAppContext } from '../store/use-app.ts';
import { useAnnounce } from '../ui/announcer.tsx';
import { useToasts } from '../ui/toast.tsx';
import { askText } from '../words/item-words.ts';
import type { Boundary } from './boundaries.ts';
import type { Session } from './session.ts';

/** Says boundaries to screen readers (failures at once, the rest politely) and shows refusals as toasts. */
export function useSpeak(session: Session): void {
  const { t } = useLingui();
  const announce = useAnnounce();
  const toasts = useToasts();
  const { store } = useAppContext();
  useEffect(() => {
    const words = ({ kind, task }: Boundary): string => {
      const name = store.getState().teammates[task.teammateId ?? '']?.profile.name ?? t`A teammate`;
      const item = task.items.at(-1);
      const ask = item ? askText(task, item) : '';
      switch (kind) {
        case 'started':
          return t`${name} started: ${task.title}`;
        case 'needs':
          return t`${name} needs you: ${ask}`;
        case 'finished':
          return t`${name} finished: ${task.title}. ${ask}`;
        case 'stopped':
          return t`Stopped: ${task.title}`;
        case 'failed':
          return t`${name} could not finish: ${task.title}. ${ask}`;
      }
    };
    const stopBoundaries = session.onBoundary((boundary) =>
      announce(words(boundary), boundary.kind === 'failed' ? 'assertive' : 'polite'),
    );
    const stopRefused = session.onRefused((message) => toasts.show(message, { failed: true }));
    return () => {
      stopBoundaries();
      stopRefused();
    };
  }, [t, announce, toasts, store, session]);
}
