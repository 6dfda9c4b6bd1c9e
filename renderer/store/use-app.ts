import { createContext, useCallback, useContext, useEffect, useSyncExternalStore } from 'react';
import { useStore } from 'zustand/react';
import type { LivePart } from '../../agents/contract.ts';
import type { Settings } from '../../agents/domain/settings.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import type { TeammateState } from '../../agents/domain/teammate.ts';
import type { Actions } from './actions.ts';
import type { LiveText } from './live-text.ts';
import type { AppState, AppStore } from './store.ts';

/** What the shell hands to every screen. */
export interface AppContextValue {
  store: AppStore;
  actions: Actions;
  live: LiveText;
  /** Says which tasks' live text is wanted; counted, so that two readers of one task do not end each other. */
  watchLive: (taskId: string) => () => void;
}

export const AppContext = createContext<AppContextValue | null>(null);

/** Store, actions and live text of this window. */
export function useAppContext(): AppContextValue {
  const value = useContext(AppContext);
  if (!value) throw new Error('AppContext is missing above this component');
  return value;
}

/** Reads from the store. Select single values or objects the store holds: a selector that makes a new object loops. */
export function useApp<T>(selector: (state: AppState) => T): T {
  return useStore(useAppContext().store, selector);
}

export function useActions(): Actions {
  return useAppContext().actions;
}

/** One task as it is to be drawn (a just given card included); null = unknown. */
export function taskById(state: Pick<AppState, 'tasks' | 'pending'>, taskId: string | null): TaskState | null {
  return taskId === null ? null : (state.pending[taskId] ?? state.tasks[taskId] ?? null);
}

export function useTask(taskId: string | null): TaskState | null {
  return useApp((state) => taskById(state, taskId));
}

export function useTeammate(teammateId: string | null): TeammateState | null {
  return useApp((state) => (teammateId === null ? null : (state.teammates[teammateId] ?? null)));
}

export function useSettings(): Settings {
  return useApp((state) => state.workspace.settings);
}

/** Text of the turn being written, ten times a second; null = nothing is being written. Watches while mounted. */
export function useLiveText(taskId: string): LivePart | null {
  const { live, watchLive } = useAppContext();
  useEffect(() => watchLive(taskId), [watchLive, taskId]);
  const subscribe = useCallback((listener: () => void) => live.subscribe(taskId, listener), [live, taskId]);
  return useSyncExternalStore(subscribe, () => live.read(taskId));
}
