import { useLingui } from '@lingui/react/macro';
import { useRef } from 'react';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { NoteField } from '../ui/note-field.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { useDraft } from '../ui/use-draft.ts';
import { useKeys } from '../ui/use-keys.ts';
import type { ItemActionsProps } from './item-actions.tsx';
import { RefusalLine } from './refusal-line.tsx';
import { useDecision } from './use-decision.ts';

/** Answer a question: by one of its options (keys 1–9) or in one's own words. Nothing is focused beforehand. */
export function QuestionActions({ task, item, name, pane, onDecided }: ItemActionsProps) {
  const { t } = useLingui();
  const { busy, refusal, decide } = useDecision(task.id);
  const [text, setText] = useDraft(`answer/${task.id}/${item.id}`);
  const field = useRef<HTMLTextAreaElement>(null);

  const answer = async (optionId: string | null) => {
    if (optionId === null && text.trim() === '') return;
    const taken = await decide({ type: 'item.answer', taskId: task.id, itemId: item.id, optionId, text: text.trim() });
    if (!taken) return;
    setText('');
    onDecided?.();
  };

  useKeys(
    t`This item`,
    [
      ...item.options.map((option, index) => ({
        keys: String(index + 1),
        label: option.label,
        run: () => void answer(option.id),
      })),
      { keys: 'r', label: t`Reply`, run: () => field.current?.focus() },
    ],
    pane,
  );

  return (
    <>
      <RefusalLine text={refusal} />
      {item.options.length > 0 && (
        <ul aria-label={t`Answers`} className="flex flex-col gap-1">
          {item.options.map((option, index) => (
            <li key={option.id}>
              <button
                type="button"
                disabled={busy}
                aria-keyshortcuts={String(index + 1)}
                onClick={() => void answer(option.id)}
                className="flex min-h-8 w-full items-center gap-2 rounded-control border border-control-border bg-surface px-3 py-1 text-start font-medium transition-colors hover:bg-sunken disabled:text-text-faint"
              >
                <Kbd keys={String(index + 1)} />
                <span className="min-w-0 flex-1 wrap-anywhere">{option.label}</span>
                {option.id === item.recommended && <Chip icon="check">{t`${name} recommends this`}</Chip>}
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <NoteField
            ref={field}
            label={t`Your answer`}
            placeholder={item.options.length > 0 ? t`Or answer in your own words` : t`Answer ${name}`}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
              event.preventDefault();
              void answer(null);
            }}
          />
        </div>
        <Button
          keys="Enter"
          disabled={busy || text.trim() === ''}
          onClick={() => void answer(null)}
        >{t`Answer`}</Button>
      </div>
    </>
  );
}
