import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { classNames } from '../ui/class-names.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { LiveStep } from './live-step.tsx';
import { StepRow } from './step-row.tsx';
import type { StepGroup } from './steps.ts';

const icons: Record<'todo' | 'doing' | 'done', IconName> = { todo: 'not-started', doing: 'working', done: 'done' };
const tones = { todo: 'text-quiet', doing: 'text-working', done: 'text-done' };

/**
 * One plan line and the steps under it. The line under way stands open, finished ones are one line until opened.
 * `writing` = the text being written under this line; null = nothing is.
 */
export function PlanGroup({
  taskId,
  group,
  isCurrent,
  writing,
}: {
  taskId: string;
  group: StepGroup;
  isCurrent: boolean;
  writing: string | null;
}) {
  const { t } = useLingui();
  const [chosen, setChosen] = useState<boolean | null>(null);
  const { line, steps } = group;
  const open = chosen ?? isCurrent;
  const newest = writing === null && isCurrent ? steps.findLast((step) => step.kind === 'said')?.key : undefined;
  const count = plural(steps.length, { one: '# step', other: '# steps' });
  const spoken = line && { todo: t`To do`, doing: t`Under way`, done: t`Done` }[line.state];
  return (
    <li className={line?.state === 'todo' && steps.length === 0 ? 'text-text-muted' : undefined}>
      <div className="flex min-h-8 items-center gap-2">
        {line && <Icon name={icons[line.state]} label={spoken ?? undefined} className={tones[line.state]} />}
        <span className={classNames('min-w-0 flex-1 wrap-anywhere', line?.state === 'doing' && 'font-medium')}>
          {line ? `${group.number}. ${line.text}` : t`Before the plan`}
        </span>
        {steps.length > 0 && (
          <button
            type="button"
            aria-expanded={open}
            aria-label={t`${count} of “${line?.text ?? t`Before the plan`}”`}
            onClick={() => setChosen(!open)}
            className="inline-flex h-6 flex-none items-center gap-1 rounded-control px-1 text-meta text-text-muted hover:bg-sunken"
          >
            {count}
            <Icon name={open ? 'down' : 'right'} small />
          </button>
        )}
      </div>
      {((open && steps.length > 0) || writing !== null) && (
        <div className={classNames(line && 'ms-2 border-s border-hairline ps-4')}>
          {open && (
            <ol className="flex flex-col">
              {steps.map((step) => (
                <StepRow key={step.key} taskId={taskId} step={step} isNewest={step.key === newest} />
              ))}
            </ol>
          )}
          {writing !== null && <LiveStep text={writing} />}
        </div>
      )}
    </li>
  );
}
