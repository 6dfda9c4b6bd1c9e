import { useLingui } from '@lingui/react/macro';
import { useCallback, useRef } from 'react';
import type { TaskState } from '../../agents/domain/task.ts';
import { taskById, useAppContext, useTask } from '../store/use-app.ts';
import { classNames } from '../ui/class-names.ts';
import { Icon } from '../ui/icon.tsx';
import { priorityIcon, priorityText } from '../words/priority-words.ts';
import { chosenText } from '../words/team-words.ts';
import { edgeAt, useDrag, useDropTarget, type Dragged } from './drag.ts';
import { CardFrame, type CardProps } from './task-card.tsx';

/** A task that waits in line: its place and its title. Others of the same line can be dropped before or behind it. */
export function QueuedCard({ task, place, position, size, tabIndex }: CardProps & { task: TaskState }) {
  const { t } = useLingui();
  const root = useTask(task.parent?.rootId ?? null);
  const partOf = root ? t`Part of ${root.title}` : '';
  const mark = priorityIcon(task.priority);
  const why = chosenText(task);
  const label = [
    place ? t`${task.title}. Number ${place} in line` : task.title,
    partOf,
    mark && priorityText(task.priority),
    why,
  ]
    .filter(Boolean)
    .join('. ');
  const spot = useRef<HTMLDivElement>(null);
  const edge = useQueueDrop(spot, task);
  return (
    // As high as the row, so that between two cards there is no place where nothing can be dropped.
    <div ref={spot} className="relative -m-1 p-1">
      <CardFrame task={task} label={label} hint={why} position={position} size={size} tabIndex={tabIndex}>
        <div className="flex gap-2">
          <span className="w-4 flex-none text-text-faint tabular-nums">{place ?? ''}</span>
          <span className="min-w-0 flex-1">
            <span dir="auto" className="line-clamp-2">
              {task.title}
            </span>
            {partOf && (
              <span dir="auto" className="block truncate text-meta text-text-muted">
                {partOf}
              </span>
            )}
          </span>
          {mark && (
            <span title={priorityText(task.priority)} className="flex-none text-text-muted">
              <Icon name={mark} />
            </span>
          )}
        </div>
      </CardFrame>
      {edge && (
        <div
          data-drop-edge={edge}
          className={classNames(
            'pointer-events-none absolute inset-x-1 h-0.5 rounded-full bg-accent',
            edge === 'before' ? '-top-px' : '-bottom-px',
          )}
        />
      )}
    </div>
  );
}

/** Takes cards of the same queue; the edge the carried one would go to, null while none is over it. */
function useQueueDrop(spot: React.RefObject<HTMLElement | null>, task: TaskState): 'before' | 'after' | null {
  const { store } = useAppContext();
  const { id, teammateId } = task;
  const accepts = useCallback(
    (dragged: Dragged) => {
      const other = dragged.kind === 'card' ? taskById(store.getState(), dragged.taskId) : null;
      return other !== null && other.id !== id && other.status === 'queued' && other.teammateId === teammateId;
    },
    [store, id, teammateId],
  );
  useDropTarget(spot, (at) => ({ kind: 'queue', taskId: id, edge: edgeAt(at) }), accepts);
  return useDrag(({ over }) => (over?.kind === 'queue' && over.taskId === id ? over.edge : null));
}
