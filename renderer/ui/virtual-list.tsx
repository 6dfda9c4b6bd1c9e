import type { ReactNode, Ref } from 'react';
import { VList, type VListHandle } from 'virtua';

export type VirtualListHandle = Pick<VListHandle, 'scrollToIndex'>;

/**
 * A scrolling list that mounts only the rows near the view. The only file that knows virtua.
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
  return (
    <VList ref={ref as Ref<VListHandle>} className="thin-scroll" keepMounted={keep} bufferSize={400}>
      {rows.map((row, index) => (
        <div key={row}>{children(row, index)}</div>
      ))}
    </VList>
  );
}
