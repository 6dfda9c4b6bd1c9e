import { useLingui } from '@lingui/react/macro';
import { useMemo, useState } from 'react';
import { shownState } from '../../agents/domain/state.ts';
import { useActions, useApp } from '../store/use-app.ts';
import { TeammateAvatar } from '../ui/avatar.tsx';
import { Icon } from '../ui/icon.tsx';
import { SearchDialog, type SearchRow } from '../ui/search-dialog.tsx';
import { useKeyScopes } from '../ui/use-keys.ts';
import { TaskStateLabel } from '../words/task-state-label.tsx';
import { lookOf } from '../words/task-words.ts';
import { roleText } from '../words/team-words.ts';
import { ranked } from './rank.ts';

interface Found extends SearchRow {
  run: () => void;
}

const maxTasks = 8;

/** Everything by name: tasks, teammates, screens and acts, with their keys. */
export function Palette({ close }: { close: () => void }) {
  const { t } = useLingui();
  const [typed, setTyped] = useState('');
  const tasks = useTaskRows(typed);
  const teammates = useTeammateRows();
  const acts = useActRows();
  const found = [
    ...tasks,
    ...ranked(teammates, typed, (row) => row.label, 6),
    ...ranked(acts, typed, (row) => row.label, 20),
  ];
  const choose = (id: string) => {
    const row = found.find((other) => other.id === id);
    close();
    row?.run();
  };
  return (
    <SearchDialog
      label={t`Find a task, a teammate or an act`}
      none={t`Nothing has that name.`}
      rows={found}
      typed={typed}
      onType={setTyped}
      onChoose={choose}
      onClose={close}
    />
  );
}

function useTaskRows(typed: string): Found[] {
  const { t } = useLingui();
  const actions = useActions();
  const tasks = useApp((state) => state.tasks);
  const byChange = useMemo(
    () =>
      Object.values(tasks)
        .filter((task) => !task.archived)
        .toSorted((a, b) => b.changedAtMs - a.changedAtMs),
    [tasks],
  );
  return ranked(byChange, typed, (task) => `${task.title} ${task.brief}`, maxTasks).map((task) => ({
    id: `task-${task.id}`,
    group: t`Tasks`,
    label: task.title,
    before: <Icon name={lookOf(shownState(task)).icon} className="text-text-muted" />,
    after: <TaskStateLabel task={task} />,
    run: () => {
      actions.go({ screen: 'board' });
      actions.openTask(task.id);
    },
  }));
}

function useTeammateRows(): Found[] {
  const { t } = useLingui();
  const actions = useActions();
  const teammates = useApp((state) => state.teammates);
  return Object.values(teammates).map(({ id, profile }) => ({
    id: `mate-${id}`,
    group: t`Teammates`,
    label: `${profile.name}, ${roleText(profile.role)}`,
    before: <TeammateAvatar name={profile.name} colour={profile.colour} />,
    run: () => actions.go({ screen: 'team', teammateId: id, taskId: null }),
  }));
}

/** The shortcuts of the screen below, as rows: each shows its key. */
function useActRows(): Found[] {
  const { t } = useLingui();
  const actions = useActions();
  const scopes = useKeyScopes();
  const rows = scopes.flatMap((scope) =>
    scope.shortcuts
      // Acts on the focused card have nothing to act on from here; they are in its menu.
      .filter(
        (shortcut) => shortcut.keys.includes(' ') || shortcut.keys.startsWith('mod') || /^[0-9c?]$/.test(shortcut.keys),
      )
      .map((shortcut) => ({
        id: `act-${scope.name}-${shortcut.keys}`.replaceAll(/\W/g, '_'),
        group: t`Acts`,
        label: shortcut.label,
        keys: shortcut.keys,
        before: <Icon name="arrow" className="text-text-muted" />,
        run: shortcut.run,
      })),
  );
  const pretend: Found = {
    id: 'act-occasion',
    group: t`Acts`,
    label: t`Pretend an event`,
    before: <Icon name="arrow" className="text-text-muted" />,
    run: () => actions.setOverlay('occasion'),
  };
  return [...rows.filter((row) => row.keys !== 'mod+k'), pretend];
}
