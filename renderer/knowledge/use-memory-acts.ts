import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import type { MemoryView } from '../../agents/domain/memory-views.ts';
import type { Reply } from '../store/actions.ts';
import { useActions } from '../store/use-app.ts';
import { useToasts } from '../ui/toast.tsx';
import type { Done } from '../shell/use-undo.ts';
import { corrected } from './taught.ts';

/** What is done with sentences from wherever they are shown. Nothing is drawn before the engine has agreed. */
export interface MemoryActs {
  keep: (memory: MemoryView) => Promise<void>;
  forget: (memories: readonly MemoryView[]) => Promise<void>;
  restore: (memory: MemoryView) => Promise<void>;
  copy: (memory: MemoryView) => Promise<void>;
  /** A refusal is the caller's to show: the typed words stay. */
  correct: (memory: MemoryView, words: { text: string; value: string }) => Promise<Reply<{ seq: number }>>;
}

export function useMemoryActs(done: Done): MemoryActs {
  const { t } = useLingui();
  const { dispatch, makeId } = useActions();
  const toasts = useToasts();
  return useMemo(
    () => ({
      async keep({ id }) {
        const reply = await dispatch({ type: 'memory.keep', memoryId: id });
        if (reply.ok) toasts.show(t`Kept.`);
      },
      async forget(memories) {
        const gone: string[] = [];
        for (const { id } of memories) {
          const reply = await dispatch({ type: 'memory.forget', memoryId: id });
          if (!reply.ok) break;
          gone.push(id);
        }
        if (gone.length === 0) return;
        const undo = gone.map((memoryId) => ({ type: 'memory.restore', memoryId }) as const);
        done(gone.length === 1 ? t`Forgotten.` : t`${gone.length} sentences forgotten.`, undo);
      },
      async restore({ id }) {
        const reply = await dispatch({ type: 'memory.restore', memoryId: id });
        if (reply.ok) done(t`In use again.`, [{ type: 'memory.forget', memoryId: id }]);
      },
      async copy({ text }) {
        await navigator.clipboard.writeText(text).then(
          () => toasts.show(t`Copied.`),
          () => toasts.show(t`The clipboard is not to be had. Select the sentence and copy it.`, { failed: true }),
        );
      },
      async correct(memory, words) {
        const command = corrected(memory, words, makeId('mem'));
        const reply = await dispatch(command, { quiet: true });
        if (reply.ok)
          done(t`Saved.`, [
            { type: 'memory.forget', memoryId: command.memoryId },
            { type: 'memory.restore', memoryId: memory.id },
          ]);
        return reply;
      },
    }),
    [t, dispatch, makeId, toasts, done],
  );
}
