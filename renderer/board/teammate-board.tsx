import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { TaskState } from '../../agents/domain/task.ts';
import type { TeammateState } from '../../agents/domain/teammate.ts';
import { taskById, useActions, useAppContext, useTask } from '../store/use-app.ts';
import { TeammateAvatar } from '../ui/avatar.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { roleText } from '../words/team-words.ts';
import { wouldHappen } from '../words/task-words.ts';
import { canTakeBack } from './acts.ts';
import { useDrag, useDropTarget, type Dragged } from './drag.ts';
import { CardListBox } from './card-list-box.tsx';
import { ExampleCard, isFreshExample } from './example-card.tsx';
import type { Lane, LaneGroup } from './groups.ts';
import { NewTaskRow } from './new-task-row.tsx';
import { QueuedCard } from './queued-card.tsx';
import { TaskCard } from './task-card.tsx';
import { Load, useTeammateDrop } from './tray.tsx';
import { UnassignedSwitch } from './unassigned-switch.tsx';
import { useCardList } from './use-card-list.ts';

interface BoardProps {
  lanes: Lane[];
  tasks: readonly TaskState[];
  teammates: Readonly<Record<string, TeammateState>>;
  places: ReadonlyMap<string, number>;
}

/** One lane for nobody's tasks and one for each teammate, parted by hairlines. */
export function TeammateBoard({ lanes, tasks, teammates, places }: BoardProps) {
  return (
    <div className="thin-scroll min-h-0 flex-1 overflow-x-auto px-4">
      <div className="board-lanes h-full">
        {lanes.map((lane) => {
          const teammate = lane.teammateId === null ? undefined : teammates[lane.teammateId];
          return teammate ? (
            <MateLane key={teammate.id} lane={lane} teammate={teammate} tasks={tasks} places={places} />
          ) : (
            <NobodyLane key="nobody" lane={lane} places={places} />
          );
        })}
      </div>
    </div>
  );
}

const laneLook = 'flex min-h-0 min-w-0 flex-col border-e border-hairline px-2 last:border-e-0';
const headLook = 'flex h-16 flex-none items-center gap-2';

function NobodyLane({ lane, places }: { lane: Lane; places: ReadonlyMap<string, number> }) {
  const { t } = useLingui();
  const actions = useActions();
  const { store } = useAppContext();
  const box = useRef<HTMLElement>(null);
  const count = lane.groups.find(({ group }) => group === 'unassigned')?.ids.length ?? 0;
  const accepts = useCallback(
    (dragged: Dragged) => {
      const task = dragged.kind === 'card' ? taskById(store.getState(), dragged.taskId) : null;
      return task !== null && canTakeBack(task);
    },
    [store],
  );
  useDropTarget(box, { kind: 'nobody' }, accepts);
  const isOver = useDrag(({ over }) => over?.kind === 'nobody');
  return (
    <section ref={box} className={classNames(laneLook, isOver && 'drop-over')}>
      <header className={headLook}>
        <div className="flex min-w-0 flex-1 flex-col">
          <h2 className="truncate font-semibold">{t`Unassigned`}</h2>
          <span className="truncate text-meta text-text-muted">
            {plural(count, { one: '# task', other: '# tasks' })}
          </span>
        </div>
        <IconButton icon="plus" small label={t`New task`} keys="c" onClick={() => actions.setOverlay('new-task')} />
      </header>
      <div className="flex-none pb-2">
        <UnassignedSwitch />
      </div>
      {count === 0 && <NewTaskRow />}
      <LaneList lane={lane} label={t`Unassigned`} places={places} teammate={null} tasks={[]} isOver={false} />
    </section>
  );
}

function MateLane({
  lane,
  teammate,
  tasks,
  places,
}: {
  lane: Lane;
  teammate: TeammateState;
  tasks: readonly TaskState[];
  places: ReadonlyMap<string, number>;
}) {
  const actions = useActions();
  const box = useRef<HTMLElement>(null);
  const isOver = useTeammateDrop(box, teammate.id);
  const { name, role, colour } = teammate.profile;
  return (
    <section ref={box} className={classNames(laneLook, isOver && 'drop-over')}>
      <header className={headLook}>
        <TeammateAvatar name={name} colour={colour} size={32} />
        <div className="flex min-w-0 flex-1 flex-col">
          <h2 className="truncate">
            <button
              type="button"
              className="max-w-full truncate hover:underline"
              onClick={() => actions.go({ screen: 'team', teammateId: teammate.id })}
            >
              <span className="font-medium">{name}</span>{' '}
              <span className="font-normal text-text-muted">{roleText(role)}</span>
            </button>
          </h2>
          <Load teammate={teammate} tasks={tasks} isOver={isOver} />
        </div>
      </header>
      <LaneList lane={lane} label={name} places={places} teammate={teammate} tasks={tasks} isOver={isOver} />
    </section>
  );
}

interface ListProps {
  lane: Lane;
  label: string;
  places: ReadonlyMap<string, number>;
  teammate: TeammateState | null;
  tasks: readonly TaskState[];
  isOver: boolean;
}

function LaneList({ lane, label, places, teammate, tasks, isOver }: ListProps) {
  const { t } = useLingui();
  const [showDone, setShowDone] = useState(false);
  const { rows, ids } = useMemo(() => rowsOf(lane, showDone), [lane, showDone]);
  const list = useCardList(rows, ids);
  const numbers = useMemo(() => new Map(ids.map((id, index) => [id, index + 1])), [ids]);
  const done = lane.groups.find(({ group }) => group === 'done')?.ids.length ?? 0;
  const isPaused = teammate?.standing === 'paused';
  const still = isPaused ? t`What you give waits until resumed` : t`Drop a task to start it`;
  const free = isOver && teammate ? wouldHappen(tasks, teammate) : still;
  return (
    <CardListBox label={label} rows={rows} list={list}>
      {(row) => {
        if (row === 'free') return <Free word={isPaused ? t`Paused` : t`Free`} text={free} />;
        if (row === 'done-fold')
          return (
            <div role="listitem" className="p-1">
              <Button
                kind="ghost"
                icon={showDone ? 'down' : 'right'}
                aria-expanded={showDone}
                onClick={() => setShowDone(!showDone)}
              >
                {t`${done} done`}
              </Button>
            </div>
          );
        if (row.startsWith('head:')) return <LaneHead group={row.slice(5) as LaneGroup} />;
        const card = {
          taskId: row,
          position: numbers.get(row) ?? 0,
          size: ids.length,
          tabIndex: list.tabIndexOf(row),
          place: places.get(row) ?? null,
        };
        return (
          <div className="p-1">
            <LaneCard {...card} />
          </div>
        );
      }}
    </CardListBox>
  );
}

function LaneCard(props: Parameters<typeof TaskCard>[0]) {
  const task = useTask(props.taskId);
  if (task && isFreshExample(task)) return <ExampleCard task={task} {...props} />;
  if (task?.status === 'queued') return <QueuedCard task={task} {...props} />;
  return <TaskCard {...props} inLane />;
}

function Free({ word, text }: { word: string; text: string }) {
  return (
    <div role="listitem" className="p-1">
      <div className="flex h-23 flex-col items-center justify-center gap-1 rounded-card border border-dashed border-control-border text-text-muted">
        <span>{word}</span>
        <span className="px-2 text-center text-meta">{text}</span>
      </div>
    </div>
  );
}

function LaneHead({ group }: { group: LaneGroup }) {
  const { t } = useLingui();
  const words: Record<LaneGroup, string> = {
    unassigned: '',
    now: t`Now`,
    needs: t`Needs you`,
    next: t`Next`,
    stopped: t`Stopped`,
    done: t`Done`,
  };
  return (
    <div
      role="presentation"
      className={classNames('flex items-end px-1 pb-1 text-meta text-text-faint', group === 'now' ? 'h-6' : 'h-8')}
    >
      {words[group]}
    </div>
  );
}

function rowsOf(lane: Lane, showDone: boolean): { rows: string[]; ids: string[] } {
  const rows: string[] = [];
  const ids: string[] = [];
  for (const { group, ids: own } of lane.groups) {
    if (lane.teammateId === null && group === 'now') continue;
    if (group === 'done') {
      rows.push('done-fold');
      if (!showDone) continue;
    } else if (group !== 'unassigned') rows.push(`head:${group}`);
    if (group === 'now' && own.length === 0) rows.push('free');
    rows.push(...own);
    ids.push(...own);
  }
  return { rows, ids };
}
