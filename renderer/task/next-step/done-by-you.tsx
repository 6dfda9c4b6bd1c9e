import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import type { TaskState } from '../../../agents/domain/task.ts';
import { clockText } from '../../ui/relative-time.tsx';
import { useNameOf } from '../../words/use-task-words.ts';
import { recordLine } from '../record-line.ts';
import { useRecords } from '../use-records.ts';
import { doneByPerson } from './next-call.ts';

/** What the person did while the work stood still: the teammate is told the same. */
export function DoneByYou({ task, name }: { task: TaskState; name: string }) {
  const { t } = useLingui();
  const nameOf = useNameOf();
  const alone = useMemo(() => [task], [task]);
  const { events } = useRecords(alone);
  const done = doneByPerson(events);
  if (done.length === 0) return null;
  return (
    <section aria-label={t`What you did`} className="mb-3 flex flex-col gap-1">
      <h3 className="font-semibold">{t`What you did`}</h3>
      <ul className="thin-scroll max-h-40 overflow-auto" tabIndex={done.length > 6 ? 0 : undefined}>
        {done.map((event) => (
          <li key={event.seq} className="flex gap-2 py-1">
            <span className="w-9 flex-none text-meta leading-5 text-text-faint tabular-nums">
              {clockText(event.atMs)}
            </span>
            <span className="min-w-0 wrap-anywhere">{recordLine(event, nameOf).summary}</span>
          </li>
        ))}
      </ul>
      {task.takenOverAtMs !== null && (
        <p className="text-meta text-text-muted">{t`${name} is told this when you hand the task back.`}</p>
      )}
    </section>
  );
}
