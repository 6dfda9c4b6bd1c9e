import { useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { actsOn } from '../../agents/domain/state.ts';
import { Button } from '../ui/button.tsx';
import { NoteField } from '../ui/note-field.tsx';
import { useAnnounce } from '../ui/announcer.tsx';
import { useDraft } from '../ui/use-draft.ts';
import { useKeys } from '../ui/use-keys.ts';
import type { ItemActionsProps } from './item-actions.tsx';
import { RefusalLine } from './refusal-line.tsx';
import { useDecision } from './use-decision.ts';

/** Accept a result or send it back with a note. Also the foot of the Result tab. */
export function ReviewActions({ task, name, pane, onDecided }: Omit<ItemActionsProps, 'item'>) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const { busy, refusal, decide } = useDecision(task.id);
  const [note, setNote] = useDraft(`send-back/${task.id}`);
  const [writing, setWriting] = useState(note !== '');
  const field = useRef<HTMLTextAreaElement>(null);
  const back = useRef<HTMLButtonElement>(null);
  const acts = actsOn(task);

  const accept = async () => {
    if (!(await decide({ type: 'task.accept', taskId: task.id }))) return;
    announce(t`Accepted: ${task.title}`);
    onDecided?.();
  };
  const sendBack = async () => {
    const words = note.trim();
    if (!words) return;
    if (!(await decide({ type: 'task.sendBack', taskId: task.id, note: words }))) return;
    setNote('');
    setWriting(false);
    announce(t`Sent back to ${name}`);
    onDecided?.();
  };
  const write = () => {
    setWriting(true);
    requestAnimationFrame(() => field.current?.focus());
  };

  useKeys(
    t`This result`,
    [
      ...(acts.includes('accept') ? [{ keys: 'a', label: t`Accept`, run: () => void accept() }] : []),
      ...(acts.includes('sendBack') ? [{ keys: 'x', label: t`Send back with a note`, run: write }] : []),
    ],
    pane,
  );

  return (
    <>
      <RefusalLine text={refusal} />
      {writing && (
        <NoteField
          ref={field}
          label={t`What should be different? ${name} reads this first.`}
          showLabel
          rows={2}
          value={note}
          onChange={(event) => setNote(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              event.stopPropagation();
              setWriting(false);
              requestAnimationFrame(() => back.current?.focus());
            }
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void sendBack();
          }}
        />
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          kind={writing || task.verdict === 'nothing' ? 'plain' : 'primary'}
          keys="a"
          disabled={busy || !acts.includes('accept')}
          onClick={() => void accept()}
        >{t`Accept`}</Button>
        {writing ? (
          <Button kind="primary" keys="mod+Enter" disabled={busy || note.trim() === ''} onClick={() => void sendBack()}>
            {t`Send back`}
          </Button>
        ) : (
          <Button
            ref={back}
            keys="x"
            disabled={busy || !acts.includes('sendBack')}
            onClick={write}
          >{t`Send back with a note`}</Button>
        )}
      </div>
    </>
  );
}
