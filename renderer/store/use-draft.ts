import { useCallback, useState } from 'react';
import { useAppContext } from './use-app.ts';
import type { Draft } from './view.ts';

/**
 * The fields of a form, kept when it is closed and there again when it opens: Escape never loses text.
 * `key`: form and task, e.g. `steer:t_1`. Call `clear` once the text is sent.
 */
export function useDraft<T extends Draft>(
  key: string,
  empty: T,
): { draft: T; change: (patch: Partial<T>) => void; clear: () => void } {
  const { store } = useAppContext();
  const [draft, setDraft] = useState<T>(() => ({ ...empty, ...store.getState().drafts[key] }));
  const change = useCallback(
    (patch: Partial<T>) => {
      setDraft((held) => ({ ...held, ...patch }));
      store.setState(({ drafts }) => ({ drafts: { ...drafts, [key]: withPatch(drafts[key] ?? {}, patch) } }));
    },
    [store, key],
  );
  const clear = useCallback(() => {
    store.setState(({ drafts }) => {
      const { [key]: sent, ...rest } = drafts;
      return { drafts: rest };
    });
  }, [store, key]);
  return { draft, change, clear };
}

function withPatch(held: Draft, patch: Partial<Draft>): Draft {
  const next: Record<string, string> = { ...held };
  for (const [name, text] of Object.entries(patch)) if (text !== undefined) next[name] = text;
  return next;
}
