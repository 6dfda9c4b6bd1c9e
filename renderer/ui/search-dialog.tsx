import { Dialog as Base } from '@base-ui/react/dialog';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import { Kbd } from './kbd.tsx';

export interface SearchRow {
  id: string;
  /** Rows of one group stand together; the group's name heads them. */
  group: string;
  label: string;
  before?: ReactNode;
  after?: ReactNode;
  keys?: string;
}

/** A field over a list of what it finds: 640 px wide, a fifth from the top. Arrows choose, Enter takes, Escape leaves. */
export function SearchDialog({
  label,
  rows,
  typed,
  none,
  onType,
  onChoose,
  onClose,
}: {
  label: string;
  rows: readonly SearchRow[];
  typed: string;
  /** Said when nothing is found. */
  none: string;
  onType: (typed: string) => void;
  onChoose: (id: string) => void;
  onClose: () => void;
}) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [marked, setMarked] = useState(0);
  const at = Math.min(marked, rows.length - 1);
  const current = rows[at];
  useEffect(() => {
    if (current) document.getElementById(`${id}-${current.id}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, current]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && current && !event.nativeEvent.isComposing) {
      event.preventDefault();
      onChoose(current.id);
    }
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 || rows.length === 0) return;
    event.preventDefault();
    setMarked((at + step + rows.length) % rows.length);
  };
  const groups = Map.groupBy(rows, (row) => row.group);
  return (
    <Base.Root open onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Base.Popup
          aria-label={label}
          initialFocus={input}
          className="fixed inset-x-0 top-1/5 z-40 mx-auto flex max-h-3/5 w-160 max-w-11/12 flex-col rounded-pane bg-surface shadow-float outline-none"
        >
          <div className="flex h-12 flex-none items-center gap-2 border-b border-hairline px-4">
            <Icon name="search" className="text-text-faint" />
            <input
              ref={input}
              role="combobox"
              aria-label={label}
              aria-expanded
              aria-controls={id}
              aria-autocomplete="list"
              aria-activedescendant={current ? `${id}-${current.id}` : undefined}
              placeholder={label}
              value={typed}
              onChange={(event) => {
                onType(event.target.value);
                setMarked(0);
              }}
              onKeyDown={onKeyDown}
              className="h-full min-w-0 flex-1 bg-transparent text-read outline-none"
            />
          </div>
          <div
            id={id}
            role="listbox"
            aria-label={label}
            tabIndex={-1}
            className="thin-scroll min-h-0 flex-1 overflow-auto p-2 outline-none"
          >
            {[...groups].map(([group, own]) => (
              <div key={group} role="group" aria-label={group}>
                <div aria-hidden className="flex h-6 items-center px-2 text-meta text-text-faint">
                  {group}
                </div>
                {own.map((row) => (
                  <div
                    key={row.id}
                    id={`${id}-${row.id}`}
                    role="option"
                    aria-selected={row === current}
                    onPointerMove={() => setMarked(rows.indexOf(row))}
                    onClick={() => onChoose(row.id)}
                    className={classNames(
                      'flex h-10 cursor-pointer items-center gap-2 rounded-control px-2',
                      row === current && 'bg-selected',
                    )}
                  >
                    {row.before}
                    <span className="min-w-0 flex-1 truncate">{row.label}</span>
                    {row.after}
                    {row.keys && <Kbd keys={row.keys} />}
                  </div>
                ))}
              </div>
            ))}
            {rows.length === 0 && <p className="px-2 py-3 text-text-muted">{none}</p>}
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
