import { useLingui } from '@lingui/react/macro';
import { useState, type RefObject } from 'react';
import type { Done } from '../shell/use-undo.ts';
import { IconButton } from '../ui/button.tsx';
import { StateLabel } from '../ui/state-label.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { ConflictActs, ConflictVersions } from './conflict-card.tsx';
import { conflictTitle } from './conflict-words.ts';
import { dayText } from './memory-words.ts';
import { useConflicts, type OpenConflict } from './use-memories.ts';

/** What the team knows in two versions, on top of the screen: one question at a time, the oldest first. */
export function ConflictSection({ pane, done }: { pane: RefObject<HTMLElement | null>; done: Done }) {
  const { t } = useLingui();
  const open = useConflicts();
  const [wanted, setWanted] = useState<string | null>(null);
  const found = open.findIndex(({ conflict }) => conflict.id === wanted);
  const at = Math.max(0, found);
  const move = (step: 1 | -1) => {
    const next = open[Math.max(0, Math.min(open.length - 1, at + step))];
    if (next) setWanted(next.conflict.id);
  };
  const isMany = open.length > 1;
  useKeys(
    t`Knowledge`,
    isMany
      ? [
          { keys: '[', label: t`Question before`, run: () => move(-1) },
          { keys: ']', label: t`Next question`, run: () => move(1) },
        ]
      : [],
    pane,
  );
  const shown = open[at];
  if (!shown) return null;
  return (
    <section
      key={shown.conflict.id}
      aria-label={conflictTitle(shown.conflict, shown.members)}
      className="flex max-h-1/2 flex-none flex-col overflow-hidden rounded-card border border-hairline bg-surface"
    >
      <header className="flex min-h-10 flex-none flex-wrap items-center gap-x-3 gap-y-1 border-b border-hairline px-4 py-2">
        <Count {...shown} />
        <h2 className="min-w-0 flex-1 font-semibold wrap-anywhere">{conflictTitle(shown.conflict, shown.members)}</h2>
        <Found sinceMs={shown.conflict.sinceMs} />
        {isMany && (
          <span className="flex items-center gap-1 text-meta text-text-muted tabular-nums">
            <IconButton small icon="left" label={t`Question before`} keys="[" onClick={() => move(-1)} />
            {t`${at + 1} of ${open.length}`}
            <IconButton small icon="right" label={t`Next question`} keys="]" onClick={() => move(1)} />
          </span>
        )}
      </header>
      <div
        tabIndex={0}
        role="group"
        aria-label={t`The versions`}
        data-inset-focus
        className="thin-scroll min-h-0 flex-1 overflow-auto"
      >
        <ConflictVersions {...shown} />
      </div>
      <footer className="flex flex-none flex-col gap-2 border-t border-hairline px-4 py-3">
        <ConflictActs {...shown} pane={pane} done={done} />
      </footer>
    </section>
  );
}

function Count({ conflict }: OpenConflict) {
  const { t } = useLingui();
  const count = conflict.memberIds.length;
  const text = conflict.cause === 'basis' ? t`Its basis fell` : count === 2 ? t`Two versions` : t`${count} versions`;
  return <StateLabel icon="hand" tone="needs" text={text} />;
}

function Found({ sinceMs }: { sinceMs: number }) {
  const { t } = useLingui();
  return (
    <span className="text-meta text-text-muted">
      {t`Found ${dayText(sinceMs)}. Counted as unsure until you choose.`}
    </span>
  );
}
