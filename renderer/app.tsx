import { t } from '@lingui/core/macro';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Connect } from './client/client.ts';
import { AppContext } from './store/use-app.ts';
import { Shell } from './shell/shell.tsx';
import { createSession } from './shell/session.ts';
import { UiProvider } from './ui/provider.tsx';

/** The whole window: one session, the kit's provider and the shell. */
export function App({ connect }: { connect: Connect }) {
  const [session] = useState(() =>
    createSession({
      connect,
      offlineText: () => t`There is no connection to Muster right now. Nothing was changed; try again in a moment.`,
      failedText: () => t`Muster could not do this. Nothing was changed.`,
    }),
  );
  useEffect(() => session.start(), [session]);
  const { store, actions, live, watchLive } = session;
  const value = useMemo(() => ({ store, actions, live, watchLive }), [store, actions, live, watchLive]);
  const lettersOn = useSyncExternalStore(store.subscribe, () => store.getState().workspace.settings.letterKeys);
  return (
    <AppContext value={value}>
      <UiProvider lettersOn={lettersOn}>
        <Shell session={session} />
      </UiProvider>
    </AppContext>
  );
}
