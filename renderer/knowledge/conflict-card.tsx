import { useLingui } from '@lingui/react/macro';
import { useState, type ReactNode, type RefObject } from 'react';
import type { MemoryView } from '../../agents/domain/memory-views.ts';
import { PlainText } from '../inbox/plain-text.tsx';
import { RefusalLine } from '../inbox/refusal-line.tsx';
import type { Done } from '../shell/use-undo.ts';
import { useActions } from '../store/use-app.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { Icon } from '../ui/icon.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { useNameOf } from '../words/use-task-words.ts';
import { bothText, conflictActs, letterOf, proposalText, type ConflictAct } from './conflict-words.ts';
import { dayText, learnedFrom, originIcons, originOf, usedText } from './memory-words.ts';
import { useMemories, type OpenConflict } from './use-memories.ts';

/** The versions side by side, each with its words, its source and how far it was used; of a fallen basis, what fell and what rests on it. */
export function ConflictVersions({ conflict, members }: OpenConflict) {
  const { t } = useLingui();
  if (members.length === 0) return <p className="px-4 py-3 text-text-muted">{t`Reading the versions…`}</p>;
  if (conflict.cause === 'basis') {
    return (
      <div className="flex flex-col gap-3 px-4 py-3">
        {conflict.rootId !== null && <Fallen memoryId={conflict.rootId} />}
        <h4 className="text-meta text-text-muted">{t`Rests on it`}</h4>
        <ul className="flex flex-col divide-y divide-hairline">
          {members.map((member) => (
            <li key={member.id} className="py-2">
              <Version memory={member} />
            </li>
          ))}
        </ul>
      </div>
    );
  }
  return (
    <ul className="flex flex-wrap divide-x divide-hairline">
      {members.map((member) => (
        <li key={member.id} className="min-w-64 flex-1 px-4 py-3">
          <Version memory={member} letter={letterOf(conflict.memberIds.indexOf(member.id))} />
        </li>
      ))}
    </ul>
  );
}

function Fallen({ memoryId }: { memoryId: string }) {
  const { t } = useLingui();
  const fallen = useMemories([memoryId])[0];
  return (
    <div className="flex flex-col gap-1">
      <h4 className="text-meta text-text-muted">{t`No longer holds`}</h4>
      <p className="text-text-muted wrap-anywhere line-through">
        {fallen ? <PlainText text={fallen.text} /> : t`A sentence that is erased`}
      </p>
    </div>
  );
}

function Version({ memory, letter }: { memory: MemoryView; letter?: string }) {
  const { t } = useLingui();
  const actions = useActions();
  const origin = originOf(memory);
  const day = dayText(memory.recordedAtMs);
  return (
    <div className="flex flex-col gap-2">
      <p className="flex items-start gap-2 text-read">
        {letter !== undefined && (
          <span className="inline-grid size-6 flex-none place-items-center rounded-control border border-control-border text-body font-medium">
            {letter}
          </span>
        )}
        <span dir="auto" className="min-w-0 font-medium wrap-anywhere">
          <PlainText text={memory.text} />
        </span>
      </p>
      {memory.quote !== null && (
        <blockquote className="rounded-control bg-sunken px-3 py-2 wrap-anywhere">
          “<PlainText text={memory.quote} />”
        </blockquote>
      )}
      <p className="flex min-w-0 flex-wrap items-center gap-2">
        <Icon name={originIcons[origin]} />
        <button
          type="button"
          title={memory.sourceUri ?? undefined}
          onClick={() => actions.openMemory(memory.id)}
          className="min-h-6 min-w-0 truncate text-accent hover:underline"
        >
          {learnedFrom(memory)}
        </button>
        {memory.tainted && <Chip strong icon="outside">{t`From outside`}</Chip>}
      </p>
      <p className="text-meta text-text-muted">
        {origin === 'you' ? t`Said ${day}.` : origin === 'read' ? t`Read ${day}.` : t`Guessed ${day}.`}{' '}
        {t`${usedText(memory.usedInTasks)}.`}
      </p>
    </div>
  );
}

/** The buttons that settle a conflict, with the keys 1, 2, 3 … in the order they stand. */
export function ConflictActs({
  conflict,
  members,
  pane,
  done,
  onDecided,
  note,
}: OpenConflict & {
  pane: RefObject<HTMLElement | null>;
  done: Done;
  onDecided?: () => void;
  note?: ReactNode;
}) {
  const { t } = useLingui();
  const actions = useActions();
  const nameOf = useNameOf();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  // Nothing is settled unseen: the acts come with the sentences.
  const acts = members.length === conflict.memberIds.length ? conflictActs(conflict, members) : [];
  const proposal = proposalText(conflict, nameOf(conflict.proposal?.by ?? null));
  const run = async (act: ConflictAct) => {
    if (busy) return;
    setBusy(true);
    setRefusal(null);
    for (const command of act.commands) {
      const reply = await actions.dispatch(command, { quiet: true });
      if (reply.ok) continue;
      setBusy(false);
      setRefusal(reply.error.message);
      return;
    }
    setBusy(false);
    done(t`Settled: ${act.label}.`, act.undo);
    onDecided?.();
  };
  const numbered = acts.slice(0, 9);
  useKeys(
    t`This question`,
    numbered.map((act, index) => ({ keys: String(index + 1), label: act.label, run: () => void run(act) })),
    pane,
  );
  return (
    <>
      <RefusalLine text={refusal} />
      {proposal !== null && (
        <p className="flex items-start gap-2 wrap-anywhere">
          <Icon name="info" className="mt-0.5 text-text-muted" />
          <span className="min-w-0">{proposal}</span>
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        {acts.map((act, index) => (
          <Button
            key={act.id}
            disabled={busy}
            keys={index < 9 ? String(index + 1) : undefined}
            onClick={() => void run(act)}
          >
            {act.label}
          </Button>
        ))}
        {note}
        {conflict.cause !== 'basis' && members.length > 1 && (
          <span className="ms-auto text-meta text-text-muted">{bothText(members)}</span>
        )}
      </div>
    </>
  );
}
