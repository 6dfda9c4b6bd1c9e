import { useLingui } from '@lingui/react/macro';
import { useRef, type RefObject } from 'react';
import { actsOn } from '../../agents/domain/state.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import { askedToRemember } from '../remember/remember-words.ts';
import { useActions } from '../store/use-app.ts';
import { useAnnounce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { NoteField } from '../ui/note-field.tsx';
import { clockText } from '../ui/relative-time.tsx';
import { useDraft } from '../ui/use-draft.ts';
import { useKeys } from '../ui/use-keys.ts';
import { messagesToShow } from './messages.ts';

/** The line to the teammate. A message never cancels anything: it is read after the step under way, and the chip says when. */
export function Composer({
  task,
  name,
  pane,
  remember,
}: {
  task: TaskState;
  name: string;
  pane: RefObject<HTMLElement | null>;
  remember: (sentence: string) => void;
}) {
  const { t } = useLingui();
  const actions = useActions();
  const announce = useAnnounce();
  const [text, setText] = useDraft(`tell/${task.id}`);
  const field = useRef<HTMLTextAreaElement>(null);
  const asked = askedToRemember(text);
  const canTell = actsOn(task).includes('steer');
  // Only a wait for a time: work that is with a teammate goes on.
  const waits = task.status === 'working' && task.openCalls.some(({ wakeAtMs }) => wakeAtMs !== null);
  const messages = messagesToShow(task);
  const send = async () => {
    const words = text.trim();
    if (!words || !canTell) return;
    const reply = await actions.dispatch({
      type: 'task.steer',
      taskId: task.id,
      messageId: actions.makeId('m'),
      text: words,
    });
    if (reply.ok) setText('');
  };
  const canFollow = canTell && task.parent === null && task.teammateId !== null;
  const sendAfter = async () => {
    const words = text.trim();
    if (!words || !canFollow) return;
    const { folder, teammateId } = task;
    const reply = await actions.dispatch({
      type: 'task.create',
      taskId: actions.makeId('t'),
      title: null,
      brief: words,
      folder,
      checks: null,
      caps: null,
      teammateId,
      origin: 'person',
      after: task.id,
    });
    if (!reply.ok) return;
    setText('');
    announce(t`A new task for ${name}, after this one`);
  };
  useKeys(t`Task`, canTell ? [{ keys: 's', label: t`Tell ${name}`, run: () => field.current?.focus() }] : [], pane);
  if (!canTell && messages.length === 0 && text === '') return null;
  return (
    <div className="flex flex-none flex-col gap-2 border-t border-hairline px-6 py-3">
      {messages.length > 0 && (
        <ul aria-label={t`Your messages`} className="flex flex-col gap-2">
          {messages.map((message) => (
            <li key={message.messageId} className="flex flex-col items-start gap-1">
              <p
                tabIndex={message.text.length > 300 ? 0 : undefined}
                className="max-h-24 w-full overflow-auto rounded-card bg-sunken px-3 py-1 whitespace-pre-wrap wrap-anywhere"
              >
                {message.text}
              </p>
              {message.readAtMs === null ? (
                <Chip tall icon="clock">
                  {task.status === 'working'
                    ? t`${name} reads this after the current step`
                    : t`${name} reads this before going on`}
                </Chip>
              ) : (
                <Chip tall icon="check">
                  {t`Read ${clockText(message.readAtMs)}`}
                </Chip>
              )}
            </li>
          ))}
        </ul>
      )}
      {(canTell || text !== '') && (
        <div className="flex flex-wrap items-end gap-2">
          <div className="min-w-50 flex-1">
            <NoteField
              ref={field}
              label={t`Tell ${name}`}
              placeholder={waits ? t`Tell ${name}, and the wait is over` : t`Tell ${name}…`}
              value={text}
              hint={canTell ? undefined : t`${name} is not at work on this now. Your text is kept.`}
              onChange={(event) => setText(event.target.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
                event.preventDefault();
                void (event.ctrlKey || event.metaKey ? sendAfter() : send());
              }}
            />
          </div>
          {asked !== null && <Button icon="book" onClick={() => remember(asked)}>{t`Remember for the team`}</Button>}
          {canFollow && text.trim() !== '' && (
            <Button keys="mod+Enter" onClick={() => void sendAfter()}>{t`After this task`}</Button>
          )}
          <Button
            keys="Enter"
            disabled={!canTell || text.trim() === ''}
            onClick={() => void send()}
          >{t`Tell now`}</Button>
        </div>
      )}
    </div>
  );
}
