import { useEffect, type RefObject } from 'react';

/**
 * Puts the focus into a screen that has just been opened, so that its keys work and Tab goes on from there.
 * A focus inside a dialog, or already inside the screen, is left alone.
 */
export function useArrival(screen: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const node = screen.current;
    const active = document.activeElement;
    if (!node || node.contains(active) || active?.closest('[role="dialog"]')) return;
    node.focus({ preventScroll: true });
  }, [screen]);
}
