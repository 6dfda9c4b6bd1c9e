import { useRef, type ReactNode } from 'react';
import { VirtualList } from '../ui/virtual-list.tsx';
import { useAutoScroll } from './drag.ts';
import type { CardList } from './use-card-list.ts';

/** A list of cards and its other rows: named for readers, one tab stop, scrolls while something is carried over it. */
export function CardListBox({
  label,
  rows,
  list,
  children,
}: {
  label: string;
  rows: readonly string[];
  list: CardList;
  children: (row: string) => ReactNode;
}) {
  const box = useRef<HTMLDivElement>(null);
  useAutoScroll(box);
  return (
    <div
      ref={box}
      role="list"
      aria-label={label}
      data-card-list
      onKeyDown={list.onKeyDown}
      onFocus={list.onFocus}
      className="-mx-1 min-h-0 flex-1"
    >
      <VirtualList ref={list.listRef} rows={rows} keep={list.keep}>
        {children}
      </VirtualList>
    </div>
  );
}
