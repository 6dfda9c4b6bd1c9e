import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import type { MemoryView } from '../../agents/domain/memory-views.ts';
import { useActions } from '../store/use-app.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { NoteField } from '../ui/note-field.tsx';
import { useDraft } from '../ui/use-draft.ts';
import { RefusalLine } from '../inbox/refusal-line.tsx';
import type { MemoryActs } from './use-memory-acts.ts';

/** A sentence being put right where it stands. What was typed outlives Escape, a refusal and a change by somebody else. */
export function EditMemory({
  memory: shown,
  acts,
  close,
}: {
  memory: MemoryView;
  acts: MemoryActs;
  /** `saved`: the sentence has another id from now on. */
  close: (saved: boolean) => void;
}) {
  const { t } = useLingui();
  const actions = useActions();
  const field = useRef<HTMLTextAreaElement>(null);
  // What is put right is what the person saw, until a refusal has shown something newer.
  const [memory, setMemory] = useState(shown);
  const [typed, setTyped] = useDraft(`memory/${shown.id}`);
  const [value, setValue] = useState(shown.value ?? '');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const text = typed === '' ? memory.text : typed;
  useEffect(() => {
    const node = field.current;
    node?.focus();
    node?.setSelectionRange(node.value.length, node.value.length);
  }, []);

  const isSame = text.trim() === memory.text && value.trim() === (memory.value ?? '');
  const save = async () => {
    if (busy || text.trim().length < 3) return;
    if (isSame) {
      setTyped('');
      close(false);
      return;
    }
    setBusy(true);
    setRefusal(null);
    const reply = await acts.correct(memory, { text, value });
    setBusy(false);
    if (reply.ok) {
      setTyped('');
      close(true);
      return;
    }
    setRefusal(reply.error.message);
    if (reply.error.code !== 'memory.stale') return;
    const newer = await actions.ask((engine) => engine.query.memory({ memoryId: memory.id }));
    if (newer.ok && newer.value.ok) setMemory(newer.value.value.memory);
  };

  return (
    <form
      className="flex w-full flex-col gap-2 py-2"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        close(false);
      }}
    >
      <NoteField
        ref={field}
        label={t`The sentence`}
        maxLength={2000}
        value={text}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          void save();
        }}
      />
      {memory.question !== null && (
        <Field
          label={t`The answer to “${memory.question}”`}
          maxLength={400}
          value={value}
          onChange={(event) => setValue(event.target.value)}
        />
      )}
      {refusal !== null && memory !== shown && memory.text !== shown.text && (
        <p className="text-meta text-text-muted">{t`It reads now: ${memory.text}`}</p>
      )}
      <RefusalLine text={refusal} />
      <div className="flex gap-2">
        <Button small type="submit" keys="Enter" disabled={busy || text.trim().length < 3}>{t`Save`}</Button>
        <Button small kind="ghost" keys="Escape" onClick={() => close(false)}>{t`Cancel`}</Button>
      </div>
    </form>
  );
}
