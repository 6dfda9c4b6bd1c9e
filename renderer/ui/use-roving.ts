import { useState, type KeyboardEvent } from 'react';

/** One tab stop for a list: which row has it, and the keys that move it. */
export interface Roving {
  index: number;
  setIndex: (index: number) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  /** Spread on row number `index`. */
  row: (index: number) => { tabIndex: number; 'data-row': number; onFocus: () => void };
}

/**
 * Roving tabindex for `count` rows: up and down, J and K, Home and End; `onOpen` for Enter.
 * `onMove` hears each move, before the row is focused (a virtual list brings it into view there).
 * Contract: rows carry what `row(index)` returns; the list carries `onKeyDown`.
 */
export function useRoving(
  count: number,
  options: { onOpen?: (index: number) => void; onMove?: (index: number) => void } = {},
): Roving {
  const [wanted, setIndex] = useState(0);
  const index = Math.max(0, Math.min(wanted, count - 1));
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' && event.target instanceof HTMLElement && event.target.dataset['row'] !== undefined) {
      options.onOpen?.(index);
      return;
    }
    const to = stepOf(event.key, index, count);
    if (to === null || to === index) return;
    event.preventDefault();
    setIndex(to);
    options.onMove?.(to);
    const list = event.currentTarget;
    requestAnimationFrame(() => list.querySelector<HTMLElement>(`[data-row="${to}"]`)?.focus());
  };
  const row = (at: number) => ({ tabIndex: at === index ? 0 : -1, 'data-row': at, onFocus: () => setIndex(at) });
  return { index, setIndex, onKeyDown, row };
}

/** Where a key leads from a row; null = nowhere. */
export function stepOf(key: string, index: number, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return Math.min(index + 1, count - 1);
    case 'ArrowUp':
    case 'k':
      return Math.max(index - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
