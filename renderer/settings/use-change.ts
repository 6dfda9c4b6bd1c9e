import { useCallback } from 'react';
import type { Settings } from '../../agents/domain/settings.ts';
import { useActions, useAppContext } from '../store/use-app.ts';

/** Changes settings in the journal; a refusal is said by the shell. Resolves true when it was taken. */
export function useChange(): (settings: Partial<Settings>) => Promise<boolean> {
  const actions = useActions();
  return async (settings) => (await actions.dispatch({ type: 'settings.change', settings })).ok;
}

/** Asks the host anew what it is set up with, after a key or an address was kept or forgotten. */
export function useSetupRefresh(): () => Promise<void> {
  const { store, actions } = useAppContext();
  return useCallback(async () => {
    const reply = await actions.ask((engine) => engine.host.setup());
    if (reply.ok) store.setState({ setup: reply.value });
  }, [store, actions]);
}
