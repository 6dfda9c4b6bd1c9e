import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { MemoryView } from '../../agents/domain/memory-views.ts';
import { TopBarSlot } from '../shell/top-bar-slot.tsx';
import { useUndo } from '../shell/use-undo.ts';
import { useActions, useApp } from '../store/use-app.ts';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { MenuAt, type MenuItem } from '../ui/menu.tsx';
import { useArrival } from '../ui/use-arrival.ts';
import { useKeys } from '../ui/use-keys.ts';
import { useWidth } from '../ui/use-width.ts';
import { ConflictSection } from './conflict-section.tsx';
import { EmptyKnowledge } from './empty-knowledge.tsx';
import { EraseDialog } from './erase-dialog.tsx';
import { Filters, type From, type Standing } from './filters.tsx';
import { focusMemory, focusRow } from './focus-row.ts';
import { KnowledgeMenu } from './knowledge-menu.tsx';
import { KnowledgeTable } from './knowledge-table.tsx';
import { MemoryDetail } from './memory-detail.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { TeachDialog } from './teach-dialog.tsx';
import type { TeachStart } from './taught.ts';
import { Tray } from './tray.tsx';
import { Week } from './week.tsx';
import { memoryMenu } from './memory-menu.ts';
import { useMemoryActs } from './use-memory-acts.ts';
import { usePages } from './use-pages.ts';
import { useSettled } from './use-settled.ts';

/** Below this many rem what was newly learned stands under the sentences, and one sentence in full covers them. */
const besideFrom = 56;
/** Below this many rem of table the columns of use are left out. */
const wholeFrom = 44;

type Opened =
  | { kind: 'teach'; start?: TeachStart; merged?: readonly MemoryView[] }
  | { kind: 'erase'; memories: readonly MemoryView[] };

/** What the team knows: open questions on top, sentences by subject, and what came in lately beside them. */
export function KnowledgeScreen() {
  const { t } = useLingui();
  const actions = useActions();
  const memoryId = useApp((state) => state.place.memoryId);
  const screen = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const width = useWidth(screen);
  const listWidth = useWidth(list);
  const isBeside = width === null || width >= besideFrom;
  useArrival(screen);
  const done = useUndo(screen);
  const acts = useMemoryActs(done);

  const [typed, setTyped] = useState('');
  const text = useSettled(typed.trim(), 150) || null;
  const [from, setFrom] = useState<From>('all');
  const [standing, setStanding] = useState<Standing>('in-use');
  const pages = usePages({ text, from, standing });
  const [opened, setOpened] = useState<Opened | null>(null);
  const [editedId, setEditedId] = useState<string | null>(null);
  const [menu, setMenu] = useState<{ memory: MemoryView; anchor: Element } | null>(null);
  const [selected, setSelected] = useState<ReadonlyMap<string, MemoryView>>(new Map());
  const selectedIds = useMemo(() => new Set(selected.keys()), [selected]);
  useEffect(() => setSelected(new Map()), [text, from, standing]);

  const show = (id: string | null) => actions.go({ memoryId: id });
  const closeDetail = () => {
    show(null);
    if (memoryId !== null) focusMemory(memoryId);
  };
  // What was selected is another thing after a merge or an erasing.
  const closeDialog = () => {
    setOpened(null);
    setSelected(new Map());
  };
  const edit = (id: string | null) => {
    const before = editedId;
    setEditedId(id);
    if (id === null && before !== null) focusMemory(before);
  };
  const hands = {
    acts,
    open: (memory: MemoryView) => show(memory.id),
    edit,
    keep: (memory: MemoryView) => void acts.keep(memory),
    menu: (memory: MemoryView, anchor: Element) => setMenu({ memory, anchor }),
    select: (id: string) =>
      setSelected((before) => {
        const next = new Map(before);
        const row = pages.rows.find((other) => other.kind === 'memory' && other.memory.id === id);
        if (!next.delete(id) && row?.kind === 'memory') next.set(id, row.memory);
        return next;
      }),
  };
  const menuOf = (memory: MemoryView): MenuItem[][] =>
    memoryMenu(memory, {
      acts,
      open: hands.open,
      select: hands.select,
      isListed: pages.rows.some((row) => row.kind === 'memory' && row.memory.id === memory.id),
      erase: () => setOpened({ kind: 'erase', memories: [memory] }),
    });
  const teach = (start?: TeachStart) => setOpened({ kind: 'teach', start });
  const firstRow = () => focusRow(list.current, 0);
  useKeys(
    t`Knowledge`,
    [
      { keys: 'n', label: t`Teach something`, run: () => teach() },
      { keys: '/', label: t`Find a sentence`, run: () => field.current?.focus() },
      ...(selected.size === 0 && memoryId !== null
        ? [{ keys: 'Escape', label: t`Close the sentence`, run: closeDetail }]
        : []),
      ...(selected.size > 0 ? [{ keys: 'Escape', label: t`Select nothing`, run: () => setSelected(new Map()) }] : []),
    ],
    screen,
  );

  const { about } = pages;
  const isEmpty = about !== null && about.counts.all === 0 && text === null && standing === 'in-use';
  const tray = about && <Tray memories={about.tray} total={about.trayTotal} acts={acts} open={hands.open} />;
  const isCovered = memoryId !== null && !isBeside;
  return (
    <>
      <TopBarSlot>
        <span className="grow text-text-muted">
          {about && plural(about.counts.all, { one: '# sentence', other: '# sentences' })}
        </span>
        <Button kind="ghost" icon="plus" keys="n" onClick={() => teach()}>{t`Teach something`}</Button>
        <KnowledgeMenu />
      </TopBarSlot>
      <div
        ref={screen}
        role="group"
        tabIndex={-1}
        aria-label={t`Knowledge`}
        className="flex h-full min-h-0 outline-none"
      >
        <div
          ref={list}
          className={classNames('min-w-0 flex-1 flex-col gap-3 px-6 pt-4', isCovered ? 'hidden' : 'flex')}
        >
          <ConflictSection pane={screen} done={done} />
          <Filters
            field={field}
            typed={typed}
            onType={setTyped}
            onLeave={firstRow}
            from={from}
            onFrom={setFrom}
            standing={standing}
            onStanding={setStanding}
            counts={about?.counts ?? null}
          />
          {selected.size > 0 && (
            <SelectionBar
              memories={[...selected.values()]}
              clear={() => setSelected(new Map())}
              merge={(merged) => setOpened({ kind: 'teach', merged })}
              forget={(memories) => void acts.forget(memories).then(() => setSelected(new Map()))}
              erase={(memories) => setOpened({ kind: 'erase', memories })}
            />
          )}
          <div id="knowledge-panel" role="tabpanel" aria-label={t`Sentences`} className="flex min-h-0 flex-1 flex-col">
            {pages.trouble !== null && (
              <div role="alert" className="flex flex-none flex-wrap items-center gap-2 px-4 py-2 text-failed">
                <span>{pages.trouble}</span>
                <Button small onClick={pages.again}>{t`Try again`}</Button>
              </div>
            )}
            {isEmpty ? (
              <EmptyKnowledge teach={teach} />
            ) : about?.total === 0 ? (
              <p className="px-4 py-4 text-text-muted">
                {text === null ? t`There is nothing of this kind.` : t`No sentence says “${text}”.`}
              </p>
            ) : about === null ? (
              pages.trouble === null && <p className="px-4 py-4 text-text-muted">{t`Reading…`}</p>
            ) : (
              <KnowledgeTable
                rows={pages.rows}
                total={about.total}
                hands={hands}
                pane={screen}
                openId={memoryId}
                editedId={editedId}
                selected={selectedIds}
                isNarrow={listWidth !== null && listWidth < wholeFrom}
                isSearch={text !== null}
                onLook={pages.look}
              />
            )}
          </div>
          {!isBeside && tray && about.trayTotal > 0 && (
            <div
              tabIndex={0}
              role="group"
              aria-label={t`Newly learned`}
              className="thin-scroll max-h-1/3 flex-none overflow-auto border-t border-hairline py-3"
            >
              {tray}
            </div>
          )}
        </div>
        {memoryId !== null ? (
          <aside
            aria-label={t`The sentence in full`}
            onKeyDown={(event) => {
              if (event.key !== 'Escape' || event.defaultPrevented) return;
              event.preventDefault();
              closeDetail();
            }}
            className={classNames(
              'border-hairline bg-surface',
              isBeside ? 'w-110 flex-none border-s' : 'min-w-0 flex-1',
            )}
          >
            <MemoryDetail memoryId={memoryId} acts={acts} menuOf={menuOf} close={closeDetail} />
          </aside>
        ) : (
          isBeside && (
            <div
              tabIndex={0}
              role="group"
              aria-label={t`Newly learned`}
              data-inset-focus
              className="thin-scroll w-80 flex-none overflow-auto border-s border-hairline bg-surface px-6 py-4"
            >
              {tray}
              <Week />
            </div>
          )
        )}
      </div>
      {menu && (
        <MenuAt
          open
          label={t`Acts on this sentence`}
          anchor={menu.anchor}
          groups={menuOf(menu.memory)}
          onClose={() => setMenu(null)}
        />
      )}
      {opened?.kind === 'teach' && (
        <TeachDialog start={opened.start} merged={opened.merged} done={done} close={closeDialog} />
      )}
      {opened?.kind === 'erase' && <EraseDialog memories={opened.memories} close={closeDialog} />}
    </>
  );
}
