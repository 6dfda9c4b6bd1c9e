import { useLingui } from '@lingui/react/macro';
import { useRef, useState, type RefObject } from 'react';
import { isAtRest } from '../../agents/domain/state.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import type { TeammateState } from '../../agents/domain/teammate.ts';
import { useApp } from '../store/use-app.ts';
import { useDraft } from '../store/use-draft.ts';
import { useKeys } from '../ui/use-keys.ts';
import { CompareDialog } from './compare-dialog.tsx';
import { InstructionsCard } from './instructions-card.tsx';
import { TrialCard } from './trial-card.tsx';
import { TryDialog } from './try-dialog.tsx';
import { useProfileEdit } from './use-profile-edit.ts';
import { VersionList } from './version-list.tsx';

/** How a teammate works: its instructions to read and change, a try on an old task before saving, and every version. */
export function HowPart({
  teammate,
  tasks,
  pane,
  isTrying,
  setTrying,
}: {
  teammate: TeammateState;
  tasks: readonly TaskState[];
  pane: RefObject<HTMLElement | null>;
  /** True: the person is choosing a task to try on. */
  isTrying: boolean;
  setTrying: (isTrying: boolean) => void;
}) {
  const { t } = useLingui();
  const [compared, setCompared] = useState<number | null>(null);
  const [isWriting, setIsWriting] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const edit = useProfileEdit(teammate, 'how', { instructions: teammate.profile.instructions });
  const { draft, change } = useDraft(`profile/trial/${teammate.id}`, { taskId: '' });
  const trial = useApp((state) => state.tasks[draft.taskId] ?? null);
  const write = () => {
    setIsWriting(true);
    requestAnimationFrame(() => field.current?.focus());
  };
  useKeys(t`Instructions`, [{ keys: 'e', label: t`Edit the instructions`, run: write }], pane);
  const leaveTrial = () => {
    change({ taskId: '' });
    setIsWriting(false);
  };
  const file = `${teammate.id.replace(/^tm_/, '')}.md`;
  return (
    <div className="flex flex-col gap-6">
      <div className="max-w-200">
        <InstructionsCard
          teammate={teammate}
          edit={edit}
          field={field}
          isWriting={isWriting || edit.isChanged}
          hasTrial={trial?.trial != null && isAtRest(trial)}
          write={write}
          stopWriting={() => setIsWriting(false)}
          compare={setCompared}
          tryOut={() => setTrying(true)}
        />
      </div>
      {trial?.trial && (
        <TrialCard
          teammate={teammate}
          task={trial}
          old={tasks.find(({ id }) => id === trial.trial?.ofTaskId) ?? null}
          edit={edit}
          leave={leaveTrial}
        />
      )}
      <div className="max-w-200">
        <VersionList teammate={teammate} tasks={tasks} compare={setCompared} />
        <p className="pt-4 text-meta text-text-muted">
          {t`The newest version also lies as ${file} in the folder “team” of your data. If you change that file, it becomes the next version when Muster starts.`}
        </p>
      </div>
      {compared !== null && <CompareDialog teammate={teammate} first={compared} close={() => setCompared(null)} />}
      {isTrying && (
        <TryDialog
          teammate={teammate}
          tasks={tasks}
          profile={{ ...teammate.profile, instructions: edit.values.instructions.trim() }}
          close={() => setTrying(false)}
          begun={(taskId) => change({ taskId })}
        />
      )}
    </div>
  );
}
