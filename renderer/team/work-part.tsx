import { useLingui } from '@lingui/react/macro';
import { useState, type ReactNode } from 'react';
import type { TaskState } from '../../agents/domain/task.ts';
import type { TeammateState } from '../../agents/domain/teammate.ts';
import { useActions } from '../store/use-app.ts';
import { Button } from '../ui/button.tsx';
import { Money } from '../ui/money.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { TaskStateLabel } from '../words/task-state-label.tsx';
import { workOf } from './team-work.ts';

/** So many rows of a list are drawn before the person asks for the rest. */
const shownRows = 20;

/** What a teammate is at now, what is next in line, what waits for the person and what is done. */
export function WorkPart({ teammate, tasks }: { teammate: TeammateState; tasks: readonly TaskState[] }) {
  const { t } = useLingui();
  const work = workOf(tasks, teammate.id);
  const { name } = teammate.profile;
  const isIdle = work.now.length + work.next.length + work.open.length + work.done.length === 0;
  return (
    <div className="flex max-w-200 flex-col gap-4">
      {isIdle && (
        <p className="text-text-muted">
          {teammate.standing === 'retired'
            ? t`${name} is retired and has no task.`
            : t`${name} has had no task yet. Drag a card onto ${name} on the board, or press A on the card.`}
        </p>
      )}
      <Group title={t`Now`} rows={work.now} />
      <Group title={t`Next`} rows={work.next} numbered />
      <Group title={t`For you to look at`} rows={work.open} />
      <Group title={t`Done`} rows={work.done} />
    </div>
  );
}

function Group({
  title,
  rows,
  numbered,
}: {
  title: string;
  rows: readonly TaskState[];
  numbered?: boolean;
}): ReactNode {
  const { t } = useLingui();
  const [isWhole, setIsWhole] = useState(false);
  if (rows.length === 0) return null;
  const rest = rows.length - shownRows;
  return (
    <section aria-label={title}>
      <h3 className="flex h-8 items-center gap-2 font-semibold">
        {title} <span className="font-normal text-text-muted tabular-nums">{rows.length}</span>
      </h3>
      <ul>
        {(isWhole ? rows : rows.slice(0, shownRows)).map((task, index) => (
          <Row key={task.id} task={task} place={numbered ? index + 1 : null} />
        ))}
      </ul>
      {rest > 0 && !isWhole && (
        <Button kind="ghost" icon="down" onClick={() => setIsWhole(true)}>{t`Show ${rest} more`}</Button>
      )}
    </section>
  );
}

function Row({ task, place }: { task: TaskState; place: number | null }) {
  const actions = useActions();
  return (
    <li className="border-t border-hairline">
      <button
        type="button"
        data-inset-focus
        onClick={() => actions.go({ screen: 'board', taskId: task.id, taskTab: 'work' })}
        className="flex h-10 w-full items-center gap-3 text-start hover:bg-sunken"
      >
        {place !== null && <span className="w-4 flex-none text-end text-text-muted tabular-nums">{place}</span>}
        <span className="min-w-0 flex-1 truncate font-medium">
          <bdi>{task.title}</bdi>
        </span>
        <TaskStateLabel task={task} flat />
        <span className="w-16 flex-none text-end text-text-muted">
          <Money usdMicros={task.costUsdMicros} partial={task.costIsPartial} />
        </span>
        <span className="w-16 flex-none text-end text-meta text-text-muted">
          <RelativeTime atMs={task.changedAtMs} />
        </span>
      </button>
    </li>
  );
}
