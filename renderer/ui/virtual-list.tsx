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
  children,
}: {
  rows: readonly string[];
  keep?: readonly number[];
  ref?: Ref<VirtualListHandle>;
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
  const drawn = rows.map((row, index) => <div key={row}>{children(row, index)}</div>);
  if (rows.length <= plainLimit) {
    return (
      <div ref={plain} className="thin-scroll h-full overflow-y-auto">
        {drawn}
      </div>
    );
  }
  return (
    <VList ref={long} className="thin-scroll" keepMounted={keep} bufferSize={400}>
      {drawn}
    </VList>
  );
}
