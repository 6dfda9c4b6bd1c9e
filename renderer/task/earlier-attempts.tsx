import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { TaskState } from '../../agents/domain/task.ts';
import { Icon } from '../ui/icon.tsx';
import { StepRow } from './step-row.tsx';
import type { WorkView } from './steps.ts';

/** Attempts before the current one, folded to a line each. */
export function EarlierAttempts({ task, attempts }: { task: TaskState; attempts: WorkView['earlier'] }) {
  const { t } = useLingui();
  const [opened, setOpened] = useState<string | null>(null);
  return attempts.map((attempt) => {
    const open = opened === attempt.runId;
    const count = plural(attempt.steps.length, { one: '# step', other: '# steps' });
    return (
      <div key={attempt.runId}>
        <button
          type="button"
          aria-expanded={open}
          data-inset-focus
          onClick={() => setOpened(open ? null : attempt.runId)}
          className="flex min-h-8 w-full items-center gap-2 rounded-control text-start text-text-muted hover:bg-sunken"
        >
          <Icon name={open ? 'down' : 'right'} small />
          {t`Attempt ${attempt.attempt}: ${count}`}
        </button>
        {open && (
          <ol className="ms-2 border-s border-hairline ps-4">
            {attempt.steps.map((step) => (
              <StepRow key={step.key} taskId={task.id} step={step} isNewest={false} />
            ))}
          </ol>
        )}
      </div>
    );
  });
}
