import { useLingui } from '@lingui/react/macro';
import { useState, type RefObject } from 'react';
import { actsOn } from '../../../agents/domain/state.ts';
import type { TaskState } from '../../../agents/domain/task.ts';
import { RefusalLine } from '../../inbox/refusal-line.tsx';
import { useDecision } from '../../inbox/use-decision.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/field.tsx';
import { useDraft } from '../../ui/use-draft.ts';
import { useKeys } from '../../ui/use-keys.ts';

/** Take over, and hand back with a word on what was done. One place, one key. */
export function TakeOver({ task, name, pane }: { task: TaskState; name: string; pane: RefObject<HTMLElement | null> }) {
  const { t } = useLingui();
  const { busy, refusal, decide, clear } = useDecision(task.id);
  const [handing, setHanding] = useState(false);
  const [note, setNote] = useDraft(`hand-back/${task.id}`);
  const acts = actsOn(task);
  const take = () => void decide({ type: 'task.takeOver', taskId: task.id });
  const handBack = async () => {
    if (!(await decide({ type: 'task.handBack', taskId: task.id, note: note.trim() }))) return;
    setNote('');
    setHanding(false);
  };
  useKeys(
    t`Task`,
    [
      ...(acts.includes('takeOver') ? [{ keys: 't', label: t`Take over`, run: take }] : []),
      ...(acts.includes('handBack') ? [{ keys: 't', label: t`Hand back`, run: () => setHanding(true) }] : []),
    ],
    pane,
  );
  return (
    <>
      {acts.includes('takeOver') && (
        <Button icon="person" keys="t" disabled={busy} onClick={take}>{t`Take over`}</Button>
      )}
      {acts.includes('handBack') && (
        <Button icon="undo" keys="t" disabled={busy} onClick={() => setHanding(true)}>{t`Hand back`}</Button>
      )}
      {!handing && <RefusalLine text={refusal} />}
      <Dialog
        open={handing}
        onClose={() => {
          setHanding(false);
          clear();
        }}
        title={t`Hand back to ${name}`}
        foot={
          <>
            <Button onClick={() => setHanding(false)}>{t`Cancel`}</Button>
            <Button kind="primary" disabled={busy} onClick={() => void handBack()}>{t`Hand back`}</Button>
          </>
        }
      >
        <RefusalLine text={refusal} />
        <TextArea
          label={t`What should ${name} know?`}
          hint={t`Steps you changed, left out or did, and files that changed since, are told anyway.`}
          rows={3}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </Dialog>
    </>
  );
}
