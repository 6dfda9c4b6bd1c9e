import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { progress } from '../../agents/domain/state.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import { OccasionQuote } from '../occasion/occasion-quote.tsx';
import { useActions, useApp } from '../store/use-app.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Money } from '../ui/money.tsx';
import { StepBar } from '../ui/step-bar.tsx';
import { fileText } from '../words/file-words.ts';
import { costWith, partsOf } from '../words/parts.ts';
import { filesRead } from './steps.ts';

const shownFiles = 12;

/** The side rail: what came of it so far, what was changed, what was read, what it may use. */
export function TaskRail({ task, name }: { task: TaskState; name: string }) {
  const { t } = useLingui();
  const actions = useActions();
  const tasks = useApp((state) => state.tasks);
  const files = filesRead(task);
  const steps = progress(task);
  const changes = task.changes.filter((change) => change.undone !== 'yes');
  const cap = task.caps.usdMicros;
  const cost = costWith(
    task,
    useApp((state) => partsOf(state.tasks, task.id)),
  );
  return (
    <div className="flex flex-col gap-4 px-4 py-3">
      {task.occasion && <OccasionQuote occasion={task.occasion} />}
      <Facts title={t`Result`}>
        {task.artifacts.length > 0 ? (
          <ul>
            {task.artifacts.map((artifact) => (
              <Line key={artifact.path} icon="file" text={fileText(artifact.path, tasks)} />
            ))}
          </ul>
        ) : (
          <p className="text-text-muted">
            {steps
              ? t`Nothing yet: ${name} is at step ${Math.min(steps.done + 1, steps.total)} of ${steps.total}`
              : t`Nothing yet`}
          </p>
        )}
      </Facts>
      <Facts
        title={t`Changes`}
        count={changes.length}
        act={
          changes.length > 0 && (
            <button
              type="button"
              onClick={() => actions.go({ taskTab: 'changes' })}
              className="min-h-6 text-accent hover:underline"
            >
              {t`Undo`}
            </button>
          )
        }
      >
        {changes.length === 0 ? (
          <p className="text-text-muted">{t`Nothing outside this task was changed`}</p>
        ) : (
          <ul>
            {changes.slice(-shownFiles).map((change) => (
              <Line
                key={change.id}
                icon="file"
                text={change.path}
                note={change.place === 'work' ? t`In the work folder` : t`In your folder`}
              />
            ))}
          </ul>
        )}
      </Facts>
      <Facts title={t`Files read`} count={files.length}>
        <ul>
          {files.slice(0, shownFiles).map((path) => (
            <Line key={path} icon="file" text={path} />
          ))}
        </ul>
        {files.length > shownFiles && (
          <p className="text-meta text-text-muted">{t`and ${files.length - shownFiles} more`}</p>
        )}
      </Facts>
      <Facts title={t`Uses`}>
        <ul>
          {task.folder ? (
            <Line
              icon="folder"
              text={task.folder.split(/[\\/]/).at(-1) || task.folder}
              title={task.folder}
              note={t`Reads; asks before changing anything`}
            />
          ) : (
            <Line icon="folder" text={t`No folder`} />
          )}
        </ul>
        <p className="flex items-center gap-2 text-text-muted">
          <Icon name="coins" className="text-text-faint" />
          {task.run?.practice ? (
            t`Practice, free`
          ) : (
            <>
              <span className="whitespace-nowrap">
                <Money {...cost} />
                {cap !== null && (
                  <>
                    {' '}
                    {t`of`} <Money usdMicros={cap} />
                  </>
                )}
              </span>
              <span className="flex-1" />
              {cap !== null && cap > 0 && (
                <StepBar done={Math.min(100, Math.round((cost.usdMicros / cap) * 100))} total={100} quiet />
              )}
            </>
          )}
        </p>
        {cost.partial && !task.run?.practice && (
          <p className="text-meta text-text-muted">{t`The model’s price is not known, so its amount of text is capped instead.`}</p>
        )}
      </Facts>
    </div>
  );
}

function Facts({
  title,
  count,
  act,
  children,
}: {
  title: string;
  count?: number;
  act?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section aria-label={title}>
      <header className="flex h-6 items-center gap-2">
        <h3 className="font-semibold">{title}</h3>
        {count !== undefined && <span className="text-text-faint tabular-nums">{count}</span>}
        <span className="flex-1" />
        {act}
      </header>
      {children}
    </section>
  );
}

function Line({ icon, text, title, note }: { icon: IconName; text: string; title?: string; note?: string }) {
  return (
    <li>
      <span className="flex h-6 items-center gap-2" title={title ?? text}>
        <Icon name={icon} className="text-text-faint" />
        <span className="min-w-0 truncate">{text}</span>
      </span>
      {note && <span className="block text-meta text-text-muted">{note}</span>}
    </li>
  );
}
