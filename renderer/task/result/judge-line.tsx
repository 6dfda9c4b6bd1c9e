import { useLingui } from '@lingui/react/macro';
import type { RefObject } from 'react';
import type { CheckResult } from '../../../agents/domain/schema.ts';
import type { TaskState } from '../../../agents/domain/task.ts';
import { RefusalLine } from '../../inbox/refusal-line.tsx';
import { useDecision } from '../../inbox/use-decision.ts';
import { Button } from '../../ui/button.tsx';
import { NoteField } from '../../ui/note-field.tsx';
import { useDraft } from '../../ui/use-draft.ts';
import { useKeys } from '../../ui/use-keys.ts';

/** The person's own word on one line of the brief; it stands above what code or a reviewer said. */
export function JudgeLine({
  task,
  result,
  pane,
}: {
  task: TaskState;
  result: CheckResult;
  pane: RefObject<HTMLElement | null>;
}) {
  const { t } = useLingui();
  const { busy, refusal, decide } = useDecision(task.id);
  const [note, setNote] = useDraft(`judge/${task.id}/${result.checkId}`);
  const judge = async (outcome: CheckResult['outcome']) => {
    const command = {
      type: 'result.judge',
      taskId: task.id,
      checkId: result.checkId,
      outcome,
      note: note.trim(),
    } as const;
    if (await decide(command)) setNote('');
  };
  const tick = () => void judge('passed');
  const cross = () => void judge('failed');
  useKeys(
    t`This result`,
    [
      { keys: 'y', label: t`This line is met`, run: tick },
      { keys: 'n', label: t`This line is not met`, run: cross },
    ],
    pane,
  );
  return (
    <div className="flex flex-col gap-2 px-3 pt-1 pb-3">
      <RefusalLine text={refusal} />
      <NoteField
        label={t`What did you see?`}
        placeholder={t`What did you see? (may be empty)`}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <div className="flex flex-wrap gap-2">
        <Button small icon="check" keys="y" disabled={busy} onClick={tick}>{t`It is met`}</Button>
        <Button small icon="close" keys="n" disabled={busy} onClick={cross}>{t`It is not met`}</Button>
        {result.by === 'person' && (
          <Button
            small
            kind="ghost"
            disabled={busy}
            onClick={() => void judge('not-checked')}
          >{t`Take it back`}</Button>
        )}
      </div>
    </div>
  );
}
