import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Icon, type IconName } from './icon.tsx';

/** A small label. `strong` has the heavier border: for “From outside”. */
export function Chip({
  children,
  icon,
  strong,
  tall,
}: {
  children: ReactNode;
  icon?: IconName;
  strong?: boolean;
  tall?: boolean;
}) {
  return (
    <span
      className={classNames(
        'inline-flex flex-none items-center gap-1 rounded-full border px-2 text-meta whitespace-nowrap',
        tall ? 'h-6' : 'h-5',
        strong ? 'border-control-border text-text' : 'border-hairline text-text-muted',
      )}
    >
      {icon && <Icon name={icon} small />}
      {children}
    </span>
  );
}

/** One of a few choices, as a pill that is on or off. */
export function ChoiceChip({ children, on, onClick }: { children: ReactNode; on: boolean; onClick: () => void }) {
  return (
    <button
      type="button"
      aria-pressed={on}
      onClick={onClick}
      className={classNames(
        'inline-flex h-8 flex-none items-center gap-1 rounded-full border px-3 transition-colors',
        on ? 'border-accent bg-selected text-accent' : 'border-control-border hover:bg-sunken',
      )}
    >
      {on && <Icon name="check" />}
      {children}
    </button>
  );
}
