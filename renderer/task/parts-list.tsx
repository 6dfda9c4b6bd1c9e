import { useLingui } from '@lingui/react/macro';
import { useId, useState } from 'react';
import { isAtRest, needsYou } from '../../agents/domain/state.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import { useActions, useApp, useTeammate } from '../store/use-app.ts';
import { TeammateAvatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import { partsBelow, partsOf } from '../words/parts.ts';
import { TaskStateLabel } from '../words/task-state-label.tsx';

/** More than these are shown when asked for. */
const shownAtFirst = 5;

/** What this task has handed on, to whom, and how it stands; each part opens. Nothing when nothing was handed on. */
export function PartsList({ task }: { task: TaskState }) {
  const { t } = useLingui();
  const id = useId();
  const [showAll, setShowAll] = useState(false);
  const ofRoot = useApp((state) => partsOf(state.tasks, task.parent?.rootId ?? task.id));
  const rows = partsBelow(task, ofRoot);
  if (rows.length === 0) return null;
  const isLong = rows.length > shownAtFirst;
  // What asks, and then what is not over yet, must be seen without asking.
  const rank = ({ part }: (typeof rows)[number]) => (needsYou(part) ? 0 : isAtRest(part) ? 2 : 1);
  const shown = !isLong || showAll ? rows : rows.toSorted((a, b) => rank(a) - rank(b)).slice(0, shownAtFirst);
  return (
    <section aria-labelledby={id} className="mb-3">
      <header className="flex h-8 items-center gap-2">
        <h3 id={id} className="font-semibold">{t`Parts`}</h3>
        <span className="text-text-faint tabular-nums">{rows.length}</span>
        <span className="flex-1" />
        {isLong && (
          <Button small kind="ghost" aria-expanded={showAll} onClick={() => setShowAll(!showAll)}>
            {showAll ? t`Show fewer` : t`Show all ${rows.length}`}
          </Button>
        )}
      </header>
      <ul className="flex flex-col">
        {shown.map(({ part, depth }) => (
          <li key={part.id} className={depth > 1 ? 'ps-6' : undefined}>
            <PartRow part={part} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function PartRow({ part }: { part: TaskState }) {
  const { t } = useLingui();
  const actions = useActions();
  const profile = useTeammate(part.teammateId)?.profile;
  return (
    <button
      type="button"
      data-inset-focus
      onClick={() => actions.openTask(part.id)}
      className="flex min-h-8 w-full items-center gap-2 rounded-control px-1 text-start hover:bg-sunken"
    >
      {profile && <TeammateAvatar name={profile.name} colour={profile.colour} />}
      <span className="max-w-32 flex-none truncate">{profile?.name ?? t`A teammate`}</span>
      <span dir="auto" className="min-w-0 flex-1 truncate text-text-muted">
        {part.title}
      </span>
      <span className="flex max-w-1/2 flex-none">
        <TaskStateLabel task={part} flat />
      </span>
    </button>
  );
}
