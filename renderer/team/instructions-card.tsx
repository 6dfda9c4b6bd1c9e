import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useId, useState, type RefObject } from 'react';
import type { TeammateState } from '../../agents/domain/teammate.ts';
import { DiffView } from '../inbox/diff-view.tsx';
import { diffCounts, diffLines } from '../inbox/diff.ts';
import { RefusalLine } from '../inbox/refusal-line.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Chip } from '../ui/chip.tsx';
import { Field } from '../ui/field.tsx';
import { Markdown } from '../ui/markdown.tsx';
import { maxInstructionsChars } from './limits.ts';
import { NewerLine } from './save-line.tsx';
import type { ProfileEdit } from './use-profile-edit.ts';

/** The instructions: to read, to write, or as what changes; saved with a note as the next version. */
export function InstructionsCard({
  teammate,
  edit,
  field,
  isWriting,
  hasTrial,
  write,
  stopWriting,
  compare,
  tryOut,
}: {
  teammate: TeammateState;
  edit: ProfileEdit<{ instructions: string }>;
  field: RefObject<HTMLTextAreaElement | null>;
  isWriting: boolean;
  /** True: a try is shown below, and saving is offered beside its results. */
  hasTrial: boolean;
  write: () => void;
  stopWriting: () => void;
  compare: (profileVersion: number) => void;
  tryOut: () => void;
}) {
  const { t } = useLingui();
  const id = useId();
  const [isDiff, setIsDiff] = useState(false);
  const { name, instructions } = teammate.profile;
  const typed = edit.values.instructions;
  const next = teammate.profileVersion + 1;
  const problem = problemOf(
    typed,
    t`Instructions cannot be empty.`,
    t`At most 20,000 characters: move the rest into a file of the task’s folder.`,
  );
  const showsDiff = isDiff && edit.isChanged;
  const save = async () => {
    const isTaken = await edit.save({ instructions: typed.trim() });
    if (!isTaken) return;
    setIsDiff(false);
    stopWriting();
  };
  const discard = () => {
    edit.discard();
    setIsDiff(false);
    stopWriting();
  };
  return (
    <Card
      label={t`Instructions`}
      head={
        <>
          <h3 className="font-semibold">{t`Instructions`}</h3>
          <Chip>{edit.isChanged ? t`Draft of version ${next}` : t`Version ${teammate.profileVersion}`}</Chip>
          {edit.isChanged && <span className="text-meta text-text-muted">{changedText(instructions, typed)}</span>}
          <span className="flex-1" />
          {edit.isChanged ? (
            <Button
              small
              kind="ghost"
              aria-pressed={showsDiff}
              onClick={() => setIsDiff(!isDiff)}
            >{t`What changes`}</Button>
          ) : isWriting ? (
            <Button small kind="ghost" onClick={stopWriting}>{t`Stop editing`}</Button>
          ) : (
            <Button small icon="edit" keys="e" onClick={write}>{t`Edit`}</Button>
          )}
        </>
      }
      foot={
        isWriting && (
          <div className="flex min-w-0 flex-1 flex-col gap-3 py-1">
            {edit.newer !== null && (
              <NewerLine
                name={name}
                newer={edit.newer}
                compare={() => compare(teammate.profileVersion - 1)}
                adopt={edit.adopt}
              />
            )}
            <RefusalLine text={edit.refusal} />
            {edit.isChanged && (
              <Field
                label={t`What is different (optional)`}
                value={edit.note}
                maxLength={200}
                dir="auto"
                onChange={(event) => edit.setNote(event.target.value)}
              />
            )}
            <div className="flex flex-wrap items-center gap-2">
              <Button
                kind={hasTrial ? 'plain' : 'primary'}
                disabled={!edit.isChanged || problem !== null}
                onClick={() => void save()}
              >{t`Save as version ${next}`}</Button>
              <Button
                icon="retry"
                keys="t"
                disabled={problem !== null}
                onClick={tryOut}
              >{t`Try on an old task`}</Button>
              <span className="flex-1" />
              {edit.isChanged && <Button kind="ghost" onClick={discard}>{t`Discard`}</Button>}
            </div>
          </div>
        )
      }
    >
      {showsDiff ? (
        <DiffView before={instructions} after={typed} />
      ) : isWriting ? (
        <div className="flex flex-col">
          <label htmlFor={id} className="sr-only">{t`Instructions of ${name}`}</label>
          <textarea
            ref={field}
            id={id}
            dir="auto"
            value={typed}
            aria-invalid={problem !== null || undefined}
            aria-describedby={`${id}-problem`}
            onChange={(event) => edit.change({ instructions: event.target.value })}
            data-inset-focus
            className="thin-scroll field-sizing-content max-h-120 min-h-60 w-full resize-none bg-surface px-4 py-3 text-read text-text"
          />
          <p id={`${id}-problem`} role="alert" className={problem ? 'px-4 pb-3 text-meta text-failed' : 'sr-only'}>
            {problem ?? ''}
          </p>
        </div>
      ) : (
        <div
          dir="auto"
          tabIndex={0}
          role="group"
          aria-label={t`Instructions in use`}
          data-inset-focus
          className="thin-scroll max-h-120 overflow-auto p-4"
        >
          <Markdown text={asWritten(instructions)} />
        </div>
      )}
    </Card>
  );
}

function problemOf(typed: string, empty: string, long: string): string | null {
  if (typed.trim() === '') return empty;
  return typed.trim().length > maxInstructionsChars ? long : null;
}

function changedText(before: string, after: string): string {
  const { added, removed } = diffCounts(diffLines(before, after));
  return plural(Math.max(added, removed), { one: '# line changed', other: '# lines changed' });
}

/** Instructions may show the form of a footnote: that is text here, not a footnote. */
function asWritten(markdown: string): string {
  return markdown.replaceAll(/^( {0,3})\[\^/gm, '$1\\[^');
}
