import { useLingui } from '@lingui/react/macro';
import { useCallback, useRef } from 'react';
import type { TaskState } from '../../agents/domain/task.ts';
import type { TeammateState } from '../../agents/domain/teammate.ts';
import { useActions, useAppContext, taskById } from '../store/use-app.ts';
import { TeammateAvatar } from '../ui/avatar.tsx';
import { classNames } from '../ui/class-names.ts';
import { Money } from '../ui/money.tsx';
import { useNow } from '../ui/relative-time.tsx';
import { wouldHappen } from '../words/task-words.ts';
import { loadText, roleText, spentTodayUsdMicros } from '../words/team-words.ts';
import { canGive } from './acts.ts';
import { useDrag, useDraggable, useDropTarget, type Dragged } from './drag.ts';

/** The teammates above the columns: drop targets for cards, and themselves to be dragged onto a card. */
export function Tray({
  teammates,
  tasks,
  isNarrow,
}: {
  teammates: readonly TeammateState[];
  tasks: readonly TaskState[];
  isNarrow: boolean;
}) {
  const { t } = useLingui();
  return (
    <section
      aria-label={t`Teammates`}
      className="grid flex-none auto-cols-fr grid-flow-col gap-1 rounded-card border border-hairline bg-surface p-1"
    >
      {teammates.map((teammate) => (
        <Mate key={teammate.id} teammate={teammate} tasks={tasks} isNarrow={isNarrow} />
      ))}
    </section>
  );
}

function Mate({
  teammate,
  tasks,
  isNarrow,
}: {
  teammate: TeammateState;
  tasks: readonly TaskState[];
  isNarrow: boolean;
}) {
  const box = useRef<HTMLButtonElement>(null);
  const actions = useActions();
  const { id, profile } = teammate;
  const isOver = useTeammateDrop(box, id);
  useDraggable(box, { kind: 'mate', teammateId: id });
  return (
    <button
      ref={box}
      type="button"
      onClick={() => actions.go({ screen: 'team', teammateId: id })}
      className={classNames(
        'flex min-w-0 items-center rounded-control text-start hover:bg-sunken',
        isNarrow ? 'h-10 gap-2 px-1' : 'h-12 gap-3 px-2',
        isOver && 'drop-over',
      )}
    >
      <TeammateAvatar name={profile.name} colour={profile.colour} size={isNarrow ? 24 : 32} />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="truncate">
          <span className="font-medium">{profile.name}</span>
          {!isNarrow && <span className="text-text-muted"> {roleText(profile.role)}</span>}
        </span>
        {!isNarrow && <Load teammate={teammate} tasks={tasks} isOver={isOver} />}
      </span>
    </button>
  );
}

/** What a teammate does now and what it cost today; while a card is over it, what letting go would do. */
export function Load({
  teammate,
  tasks,
  isOver,
}: {
  teammate: TeammateState;
  tasks: readonly TaskState[];
  isOver: boolean;
}) {
  const nowMs = useNow();
  const isIdle = teammate.standing === 'active' && !tasks.some((task) => task.teammateId === teammate.id);
  if (isOver) return <span className="truncate text-meta font-medium text-accent">{wouldHappen(tasks, teammate)}</span>;
  if (isIdle) return <span className="truncate text-meta text-text-muted">{teammate.profile.about}</span>;
  return (
    // Where both have no room, the money wraps out of sight and the words stay whole.
    <span className="flex h-lh flex-wrap gap-x-2 overflow-hidden text-meta text-text-muted">
      <span className="max-w-full flex-auto truncate">{loadText(tasks, teammate)}</span>
      <Money usdMicros={spentTodayUsdMicros(tasks, nowMs, teammate.id)} />
    </span>
  );
}

/** Makes an element take cards for a teammate; true while one is over it. */
export function useTeammateDrop(box: React.RefObject<HTMLElement | null>, teammateId: string): boolean {
  const { store } = useAppContext();
  const accepts = useCallback(
    (dragged: Dragged) => {
      const task = dragged.kind === 'card' ? taskById(store.getState(), dragged.taskId) : null;
      return task !== null && canGive(task, teammateId);
    },
    [store, teammateId],
  );
  useDropTarget(box, { kind: 'teammate', teammateId }, accepts);
  return useDrag(({ over }) => over?.kind === 'teammate' && over.teammateId === teammateId);
}
