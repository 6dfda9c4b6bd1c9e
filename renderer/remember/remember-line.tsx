import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { RefusalLine } from '../inbox/refusal-line.tsx';
import { emptyDraft, isWhole, taughtOf } from '../knowledge/taught.ts';
import type { Done } from '../shell/use-undo.ts';
import { useActions } from '../store/use-app.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { NoteField } from '../ui/note-field.tsx';

/** The line that teaches the team a sentence from a task: the words can be changed, Enter saves them. */
export function RememberLine({
  taskId,
  sentence,
  subject,
  close,
  done,
}: {
  taskId: string;
  sentence: string;
  subject: string;
  close: () => void;
  done: Done;
}) {
  const { t } = useLingui();
  const actions = useActions();
  const field = useRef<HTMLTextAreaElement>(null);
  const [draft, setDraft] = useState({ ...emptyDraft, text: sentence, subject });
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  useEffect(() => field.current?.focus(), []);
  const save = async () => {
    if (busy || !isWhole(draft)) return;
    setBusy(true);
    setRefusal(null);
    const taught = taughtOf(draft, actions.makeId('mem'), taskId);
    const reply = await actions.dispatch({ type: 'memory.teach', ...taught }, { quiet: true });
    setBusy(false);
    if (!reply.ok) {
      setRefusal(reply.error.message);
      return;
    }
    close();
    done(t`Saved.`, [{ type: 'memory.forget', memoryId: taught.memoryId }]);
  };
  return (
    <form
      aria-label={t`Remember`}
      className="flex flex-none flex-col gap-2 border-t border-hairline bg-surface px-6 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        close();
      }}
    >
      <NoteField
        ref={field}
        showLabel
        label={t`The team will know`}
        maxLength={2000}
        value={draft.text}
        onChange={(event) => setDraft({ ...draft, text: event.target.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          void save();
        }}
      />
      <RefusalLine text={refusal} />
      <div className="flex flex-wrap items-end gap-2">
        <div className="min-w-48 flex-1">
          <Field
            label={t`About`}
            maxLength={120}
            value={draft.subject}
            onChange={(event) => setDraft({ ...draft, subject: event.target.value })}
          />
        </div>
        <Button kind="ghost" onClick={close}>{t`Cancel`}</Button>
        <Button type="submit" keys="Enter" disabled={busy || !isWhole(draft)}>{t`Remember`}</Button>
      </div>
    </form>
  );
}
