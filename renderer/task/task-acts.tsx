import { useLingui } from '@lingui/react/macro';
import { useState, type RefObject } from 'react';
import type { Command } from '../../agents/domain/commands.ts';
import { actsOn } from '../../agents/domain/state.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import { useActions, useTeammate } from '../store/use-app.ts';
import { useAnnounce } from '../ui/announcer.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Menu, type MenuItem } from '../ui/menu.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { priorities, priorityIcon, priorityText } from '../words/priority-words.ts';
import { TakeOver } from './next-step/take-over.tsx';

/** Pause, resume, stop; the rest behind ⋯. Stop reads “Stopping…” until the engine has confirmed it. */
export function TaskActs({
  task,
  pane,
  remember,
}: {
  task: TaskState;
  pane: RefObject<HTMLElement | null>;
  remember: () => void;
}) {
  const { t } = useLingui();
  const actions = useActions();
  const announce = useAnnounce();
  const [asked, setAsked] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const acts = actsOn(task);
  const name = useTeammate(task.teammateId)?.profile.name ?? t`the teammate`;
  const send = (command: Command) => actions.dispatch(command);
  const isStopping = task.status === 'stopping' || (asked && acts.includes('stop'));

  const pause = () => void send({ type: 'task.pause', taskId: task.id });
  const resume = () => void send({ type: 'task.resume', taskId: task.id });
  const stop = async () => {
    setAsked(true);
    announce(t`Stopping…`);
    const reply = await send({ type: 'task.stop', taskId: task.id });
    if (!reply.ok) setAsked(false);
  };
  const archive = async () => {
    setLeaving(false);
    const reply = await send({ type: 'task.archive', taskId: task.id });
    if (reply.ok) actions.closeTask();
  };

  useKeys(
    t`Task`,
    [
      ...(acts.includes('pause') ? [{ keys: 'p', label: t`Pause`, run: pause }] : []),
      ...(acts.includes('resume') ? [{ keys: 'p', label: t`Resume`, run: resume }] : []),
      ...(acts.includes('stop') && !isStopping ? [{ keys: '.', label: t`Stop`, run: () => void stop() }] : []),
    ],
    pane,
  );

  const menu: MenuItem[] = [];
  if (acts.includes('restartStep'))
    menu.push({
      id: 'restartStep',
      label: t`Restart the step`,
      icon: 'retry',
      run: () => void send({ type: 'task.restartStep', taskId: task.id }),
    });
  if (acts.includes('retry'))
    menu.push({
      id: 'retry',
      label: t`Try again`,
      icon: 'retry',
      run: () => void send({ type: 'task.retry', taskId: task.id }),
    });
  if (acts.includes('unassign'))
    menu.push({
      id: 'unassign',
      label: t`Take back`,
      icon: 'undo',
      run: () => void send({ type: 'task.unassign', taskId: task.id }),
    });
  if (acts.includes('reopen'))
    menu.push({
      id: 'reopen',
      label: t`Reopen`,
      icon: 'retry',
      run: () => void send({ type: 'task.reopen', taskId: task.id, note: '' }),
    });
  const order: MenuItem[] = acts.includes('prioritise')
    ? priorities
        .filter((priority) => priority !== task.priority)
        .map((priority) => ({
          id: priority,
          label: priorityText(priority),
          icon: priorityIcon(priority) ?? 'undo',
          run: () => void send({ type: 'task.prioritise', taskId: task.id, priority }),
        }))
    : [];
  const teach: MenuItem[] = [{ id: 'remember', label: t`Remember a sentence…`, icon: 'book', run: remember }];
  const last: MenuItem[] = acts.includes('archive')
    ? [{ id: 'archive', label: t`Archive…`, icon: 'trash', danger: true, run: () => setLeaving(true) }]
    : [];
  return (
    <div className="flex flex-wrap items-center gap-2 py-1">
      {acts.includes('pause') && (
        <Button icon="pause" keys="p" disabled={isStopping} onClick={pause}>{t`Pause`}</Button>
      )}
      {acts.includes('resume') && (
        <Button icon="play" keys="p" disabled={isStopping} onClick={resume}>{t`Resume`}</Button>
      )}
      {isStopping ? (
        <Button disabled icon="stopped">{t`Stopping…`}</Button>
      ) : (
        acts.includes('stop') && <Button icon="stopped" keys="." onClick={() => void stop()}>{t`Stop`}</Button>
      )}
      <TakeOver task={task} name={name} pane={pane} />
      <Menu label={t`More acts`} groups={[menu, order, teach, last]}>
        <IconButton icon="more" label={t`More acts`} />
      </Menu>
      <Dialog
        open={leaving}
        onClose={() => setLeaving(false)}
        title={t`Archive this task?`}
        foot={
          <>
            <Button onClick={() => setLeaving(false)}>{t`Cancel`}</Button>
            <Button kind="danger-filled" onClick={() => void archive()}>{t`Archive`}</Button>
          </>
        }
      >
        <p>{t`It leaves the board and its open items close. Files and history stay on this computer. It cannot be brought back from the board.`}</p>
      </Dialog>
    </div>
  );
}
