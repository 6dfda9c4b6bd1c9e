import { useImperativeHandle, useRef, type ReactNode, type Ref } from 'react';
import { VList, type VListHandle } from 'virtua';

export interface VirtualListHandle {
  scrollToIndex: (index: number) => void;
}

/** Up to here all rows are mounted: that is faster than measuring, and nothing flickers. */
const plainLimit = 60;

/**
 * A scrolling list that, when long, mounts only the rows near the view. The only file that knows virtua.
 * `keep`: indexes that stay mounted wherever the list stands (the row with the focus). Rows give `aria-posinset` themselves.
 */
export function VirtualList({
  rows,
  keep,
  ref,
  onLook,
  children,
}: {
  rows: readonly string[];
  keep?: readonly number[];
  ref?: Ref<VirtualListHandle>;
  /** Hears which rows are in view whenever a long list has moved or changed. */
  onLook?: (first: number, last: number) => void;
  children: (row: string, index: number) => ReactNode;
}) {
  const plain = useRef<HTMLDivElement>(null);
  const long = useRef<VListHandle>(null);
  useImperativeHandle(ref, () => ({
    scrollToIndex: (index) => {
      if (long.current) long.current.scrollToIndex(index, { align: 'nearest' });
      else plain.current?.children[index]?.scrollIntoView({ block: 'nearest' });
    },
  }));
  const newest = useRef(onLook);
  newest.current = onLook;
  const look = () => {
    const list = long.current;
    if (!list) return;
    const { scrollOffset, viewportSize } = list;
    newest.current?.(list.findItemIndex(scrollOffset), list.findItemIndex(scrollOffset + viewportSize));
  };
  if (rows.length <= plainLimit) {
    return (
      <div ref={plain} className="thin-scroll h-full overflow-y-auto">
        {rows.map((row, index) => (
          <div key={row}>{children(row, index)}</div>
        ))}
      </div>
    );
  }
  return (
    <VList
      ref={long}
      className="thin-scroll"
      data={rows}
      keepMounted={keep}
      bufferSize={400}
      onScroll={look}
      onResize={look}
    >
      {(row, index) => <div key={row}>{children(row, index)}</div>}
    </VList>
  );
}
