import { useLingui } from '@lingui/react/macro';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useActions, useApp, useAppContext } from '../store/use-app.ts';
import { Button } from '../ui/button.tsx';
import { TopBarSlot } from '../shell/top-bar-slot.tsx';
import { BoardHandsContext } from './card-context.ts';
import { DragBoard, DragContext } from './drag.ts';
import { DragHint } from './drag-hint.tsx';
import { FirstRunStrip } from './first-run-strip.tsx';
import { byStatus, byTeammate, placesInLine, shownTasks } from './groups.ts';
import { askingPart, columnWith, partsOf } from '../words/parts.ts';
import { takers } from '../words/team-words.ts';
import { StatusBoard } from './status-board.tsx';
import { TeammateBoard } from './teammate-board.tsx';
import { Tray } from './tray.tsx';
import { useBoardActs } from './use-board-acts.tsx';
import { useBoardKeys } from './use-board-keys.ts';
import { focusCard } from './use-card-list.ts';

/** The board, in either layout. `isNarrow`: a task is open beside it. */
export function BoardScreen({ isNarrow }: { isNarrow: boolean }) {
  const { t } = useLingui();
  const actions = useActions();
  const pane = useRef<HTMLDivElement>(null);
  const [drag] = useState(() => new DragBoard());
  const layout = useApp((state) => state.layout);
  const tasksById = useApp((state) => state.tasks);
  const pending = useApp((state) => state.pending);
  const teammatesById = useApp((state) => state.teammates);
  const tasks = useMemo(() => shownTasks({ tasks: tasksById, pending }), [tasksById, pending]);
  const teammates = useMemo(() => takers(teammatesById), [teammatesById]);
  const teammateIds = useMemo(() => teammates.map((teammate) => teammate.id), [teammates]);
  const places = useMemo(() => placesInLine(tasks, teammateIds), [tasks, teammateIds]);
  const columns = useStable(useMemo(() => (layout === 'status' ? byStatus(tasks) : []), [layout, tasks]));
  const lanes = useStable(
    useMemo(() => (layout === 'teammate' ? byTeammate(tasks, teammateIds) : []), [layout, tasks, teammateIds]),
  );
  const { hands, drop, overlays } = useBoardActs();
  useBoardKeys(pane, hands);
  useEffect(() => drag.follow(drop), [drag, drop]);
  useKeepFocus(pane, columns, lanes);
  useShowOpenCard();

  return (
    <DragContext value={drag}>
      <BoardHandsContext value={hands}>
        <TopBarSlot>
          <div role="group" aria-label={t`Layout`} className="flex">
            <Button
              kind="ghost"
              keys="1"
              aria-pressed={layout === 'status'}
              onClick={() => actions.setLayout('status')}
            >
              {t`By status`}
            </Button>
            <Button
              kind="ghost"
              keys="2"
              aria-pressed={layout === 'teammate'}
              onClick={() => actions.setLayout('teammate')}
            >
              {t`By teammate`}
            </Button>
          </div>
        </TopBarSlot>
        <div ref={pane} className="relative flex h-full min-w-0 flex-col">
          {layout === 'status' ? (
            <div className="flex min-h-0 flex-1 flex-col gap-4 px-6 pt-4">
              {!isNarrow && <FirstRunStrip />}
              <Tray teammates={teammates} tasks={tasks} isNarrow={isNarrow} />
              <StatusBoard columns={columns} places={places} />
            </div>
          ) : (
            <TeammateBoard lanes={lanes} tasks={tasks} teammates={teammatesById} places={places} />
          )}
          <DragHint />
        </div>
        {overlays}
      </BoardHandsContext>
    </DragContext>
  );
}

/** Keeps the same objects for rows that say the same, so that a batch redraws only the columns it changes. */
function useStable<T>(rows: T[]): T[] {
  const held = useRef<T[]>([]);
  const next = rows.map((row, index) => {
    const before = held.current[index];
    return before !== undefined && JSON.stringify(before) === JSON.stringify(row) ? before : row;
  });
  const isSame = next.length === held.current.length && next.every((row, index) => row === held.current[index]);
  const result = isSame ? held.current : next;
  useLayoutEffect(() => {
    held.current = result;
  });
  return result;
}

/** Focus stays on a card that moves to another column: the browser loses it when the card is drawn anew. */
function useKeepFocus(pane: React.RefObject<HTMLElement | null>, columns: unknown, lanes: unknown): void {
  const focused = useRef<string | null>(null);
  useEffect(() => {
    const onFocusIn = (event: FocusEvent) => {
      const card = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-card]') : null;
      focused.current = card && pane.current?.contains(card) ? (card.dataset['card'] ?? null) : null;
    };
    const onPointerDown = (event: PointerEvent) => {
      if (!(event.target instanceof HTMLElement) || !event.target.closest('[data-card]')) focused.current = null;
    };
    document.addEventListener('focusin', onFocusIn);
    document.addEventListener('pointerdown', onPointerDown);
    return () => {
      document.removeEventListener('focusin', onFocusIn);
      document.removeEventListener('pointerdown', onPointerDown);
    };
  }, [pane]);
  useLayoutEffect(() => {
    if (focused.current !== null && document.activeElement === document.body) focusCard(focused.current);
  }, [columns, lanes]);
}

/** The board beside an open task scrolls to its card, also when the card moves to another column. */
function useShowOpenCard(): void {
  const { store } = useAppContext();
  const taskId = useApp((state) => state.place.taskId);
  const column = useApp((state) => {
    const task = taskId ? state.tasks[taskId] : undefined;
    return task ? columnWith(task, askingPart(partsOf(state.tasks, task.id))) : null;
  });
  useEffect(() => {
    if (!taskId || column === null || store.getState().place.screen !== 'board') return;
    document
      .querySelector(`[data-card="${CSS.escape(taskId)}"]`)
      ?.scrollIntoView({ block: 'nearest', inline: 'start' });
  }, [store, taskId, column]);
}
