import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useCallback, useMemo, useRef } from 'react';
import type { Column } from '../../agents/domain/state.ts';
import { taskById, useActions, useAppContext, useTask } from '../store/use-app.ts';
import { IconButton } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { columnText } from '../words/task-words.ts';
import { actForColumn } from './acts.ts';
import { useDrag, useDropTarget, type Dragged } from './drag.ts';
import { CardListBox } from './card-list-box.tsx';
import { ExampleCard, isFreshExample } from './example-card.tsx';
import type { StatusColumn } from './groups.ts';
import { NewTaskRow } from './new-task-row.tsx';
import { TaskCard, type CardProps } from './task-card.tsx';
import { useCardList } from './use-card-list.ts';

/** The four columns; on a narrow board they scroll sideways. */
export function StatusBoard({ columns, places }: { columns: StatusColumn[]; places: ReadonlyMap<string, number> }) {
  return (
    <div className="thin-scroll -mx-6 -mt-1 min-h-0 flex-1 scroll-px-6 overflow-x-auto px-6 pt-1">
      <div className="board-columns h-full">
        {columns.map((column) => (
          <ColumnBox key={column.column} {...column} places={places} />
        ))}
      </div>
    </div>
  );
}

const head = { waiting: 'head:waiting', rest: 'head:rest', newTask: 'new-task' };

function ColumnBox({ column, ids, waiting, places }: StatusColumn & { places: ReadonlyMap<string, number> }) {
  const { t } = useLingui();
  const actions = useActions();
  const box = useRef<HTMLElement>(null);
  const isOver = useColumnDrop(box, column);
  const rows = useMemo(() => rowsOf(column, ids, waiting), [column, ids, waiting]);
  const list = useCardList(rows, ids);
  const name = columnText(column);
  const counted = plural(ids.length, { one: '# task', other: '# tasks' });
  const numbers = useMemo(() => new Map(ids.map((id, index) => [id, index + 1])), [ids]);
  return (
    <section
      ref={box}
      data-column={column}
      className={classNames('flex min-h-0 min-w-0 flex-col rounded-card', isOver && 'drop-over')}
    >
      <header className="flex h-8 flex-none items-center gap-2">
        <h2 className="font-semibold">{name}</h2>
        <span className="text-text-faint tabular-nums">{ids.length}</span>
        {column === 'to-do' && (
          <span className="ms-auto">
            <IconButton icon="plus" small label={t`New task`} keys="c" onClick={() => actions.setOverlay('new-task')} />
          </span>
        )}
      </header>
      {ids.length === 0 ? (
        <Empty column={column} />
      ) : (
        <CardListBox label={`${name}, ${counted}`} rows={rows} list={list}>
          {(row) => {
            if (row === head.waiting) return <GroupHead>{t`Waiting for your answer`}</GroupHead>;
            if (row === head.rest) return <GroupHead after={waiting > 0}>{t`For you to look at`}</GroupHead>;
            if (row === head.newTask) return <NewTaskRow isRow />;
            return (
              <div className="p-1">
                <StatusCard
                  taskId={row}
                  position={numbers.get(row) ?? 0}
                  size={ids.length}
                  tabIndex={list.tabIndexOf(row)}
                  place={places.get(row) ?? null}
                />
              </div>
            );
          }}
        </CardListBox>
      )}
    </section>
  );
}

function StatusCard(props: CardProps) {
  const task = useTask(props.taskId);
  return task && isFreshExample(task) ? <ExampleCard task={task} {...props} /> : <TaskCard {...props} />;
}

function rowsOf(column: Column, ids: readonly string[], waiting: number): string[] {
  if (column === 'to-do') return [...ids, head.newTask];
  if (column !== 'needs-you' || ids.length === 0) return [...ids];
  const first = waiting > 0 ? [head.waiting, ...ids.slice(0, waiting)] : [];
  const rest = waiting < ids.length ? [head.rest, ...ids.slice(waiting)] : [];
  return [...first, ...rest];
}

function GroupHead({ children, after }: { children: string; after?: boolean }) {
  return (
    <div
      role="presentation"
      className={classNames('flex items-end px-1 pb-1 text-meta text-text-faint', after ? 'h-8' : 'h-6')}
    >
      {children}
    </div>
  );
}

function Empty({ column }: { column: Column }) {
  const { t } = useLingui();
  switch (column) {
    case 'to-do':
      return (
        <>
          <EmptyState
            title={t`Nothing is waiting.`}
            hint={t`Write down what you want done and give it to a teammate.`}
          />
          <NewTaskRow />
        </>
      );
    case 'working':
      return (
        <EmptyState title={t`Nothing is working yet.`} hint={t`Each task shows one line: what is happening now.`} />
      );
    case 'needs-you':
      return (
        <EmptyState
          title={t`Nothing needs you.`}
          hint={t`You are called for a yes, an answer, or a result to look at.`}
        />
      );
    case 'done':
      return (
        <EmptyState
          title={t`Nothing is done yet.`}
          hint={t`Work comes here after you accept it. It can still be undone.`}
        />
      );
  }
}

/** Makes a column take cards where that is an act; true while one is over it and not over a card or teammate inside. */
function useColumnDrop(box: React.RefObject<HTMLElement | null>, column: Column): boolean {
  const { store } = useAppContext();
  const accepts = useCallback(
    (dragged: Dragged) => {
      const task = dragged.kind === 'card' ? taskById(store.getState(), dragged.taskId) : null;
      return task !== null && actForColumn(task, column) !== null;
    },
    [store, column],
  );
  useDropTarget(box, { kind: 'column', column }, accepts);
  return useDrag(({ over }) => over?.kind === 'column' && over.column === column);
}
