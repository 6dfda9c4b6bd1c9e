import { Popover } from '@base-ui/react/popover';
import { useLingui } from '@lingui/react/macro';
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import { Kbd } from './kbd.tsx';

export interface Choice {
  id: string;
  label: string;
  /** Drawn before the label, e.g. an avatar. */
  before?: ReactNode;
  /** Said at the end of the row, e.g. “Starts now”. */
  after?: string;
  /** Why, in a line of its own below. */
  note?: string;
  /** Shown, and cannot be chosen. */
  disabled?: boolean;
}

/** Keeps the choices whose label has a word that starts with what was typed, accents and case aside. */
export function matching(choices: Choice[], typed: string): Choice[] {
  const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const wanted = plain(typed.trim());
  if (!wanted) return choices;
  return choices.filter(
    (choice) =>
      plain(choice.label)
        .split(/\s+/)
        .some((word) => word.startsWith(wanted)) || plain(choice.label).includes(wanted),
  );
}

/**
 * A menu to type into: the best match is marked, arrows choose, Enter takes it, Escape leaves all as it was.
 * `initial` = the marked row at first. `verb` names what Enter does (“give”).
 */
export function ChooseMenu({
  label,
  choices,
  initial,
  keys,
  verb,
  anchor,
  open,
  onChoose,
  onClose,
}: {
  label: string;
  choices: Choice[];
  initial?: string;
  keys?: string;
  verb: string;
  anchor: Element | null;
  open: boolean;
  onChoose: (id: string) => void;
  onClose: () => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <Popover.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Popover.Portal>
        <Popover.Positioner anchor={anchor ?? undefined} sideOffset={8} align="start" className="z-50">
          <Popover.Popup
            initialFocus={input}
            aria-label={label}
            className="w-70 rounded-card bg-surface p-1 shadow-float outline-none"
          >
            <Body {...{ label, choices, initial, keys, verb, onChoose, input }} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Body({
  label,
  choices,
  initial,
  keys,
  verb,
  onChoose,
  input,
}: Pick<Parameters<typeof ChooseMenu>[0], 'label' | 'choices' | 'initial' | 'keys' | 'verb' | 'onChoose'> & {
  input: React.RefObject<HTMLInputElement | null>;
}) {
  const { t } = useLingui();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [marked, setMarked] = useState<string | null>(initial ?? null);
  const shown = matching(choices, typed);
  const open = shown.filter((choice) => !choice.disabled);
  const at = Math.max(
    0,
    open.findIndex((choice) => choice.id === marked),
  );
  const current = open[at];
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && current) {
      event.preventDefault();
      onChoose(current.id);
    }
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 || open.length === 0) return;
    event.preventDefault();
    setMarked(open[(at + step + open.length) % open.length]?.id ?? null);
  };
  return (
    <>
      <div className="mb-1 flex h-8 items-center gap-2 border-b border-hairline px-2">
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
            setTyped(event.target.value);
            setMarked(null);
          }}
          onKeyDown={onKeyDown}
          className="min-w-0 flex-1 bg-transparent outline-none"
        />
        {keys && <Kbd keys={keys} />}
      </div>
      <ul id={id} role="listbox" aria-label={label}>
        {shown.map((choice) => (
          <li
            key={choice.id}
            id={`${id}-${choice.id}`}
            role="option"
            aria-selected={choice === current}
            aria-disabled={choice.disabled || undefined}
            onPointerMove={() => !choice.disabled && setMarked(choice.id)}
            onClick={() => !choice.disabled && onChoose(choice.id)}
            className={classNames(
              'flex items-center gap-2 rounded-control px-2',
              choice.note ? 'min-h-12 py-1' : 'h-8',
              choice.disabled ? 'text-text-muted' : 'cursor-pointer',
              choice === current && 'bg-selected',
            )}
          >
            {choice.before}
            <span className="flex min-w-0 flex-1 flex-col">
              <span className="flex items-baseline gap-2">
                <span className="flex-1 truncate">{choice.label}</span>
                {choice.after && <span className="text-meta text-text-muted">{choice.after}</span>}
              </span>
              {choice.note && <span className="text-meta text-text-muted first-letter:uppercase">{choice.note}</span>}
            </span>
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className="px-2 py-2 text-text-muted">{t`Nothing here has that name.`}</p>}
      <div aria-hidden className="mt-1 flex items-center gap-1 border-t border-hairline p-2 text-meta text-text-faint">
        <Kbd keys="ArrowUp" />
        <Kbd keys="ArrowDown" /> {t`choose`} <Kbd keys="Enter" /> {verb}
      </div>
    </>
  );
}
