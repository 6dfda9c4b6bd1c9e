import { useLingui } from '@lingui/react/macro';
import { useRef, type ReactNode } from 'react';
import { actsOn, isAtRest, needsYou, progress } from '../../agents/domain/state.ts';
import type { CheckResult } from '../../agents/domain/schema.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import type { TeammateState } from '../../agents/domain/teammate.ts';
import { useActions } from '../store/use-app.ts';
import { Deliverable } from '../task/deliverable.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { classNames } from '../ui/class-names.ts';
import { Icon } from '../ui/icon.tsx';
import { Markdown } from '../ui/markdown.tsx';
import { Money } from '../ui/money.tsx';
import { StepBar } from '../ui/step-bar.tsx';
import { useWidth } from '../ui/use-width.ts';
import { TaskStateLabel } from '../words/task-state-label.tsx';
import type { ProfileEdit } from './use-profile-edit.ts';

/** Below this many rem the two results stand one above the other. */
const besideFrom = 44;
/** So many files of a result are opened here; the rest is in the task. */
const shownFiles = 3;

/** A try on an old task: how far it is, then the old result and the new one side by side, and what to do with the change. */
export function TrialCard({
  teammate,
  task,
  old,
  edit,
  leave,
}: {
  teammate: TeammateState;
  task: TaskState;
  /** The task as it was done before; null = it is gone. */
  old: TaskState | null;
  edit: ProfileEdit<{ instructions: string }>;
  leave: () => void;
}) {
  const { t } = useLingui();
  const actions = useActions();
  const root = useRef<HTMLDivElement>(null);
  const width = useWidth(root);
  const isBeside = width === null || width >= besideFrom;
  const isOver = isAtRest(task);
  const isOther = task.trial?.profile.instructions !== edit.values.instructions.trim();
  const next = teammate.profileVersion + 1;
  /** A try leaves no card: what is over is put away, what is under way is stopped. */
  const end = () => {
    const acts = actsOn(task);
    if (acts.includes('archive')) void actions.dispatch({ type: 'task.archive', taskId: task.id });
    else if (acts.includes('stop')) void actions.dispatch({ type: 'task.stop', taskId: task.id });
    leave();
  };
  const save = async () => {
    if (await edit.save({ instructions: edit.values.instructions.trim() })) end();
  };
  return (
    <Card
      label={t`The try`}
      head={
        <>
          <h3 className="min-w-0 truncate font-semibold">{t`Tried on “${task.title}”`}</h3>
          <span className="flex-1" />
          <TaskStateLabel task={task} flat />
          <span className="text-meta text-text-muted">
            <Money usdMicros={task.costUsdMicros} partial={task.costIsPartial} />
          </span>
        </>
      }
      foot={
        <div className="flex min-w-0 flex-1 flex-wrap items-center gap-2 py-1">
          {edit.isChanged && isOver && (
            <Button kind="primary" onClick={() => void save()}>{t`Save as version ${next}`}</Button>
          )}
          <Button onClick={end}>{isOver ? t`Close the try` : t`Stop the try`}</Button>
          <Button kind="ghost" onClick={() => actions.openTask(task.id)}>{t`Open it step by step`}</Button>
          <span className="flex-1" />
          {edit.isChanged && isOver && (
            <Button
              kind="ghost"
              onClick={() => {
                edit.discard();
                end();
              }}
            >{t`Discard the change`}</Button>
          )}
        </div>
      }
    >
      <div ref={root} className="flex flex-col">
        {isOther && (
          <p className="border-b border-hairline px-4 py-2 text-text-muted">{t`The text has changed since this try.`}</p>
        )}
        {isOver ? (
          <div
            className={classNames(
              'grid',
              isBeside ? 'grid-cols-2 divide-x' : 'grid-cols-1 divide-y',
              'divide-hairline',
            )}
          >
            <Side title={t`Before`} task={old} gone={t`The old task is not on this board any more.`} />
            <Side title={t`With this text`} task={task} gone="" />
          </div>
        ) : (
          <Progress task={task} teammate={teammate} />
        )}
      </div>
    </Card>
  );
}

/** How far a try is, and what keeps it from going on. */
function Progress({ task, teammate }: { task: TaskState; teammate: TeammateState }) {
  const { t } = useLingui();
  const steps = progress(task);
  const { name } = teammate.profile;
  const line = needsYou(task)
    ? t`It waits for you: open it step by step to answer.`
    : task.status !== 'queued'
      ? task.nowDoing
      : teammate.standing === 'paused'
        ? t`${name} is paused: the try begins once you press Resume.`
        : t`It is in line: other work may come first.`;
  return (
    <div role="status" className="flex flex-col gap-2 p-4">
      {steps && <StepBar done={steps.done} total={steps.total} wide />}
      <p className="text-text-muted">{line}</p>
    </div>
  );
}

function Side({ title, task, gone }: { title: string; task: TaskState | null; gone: string }): ReactNode {
  const { t } = useLingui();
  if (task === null) return <p className="p-4 text-text-muted">{gone}</p>;
  const files = task.artifacts;
  const rest = files.length - shownFiles;
  return (
    <section aria-label={title} className="flex min-w-0 flex-col gap-3 py-3">
      <header className="flex items-center gap-3 px-4">
        <h3 className="flex-1 font-semibold">{title}</h3>
        <TaskStateLabel task={task} flat />
      </header>
      <div dir="auto" className="px-4">
        {task.summary === '' ? (
          <p className="text-text-muted">{task.run?.failure?.message ?? t`There is no result.`}</p>
        ) : (
          <Markdown text={task.summary} />
        )}
      </div>
      <Checks results={task.results} />
      <div className="flex flex-col gap-3 px-4">
        {files.slice(0, shownFiles).map((artifact) => (
          <Deliverable key={artifact.path} taskId={task.id} artifact={artifact} />
        ))}
        {rest > 0 && <p className="text-text-muted">{t`${rest} more files are in the task.`}</p>}
      </div>
    </section>
  );
}

const looks = {
  passed: { icon: 'done', tone: 'text-done' },
  failed: { icon: 'failed', tone: 'text-failed' },
  'not-checked': { icon: 'not-started', tone: 'text-quiet' },
} as const;

/** Each requirement with its evidence, in the order of the brief, so that the two sides can be read line by line. */
function Checks({ results }: { results: readonly CheckResult[] }) {
  const { t } = useLingui();
  const spoken = { passed: t`Found true`, failed: t`Not met`, 'not-checked': t`Not checked` };
  if (results.length === 0) return <p className="px-4 text-text-muted">{t`Nothing was checked.`}</p>;
  return (
    <ul aria-label={t`Checks`} className="flex flex-col gap-2 px-4">
      {results.map(({ checkId, outcome, label, evidence }) => (
        <li key={checkId} className="flex gap-2">
          <Icon name={looks[outcome].icon} className={`mt-0.5 ${looks[outcome].tone}`} />
          <span className="min-w-0 flex-1 wrap-anywhere">
            <span className="sr-only">{spoken[outcome]}: </span>
            <span className="block">{label}</span>
            <span className="block text-meta text-text-muted">{evidence}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
