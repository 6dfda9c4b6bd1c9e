import { useLingui } from '@lingui/react/macro';
import type { RefObject } from 'react';
import { ConflictActs, ConflictVersions } from '../knowledge/conflict-card.tsx';
import { conflictAsk } from '../knowledge/conflict-words.ts';
import type { OpenConflict } from '../knowledge/use-memories.ts';
import type { Done } from '../shell/use-undo.ts';
import { useActions } from '../store/use-app.ts';
import { Button } from '../ui/button.tsx';
import { agoText, useNow } from '../ui/relative-time.tsx';
import { StateLabel } from '../ui/state-label.tsx';
import { ItemHead } from './item-head.tsx';

/** A question about what the team knows, with the same answers and keys as on the Knowledge screen. */
export function ConflictDetail({
  conflict,
  members,
  pane,
  heading,
  done,
  onMove,
  onDecided,
}: OpenConflict & {
  pane: RefObject<HTMLElement | null>;
  heading: RefObject<HTMLHeadingElement | null>;
  done: Done;
  /** null = there is no other item. */
  onMove: ((step: 1 | -1) => void) | null;
  onDecided: () => void;
}) {
  const { t } = useLingui();
  const actions = useActions();
  const nowMs = useNow();
  const ask = conflictAsk(conflict, members);
  const first = members[0];
  return (
    <article aria-label={ask} className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface">
      <div
        tabIndex={0}
        role="group"
        aria-label={t`What is asked`}
        data-inset-focus
        className="thin-scroll min-h-0 flex-1 overflow-auto px-8 pb-6"
      >
        <header className="flex flex-col gap-1 py-4">
          <ItemHead
            ask={ask}
            heading={heading}
            onMove={onMove}
            waiting={<StateLabel icon="hand" tone="needs" text={t`Needs you · ${agoText(conflict.sinceMs, nowMs)}`} />}
          />
          <p className="text-text-muted">{t`Until you choose, teammates are told that it is not sure.`}</p>
        </header>
        <div className="rounded-card border border-hairline">
          <ConflictVersions conflict={conflict} members={members} />
        </div>
      </div>
      <footer className="thin-scroll flex max-h-1/2 flex-none flex-col gap-3 overflow-auto border-t border-hairline px-8 py-4">
        <ConflictActs
          conflict={conflict}
          members={members}
          pane={pane}
          done={done}
          onDecided={onDecided}
          note={
            first && (
              <Button
                kind="ghost"
                icon="book"
                onClick={() => actions.openMemory(first.id)}
              >{t`Open in Knowledge`}</Button>
            )
          }
        />
      </footer>
    </article>
  );
}
