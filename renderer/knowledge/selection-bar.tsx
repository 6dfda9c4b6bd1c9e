import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { MemoryView } from '../../agents/domain/memory-views.ts';
import { Button } from '../ui/button.tsx';

/** The engine merges so many at most. */
const maxMerged = 20;

/** What can be done with several sentences at once. */
export function SelectionBar({
  memories,
  clear,
  merge,
  forget,
  erase,
}: {
  memories: readonly MemoryView[];
  clear: () => void;
  merge: (memories: readonly MemoryView[]) => void;
  forget: (memories: readonly MemoryView[]) => void;
  erase: (memories: readonly MemoryView[]) => void;
}) {
  const { t } = useLingui();
  const count = memories.length;
  return (
    <section
      aria-label={t`Selected sentences`}
      className="flex flex-none flex-wrap items-center gap-2 rounded-control bg-selected px-4 py-1"
    >
      <span className="flex-1">{plural(count, { one: '# selected', other: '# selected' })}</span>
      {count > 1 && count <= maxMerged && <Button small onClick={() => merge(memories)}>{t`Make one of them…`}</Button>}
      <Button small onClick={() => forget(memories)}>{t`Forget`}</Button>
      <Button small kind="danger" onClick={() => erase(memories)}>{t`Erase for good…`}</Button>
      <Button small kind="ghost" onClick={clear}>{t`Select nothing`}</Button>
    </section>
  );
}
