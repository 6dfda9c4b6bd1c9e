import { createContext, useContext, useEffect, useRef, useSyncExternalStore, type RefObject } from 'react';
import type { KeyMap, KeyScope, Shortcut } from './keys.ts';

/** The key map of this window; the app shell provides one and listens. */
export const KeyMapContext = createContext<KeyMap | null>(null);

function useKeyMap(): KeyMap {
  const map = useContext(KeyMapContext);
  if (!map) throw new Error('UiProvider is missing above this component');
  return map;
}

/**
 * Registers shortcuts while the component is mounted.
 * `pane`: they act while focus is inside it, or nowhere; without it they act everywhere. `name` heads them in the list of keys.
 * Contract: the newest `run` is called even though the list is registered once per set of keys.
 */
export function useKeys(name: string, shortcuts: Shortcut[], pane?: RefObject<HTMLElement | null>): void {
  const map = useKeyMap();
  const newest = useRef(shortcuts);
  newest.current = shortcuts;
  const signature = shortcuts.map((shortcut) => `${shortcut.keys}\n${shortcut.label}`).join('\n\n');
  useEffect(() => {
    const stable = newest.current.map((shortcut) => ({
      ...shortcut,
      run: () => newest.current.find((other) => other.keys === shortcut.keys)?.run(),
    }));
    return map.add({ name, pane: () => pane?.current ?? null, shortcuts: stable });
    // The signature stands for the list: labels and keys, not the closures.
  }, [map, name, pane, signature]);
}

/** All scopes on screen, for the list of keys and the palette. */
export function useKeyScopes(): KeyScope[] {
  const map = useKeyMap();
  return useSyncExternalStore(map.subscribe, map.scopes);
}
