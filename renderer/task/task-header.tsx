import { useLingui } from '@lingui/react/macro';
import type { RefObject } from 'react';
import { actsOn, progress } from '../../agents/domain/state.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import { useActions, useApp, useTask, useTeammate } from '../store/use-app.ts';
import type { TaskTab } from '../store/view.ts';
import { PersonAvatar, TeammateAvatar } from '../ui/avatar.tsx';
import { IconButton } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { StateLabel } from '../ui/state-label.tsx';
import { StepBar } from '../ui/step-bar.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { hasTeam, partsOf } from '../words/parts.ts';
import { lookOf } from '../words/task-words.ts';
import { chosenText, roleText } from '../words/team-words.ts';
import { useTaskWords } from '../words/use-task-words.ts';
import { TaskActs } from './task-acts.tsx';

/** Title, state, who it is with and whose it is, tabs, and the acts that steer the work. */
export function TaskHeader({
  task,
  tab,
  onTab,
  pane,
  remember,
}: {
  task: TaskState;
  tab: TaskTab;
  onTab: (tab: TaskTab) => void;
  pane: RefObject<HTMLElement | null>;
  /** Opens the line that teaches a sentence from here. */
  remember: () => void;
}) {
  const { t } = useLingui();
  const actions = useActions();
  const wide = useApp((state) => state.taskWide);
  const teammate = useTeammate(task.teammateId);
  const words = useTaskWords(task);
  const chosen = chosenText(task);
  const steps = progress(task);
  const root = useTask(task.parent?.taskId ?? null);
  const isTeam = useApp((state) => hasTeam(task, partsOf(state.tasks, task.parent?.rootId ?? task.id)));
  const open = task.changes.filter((change) => change.undone === 'no').length;
  const tabs = [
    { id: 'work', label: t`Work`, keys: 'w' },
    { id: 'result', label: t`Result`, keys: 'r' },
    { id: 'changes', label: t`Changes`, count: open || undefined, keys: 'h' },
    ...(isTeam ? [{ id: 'together' as const, label: t`Together`, keys: 'o' }] : []),
    { id: 'record', label: t`Full record`, keys: 'f' },
  ] satisfies { id: TaskTab; label: string; count?: number; keys: string }[];
  return (
    <header className="flex flex-none flex-col gap-2 border-b border-hairline ps-6 pe-4 pt-3">
      <div className="flex items-center">
        <h2
          title={task.title}
          className={classNames('min-w-0 flex-1 truncate font-semibold', wide ? 'text-page' : 'text-section')}
        >
          {task.title}
        </h2>
        <IconButton
          icon={wide ? 'shrink' : 'expand'}
          label={wide ? t`Beside the board` : t`Full width`}
          onClick={() => actions.setTaskWide(!wide)}
        />
        <IconButton icon="close" label={t`Close the task`} onClick={() => actions.closeTask()} />
      </div>
      {chosen && (
        <p dir="auto" className="text-text-muted">
          {chosen}
        </p>
      )}
      {root && (
        <p className="flex min-w-0 items-center gap-1 text-text-muted">
          <span className="flex-none">{t`Part of`}</span>
          <button
            type="button"
            dir="auto"
            onClick={() => actions.openTask(root.id)}
            className="min-h-6 min-w-0 truncate text-accent hover:underline"
          >
            {root.title}
          </button>
        </p>
      )}
      <div className="flex min-h-6 items-center gap-2">
        <StateLabel {...lookOf(words.state)} text={words.text} />
        {steps && <StepBar {...steps} quiet={words.state !== 'working'} />}
        <span className="min-w-0 flex-1 truncate text-text-muted">{words.live}</span>
        {teammate && (
          <span className="flex flex-none items-center gap-2">
            <TeammateAvatar name={teammate.profile.name} colour={teammate.profile.colour} />
            <span>
              {teammate.profile.name} <span className="text-text-muted">{roleText(teammate.profile.role)}</span>
            </span>
          </span>
        )}
        {task.owner && (
          <span className="flex flex-none items-center gap-2" title={t`Owner: ${task.owner}`}>
            <PersonAvatar name={task.owner} />
            <span className="max-w-32 truncate">{task.owner}</span>
          </span>
        )}
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <Tabs
          label={t`Parts of the task`}
          panelId="task-panel"
          value={tab}
          onChange={(id) => {
            const next = tabs.find((other) => other.id === id);
            if (next) onTab(next.id);
          }}
          tabs={tabs}
        />
        {(actsOn(task).length > 0 || task.status === 'stopping') && (
          <TaskActs task={task} pane={pane} remember={remember} />
        )}
      </div>
    </header>
  );
}
