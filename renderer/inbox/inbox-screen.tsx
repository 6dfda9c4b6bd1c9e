import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useConflicts } from '../knowledge/use-memories.ts';
import { TopBarSlot } from '../shell/top-bar-slot.tsx';
import { useUndo } from '../shell/use-undo.ts';
import { useActions, useApp } from '../store/use-app.ts';
import type { InboxTab } from '../store/view.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { useArrival } from '../ui/use-arrival.ts';
import { useKeys } from '../ui/use-keys.ts';
import { useWidth } from '../ui/use-width.ts';
import { classNames } from '../ui/class-names.ts';
import { ConflictDetail } from './conflict-detail.tsx';
import { InboxList } from './inbox-list.tsx';
import { ItemDetail } from './item-detail.tsx';
import { currentRow, inboxTabs, inboxView, neighbour, rowKey, workingCount, type InboxRow } from './items.ts';

/** Below this many rem the list stands above the item instead of beside it. */
const besideFrom = 54;

/** Everything that needs the person, in one list; the chosen item with its exact effect and the buttons that decide it. */
export function InboxScreen() {
  const { t } = useLingui();
  const actions = useActions();
  const tasks = useApp((state) => state.tasks);
  const tab = useApp((state) => state.inboxTab);
  const wantedItem = useApp((state) => state.place.itemId);
  const screen = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const width = useWidth(screen);
  const isNarrow = width !== null && width < besideFrom;
  useArrival(screen);
  const conflicts = useConflicts();
  const unsure = useApp((state) => state.knowledge.conflicts);
  const done = useUndo(screen);

  const view = useMemo(() => inboxView(Object.values(tasks), unsure, tab), [tasks, unsure, tab]);
  const [chosen, setChosen] = useState<string | null>(null);
  const seen = useRef<string[]>([]);
  const current = currentRow(view.order, chosen, seen.current);
  const currentKey = current && rowKey(current);
  // The order is remembered with the choice, so that a closed item gives its place to the next one.
  if (currentKey === chosen) seen.current = view.order.map(rowKey);
  useEffect(() => {
    if (currentKey !== chosen) setChosen(currentKey);
  }, [currentKey, chosen]);

  // Only a newly asked-for item moves the choice, not every change of the tasks.
  const asked = useRef<string | null>(null);
  useEffect(() => {
    if (wantedItem === null || wantedItem === asked.current) return;
    const row = inboxView(Object.values(tasks), unsure, 'all').order.find(
      (other) => (other.kind === 'task' ? other.item.id : other.conflict.id) === wantedItem,
    );
    if (!row) return;
    asked.current = wantedItem;
    actions.setInboxTab('all');
    setChosen(rowKey(row));
  }, [wantedItem, tasks, unsure, actions]);

  const open = (row: InboxRow | null) => row && setChosen(rowKey(row));
  const move = (step: 1 | -1) => open(neighbour(view.order, currentKey, step));
  useKeys(
    t`Inbox`,
    [
      { keys: 'j', label: t`Next item`, run: () => move(1) },
      { keys: 'k', label: t`Item before`, run: () => move(-1) },
      ...(current?.kind === 'task'
        ? [
            {
              keys: 'o',
              label: t`Open the task`,
              run: () => actions.go({ screen: 'board', taskId: current.task.id, taskTab: 'work' }),
            },
          ]
        : []),
    ],
    screen,
  );

  const labels: Record<InboxTab, string> = {
    all: t`All`,
    approve: t`Approve`,
    question: t`Questions`,
    problem: t`Problems`,
    review: t`Review`,
  };
  const working = workingCount(Object.values(tasks));
  return (
    <>
      <TopBarSlot>
        <Tabs
          pills
          label={t`Kinds of items`}
          panelId="inbox-panel"
          value={tab}
          onChange={(id) => {
            const next = inboxTabs.find((other) => other === id);
            if (next) actions.setInboxTab(next);
          }}
          tabs={inboxTabs.map((id) => ({ id, label: labels[id], count: view.counts[id] }))}
        />
      </TopBarSlot>
      <div
        ref={screen}
        id="inbox-panel"
        role="tabpanel"
        tabIndex={-1}
        aria-label={labels[tab]}
        className={classNames('flex h-full min-h-0 outline-none', isNarrow && 'flex-col')}
      >
        <div
          className={classNames(
            'thin-scroll flex flex-none flex-col gap-2 overflow-auto border-hairline p-3',
            isNarrow ? 'max-h-1/3 border-b' : 'w-96 border-e',
          )}
        >
          {view.order.length === 0 ? (
            <div className="px-3">
              <EmptyState
                title={view.counts.all === 0 ? t`Nothing needs you.` : t`Nothing of this kind needs you.`}
                hint={plural(working, {
                  0: 'No task is working.',
                  one: '# task is working.',
                  other: '# tasks are working.',
                })}
              />
            </div>
          ) : (
            <>
              <InboxList
                label={t`Work waits for these`}
                rows={view.waiting}
                conflicts={conflicts}
                current={currentKey}
                onOpen={open}
              />
              <InboxList
                label={t`Results for you to look at`}
                rows={view.results}
                conflicts={conflicts}
                current={currentKey}
                onOpen={open}
              />
            </>
          )}
        </div>
        {current?.kind === 'conflict' ? (
          <ConflictDetail
            key={rowKey(current)}
            conflict={current.conflict}
            members={conflicts.find(({ conflict }) => conflict.id === current.conflict.id)?.members ?? []}
            pane={screen}
            heading={heading}
            done={done}
            onMove={view.order.length > 1 ? move : null}
            onDecided={() => requestAnimationFrame(() => heading.current?.focus())}
          />
        ) : current ? (
          <ItemDetail
            key={rowKey(current)}
            row={current}
            pane={screen}
            heading={heading}
            onMove={view.order.length > 1 ? move : null}
            onDecided={() => requestAnimationFrame(() => heading.current?.focus())}
          />
        ) : (
          <div className="flex-1 bg-surface" />
        )}
      </div>
    </>
  );
}
