import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useRef, useState, type RefObject } from 'react';
import type { Breakdown, PlannedPart } from '../../../agents/domain/breakdown.ts';
import type { InboxItem } from '../../../agents/domain/schema.ts';
import type { TaskState } from '../../../agents/domain/task.ts';
import { RefusalLine } from '../../inbox/refusal-line.tsx';
import { useDecision } from '../../inbox/use-decision.ts';
import { useAnnounce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { NoteField } from '../../ui/note-field.tsx';
import { useDraft } from '../../ui/use-draft.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { added, changed, draftFrom, draftText, moved, plannedOf, without } from './draft-parts.ts';
import { PartFields } from './part-fields.tsx';

/** A plan before anything begins: the person changes it, starts it, or says why not. Typed text outlives a refusal and the screen. */
export function PlanEditor({
  task,
  breakdown,
  item,
  name,
  pane,
  onDecided,
}: {
  task: TaskState;
  breakdown: Breakdown;
  /** The open question the plan is bound to. */
  item: InboxItem;
  name: string;
  pane: RefObject<HTMLElement | null>;
  onDecided?: () => void;
}) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const { busy, refusal, decide } = useDecision(task.id);
  const base = plannedOf(breakdown);
  const [kept, setKept] = useDraft(`plan/${task.id}/${breakdown.callId}`);
  const [note, setNote] = useDraft(`note/${task.id}/${item.id}`);
  const [declining, setDeclining] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const parts = draftFrom(kept, base) ?? base;
  const isChanged = kept !== '' && parts !== base;
  const set = (next: readonly PlannedPart[]) => setKept(draftText(next, base));
  const unready = parts.filter((part) => part.title.trim() === '' || part.brief.trim() === '').length;
  const { hash } = item;

  const start = async () => {
    if (hash === null || isChanged) return;
    const words = note.trim() || null;
    if (await decide({ type: 'item.approve', taskId: task.id, itemId: item.id, hash, note: words })) onDecided?.();
  };
  const save = () => {
    if (hash === null || unready > 0) return;
    void decide({ type: 'breakdown.edit', taskId: task.id, hash, parts: [...parts] });
  };
  const decline = async () => {
    const words = note.trim() || null;
    if (!(await decide({ type: 'item.decline', taskId: task.id, itemId: item.id, note: words }))) return;
    setNote('');
    setKept('');
    onDecided?.();
  };
  const ask = () => {
    setDeclining(true);
    requestAnimationFrame(() => field.current?.focus());
  };
  const move = (key: string, step: 1 | -1) => {
    const next = moved(parts, key, step);
    set(next);
    const place = next.findIndex((part) => part.key === key) + 1;
    announce(t`Now part ${place} of ${next.length}`);
  };
  const add = () => {
    set(added(parts, parts.at(-1)?.role ?? 'researcher'));
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('li:last-child input')?.focus());
  };
  useKeys(
    t`This plan`,
    [
      ...(isChanged ? [] : [{ keys: 'a', label: t`Start`, run: () => void start() }]),
      { keys: 'x', label: t`Decline`, run: ask },
    ],
    pane,
  );
  return (
    <section aria-label={t`Plan to start`} className="mb-3 rounded-card border border-control-border bg-surface">
      <header className="flex flex-col gap-1 border-b border-hairline px-4 py-3">
        <h3 className="text-section font-semibold">{item.ask}</h3>
        <p className="text-text-muted">{breakdown.why || t`Nothing has begun. Change what you like, then start it.`}</p>
      </header>
      <ol ref={list} className="flex flex-col px-4">
        {parts.map((part, index) => (
          <PartFields
            key={part.key}
            part={part}
            number={index + 1}
            count={parts.length}
            others={parts.filter((other) => other.key !== part.key)}
            onChange={(patch) => set(changed(parts, part.key, patch))}
            onMove={(step) => move(part.key, step)}
            onRemove={() => set(without(parts, part.key))}
          />
        ))}
      </ol>
      <div className="px-4 pb-3">
        <Button small kind="ghost" icon="plus" disabled={parts.length >= 60} onClick={add}>{t`Add a part`}</Button>
      </div>
      <footer className="sticky bottom-0 flex flex-col gap-3 rounded-card border-t border-hairline bg-surface px-4 py-3">
        <RefusalLine text={refusal} />
        {unready > 0 && (
          <p className="text-text-muted">
            {plural(unready, {
              one: '# part still needs a title and a brief.',
              other: '# parts still need a title and a brief.',
            })}
          </p>
        )}
        {declining && (
          <NoteField
            ref={field}
            showLabel
            label={t`Why not? ${name} makes another plan with this.`}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
        <div className="flex flex-wrap gap-2">
          {declining ? (
            <>
              <Button kind="danger" disabled={busy} onClick={() => void decline()}>{t`Decline`}</Button>
              <Button kind="ghost" onClick={() => setDeclining(false)}>{t`Back`}</Button>
            </>
          ) : isChanged ? (
            <>
              <Button
                kind="primary"
                disabled={busy || unready > 0 || parts.length === 0}
                onClick={save}
              >{t`Save changes`}</Button>
              <Button onClick={() => setKept('')}>{t`Put back`}</Button>
              <Button keys="x" disabled={busy} onClick={ask}>{t`Decline`}</Button>
            </>
          ) : (
            <>
              <Button
                kind="primary"
                icon="play"
                keys="a"
                disabled={busy || hash === null}
                onClick={() => void start()}
              >{t`Start`}</Button>
              <Button keys="x" disabled={busy} onClick={ask}>{t`Decline`}</Button>
            </>
          )}
        </div>
      </footer>
    </section>
  );
}
