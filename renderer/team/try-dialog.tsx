import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { TaskState } from '../../agents/domain/task.ts';
import type { Profile, TeammateState } from '../../agents/domain/teammate.ts';
import { RefusalLine } from '../inbox/refusal-line.tsx';
import { useActions } from '../store/use-app.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { List } from '../ui/list.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { TaskStateLabel } from '../words/task-state-label.tsx';
import { triable } from './team-work.ts';

/** More are found by typing. */
const shownTasks = 50;

/** Chooses one of the teammate's finished tasks and begins it again with another profile, effects off. */
export function TryDialog({
  teammate,
  tasks,
  profile,
  close,
  begun,
}: {
  teammate: TeammateState;
  tasks: readonly TaskState[];
  profile: Profile;
  close: () => void;
  begun: (taskId: string) => void;
}) {
  const { t } = useLingui();
  const actions = useActions();
  const [words, setWords] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const { name } = teammate.profile;
  const all = triable(tasks, teammate.id);
  const found = all.filter(({ title }) => title.toLowerCase().includes(words.trim().toLowerCase()));
  const begin = async (old: TaskState) => {
    const taskId = actions.makeId('t');
    setRefusal(null);
    const reply = await actions.dispatch(
      { type: 'task.try', taskId, ofTaskId: old.id, teammateId: teammate.id, profile },
      { quiet: true },
    );
    if (!reply.ok) {
      setRefusal(reply.error.message);
      return;
    }
    begun(taskId);
    close();
  };
  return (
    <Dialog open onClose={close} title={t`Try on an old task`} foot={<Button onClick={close}>{t`Cancel`}</Button>}>
      <p className="text-text-muted">
        {t`${name} does the task once more with this text, and you see both results side by side. Nothing outside the try is changed: your folder is only read, and nothing is sent, handed on or remembered.`}
      </p>
      {all.length === 0 && (
        <p>{t`${name} has finished no task yet. Once one is ready to review or done, it can be tried here.`}</p>
      )}
      {all.length > 8 && (
        <Field label={t`Find a task`} value={words} onChange={(event) => setWords(event.target.value)} />
      )}
      {found.length > 0 && (
        <div className="-mx-3">
          <List
            label={t`Finished tasks`}
            rows={found.slice(0, shownTasks)}
            rowKey={({ id }) => id}
            onOpen={(task) => void begin(task)}
          >
            {(task) => (
              <span className="flex items-center gap-3">
                <span className="min-w-0 flex-1 truncate font-medium">
                  <bdi>{task.title}</bdi>
                </span>
                <TaskStateLabel task={task} flat />
                <span className="text-meta text-text-muted">
                  <RelativeTime atMs={task.changedAtMs} />
                </span>
              </span>
            )}
          </List>
        </div>
      )}
      {all.length > 0 && found.length === 0 && <p>{t`No finished task is called so.`}</p>}
      <RefusalLine text={refusal} />
    </Dialog>
  );
}
