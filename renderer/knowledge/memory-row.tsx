import { useLingui } from '@lingui/react/macro';
import type { MemoryView } from '../../agents/domain/memory-views.ts';
import { PlainText } from '../inbox/plain-text.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { classNames } from '../ui/class-names.ts';
import { Icon } from '../ui/icon.tsx';
import { absoluteText } from '../ui/relative-time.tsx';
import { EditMemory } from './edit-memory.tsx';
import { learnedFrom, lastUsedText, originIcons, originOf } from './memory-words.ts';
import type { MemoryActs } from './use-memory-acts.ts';

export interface RowHands {
  acts: MemoryActs;
  open: (memory: MemoryView) => void;
  edit: (memoryId: string | null) => void;
  menu: (memory: MemoryView, anchor: Element) => void;
  select: (memoryId: string) => void;
}

/** The widths of the columns after the sentence, in one place for head and rows. */
export const columns = { from: 'w-46 flex-none', used: 'w-24 flex-none', tasks: 'w-12 flex-none text-end' };

/** One sentence as a line of the table; its acts appear under the pointer and with the focus. */
export function MemoryRow({
  memory,
  row,
  nowMs,
  hands,
  isOpen,
  isEdited,
  isSelected,
  isSelecting,
  isNarrow,
  showSubject,
}: {
  memory: MemoryView;
  /** Tab stop and index, from the list. */
  row: { tabIndex: number; 'data-row': number; 'aria-rowindex': number };
  nowMs: number;
  hands: RowHands;
  isOpen: boolean;
  isEdited: boolean;
  isSelected: boolean;
  /** True while some line is selected: each then shows its box. */
  isSelecting: boolean;
  isNarrow: boolean;
  showSubject: boolean;
}) {
  const { t } = useLingui();
  const isGone = memory.status === 'retracted' || memory.status === 'faded';
  const inner = row.tabIndex === 0 ? 0 : -1;
  return (
    <div
      role="row"
      data-inset-focus
      data-memory={memory.id}
      aria-selected={isSelecting ? isSelected : undefined}
      {...row}
      onClick={(event) => {
        const isOwn = event.target instanceof Element && event.target.closest('button, input, textarea, form');
        if (!isOwn && getSelection()?.isCollapsed !== false) hands.open(memory);
      }}
      className={classNames(
        'group relative flex min-h-10 items-center gap-2 border-b border-hairline px-4',
        isOpen || isSelected
          ? 'bg-selected'
          : isEdited
            ? 'bg-surface'
            : 'cursor-pointer hover:bg-sunken focus-within:bg-sunken',
      )}
    >
      {isEdited ? (
        <div role="gridcell" className="min-w-0 flex-1">
          <EditMemory memory={memory} acts={hands.acts} close={() => hands.edit(null)} />
        </div>
      ) : (
        <>
          <div role="gridcell" className="flex min-w-0 flex-1 items-center gap-2">
            {isSelecting && (
              <input
                type="checkbox"
                checked={isSelected}
                tabIndex={inner}
                aria-label={t`Select: ${memory.text}`}
                onChange={() => hands.select(memory.id)}
                className="size-4 flex-none accent-accent"
              />
            )}
            {memory.status === 'disputed' && <Icon name="warning" className="text-text-muted" label={t`Unsure`} />}
            <span
              dir="auto"
              title={memory.text}
              className={classNames('min-w-0 truncate', isGone && 'text-text-muted')}
            >
              <PlainText text={memory.text.slice(0, 400)} />
            </span>
            {showSubject && (
              <span className="max-w-32 flex-none truncate text-meta text-text-muted">{memory.subject}</span>
            )}
            {memory.tainted && <Chip strong icon="outside">{t`From outside`}</Chip>}
            <span className="ms-auto hidden flex-none items-center gap-1 group-focus-within:flex group-hover:flex">
              {isGone ? (
                <Button
                  small
                  tabIndex={inner}
                  icon="undo"
                  onClick={() => void hands.acts.restore(memory)}
                >{t`Restore`}</Button>
              ) : (
                <>
                  <Button small tabIndex={inner} keys="Enter" onClick={() => hands.edit(memory.id)}>{t`Edit`}</Button>
                  <Button
                    small
                    tabIndex={inner}
                    keys="f"
                    onClick={() => void hands.acts.forget([memory])}
                  >{t`Forget`}</Button>
                </>
              )}
              <IconButton
                small
                bordered
                icon="more"
                tabIndex={inner}
                label={t`More acts on this sentence`}
                aria-haspopup="menu"
                onClick={(event) => hands.menu(memory, event.currentTarget)}
              />
            </span>
          </div>
          <div role="gridcell" className={classNames(columns.from, 'flex items-center gap-2')}>
            <Icon name={originIcons[originOf(memory)]} className="text-text-muted" />
            <span className="truncate" title={memory.sourceUri ?? undefined}>
              {learnedFrom(memory)}
            </span>
          </div>
          {!isNarrow && (
            <>
              <div
                role="gridcell"
                title={memory.lastUsedMs === null ? undefined : absoluteText(memory.lastUsedMs)}
                className={classNames(columns.used, 'text-text-muted')}
              >
                {lastUsedText(memory.lastUsedMs, nowMs)}
              </div>
              <div role="gridcell" className={classNames(columns.tasks, 'tabular-nums')}>
                {memory.usedInTasks}
              </div>
            </>
          )}
        </>
      )}
    </div>
  );
}
