import { useLingui } from '@lingui/react/macro';
import type { TaskState } from '../../agents/domain/task.ts';
import { useActions, useApp } from '../store/use-app.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { StateLabel } from '../ui/state-label.tsx';
import { lookOf } from '../words/task-words.ts';
import { takers } from '../words/team-words.ts';
import { CardFrame } from './task-card.tsx';

/** True for the example task nobody has started yet: it is drawn tall, with the one filled button of a new board. */
export function isFreshExample(task: TaskState): boolean {
  return task.origin === 'example' && task.status === 'draft' && task.run === null;
}

/** The example task of a new board. */
export function ExampleCard({
  task,
  position,
  size,
  tabIndex,
}: {
  task: TaskState;
  position: number;
  size: number;
  tabIndex: number;
}) {
  const { t } = useLingui();
  const actions = useActions();
  const teammates = useApp((state) => state.teammates);
  const isPractice = useApp((state) => state.setup?.model.mode !== 'live' || state.workspace.settings.practice);
  const all = takers(teammates);
  const first = all.find((teammate) => teammate.profile.role === 'researcher') ?? all[0];
  const name = first?.profile.name ?? '';
  return (
    <CardFrame
      task={task}
      label={t`${task.title}. Example, not started`}
      position={position}
      size={size}
      tabIndex={tabIndex}
      noTools
    >
      <div className="flex flex-col gap-2">
        <div dir="auto" className="font-medium">
          {task.title}
        </div>
        <p dir="auto" className="text-text-muted">
          {task.brief}
        </p>
        <div className="flex items-center justify-between gap-2">
          <StateLabel {...lookOf('not-started')} text={t`Not started`} />
          <Chip>{t`Example`}</Chip>
        </div>
        {first && (
          <Button
            kind="primary"
            wide
            onClick={(event) => {
              event.stopPropagation();
              void actions.give(task.id, first.id, task.teammateId);
              // The first task is watched: its question and its result come up beside the board, without a search for them.
              actions.openTask(task.id);
            }}
          >
            {isPractice ? t`Give this to ${name} (practice, free)` : t`Give this to ${name}`}
          </Button>
        )}
        {isPractice && (
          <p className="text-meta text-text-faint">{t`Practice: no AI; sentences are extracted, not written.`}</p>
        )}
      </div>
    </CardFrame>
  );
}
