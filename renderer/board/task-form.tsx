import { useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import type { TaskState } from '../../agents/domain/task.ts';
import { useActions } from '../store/use-app.ts';
import { useDraft } from '../store/use-draft.ts';
import { useAnnounce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Checkbox, TextArea } from '../ui/field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { AfterSelect } from './after-select.tsx';
import { FolderField } from './folder-field.tsx';
import { PlanOffers } from './plan-offers.tsx';
import { TeammateSelect } from './teammate-select.tsx';
import {
  createCommand,
  emptyDraft,
  errorsOf,
  tooLong,
  maxBriefChars,
  type DraftErrors,
  type TaskDraft,
} from './task-draft.ts';
import { useFolderCheck } from './use-folder-check.ts';

/** The form of a new task, or of one not started yet (`task`). What was typed stays through every error. */
export function TaskForm({ task, close }: { task?: TaskState; close: () => void }) {
  const { t } = useLingui();
  const [opened] = useState<TaskDraft>(() =>
    task ? { ...emptyDraft, brief: task.brief, folder: task.folder ?? '' } : emptyDraft,
  );
  const { draft, change: keep, clear } = useDraft<TaskDraft>(task ? `edit:${task.id}` : 'new', opened);
  const [errors, setErrors] = useState<DraftErrors>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const brief = useRef<HTMLTextAreaElement>(null);
  const save = useSave(task);
  const actions = useActions();
  const folder = useFolderCheck(draft.folder);

  const change = (patch: Partial<TaskDraft>) => {
    keep(patch);
    setErrors({});
    setFailure(null);
  };
  const submit = async () => {
    const found = errorsOf(draft);
    setErrors(found);
    if (Object.keys(found).length > 0) return undefined;
    setIsBusy(true);
    const message = await save(draft);
    setIsBusy(false);
    if (message !== null) return setFailure(message);
    clear();
    return close();
  };
  const isTooLong = draft.brief.length > maxBriefChars;
  return (
    <FormDialog
      title={task ? t`Edit the brief` : t`New task`}
      action={task ? t`Save` : draft.teammateId ? t`Give` : t`Add to board`}
      failure={failure}
      isBusy={isBusy}
      initialFocus={brief}
      submit={submit}
      close={close}
    >
      <TextArea
        ref={brief}
        label={t`What do you want done?`}
        rows={5}
        value={draft.brief}
        error={errors.brief ?? (isTooLong ? tooLong(draft.brief.length) : null)}
        onChange={(event) => change({ brief: event.target.value })}
      />
      <FolderField value={draft.folder} check={folder} onChange={(path) => change({ folder: path })} />
      {!task && <PlanOffers brief={draft.brief} planId={draft.planId} onChange={change} />}
      {!task && <TeammateSelect value={draft.teammateId} onChange={(teammateId) => change({ teammateId })} />}
      {!task && (
        <TextArea
          label={t`Done means (optional)`}
          hint={t`One condition a line. The app checks those like “At most 300 words”, “mentions “Ms Jensen””, “report.md exists”; others are shown as not checked until you say.`}
          rows={2}
          value={draft.doneMeans}
          error={errors.doneMeans}
          onChange={(event) => change({ doneMeans: event.target.value })}
        />
      )}
      {!task && (
        <Checkbox
          label={t`A colleague looks at it first`}
          checked={draft.review === 'yes'}
          onChange={(on) => change({ review: on ? 'yes' : '' })}
        />
      )}
      {!task && <AfterSelect value={draft.after} onChange={(after) => change({ after })} />}
      {!task && (
        <div className="flex">
          <Button small kind="ghost" icon="outside" onClick={() => actions.setOverlay('occasion')}>
            {t`Pretend that something came in from outside…`}
          </Button>
        </div>
      )}
    </FormDialog>
  );
}

/** Sends the form; null = done, else the sentence that says why not. */
function useSave(task: TaskState | undefined): (draft: TaskDraft) => Promise<string | null> {
  const { t } = useLingui();
  const actions = useActions();
  const announce = useAnnounce();
  return async (draft) => {
    const command = task
      ? ({
          type: 'task.edit',
          taskId: task.id,
          brief: draft.brief.trim(),
          folder: draft.folder.trim() || null,
        } as const)
      : createCommand(draft, actions.makeId('t'));
    const reply = await actions.dispatch(command, { quiet: true });
    if (!reply.ok) return reply.error.message;
    announce(task ? t`Brief saved` : t`Task added to the board`);
    return null;
  };
}
