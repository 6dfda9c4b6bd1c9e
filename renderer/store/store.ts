import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Setup } from '../../agents/contract.ts';
import type { LinkState } from '../client/client.ts';
import { emptyProjection, type Projection } from './projection.ts';
import { startView, type View } from './view.ts';

/** Everything the screens draw from. Change it through `actions.ts`, read it with `useApp(selector)`. */
export interface AppState extends Projection, View {
  link: LinkState;
  /** What the host is set up with; null until it has answered. */
  setup: Setup | null;
}

export type AppStore = StoreApi<AppState>;

/** Makes the one store of a window. */
export function createAppStore(initial: Partial<AppState> = {}): AppStore {
  return createStore<AppState>()(() => ({
    ...emptyProjection(),
    ...startView(),
    link: 'connecting',
    setup: null,
    ...initial,
  }));
}
