import { useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { NoteField } from '../ui/note-field.tsx';
import { useDraft } from '../ui/use-draft.ts';
import { useKeys } from '../ui/use-keys.ts';
import type { ItemActionsProps } from './item-actions.tsx';
import { RefusalLine } from './refusal-line.tsx';
import { useDecision } from './use-decision.ts';

/** Approve or decline one exact act. The hash sent is the one of the effect on screen; without an effect there is no Approve. */
export function ApproveActions({ task, item, name, pane, onDecided }: ItemActionsProps) {
  const { t } = useLingui();
  const { busy, refusal, decide } = useDecision(task.id);
  const [note, setNote] = useDraft(`note/${task.id}/${item.id}`);
  const [declining, setDeclining] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const canApprove = item.effect !== null && item.hash !== null;
  const words = note.trim() || null;

  const done = (taken: boolean) => {
    if (!taken) return;
    setNote('');
    onDecided?.();
  };
  const approve = async () => {
    if (!canApprove || item.hash === null) return;
    done(await decide({ type: 'item.approve', taskId: task.id, itemId: item.id, hash: item.hash, note: words }));
  };
  const decline = async () =>
    done(await decide({ type: 'item.decline', taskId: task.id, itemId: item.id, note: words }));
  const askReason = () => {
    if (words) return void decline();
    setDeclining(true);
    field.current?.focus();
  };

  useKeys(
    t`This item`,
    [
      ...(canApprove ? [{ keys: 'a', label: t`Approve`, run: () => void approve() }] : []),
      { keys: 'x', label: t`Decline with reason`, run: askReason },
      { keys: 'r', label: t`Write a note`, run: () => field.current?.focus() },
    ],
    pane,
  );

  return (
    <>
      <RefusalLine text={refusal} />
      {!canApprove && (
        <p className="text-text-muted">{t`What would happen could not be shown, so it cannot be approved.`}</p>
      )}
      <NoteField
        ref={field}
        label={declining ? t`Why not? ${name} reads this.` : t`Note for ${name}`}
        showLabel={declining}
        placeholder={
          declining
            ? t`What should be different`
            : canApprove
              ? t`Add a note for ${name}: Approve becomes Approve with note`
              : t`Add a note for ${name}`
        }
        value={note}
        onChange={(event) => setNote(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !declining) return;
          event.stopPropagation();
          setDeclining(false);
        }}
      />
      <div className="flex flex-wrap gap-2">
        {declining ? (
          <>
            <Button kind="danger" disabled={busy} onClick={() => void decline()}>
              {words ? t`Decline with reason` : t`Decline without a reason`}
            </Button>
            <Button kind="ghost" onClick={() => setDeclining(false)}>{t`Back`}</Button>
          </>
        ) : (
          <>
            {canApprove && (
              <Button kind="primary" keys="a" disabled={busy} onClick={() => void approve()}>
                {words ? t`Approve with note` : t`Approve`}
              </Button>
            )}
            <Button keys="x" disabled={busy} onClick={askReason}>{t`Decline with reason`}</Button>
          </>
        )}
      </div>
    </>
  );
}
