import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useMemo, useRef } from 'react';
import type { TaskState } from '../../agents/domain/task.ts';
import type { TeammateState } from '../../agents/domain/teammate.ts';
import { TopBarSlot } from '../shell/top-bar-slot.tsx';
import { useActions, useApp } from '../store/use-app.ts';
import { TeammateAvatar } from '../ui/avatar.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { List } from '../ui/list.tsx';
import { moneyText } from '../ui/money.tsx';
import { useNow } from '../ui/relative-time.tsx';
import { StateLabel } from '../ui/state-label.tsx';
import { useArrival } from '../ui/use-arrival.ts';
import { useKeys } from '../ui/use-keys.ts';
import { useWidth } from '../ui/use-width.ts';
import { classNames } from '../ui/class-names.ts';
import { TaskStateLabel } from '../words/task-state-label.tsx';
import { roleText, spentTodayUsdMicros } from '../words/team-words.ts';
import { Profile } from './profile.tsx';
import { acceptedOfChecked, leadingTask, workOf } from './team-work.ts';

/** Below this many rem the list stands above the profile. */
const besideFrom = 48;

/** The teammates with what they are at today, and one of them in full. */
export function TeamScreen() {
  const { t } = useLingui();
  const actions = useActions();
  const teammates = useApp((state) => state.teammates);
  const tasks = useApp((state) => state.tasks);
  const chosen = useApp((state) => state.place.teammateId);
  const screen = useRef<HTMLDivElement>(null);
  const width = useWidth(screen);
  const isNarrow = width !== null && width < besideFrom;
  useArrival(screen);
  const all = useMemo(() => Object.values(tasks), [tasks]);
  const rows = useMemo(() => Object.values(teammates), [teammates]);
  const current = rows.find((row) => row.id === chosen) ?? rows[0] ?? null;
  const open = (row: TeammateState | undefined) => row && actions.go({ teammateId: row.id });
  const move = (step: 1 | -1) => open(rows[rows.findIndex((row) => row.id === current?.id) + step]);
  useKeys(
    t`Team`,
    [
      { keys: 'j', label: t`Next teammate`, run: () => move(1) },
      { keys: 'k', label: t`Teammate before`, run: () => move(-1) },
    ],
    screen,
  );
  return (
    <>
      <TopBarSlot>
        <span className="text-text-muted">{plural(rows.length, { one: '# teammate', other: '# teammates' })}</span>
      </TopBarSlot>
      <div
        ref={screen}
        role="group"
        tabIndex={-1}
        aria-label={t`Team`}
        className={classNames('flex h-full min-h-0 outline-none', isNarrow && 'flex-col')}
      >
        <div
          className={classNames(
            'thin-scroll flex-none overflow-auto border-hairline p-3',
            isNarrow ? 'max-h-1/3 border-b' : 'w-70 border-e',
          )}
        >
          {rows.length === 0 ? (
            <EmptyState
              title={t`There are no teammates yet.`}
              hint={t`Each teammate is a Markdown file in the data folder.`}
            />
          ) : (
            <>
              <List
                label={t`Teammates`}
                rows={rows}
                rowKey={(row) => row.id}
                current={current?.id ?? null}
                onOpen={open}
              >
                {(row) => <Row teammate={row} tasks={all} />}
              </List>
              <p className="p-3 text-meta text-text-muted">{t`Counts: results marked checked that you accepted`}</p>
            </>
          )}
        </div>
        {current ? <Profile key={current.id} teammate={current} tasks={all} /> : <div className="flex-1 bg-surface" />}
      </div>
    </>
  );
}

function Row({ teammate, tasks }: { teammate: TeammateState; tasks: readonly TaskState[] }) {
  const { t } = useLingui();
  const nowMs = useNow();
  const { name, role, colour } = teammate.profile;
  const task = leadingTask(workOf(tasks, teammate.id));
  const { accepted, checked } = acceptedOfChecked(tasks, teammate.id);
  return (
    <span className="flex items-center gap-3">
      <TeammateAvatar name={name} colour={colour} size={32} />
      <span className="min-w-0 flex-1">
        <span className="flex gap-2">
          <span className="min-w-0 flex-1 truncate">
            <span className="font-medium">{name}</span> <span className="text-text-muted">{roleText(role)}</span>
          </span>
          <span className="text-text-muted tabular-nums" title={t`Spent today`}>
            {moneyText(spentTodayUsdMicros(tasks, nowMs, teammate.id))}
          </span>
        </span>
        <span className="flex gap-2">
          <span className="flex min-w-0 flex-1">
            {task ? <TaskStateLabel task={task} flat /> : <StateLabel icon="not-started" tone="quiet" text={t`Free`} />}
          </span>
          {checked > 0 && (
            <span className="text-meta leading-5 whitespace-nowrap text-text-muted tabular-nums">{t`${accepted} of ${checked}`}</span>
          )}
        </span>
      </span>
    </span>
  );
}
