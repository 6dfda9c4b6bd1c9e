import { createContext, useContext, type ReactNode } from 'react';
import { createPortal } from 'react-dom';

/** The place in the top bar where the screen on show puts its switches; null until the bar is there. */
export const TopBarSlotContext = createContext<HTMLElement | null>(null);

/** Draws its children in the top bar, beside the screen's name. */
export function TopBarSlot({ children }: { children: ReactNode }) {
  const slot = useContext(TopBarSlotContext);
  return slot ? createPortal(children, slot) : null;
}
