import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import type { TaskState } from '../../agents/domain/task.ts';
import { RefusalLine } from '../inbox/refusal-line.tsx';
import { useDecision } from '../inbox/use-decision.ts';
import { parseUsd, showUsd } from '../settings/prices.ts';
import { useActions } from '../store/use-app.ts';
import { Button } from '../ui/button.tsx';
import { Field, TextArea } from '../ui/field.tsx';
import { useDraft } from '../ui/use-draft.ts';

/** Edits title, brief, folder and cap of a task that is not at work. Typed text is kept until it is saved. */
export function BriefForm({ task, onDone }: { task: TaskState; onDone: () => void }) {
  const { t } = useLingui();
  const actions = useActions();
  const { busy, refusal, decide } = useDecision(task.id);
  const [title, setTitle] = useState(task.title);
  const [draft, setDraft] = useDraft(`brief/${task.id}`);
  const [brief, setBrief] = useState(draft || task.brief);
  const [noDialog, setNoDialog] = useState(false);
  const [folder, setFolder] = useState(task.folder ?? '');
  const [cap, setCap] = useState(task.caps.usdMicros === null ? '' : showUsd(task.caps.usdMicros));
  const first = useRef<HTMLTextAreaElement>(null);
  // Opened by a button that is gone now: without this the focus would be nowhere, and Escape would close the task.
  useEffect(() => first.current?.focus(), []);
  const capMicros = cap.trim() === '' ? null : parseUsd(cap);
  const capError = cap.trim() !== '' && capMicros === null ? t`Write an amount in US dollars, such as 2.00.` : null;

  const pick = async () => {
    const reply = await actions.ask((engine) => engine.host.pickFolder());
    if (!reply.ok) return;
    setNoDialog(!reply.value.available);
    if (reply.value.path !== null) setFolder(reply.value.path);
  };
  const save = async () => {
    if (capError) return;
    const taken = await decide({
      type: 'task.edit',
      taskId: task.id,
      title: title.trim() || task.title,
      brief,
      folder: folder.trim() || null,
      caps: { usdMicros: capMicros },
    });
    if (!taken) return;
    setDraft('');
    onDone();
  };
  return (
    <form
      className="flex min-h-0 flex-1 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onDone();
      }}
    >
      <div className="thin-scroll flex min-h-0 flex-1 flex-col gap-4 overflow-auto px-6 py-4">
        <Field label={t`Title`} maxLength={200} value={title} onChange={(event) => setTitle(event.target.value)} />
        <TextArea
          ref={first}
          label={t`Brief`}
          hint={t`What you want, for whom, and when it is done.`}
          rows={8}
          value={brief}
          onChange={(event) => {
            setBrief(event.target.value);
            setDraft(event.target.value);
          }}
        />
        <div className="flex items-start gap-2">
          <div className="min-w-0 flex-1">
            <Field
              label={t`Folder`}
              placeholder={t`No folder`}
              hint={noDialog ? t`There is no folder dialog here. Write the whole path.` : undefined}
              value={folder}
              onChange={(event) => setFolder(event.target.value)}
            />
          </div>
          <div className="pt-6">
            <Button icon="folder-open" onClick={() => void pick()}>{t`Choose…`}</Button>
          </div>
        </div>
        <Field
          label={t`Spending cap in US dollars`}
          inputMode="decimal"
          hint={t`Empty means no cap in money. Work stops before the step that would pass it.`}
          error={capError}
          value={cap}
          onChange={(event) => setCap(event.target.value)}
        />
      </div>
      <footer className="flex flex-none flex-wrap items-center gap-2 border-t border-hairline px-6 py-4">
        <RefusalLine text={refusal} />
        <Button kind="primary" type="submit" disabled={busy || brief.trim() === ''}>{t`Save`}</Button>
        <Button kind="ghost" onClick={onDone}>{t`Cancel`}</Button>
      </footer>
    </form>
  );
}
