import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useRef, useState, type ReactNode } from 'react';
import type { TaskState } from '../../agents/domain/task.ts';
import { useActions, useApp } from '../store/use-app.ts';
import { useDraft } from '../store/use-draft.ts';
import { useAnnounce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field, Select, TextArea } from '../ui/field.tsx';
import { roleText } from '../words/team-words.ts';
import {
  createCommand,
  emptyDraft,
  errorsOf,
  tooLong,
  maxBriefChars,
  type DraftErrors,
  type TaskDraft,
} from './task-draft.ts';
import { useFolderCheck, type FolderCheck } from './use-folder-check.ts';

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
    <Dialog
      open
      onClose={close}
      title={task ? t`Edit the brief` : t`New task`}
      initialFocus={brief}
      foot={
        <>
          {failure && (
            <p role="alert" className="flex-1 text-failed">
              {failure}
            </p>
          )}
          <Button onClick={close}>{t`Cancel`}</Button>
          <Button kind="primary" keys="mod+Enter" disabled={isBusy} onClick={() => void submit()}>
            {task ? t`Save` : draft.teammateId ? t`Give` : t`Add to board`}
          </Button>
        </>
      }
    >
      <div
        className="flex flex-col gap-4"
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          void submit();
        }}
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
        {!task && <TeammateSelect value={draft.teammateId} onChange={(teammateId) => change({ teammateId })} />}
        {!task && (
          <TextArea
            label={t`Done means (optional)`}
            hint={t`One condition a line. Each is checked, or shown as not checked.`}
            rows={2}
            value={draft.doneMeans}
            error={errors.doneMeans}
            onChange={(event) => change({ doneMeans: event.target.value })}
          />
        )}
      </div>
    </Dialog>
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

function TeammateSelect({ value, onChange }: { value: string; onChange: (teammateId: string) => void }) {
  const { t } = useLingui();
  const teammates = useApp((state) => state.teammates);
  const options = Object.values(teammates).map(({ id, profile }) => ({
    value: id,
    label: `${profile.name}, ${roleText(profile.role)}`,
  }));
  return (
    <Select
      label={t`Give to`}
      value={value}
      options={[{ value: '', label: t`Nobody yet` }, ...options]}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

function FolderField({
  value,
  check,
  onChange,
}: {
  value: string;
  check: FolderCheck;
  onChange: (path: string) => void;
}) {
  const { t } = useLingui();
  const { ask } = useActions();
  const setup = useApp((state) => state.setup);
  const [canPick, setCanPick] = useState(true);
  const pick = async () => {
    const answer = await ask((engine) => engine.host.pickFolder());
    if (!answer.ok || !answer.value.available) return setCanPick(false);
    return answer.value.path === null ? undefined : onChange(answer.value.path);
  };
  return (
    <div className="flex flex-col gap-2">
      <Field
        label={t`Folder to work on (optional)`}
        value={value}
        placeholder={setup?.platform === 'win32' ? 'C:\\Users\\…' : '/home/…'}
        spellCheck={false}
        autoComplete="off"
        hint={<FolderHint check={check} />}
        error={check.state === 'bad' ? check.message : null}
        onChange={(event) => onChange(event.target.value)}
      />
      <div className="flex flex-wrap gap-2">
        {canPick && setup?.host === 'desktop' && (
          <Button small icon="folder-open" onClick={() => void pick()}>
            {t`Choose a folder`}
          </Button>
        )}
        {setup && value !== setup.exampleFolder && (
          <Button small kind="ghost" icon="folder" onClick={() => onChange(setup.exampleFolder)}>
            {t`Use the sample office`}
          </Button>
        )}
      </div>
    </div>
  );
}

function FolderHint({ check }: { check: FolderCheck }): ReactNode {
  const { t } = useLingui();
  switch (check.state) {
    case 'none':
      return t`The teammate reads this folder and nothing else on this computer.`;
    case 'checking':
      return t`Looking…`;
    case 'bad':
      return null;
    case 'good': {
      const { files, unreadable } = check.report;
      const found = plural(files, { one: '# file', other: '# files' });
      if (unreadable.length === 0) return t`Found ${found}.`;
      const names = unreadable
        .slice(0, 3)
        .map((file) => file.path)
        .join(', ');
      return t`Found ${found}. ${unreadable.length} cannot be read: ${names}.`;
    }
  }
}
