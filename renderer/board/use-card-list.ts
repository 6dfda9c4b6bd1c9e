import { useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { useActions } from '../store/use-app.ts';
import { stepOf } from '../ui/use-roving.ts';
import type { VirtualListHandle } from '../ui/virtual-list.tsx';

/** One list of cards with one tab stop: J, K and arrows move inside, left and right go to the lists beside it. */
export interface CardList {
  listRef: RefObject<VirtualListHandle | null>;
  /** Index among the rows of the card that holds the tab stop; keeps it mounted. */
  keep: readonly number[];
  tabIndexOf: (taskId: string) => 0 | -1;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  onFocus: (event: React.FocusEvent<HTMLElement>) => void;
}

/** `rows`: what the virtual list shows, cards and other rows; `ids`: the cards among them, in order. */
export function useCardList(rows: readonly string[], ids: readonly string[]): CardList {
  const actions = useActions();
  const listRef = useRef<VirtualListHandle>(null);
  const [wanted, setWanted] = useState<string | null>(null);
  const stop = wanted !== null && ids.includes(wanted) ? wanted : (ids[0] ?? null);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const card = event.target instanceof HTMLElement ? event.target.dataset['card'] : undefined;
    if (card === undefined) return;
    const side = sideOf(event);
    if (side !== 0) {
      event.preventDefault();
      focusBeside(event.currentTarget, side);
      return;
    }
    const to = stepOf(event.key, ids.indexOf(card), ids.length);
    const next = to === null ? undefined : ids[to];
    if (next === undefined) return;
    event.preventDefault();
    setWanted(next);
    listRef.current?.scrollToIndex(rows.indexOf(next));
    focusCard(next);
  };
  return {
    listRef,
    keep: stop === null ? [] : [rows.indexOf(stop)],
    tabIndexOf: (taskId) => (taskId === stop ? 0 : -1),
    onKeyDown,
    onFocus: (event) => {
      const card = event.target instanceof HTMLElement ? event.target.dataset['card'] : undefined;
      if (card === undefined) return;
      setWanted(card);
      actions.setFocusedTask(card);
    },
  };
}

function sideOf(event: KeyboardEvent<HTMLElement>): -1 | 0 | 1 {
  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return 0;
  const isForward = (event.key === 'ArrowRight') === (getComputedStyle(event.currentTarget).direction === 'ltr');
  return isForward ? 1 : -1;
}

/** Focuses a card once it is drawn: a virtual list mounts it a frame or two after scrolling, and measures it unseen. */
export function focusCard(taskId: string, frames = 20): void {
  const card = document.querySelector<HTMLElement>(`[data-card="${CSS.escape(taskId)}"]`);
  card?.focus();
  if (document.activeElement === card || frames === 0) return;
  // Somebody else has taken the focus meanwhile: it stays there.
  if (card === null && document.activeElement !== document.body && !document.activeElement?.matches('[data-card]'))
    return;
  requestAnimationFrame(() => focusCard(taskId, frames - 1));
}

function focusBeside(list: HTMLElement, step: -1 | 1): void {
  const lists = [...document.querySelectorAll<HTMLElement>('[data-card-list]')];
  for (let at = lists.indexOf(list) + step; at >= 0 && at < lists.length; at += step) {
    const card = lists[at]?.querySelector<HTMLElement>('[data-card][tabindex="0"]');
    if (card) {
      card.focus();
      return;
    }
  }
}
