import { useLingui } from '@lingui/react/macro';
import { useCallback, useRef, type RefObject } from 'react';
import type { Command } from '../../agents/domain/commands.ts';
import { useActions } from '../store/use-app.ts';
import { useKeys } from '../ui/use-keys.ts';
import { useToasts } from '../ui/toast.tsx';

/** Says that an act was done and how to take it back. */
export type Done = (text: string, undo: readonly Command[]) => void;

/**
 * Offers to take the last act back: in the message that says it was done, and by Ctrl/⌘ Z in this part of the screen.
 * What it takes back it takes back once.
 */
export function useUndo(pane: RefObject<HTMLElement | null>): Done {
  const { t } = useLingui();
  const { dispatch } = useActions();
  const toasts = useToasts();
  const last = useRef<readonly Command[] | null>(null);
  const hide = useRef<() => void>(() => undefined);
  const undo = useCallback(
    async (commands: readonly Command[] | null) => {
      if (commands === null) return;
      if (last.current === commands) last.current = null;
      hide.current();
      for (const command of commands) {
        const reply = await dispatch(command);
        if (!reply.ok) return;
      }
      hide.current = toasts.show(t`Taken back.`);
    },
    [dispatch, toasts, t],
  );
  useKeys(t`Here`, [{ keys: 'mod+z', label: t`Undo my last act`, run: () => void undo(last.current) }], pane);
  return useCallback(
    (text, commands) => {
      last.current = commands;
      hide.current = toasts.show(text, { action: { label: t`Undo`, run: () => void undo(commands) } });
    },
    [toasts, t, undo],
  );
}
