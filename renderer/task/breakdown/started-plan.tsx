import { useLingui } from '@lingui/react/macro';
import { useId, useState } from 'react';
import type { Breakdown, BreakdownPart } from '../../../agents/domain/breakdown.ts';
import { isAtRest } from '../../../agents/domain/state.ts';
import type { TaskState } from '../../../agents/domain/task.ts';
import { useActions, useApp, useTask, useTeammate } from '../../store/use-app.ts';
import { TeammateAvatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { StepBar } from '../../ui/step-bar.tsx';
import { TaskStateLabel } from '../../words/task-state-label.tsx';
import { useNameOf } from '../../words/use-task-words.ts';
import { useDecision } from '../../inbox/use-decision.ts';
import { RefusalLine } from '../../inbox/refusal-line.tsx';

/** A plan under way: each part with who has it, why, how it stands and what was tried before. */
export function StartedPlan({ task, breakdown }: { task: TaskState; breakdown: Breakdown }) {
  const { t } = useLingui();
  const id = useId();
  const done = useApp((state) => breakdown.parts.filter((part) => isDone(part, state.tasks)).length);
  const total = breakdown.parts.length;
  return (
    <section aria-labelledby={id} className="mb-3">
      <header className="flex h-8 items-center gap-2">
        <h3 id={id} className="font-semibold">{t`Parts`}</h3>
        <span className="text-meta text-text-muted tabular-nums">{t`${done} of ${total} done`}</span>
        <StepBar done={done} total={total} quiet={breakdown.state === 'closed'} />
      </header>
      <ol className="flex flex-col">
        {breakdown.parts.map((part) => (
          <PartLine key={part.key} part={part} parts={breakdown.parts} />
        ))}
      </ol>
      {breakdown.state === 'closed' && done === total && <KeepPlan task={task} />}
    </section>
  );
}

function isDone(part: BreakdownPart, tasks: Readonly<Record<string, TaskState>>): boolean {
  const last = part.tries.at(-1);
  const task = last ? tasks[last.taskId] : undefined;
  return last?.failure === null && task !== undefined && isAtRest(task);
}

function PartLine({ part, parts }: { part: BreakdownPart; parts: readonly BreakdownPart[] }) {
  const { t } = useLingui();
  const actions = useActions();
  const nameOf = useNameOf();
  const last = part.tries.at(-1) ?? null;
  const task = useTask(last?.taskId ?? null);
  const profile = useTeammate(last?.teammateId ?? part.teammateId)?.profile;
  const failed = part.tries.filter(({ failure }) => failure !== null);
  const waitsFor = parts.filter(({ key }) => part.needs.includes(key)).map(({ title }) => title);
  const row = (
    <>
      {profile ? (
        <TeammateAvatar name={profile.name} colour={profile.colour} label={profile.name} />
      ) : (
        <Icon name="not-started" className="mx-0.5 text-quiet" />
      )}
      <span dir="auto" className="min-w-0 flex-1 truncate">
        {part.title}
      </span>
      {task ? (
        <span className="flex max-w-1/2 flex-none">
          <TaskStateLabel task={task} flat />
        </span>
      ) : (
        <span className="flex-none text-meta text-text-muted">{t`Not begun`}</span>
      )}
    </>
  );
  return (
    <li className="py-1">
      {task ? (
        <button
          type="button"
          data-inset-focus
          onClick={() => actions.openTask(task.id)}
          className="flex min-h-8 w-full items-center gap-2 rounded-control px-1 text-start hover:bg-sunken"
        >
          {row}
        </button>
      ) : (
        <div className="flex min-h-8 items-center gap-2 px-1">{row}</div>
      )}
      <div className="ps-8 pe-1 text-meta text-text-muted">
        {last?.why && <p className="wrap-anywhere">{t`${nameOf(last.teammateId)}: ${last.why}`}</p>}
        {!last && waitsFor.length > 0 && <p className="wrap-anywhere">{t`Waits for ${waitsFor.join(', ')}`}</p>}
        {failed.map((one, index) => (
          <p key={one.taskId} className="wrap-anywhere text-failed">
            {t`Try ${index + 1}, ${nameOf(one.teammateId)}: ${one.failure ?? ''}`}
          </p>
        ))}
      </div>
    </li>
  );
}

/** All went well: the plan can be offered again for tasks like this one. */
function KeepPlan({ task }: { task: TaskState }) {
  const { t } = useLingui();
  const actions = useActions();
  const { busy, refusal, decide } = useDecision(task.id);
  const [name, setName] = useState<string | null>(null);
  const [kept, setKept] = useState(false);
  const save = async () => {
    if (!name?.trim()) return;
    const planId = actions.makeId('pl');
    if (await decide({ type: 'plan.save', planId, taskId: task.id, name: name.trim() })) setKept(true);
  };
  if (kept)
    return <p role="status" className="py-2 text-text-muted">{t`Kept. It is offered for tasks like this one.`}</p>;
  if (name === null)
    return <Button small icon="book" onClick={() => setName(task.title.slice(0, 120))}>{t`Keep this plan`}</Button>;
  return (
    <form
      className="flex flex-col gap-2 py-2"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <RefusalLine text={refusal} />
      <Field
        label={t`Name of the plan`}
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <div className="flex gap-2">
        <Button type="submit" disabled={busy || !name.trim()}>{t`Keep`}</Button>
        <Button kind="ghost" onClick={() => setName(null)}>{t`Cancel`}</Button>
      </div>
    </form>
  );
}
