import { useLingui } from '@lingui/react/macro';
import { useId, useRef, useState } from 'react';
import type { MemoryView } from '../../agents/domain/memory-views.ts';
import { RefusalLine } from '../inbox/refusal-line.tsx';
import type { Done } from '../shell/use-undo.ts';
import { useActions, useApp } from '../store/use-app.ts';
import { useDraft } from '../store/use-draft.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field, Select, TextArea } from '../ui/field.tsx';
import { kinds, kindText } from './memory-words.ts';
import { emptyDraft, isWhole, mergedDraft, taughtOf, withStart, type TeachDraft, type TeachStart } from './taught.ts';

/** Teaches the team a sentence, or makes one sentence of several. Escape keeps what was typed. */
export function TeachDialog({
  start,
  merged,
  close,
  done,
}: {
  /** What the form begins with; nothing = what was typed last. */
  start?: TeachStart;
  /** The sentences that become one. */
  merged?: readonly MemoryView[];
  close: () => void;
  done: Done;
}) {
  const { t } = useLingui();
  const actions = useActions();
  const form = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const teammates = useApp((state) => state.teammates);
  const draftKey = merged ? `merge:${merged.map(({ id }) => id).join(' ')}` : 'teach';
  const { draft, change, clear } = useDraft<TeachDraft>(draftKey, merged ? mergedDraft(merged) : emptyDraft);
  const [prefilled, setPrefilled] = useState<TeachStart | null>(start ?? null);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const shown = withStart(draft, prefilled);
  const set = (name: keyof TeachDraft & string) => (event: { target: { value: string } }) => {
    change({ ...withStart(draft, prefilled), [name]: event.target.value });
    setPrefilled(null);
  };
  const save = async () => {
    if (busy || !isWhole(shown)) return;
    setBusy(true);
    setRefusal(null);
    const taught = taughtOf(shown, actions.makeId('mem'), null);
    const mergedIds = merged?.map(({ id }) => id);
    const reply = await actions.dispatch(
      mergedIds ? { type: 'memory.merge', mergedIds, ...taught } : { type: 'memory.teach', ...taught },
      { quiet: true },
    );
    setBusy(false);
    if (!reply.ok) {
      setRefusal(reply.error.message);
      return;
    }
    clear();
    close();
    const restore = (mergedIds ?? []).map((memoryId) => ({ type: 'memory.restore', memoryId }) as const);
    done(t`Saved.`, [{ type: 'memory.forget', memoryId: taught.memoryId }, ...restore]);
  };
  const everybody = { value: '', label: t`The whole team` };
  const some = Object.values(teammates).map(({ id, profile }) => ({ value: id, label: t`Only ${profile.name}` }));
  return (
    <Dialog
      open
      onClose={close}
      title={merged ? t`Make one sentence of ${merged.length}` : t`Teach something`}
      initialFocus={field}
      foot={
        <>
          <Button onClick={close}>{t`Cancel`}</Button>
          <Button type="submit" form={form} kind="primary" keys="mod+Enter" disabled={busy || !isWhole(shown)}>
            {t`Save`}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          void save();
        }}
      >
        {merged && (
          <ul
            className="thin-scroll flex max-h-40 list-disc flex-col gap-1 overflow-auto ps-6 text-text-muted"
            tabIndex={0}
            aria-label={t`These become one`}
          >
            {merged.map((memory) => (
              <li key={memory.id} dir="auto" className="wrap-anywhere">
                {memory.text}
              </li>
            ))}
          </ul>
        )}
        <TextArea
          ref={field}
          label={t`The sentence`}
          placeholder={t`Halden Foods pays within 45 days.`}
          maxLength={2000}
          value={shown.text}
          onChange={set('text')}
        />
        <div className="flex flex-wrap gap-4">
          <div className="min-w-48 flex-1">
            <Field
              label={t`About`}
              placeholder={t`Halden Foods`}
              maxLength={120}
              value={shown.subject}
              onChange={set('subject')}
            />
          </div>
          <div className="min-w-40">
            <Select
              label={t`What it is`}
              value={shown.kind}
              onChange={set('kind')}
              options={kinds.map((kind) => ({ value: kind, label: kindText(kind) }))}
            />
          </div>
        </div>
        <div className="flex flex-wrap gap-4">
          <div className="min-w-48 flex-1">
            <Field
              label={t`Answers the question (optional)`}
              placeholder={t`payment term`}
              maxLength={160}
              value={shown.question}
              onChange={set('question')}
              hint={t`Two answers to one question are shown to you.`}
            />
          </div>
          <div className="min-w-40 flex-1">
            <Field
              label={t`The answer`}
              placeholder={t`45 days`}
              maxLength={400}
              disabled={shown.question.trim() === ''}
              value={shown.value}
              onChange={set('value')}
            />
          </div>
        </div>
        <div className="flex flex-wrap gap-4 pb-1">
          <div className="min-w-40">
            <Field type="date" label={t`Since when (optional)`} value={shown.since} onChange={set('since')} />
          </div>
          <div className="min-w-48 flex-1">
            <Select
              label={t`For whom`}
              value={shown.teammateId}
              onChange={set('teammateId')}
              options={[everybody, ...some]}
            />
          </div>
        </div>
        <RefusalLine text={refusal} />
      </form>
    </Dialog>
  );
}
