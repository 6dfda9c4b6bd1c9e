import { useLingui } from '@lingui/react/macro';
import type { TaskState } from '../../agents/domain/task.ts';
import { useActions, useTask, useTeammate } from '../store/use-app.ts';
import { Button } from '../ui/button.tsx';
import { ChooseMenu } from '../ui/choose-menu.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { MenuAt, type MenuItem } from '../ui/menu.tsx';
import { priorities, priorityText } from '../words/priority-words.ts';
import { rowsFor, type CardAct } from './acts.ts';
import type { BoardHands } from './card-context.ts';
import { GiveMenu } from './give-menu.tsx';
import { QueueMenu } from './queue-menu.tsx';
import { TaskForm } from './task-form.tsx';
import { TellDialog } from './tell-dialog.tsx';
import type { Give, OpenOverlay } from './use-board-acts.tsx';
import { focusCard } from './use-card-list.ts';

interface OverlayProps {
  open: OpenOverlay;
  act: BoardHands['act'];
  give: Give;
  reorder: BoardHands['reorder'];
  close: () => void;
}

/** The menu or form an act opened. Loaded when first needed. */
export function BoardOverlay({ open, act, give, reorder, close }: OverlayProps) {
  const task = useTask(open.taskId);
  if (!task) return null;
  const back = () => {
    close();
    focusCard(task.id);
  };
  switch (open.kind) {
    case 'menu':
      return <CardMenu task={task} anchor={open.anchor} act={act} close={close} />;
    case 'give':
      return <GiveMenu task={task} anchor={open.anchor} give={give} close={back} />;
    case 'tell':
      return <Tell task={task} close={back} />;
    case 'sendBack':
      return <SendBack task={task} close={back} />;
    case 'reorder':
      return <QueueMenu task={task} anchor={open.anchor} reorder={reorder} close={back} />;
    case 'prioritise':
      return <PriorityMenu task={task} anchor={open.anchor} close={back} />;
    case 'edit':
      return <TaskForm task={task} close={back} />;
    case 'archive':
      return <Archive task={task} close={back} />;
  }
}

function CardMenu({
  task,
  anchor,
  act,
  close,
}: {
  task: TaskState;
  anchor: Element | null;
  act: BoardHands['act'];
  close: () => void;
}) {
  const { t } = useLingui();
  const rows = rowsFor(task);
  const item = (name: CardAct): MenuItem[] =>
    rows
      .filter((row) => row.act === name)
      .map((row) => ({
        id: row.act,
        label: row.label(),
        icon: row.icon,
        keys: row.keys,
        danger: row.danger,
        run: () => {
          close();
          act(task, row.act, null);
        },
      }));
  const last: CardAct[] = ['reorder', 'prioritise', 'edit', 'undo'];
  const rare: CardAct[] = ['archive'];
  const first = rows.map((row) => row.act).filter((name) => !last.includes(name) && !rare.includes(name));
  return (
    <MenuAt
      label={t`Acts on ${task.title}`}
      anchor={anchor}
      open
      onClose={close}
      groups={[first.flatMap(item), last.flatMap(item), rare.flatMap(item)]}
    />
  );
}

function PriorityMenu({ task, anchor, close }: { task: TaskState; anchor: Element | null; close: () => void }) {
  const { t } = useLingui();
  const { dispatch } = useActions();
  return (
    <ChooseMenu
      label={t`Before or behind others…`}
      choices={priorities.map((priority) => ({
        id: priority,
        label: priorityText(priority),
        after: priority === task.priority ? t`now` : '',
      }))}
      keys="o"
      verb={t`choose`}
      anchor={anchor}
      open
      onClose={close}
      onChoose={(id) => {
        close();
        const priority = priorities.find((other) => other === id);
        if (priority) void dispatch({ type: 'task.prioritise', taskId: task.id, priority });
      }}
    />
  );
}

function Tell({ task, close }: { task: TaskState; close: () => void }) {
  const { t } = useLingui();
  const actions = useActions();
  const name = useTeammate(task.teammateId)?.profile.name ?? '';
  return (
    <TellDialog
      draftKey={`steer:${task.id}`}
      title={t`Tell ${name}`}
      hint={t`${name} reads this after the current step. The step in flight finishes.`}
      verb={t`Send`}
      close={close}
      send={(text) =>
        actions.dispatch({ type: 'task.steer', taskId: task.id, messageId: actions.makeId('m'), text }, { quiet: true })
      }
    />
  );
}

function SendBack({ task, close }: { task: TaskState; close: () => void }) {
  const { t } = useLingui();
  const { dispatch } = useActions();
  const name = useTeammate(task.teammateId)?.profile.name ?? '';
  return (
    <TellDialog
      draftKey={`sendBack:${task.id}`}
      title={t`Send back`}
      hint={t`${name} starts again with your note.`}
      verb={t`Send back`}
      close={close}
      send={(note) => dispatch({ type: 'task.sendBack', taskId: task.id, note }, { quiet: true })}
    />
  );
}

function Archive({ task, close }: { task: TaskState; close: () => void }) {
  const { t } = useLingui();
  const { dispatch } = useActions();
  return (
    <Dialog
      open
      onClose={close}
      title={t`Archive this task?`}
      foot={
        <>
          <Button onClick={close}>{t`Cancel`}</Button>
          <Button
            kind="danger-filled"
            onClick={() => {
              close();
              void dispatch({ type: 'task.archive', taskId: task.id });
            }}
          >
            {t`Archive`}
          </Button>
        </>
      }
    >
      <p>{t`“${task.title}” leaves the board. Its files and its history stay; it cannot be put back on the board.`}</p>
    </Dialog>
  );
}
