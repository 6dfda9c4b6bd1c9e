import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useState, type RefObject } from 'react';
import type { TaskState } from '../../agents/domain/task.ts';
import { RefusalLine } from '../inbox/refusal-line.tsx';
import { useDecision } from '../inbox/use-decision.ts';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { NoteField } from '../ui/note-field.tsx';
import { StateLabel } from '../ui/state-label.tsx';
import { useDraft } from '../ui/use-draft.ts';
import { useKeys } from '../ui/use-keys.ts';
import { useNameOf } from '../words/use-task-words.ts';

/** A circle of waiting, by name, and how to end it: answer in a colleague's place, or let one go on without. */
export function CycleCard({
  task,
  pane,
  bare,
  onDecided,
}: {
  task: TaskState;
  pane: RefObject<HTMLElement | null>;
  /** Where the circle is named above already: no box, no heading. */
  bare?: boolean;
  onDecided?: () => void;
}) {
  const { t } = useLingui();
  const nameOf = useNameOf();
  const { busy, refusal, decide } = useDecision(task.id);
  const members = task.cycle?.members ?? [];
  const [at, setAt] = useState(0);
  const member = members[at] ?? members[0];
  const [answer, setAnswer] = useDraft(`break/${task.id}/${member?.callId ?? ''}`);
  const waiterOf = (taskId: string) => members.find((one) => one.taskId === taskId)?.teammateId ?? null;
  const end = async (words: string | null) => {
    if (!member) return;
    const command = { type: 'wait.break', taskId: member.taskId, callId: member.callId, answer: words } as const;
    if (!(await decide(command))) return;
    setAnswer('');
    onDecided?.();
  };
  useKeys(
    t`This circle`,
    members.slice(0, 9).map((one, index) => ({
      keys: String(index + 1),
      label: t`Answer ${nameOf(one.teammateId)}`,
      run: () => setAt(index),
    })),
    pane,
  );
  if (!member) return null;
  const name = nameOf(member.teammateId);
  return (
    <section
      aria-label={t`Waiting circle`}
      className={classNames('flex flex-col gap-3', !bare && 'rounded-card border border-hairline bg-surface p-4')}
    >
      {!bare && (
        <header className="flex flex-wrap items-center gap-2">
          <StateLabel icon="hand" tone="needs" text={t`Waiting circle`} />
          <h3 className="font-semibold">
            {plural(members.length, { one: '# teammate waits for itself', other: '# teammates wait for each other' })}
          </h3>
        </header>
      )}
      <ul className="flex flex-col gap-1">
        {members.map((one) => (
          <li key={one.callId} className="wrap-anywhere">
            {t`${nameOf(one.teammateId)} waits for ${nameOf(waiterOf(one.waitsFor))}: ${one.question}`}
          </li>
        ))}
      </ul>
      <div role="group" aria-label={t`Whose wait ends`} className="flex flex-wrap gap-2">
        {members.map((one, index) => (
          <Button
            key={one.callId}
            small
            kind="ghost"
            aria-pressed={one === member}
            keys={index < 9 ? String(index + 1) : undefined}
            onClick={() => setAt(index)}
          >
            {nameOf(one.teammateId)}
          </Button>
        ))}
      </div>
      <RefusalLine text={refusal} />
      <NoteField
        label={t`Answer ${name} in place of ${nameOf(waiterOf(member.waitsFor))}`}
        showLabel
        placeholder={member.question}
        value={answer}
        onChange={(event) => setAnswer(event.target.value)}
      />
      <div className="flex flex-wrap gap-2">
        <Button
          kind="primary"
          disabled={busy || answer.trim() === ''}
          onClick={() => void end(answer.trim())}
        >{t`Give ${name} this answer`}</Button>
        <Button disabled={busy} onClick={() => void end(null)}>{t`Let ${name} go on without an answer`}</Button>
      </div>
    </section>
  );
}
