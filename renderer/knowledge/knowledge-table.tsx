import { useLingui } from '@lingui/react/macro';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import type { MemoryView } from '../../agents/domain/memory-views.ts';
import { classNames } from '../ui/class-names.ts';
import { useNow } from '../ui/relative-time.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { VirtualList, type VirtualListHandle } from '../ui/virtual-list.tsx';
import { focusRow } from './focus-row.ts';
import { columns, MemoryRow, type RowHands } from './memory-row.tsx';
import { isInUse } from './memory-words.ts';
import { stepFrom, type TableRow } from './rows.ts';

/** The sentences as a table with one tab stop. The keys of a line act on the one with the focus. */
export function KnowledgeTable({
  rows,
  total,
  hands,
  pane,
  openId,
  editedId,
  selected,
  isNarrow,
  isSearch,
  onLook,
}: {
  rows: readonly TableRow[];
  total: number;
  hands: RowHands & { keep: (memory: MemoryView) => void };
  pane: RefObject<HTMLElement | null>;
  openId: string | null;
  editedId: string | null;
  selected: ReadonlySet<string>;
  isNarrow: boolean;
  /** Ranked by what was searched for: each line then names its subject. */
  isSearch: boolean;
  onLook: (first: number, last: number) => void;
}) {
  const { t } = useLingui();
  const nowMs = useNow();
  const list = useRef<VirtualListHandle>(null);
  const box = useRef<HTMLDivElement>(null);
  const [wanted, setWanted] = useState<{ key: string; index: number } | null>(null);
  const keys = useMemo(() => rows.map((row) => row.key), [rows]);
  const stop = stopAt(rows, wanted);

  useKeptFocus(box, stop, rows);
  const go = (index: number) => {
    const row = rows[index];
    if (!row) return;
    setWanted({ key: row.key, index });
    list.current?.scrollToIndex(index);
    if (row.kind !== 'head') focusRow(box.current, row.at);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!(event.target instanceof HTMLElement) || event.target.dataset['row'] === undefined) return;
    const to = keyTarget(event.key, rows, stop);
    if (to === null) return;
    event.preventDefault();
    go(to);
  };
  // What has the focus is asked of the page: it is what the person sees, also between two drawings.
  const onRow = (run: (memory: MemoryView) => void) => () => {
    const id = document.activeElement?.closest<HTMLElement>('[data-memory]')?.dataset['memory'];
    const row = rows.find((other) => other.kind === 'memory' && other.memory.id === id);
    // One that is being put right becomes another in a moment: no key may hit the old one.
    if (row?.kind === 'memory' && row.memory.id !== editedId) run(row.memory);
  };
  useKeys(
    t`This sentence`,
    [
      { keys: 'Enter', label: t`Edit`, run: onRow(({ id }) => hands.edit(id)) },
      { keys: 'f', label: t`Forget`, run: onRow((row) => void (isInUse(row) && hands.acts.forget([row]))) },
      { keys: 'w', label: t`Why used, and where it is from`, run: onRow(hands.open) },
      { keys: 'v', label: t`Verify: it is right`, run: onRow(hands.keep) },
      { keys: 'x', label: t`Select`, run: onRow(({ id }) => hands.select(id)) },
    ],
    pane,
  );
  const onLookAt = (first: number, last: number) => onLook(placeOf(rows, first), placeOf(rows, last));
  return (
    <div
      ref={box}
      role="grid"
      aria-label={t`What the team knows`}
      aria-rowcount={total + 1}
      aria-multiselectable
      onKeyDown={onKeyDown}
      className="flex min-h-0 flex-1 flex-col"
    >
      <div
        role="row"
        aria-rowindex={1}
        className="flex h-10 flex-none items-center gap-2 border-b border-hairline px-4 text-text-muted"
      >
        <span role="columnheader" className="min-w-0 flex-1">{t`Sentence`}</span>
        <span role="columnheader" className={columns.from}>{t`Learned from`}</span>
        {!isNarrow && (
          <>
            <span role="columnheader" className={columns.used}>{t`Last used`}</span>
            <span role="columnheader" className={columns.tasks}>{t`Tasks`}</span>
          </>
        )}
      </div>
      <div className="min-h-0 flex-1" role="rowgroup">
        <VirtualList ref={list} rows={keys} keep={[stop]} onLook={onLookAt}>
          {(_key, index) => {
            const row = rows[index];
            if (row === undefined) return null;
            if (row.kind === 'head') return <Head subject={row.subject} count={row.count} />;
            const place = { tabIndex: index === stop ? 0 : -1, 'data-row': index, 'aria-rowindex': row.at + 2 };
            if (row.kind === 'gap') return <Gap place={place} />;
            return (
              <div role="presentation" onFocus={() => setWanted({ key: row.key, index })}>
                <MemoryRow
                  memory={row.memory}
                  row={place}
                  nowMs={nowMs}
                  hands={hands}
                  isOpen={row.memory.id === openId}
                  isEdited={row.memory.id === editedId}
                  isSelected={selected.has(row.memory.id)}
                  isSelecting={selected.size > 0}
                  isNarrow={isNarrow}
                  showSubject={isSearch}
                />
              </div>
            );
          }}
        </VirtualList>
      </div>
    </div>
  );
}

/** A line that was read, forgotten or put right is another line: the focus it had goes to the one in its place. */
function useKeptFocus(box: RefObject<HTMLElement | null>, stop: number, rows: readonly TableRow[]): void {
  const wasInside = useRef(false);
  useEffect(() => {
    const note = ({ target }: FocusEvent) => {
      wasInside.current = target instanceof Node && box.current?.contains(target) === true;
    };
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, [box]);
  useEffect(() => {
    const row = rows[stop];
    const isLost = wasInside.current && document.activeElement === document.body;
    if (isLost && row && row.kind !== 'head') focusRow(box.current, row.at);
  }, [box, stop, rows]);
}

/** The line with the tab stop: the one chosen, else what has moved to its place, else the first sentence. */
function stopAt(rows: readonly TableRow[], wanted: { key: string; index: number } | null): number {
  if (wanted !== null) {
    if (rows[wanted.index]?.key === wanted.key) return wanted.index;
    const at = rows.findIndex((row) => row.key === wanted.key);
    if (at !== -1) return at;
    // The place was read meanwhile: what stands there now has a key of its own.
    const place = /^gap (\d+)$/.exec(wanted.key)?.[1];
    const read = rows.findIndex((row) => row.kind !== 'head' && String(row.at) === place);
    if (read !== -1) return read;
    const near = Math.min(wanted.index, rows.length - 1);
    if (near >= 0) return rows[near]?.kind === 'head' ? stepFrom(rows, near, 1) : near;
  }
  return Math.max(0, stepFrom(rows, -1, 1));
}

/** Where a key leads; null = nowhere. */
function keyTarget(key: string, rows: readonly TableRow[], from: number): number | null {
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return stepFrom(rows, from, 1);
    case 'ArrowUp':
    case 'k':
      return stepFrom(rows, from, -1);
    case 'Home':
      return stepFrom(rows, -1, 1);
    case 'End':
      return rows.length - 1;
    case 'PageDown':
    case 'PageUp': {
      const to = Math.max(0, Math.min(rows.length - 1, from + (key === 'PageDown' ? 10 : -10)));
      return rows[to]?.kind === 'head' ? stepFrom(rows, to, 1) : to;
    }
    default:
      return null;
  }
}

/** Which sentence a line stands for; a head stands for the next one. */
function placeOf(rows: readonly TableRow[], index: number): number {
  const row = rows[index]?.kind === 'head' ? rows[index + 1] : rows[index];
  return row && row.kind !== 'head' ? row.at : 0;
}

function Head({ subject, count }: { subject: string; count: number | null }) {
  return (
    <div role="row" className="border-b border-hairline px-4 pt-4 pb-1">
      <span role="gridcell" className="flex min-w-0 gap-1 text-meta font-medium text-text-muted">
        <bdi className="truncate">{subject}</bdi>
        {count !== null && <span className="font-normal text-text-faint tabular-nums">{count}</span>}
      </span>
    </div>
  );
}

/** A sentence that is being read: it holds its place, so that nothing jumps. */
function Gap({ place }: { place: { tabIndex: number; 'data-row': number; 'aria-rowindex': number } }) {
  const { t } = useLingui();
  return (
    <div role="row" data-inset-focus {...place} className="flex h-10 items-center border-b border-hairline px-4">
      <span role="gridcell" className={classNames('text-text-faint')}>{t`Reading…`}</span>
    </div>
  );
}
