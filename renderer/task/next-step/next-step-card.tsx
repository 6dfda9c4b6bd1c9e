import { useLingui } from '@lingui/react/macro';
import { useRef, useState, type RefObject } from 'react';
import type { Call, TaskState } from '../../../agents/domain/task.ts';
import { PlainText } from '../../inbox/plain-text.tsx';
import { RefusalLine } from '../../inbox/refusal-line.tsx';
import { useDecision } from '../../inbox/use-decision.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { NoteField } from '../../ui/note-field.tsx';
import { useDraft } from '../../ui/use-draft.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { actWords } from '../call-words.ts';
import { EditArgs } from './edit-args.tsx';
import { argFields } from './next-call.ts';

type Mode = 'look' | 'edit' | 'skip' | 'take';

/** What the next step of standing work would do, exactly, and the four things a person can do with it. */
export function NextStepCard({
  task,
  call,
  name,
  pane,
}: {
  task: TaskState;
  call: Call;
  name: string;
  pane: RefObject<HTMLElement | null>;
}) {
  const { t } = useLingui();
  const { busy, refusal, decide } = useDecision(task.id);
  const [mode, setMode] = useState<Mode>('look');
  const card = useRef<HTMLElement>(null);
  const at = { taskId: task.id, callId: call.callId };
  const letThrough = task.onlyCallId === call.callId;
  const asks = call.state === 'asked';
  const canRun = !asks && !letThrough;
  const run = () => void decide({ type: 'call.release', ...at });
  const back = () => {
    setMode('look');
    card.current?.focus();
  };
  const after = (taken: boolean) => {
    if (taken) back();
  };
  const act = actWords({ ...call, state: 'denied' });
  useKeys(
    t`Next step`,
    mode === 'look'
      ? [
          ...(canRun ? [{ keys: 'n', label: t`Run the next step`, run }] : []),
          { keys: 'e', label: t`Edit the next step`, run: () => setMode('edit') },
          { keys: 'k', label: t`Skip the next step`, run: () => setMode('skip') },
          { keys: 'm', label: t`Do the next step myself`, run: () => setMode('take') },
        ]
      : [{ keys: 'Escape', label: t`Back`, run: back, whileTyping: true }],
    pane,
  );
  return (
    <section
      ref={card}
      tabIndex={-1}
      aria-label={t`Next step`}
      className="mt-2 mb-3 flex flex-col gap-3 rounded-card border border-control-border bg-surface p-3"
    >
      <header className="flex flex-wrap items-baseline gap-x-2">
        <h3 className="font-semibold">{t`Next step`}</h3>
        <span className="text-text-muted">
          {letThrough ? t`under way, then the work stands still again` : t`waits for you`}
        </span>
      </header>
      <div className="flex flex-col gap-2">
        <p className="text-read font-medium wrap-anywhere">
          <PlainText text={act} />
        </p>
        {mode !== 'edit' && <Arguments args={call.args} />}
      </div>
      <RefusalLine text={refusal} />
      {asks && (
        <p className="text-text-muted">{t`It needs your yes below. Edit, Skip and Do it myself take the question back.`}</p>
      )}
      {mode === 'look' && (
        <div className="flex flex-wrap gap-2">
          {!asks && (
            <Button kind="primary" icon="play" keys="n" disabled={busy || letThrough} onClick={run}>{t`Run`}</Button>
          )}
          <Button icon="edit" keys="e" disabled={busy || letThrough} onClick={() => setMode('edit')}>{t`Edit`}</Button>
          <Button icon="skip" keys="k" disabled={busy || letThrough} onClick={() => setMode('skip')}>{t`Skip`}</Button>
          <Button
            icon="person"
            keys="m"
            disabled={busy || letThrough}
            onClick={() => setMode('take')}
          >{t`Do it myself`}</Button>
        </div>
      )}
      {mode === 'edit' && (
        <EditArgs
          args={call.args}
          busy={busy}
          onSave={(args) => void decide({ type: 'call.edit', ...at, args }).then(after)}
          onLeave={back}
        />
      )}
      {mode === 'skip' && (
        <Say
          draft={`skip/${task.id}/${call.callId}`}
          label={t`Why is it left out? ${name} reads this.`}
          act={t`Skip the step`}
          busy={busy}
          mayBeEmpty
          onSay={(note) => void decide({ type: 'call.skip', ...at, note }).then(after)}
          onLeave={back}
        />
      )}
      {mode === 'take' && (
        <Say
          draft={`take/${task.id}/${call.callId}`}
          label={t`Do it, then say what came of it. ${name} goes on from there.`}
          act={t`It is done`}
          busy={busy}
          onSay={(content) => void decide({ type: 'call.take', ...at, content }).then(after)}
          onLeave={back}
        />
      )}
    </section>
  );
}

function Say({
  draft,
  label,
  act,
  busy,
  mayBeEmpty = false,
  onSay,
  onLeave,
}: {
  draft: string;
  label: string;
  act: string;
  busy: boolean;
  mayBeEmpty?: boolean;
  onSay: (text: string) => void;
  onLeave: () => void;
}) {
  const { t } = useLingui();
  const [text, setText] = useDraft(draft);
  const field = (node: HTMLTextAreaElement | null) => node?.focus();
  const [first] = useState(() => field);
  const canSay = mayBeEmpty || text.trim() !== '';
  const say = () => {
    if (canSay && !busy) onSay(text.trim());
  };
  return (
    <div className="flex flex-col gap-3">
      <NoteField
        ref={first}
        showLabel
        label={label}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          say();
        }}
      />
      <div className="flex flex-wrap gap-2">
        <Button kind="primary" keys="Enter" disabled={busy || !canSay} onClick={say}>
          {act}
        </Button>
        <Button kind="ghost" onClick={onLeave}>{t`Back`}</Button>
      </div>
    </div>
  );
}

/** The exact arguments, whatever they are: a short one beside its name, the rest as written. */
function Arguments({ args }: { args: unknown }) {
  const { t } = useLingui();
  const fields = argFields(args);
  const text = fields
    ? fields.map(({ name, value }) => `${name}: ${value}`).join('\n')
    : (JSON.stringify(args, null, 2) ?? t`Nothing is given.`);
  return (
    <details open={text.length < 600} className="rounded-control bg-sunken px-3 py-2">
      <summary className="flex min-h-6 cursor-pointer items-center gap-2 text-meta text-text-muted">
        <Icon name="eye" small />
        {t`Exactly what it is given`}
      </summary>
      <pre
        tabIndex={0}
        aria-label={t`Exactly what it is given`}
        className="thin-scroll max-h-40 overflow-auto font-mono text-meta whitespace-pre-wrap wrap-anywhere"
      >
        <PlainText text={text} />
      </pre>
    </details>
  );
}
