import { useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import type { Reply } from '../store/actions.ts';
import { useDraft } from '../store/use-draft.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextArea } from '../ui/field.tsx';

const maxNoteChars = 8000;
const emptyNote = { text: '' };

/** A few words to a teammate: Enter sends, Shift+Enter makes a line. A refusal keeps what was typed. */
export function TellDialog({
  draftKey,
  title,
  hint,
  verb,
  send,
  close,
}: {
  /** Under which the text is kept while the dialog is closed. */
  draftKey: string;
  title: string;
  hint: string;
  verb: string;
  send: (text: string) => Promise<Reply<unknown>>;
  close: () => void;
}) {
  const { t } = useLingui();
  const { draft, change, clear } = useDraft(draftKey, emptyNote);
  const { text } = draft;
  const [error, setError] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const submit = async () => {
    if (!text.trim()) return setError(t`Write a few words first.`);
    if (text.length > maxNoteChars)
      return setError(t`A message holds at most 8,000 characters; this one has ${text.length}. Nothing was sent.`);
    const reply = await send(text.trim());
    if (!reply.ok) return setError(reply.error.message);
    clear();
    return close();
  };
  return (
    <Dialog
      open
      onClose={close}
      title={title}
      initialFocus={field}
      foot={
        <>
          <Button onClick={close}>{t`Cancel`}</Button>
          <Button kind="primary" keys="Enter" onClick={() => void submit()}>
            {verb}
          </Button>
        </>
      }
    >
      <TextArea
        ref={field}
        label={title}
        hideLabel
        hint={hint}
        error={error}
        rows={3}
        value={text}
        onChange={(event) => {
          change({ text: event.target.value });
          setError(null);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          void submit();
        }}
      />
    </Dialog>
  );
}
