import { useLingui } from '@lingui/react/macro';
import type { TaskState } from '../../agents/domain/task.ts';
import type { TeammateState } from '../../agents/domain/teammate.ts';
import { TeammateAvatar } from '../ui/avatar.tsx';
import { moneyText } from '../ui/money.tsx';
import { useNow } from '../ui/relative-time.tsx';
import { StateLabel } from '../ui/state-label.tsx';
import { TaskStateLabel } from '../words/task-state-label.tsx';
import { roleText, spentTodayUsdMicros } from '../words/team-words.ts';
import { acceptedOfChecked, leadingTask, workOf } from './team-work.ts';

/** A teammate in the list: name and role together, what it is at, today's money and the results accepted of checked. */
export function TeammateRow({ teammate, tasks }: { teammate: TeammateState; tasks: readonly TaskState[] }) {
  const { t } = useLingui();
  const nowMs = useNow();
  const { name, role, colour } = teammate.profile;
  const { accepted, checked } = acceptedOfChecked(tasks, teammate.id);
  return (
    <span className="flex items-center gap-3">
      <TeammateAvatar name={name} colour={colour} size={32} />
      <span className="min-w-0 flex-1">
        <span className="flex gap-2">
          <span className="flex min-w-0 flex-1 gap-1" title={name}>
            <span className="min-w-0 truncate font-medium">
              <bdi>{name}</bdi>
            </span>{' '}
            <span className="flex-none text-text-muted">{roleText(role)}</span>
          </span>
          <span className="text-text-muted tabular-nums" title={t`Spent today`}>
            {moneyText(spentTodayUsdMicros(tasks, nowMs, teammate.id))}
          </span>
        </span>
        <span className="flex gap-2">
          <span className="flex min-w-0 flex-1">
            <State teammate={teammate} tasks={tasks} />
          </span>
          {checked > 0 && (
            <span className="text-meta leading-5 whitespace-nowrap text-text-muted tabular-nums">{t`${accepted} of ${checked}`}</span>
          )}
        </span>
      </span>
    </span>
  );
}

/** What a teammate is at: of one that is paused only work under way, which goes on. */
function State({ teammate, tasks }: { teammate: TeammateState; tasks: readonly TaskState[] }) {
  const { t } = useLingui();
  const work = workOf(tasks, teammate.id);
  const task = leadingTask(teammate.standing === 'active' ? work : { ...work, next: [] });
  if (teammate.standing === 'retired') return <StateLabel icon="stopped" tone="quiet" text={t`Retired`} />;
  if (task) return <TaskStateLabel task={task} flat />;
  if (teammate.standing === 'paused') return <StateLabel icon="paused" tone="quiet" text={t`Paused by you`} />;
  return <StateLabel icon="not-started" tone="quiet" text={t`Free`} />;
}
