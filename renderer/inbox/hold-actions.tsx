import { useLingui } from '@lingui/react/macro';
import { useRef } from 'react';
import type { Command, CommandOf } from '../../agents/domain/commands.ts';
import { capText } from '../task/cap-text.ts';
import { isTaskCap } from '../task/task-cap.ts';
import { useActions } from '../store/use-app.ts';
import { Button } from '../ui/button.tsx';
import { NoteField } from '../ui/note-field.tsx';
import type { Shortcut } from '../ui/keys.ts';
import { useDraft } from '../ui/use-draft.ts';
import { useKeys } from '../ui/use-keys.ts';
import type { ItemActionsProps } from './item-actions.tsx';
import { RefusalLine } from './refusal-line.tsx';
import { useDecision } from './use-decision.ts';

type How = CommandOf<'item.release'>['how'];

/** Letters that do the same as an option's number. */
const letters: Partial<Record<How, string>> = { 'go-on': 'a', stop: 'x' };

/** Let held work go on, with a word to the teammate, under a higher cap, or not at all. */
export function HoldActions({ task, item, name, pane, onDecided }: ItemActionsProps) {
  const { t } = useLingui();
  const actions = useActions();
  const { busy, refusal, decideAll } = useDecision(task.id);
  const [text, setText] = useDraft(`hold/${task.id}/${item.id}`);
  const field = useRef<HTMLTextAreaElement>(null);
  const cap = task.hold?.cap ?? null;
  const isDayCap = cap !== null && !isTaskCap(cap);
  const takesReply = task.hold?.why === 'loop' || task.hold?.why === 'plan';
  const raised = cap !== null && isTaskCap(cap) ? (task.caps[cap] ?? null) : null;
  const labels: Record<How, string> = {
    'go-on': t`Go on`,
    raise: cap !== null && raised !== null ? t`Raise the cap to ${capText(cap, raised * 2)}` : t`Double the cap`,
    stop: t`Stop the task`,
  };
  const offered = (['go-on', 'raise', 'stop'] as const).filter((how) =>
    item.options.some((option) => option.id === how),
  );
  const words = text.trim();
  const release = async (how: How) => {
    const released: Command = { type: 'item.release', taskId: task.id, itemId: item.id, how };
    const told: Command = { type: 'task.steer', taskId: task.id, messageId: actions.makeId('m'), text: words };
    if (!(await decideAll(how === 'stop' || words === '' ? [released] : [told, released]))) return;
    setText('');
    onDecided?.();
  };
  const keys: Shortcut[] = offered.flatMap((how, index) => {
    const letter = letters[how];
    const row = { label: labels[how], run: () => void release(how) };
    return [{ keys: String(index + 1), ...row }, ...(letter ? [{ keys: letter, ...row }] : [])];
  });
  const reply: Shortcut[] = takesReply ? [{ keys: 'r', label: t`Reply`, run: () => field.current?.focus() }] : [];
  useKeys(t`This item`, [...keys, ...reply], pane);
  return (
    <>
      <RefusalLine text={refusal} />
      {takesReply && (
        <NoteField
          ref={field}
          label={t`Tell ${name} what to do instead`}
          placeholder={t`Tell ${name} what to do instead, if you know`}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || words === '') return;
            event.preventDefault();
            void release('go-on');
          }}
        />
      )}
      <div className="flex flex-wrap gap-2">
        {offered.map((how, index) => (
          <Button
            key={how}
            kind={how === 'stop' ? 'danger' : how === 'go-on' && !takesReply ? 'primary' : 'plain'}
            icon={how === 'stop' ? 'stopped' : undefined}
            keys={String(index + 1)}
            disabled={busy}
            onClick={() => void release(how)}
          >
            {how === 'go-on' && words !== '' ? t`Tell ${name} and go on` : labels[how]}
          </Button>
        ))}
        {isDayCap && (
          <Button icon="settings" onClick={() => actions.go({ screen: 'settings', taskId: null })}>
            {t`Raise it in Settings`}
          </Button>
        )}
      </div>
    </>
  );
}
