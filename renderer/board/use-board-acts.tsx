import { useLingui } from '@lingui/react/macro';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { TaskState } from '../../agents/domain/task.ts';
import { taskById, useActions, useAppContext } from '../store/use-app.ts';
import { useAnnounce } from '../ui/announcer.tsx';
import { useToasts } from '../ui/toast.tsx';
import { columnText, ordinal, wouldHappen } from '../words/task-words.ts';
import { actForColumn, type CardAct } from './acts.ts';
import type { BoardHands } from './card-context.ts';
import type { Dragged, Target } from './drag.ts';
import { shownTasks } from './groups.ts';
import { placeAfter } from './queue-order.ts';

const loadOverlay = () => import('./board-overlay.tsx');
const BoardOverlay = lazy(async () => ({ default: (await loadOverlay()).BoardOverlay }));

/** What is open over the board for one task. */
export type OpenOverlay = {
  kind: 'menu' | 'give' | 'tell' | 'sendBack' | 'reorder' | 'prioritise' | 'edit' | 'archive';
  taskId: string;
  anchor: Element | null;
};

/** Turns acts into commands; opens a menu or form where an act needs more. */
export function useBoardActs(): {
  hands: BoardHands;
  drop: (dragged: Dragged, target: Target) => void;
  overlays: ReactNode;
} {
  const [open, setOpen] = useState<OpenOverlay | null>(null);
  const { store } = useAppContext();
  const give = useGive();
  const reorder = useReorder();
  const run = useSimpleActs();
  // Fetched behind the first paint: letters typed after A would be lost while it loads.
  useEffect(() => void loadOverlay(), []);

  const act = useCallback<BoardHands['act']>(
    (task, name, anchor) => {
      const kind = overlayFor(name);
      if (kind)
        setOpen({
          kind,
          taskId: task.id,
          anchor: anchor ?? document.querySelector(`[data-card="${CSS.escape(task.id)}"]`),
        });
      else run(task, name);
    },
    [run],
  );
  const hands = useMemo<BoardHands>(
    () => ({ act, reorder, openMenu: (task, anchor) => setOpen({ kind: 'menu', taskId: task.id, anchor }) }),
    [act, reorder],
  );
  const drop = useCallback(
    (dragged: Dragged, target: Target) => {
      const task = taskById(
        store.getState(),
        dragged.kind === 'card' ? dragged.taskId : target.kind === 'card' ? target.taskId : null,
      );
      if (!task) return;
      if (dragged.kind === 'mate') give(task, dragged.teammateId);
      else if (target.kind === 'teammate') give(task, target.teammateId, dragged.seen);
      else if (target.kind === 'queue') reorder(task, target);
      else if (target.kind === 'nobody') run(task, 'unassign');
      else if (target.kind === 'column') {
        const name = actForColumn(task, target.column);
        if (name) act(task, name, null);
      }
    },
    [store, give, reorder, run, act],
  );
  const overlays = open && (
    <Suspense>
      <BoardOverlay
        open={open}
        act={act}
        give={give}
        reorder={reorder}
        // A menu closes after its act has opened the next thing, and must not take that along.
        close={() => setOpen((now) => (now === open ? null : now))}
      />
    </Suspense>
  );
  return { hands, drop, overlays };
}

function overlayFor(act: CardAct): OpenOverlay['kind'] | null {
  switch (act) {
    case 'assign':
      return 'give';
    case 'steer':
      return 'tell';
    case 'sendBack':
    case 'reorder':
    case 'prioritise':
    case 'edit':
    case 'archive':
      return act;
    default:
      return null;
  }
}

/** Gives a task away and says what happens now; `seen`: who had it when the person took hold of it. */
export type Give = (task: TaskState, teammateId: string, seen?: string | null) => void;

/** Where nothing has begun it offers to take the task back. */
export function useGive(): Give {
  const { t } = useLingui();
  const actions = useActions();
  const { store } = useAppContext();
  const announce = useAnnounce();
  const toasts = useToasts();
  const hideLast = useRef<(() => void) | null>(null);
  return useCallback(
    (task, teammateId, seen = task.teammateId) => {
      const state = store.getState();
      const teammate = state.teammates[teammateId];
      const name = teammate?.profile.name ?? '';
      const from = task.run?.how === null ? (state.teammates[task.teammateId ?? '']?.profile.name ?? '') : null;
      const then = teammate ? wouldHappen(shownTasks(state), teammate) : '';
      const cancel = () => {
        const now = taskById(store.getState(), task.id);
        if (now)
          void actions.dispatch({ type: now.status === 'queued' ? 'task.unassign' : 'task.stop', taskId: task.id });
      };
      void actions.give(task.id, teammateId, seen).then((reply) => {
        if (!reply.ok) return;
        if (from !== null) {
          announce(t`${from} stops. Then ${name} has it`);
          hideLast.current?.();
          hideLast.current = toasts.show(t`${from} stops, then ${name} has it.`);
          return;
        }
        announce(t`Assigned to ${name}. ${then}`);
        hideLast.current?.();
        hideLast.current = toasts.show(t`${name} has it. ${then}.`, { action: { label: t`Cancel`, run: cancel } });
      });
    },
    [t, actions, store, announce, toasts],
  );
}

/** Moves a queued task within its teammate's queue, and says where it stands now. */
function useReorder(): BoardHands['reorder'] {
  const { t } = useLingui();
  const actions = useActions();
  const { store } = useAppContext();
  const announce = useAnnounce();
  return useCallback(
    (task, to) => {
      const state = store.getState();
      const found = placeAfter(shownTasks(state), task, to);
      if (!found) return;
      const name = state.teammates[task.teammateId ?? '']?.profile.name ?? '';
      void actions
        .dispatch({ type: 'task.reorder', taskId: task.id, beforeTaskId: found.beforeTaskId })
        .then((reply) => {
          if (reply.ok) announce(t`Moved to ${ordinal(found.place)} in ${name}’s queue`);
        });
    },
    [t, actions, store, announce],
  );
}

/** Acts that are one command, or only a change of place. */
function useSimpleActs(): (task: TaskState, act: CardAct) => void {
  const { t } = useLingui();
  const actions = useActions();
  const announce = useAnnounce();
  return useCallback(
    (task, act) => {
      const { id: taskId } = task;
      switch (act) {
        case 'open':
        case 'handBack':
          return actions.openTask(taskId);
        case 'undo':
          return actions.openTask(taskId, 'changes');
        case 'unassign':
        case 'pause':
        case 'resume':
        case 'restartStep':
        case 'takeOver':
        case 'stop':
        case 'accept':
        case 'retry': {
          void actions.dispatch({ type: `task.${act}`, taskId }).then((reply) => {
            if (reply.ok && act === 'accept')
              announce(t`${task.title}: moved from ${columnText('needs-you')} to ${columnText('done')}`);
          });
          return undefined;
        }
        case 'reopen':
          void actions.dispatch({ type: 'task.reopen', taskId, note: '' });
          return undefined;
        case 'archive':
          void actions.dispatch({ type: 'task.archive', taskId });
          return undefined;
        default:
          return undefined;
      }
    },
    [t, actions, announce],
  );
}
