import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { MemoryView } from '../../agents/domain/memory-views.ts';
import { PlainText } from '../inbox/plain-text.tsx';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { Icon } from '../ui/icon.tsx';
import { useNameOf } from '../words/use-task-words.ts';
import { EditMemory } from './edit-memory.tsx';
import { originIcons, originOf, standingText, sureText } from './memory-words.ts';
import type { MemoryActs } from './use-memory-acts.ts';

/** What came in lately and nobody has looked at: keep it, put it right, or forget it. Leaving it is an answer too. */
export function Tray({
  memories,
  total,
  acts,
  open,
}: {
  memories: readonly MemoryView[];
  total: number;
  acts: MemoryActs;
  open: (memory: MemoryView) => void;
}) {
  const { t } = useLingui();
  const [editedId, setEditedId] = useState<string | null>(null);
  const more = total - memories.length;
  return (
    <section aria-label={t`Newly learned`} className="flex flex-col">
      <h2 className="pb-3 font-semibold">
        {plural(total, { 0: 'Nothing new was learned', one: '# new thing learned', other: '# new things learned' })}
      </h2>
      {memories.length > 0 && (
        <ul className="divide-y divide-hairline border-y border-hairline">
          {memories.map((memory) => (
            <li key={memory.id} className="flex flex-col gap-1 py-3">
              {memory.id === editedId ? (
                <EditMemory memory={memory} acts={acts} close={() => setEditedId(null)} />
              ) : (
                <Fresh memory={memory} acts={acts} open={open} edit={() => setEditedId(memory.id)} />
              )}
            </li>
          ))}
        </ul>
      )}
      <p className="pt-3 text-meta text-text-muted">
        {more > 0 && `${plural(more, { one: '# more waits behind these.', other: '# more wait behind these.' })} `}
        {total > 0
          ? t`What you leave here is kept as it is and marked with where it came from.`
          : t`What teammates learn shows here, for you to look at.`}
      </p>
    </section>
  );
}

function Fresh({
  memory,
  acts,
  open,
  edit,
}: {
  memory: MemoryView;
  acts: MemoryActs;
  open: (memory: MemoryView) => void;
  edit: () => void;
}) {
  const { t } = useLingui();
  const nameOf = useNameOf();
  const standing = memory.status === 'quarantined' ? standingText(memory) : null;
  return (
    <>
      <button
        type="button"
        dir="auto"
        onClick={() => open(memory)}
        className="line-clamp-6 text-start wrap-anywhere hover:underline"
      >
        <PlainText text={memory.text} />
      </button>
      <p className="flex flex-wrap items-center gap-2 text-meta text-text-muted">
        <Icon name={originIcons[originOf(memory)]} />
        <span className="min-w-0 flex-1 truncate">{sureText(memory, nameOf(memory.author))}</span>
        {memory.tainted && <Chip strong icon="outside">{t`From outside`}</Chip>}
        {standing !== null && <Chip>{standing}</Chip>}
      </p>
      <div className="flex gap-2">
        <Button small onClick={() => void acts.keep(memory)}>{t`Keep`}</Button>
        <Button small onClick={edit}>{t`Fix`}</Button>
        <Button small onClick={() => void acts.forget([memory])}>{t`Forget`}</Button>
      </div>
    </>
  );
}
