import { useLingui } from '@lingui/react/macro';
import type { TaskState } from '../../agents/domain/task.ts';
import { useApp } from '../store/use-app.ts';
import { ChooseMenu } from '../ui/choose-menu.tsx';
import { ordinal } from '../words/task-words.ts';
import type { BoardHands } from './card-context.ts';
import { shownTasks } from './groups.ts';
import { placeAfter, queueMoves, type QueueMove } from './queue-order.ts';

/** Where a queued task can go in its teammate's queue, and which place that is. */
export function QueueMenu({
  task,
  anchor,
  reorder,
  close,
}: {
  task: TaskState;
  anchor: Element | null;
  reorder: BoardHands['reorder'];
  close: () => void;
}) {
  const { t } = useLingui();
  const tasks = useApp((state) => state.tasks);
  const pending = useApp((state) => state.pending);
  const labels: Record<QueueMove, string> = { up: t`Up`, down: t`Down`, first: t`First`, last: t`Last` };
  const shown = shownTasks({ tasks, pending });
  const choices = queueMoves.map((move) => {
    const found = placeAfter(shown, task, move);
    return { id: move, label: labels[move], after: found ? ordinal(found.place) : '', disabled: !found };
  });
  return (
    <ChooseMenu
      label={t`Move in the queue…`}
      choices={choices}
      keys="q"
      verb={t`move`}
      anchor={anchor}
      open
      onClose={close}
      onChoose={(id) => {
        close();
        const move = queueMoves.find((other) => other === id);
        if (move) reorder(task, move);
      }}
    />
  );
}
