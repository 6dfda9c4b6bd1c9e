import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { useRoving } from './use-roving.ts';

/**
 * A list with one tab stop; arrows, J and K move, Enter and click open. For lists of up to a few hundred rows.
 * `current` = the row that is open (its ground is `selected`).
 */
export function List<T>({
  label,
  rows,
  rowKey,
  current,
  onOpen,
  children,
}: {
  label: string;
  rows: readonly T[];
  rowKey: (row: T) => string;
  current?: string | null;
  onOpen: (row: T) => void;
  children: (row: T) => ReactNode;
}) {
  const openAt = (index: number) => {
    const row = rows[index];
    if (row !== undefined) onOpen(row);
  };
  const roving = useRoving(rows.length, { onOpen: openAt });
  return (
    <ul aria-label={label} onKeyDown={roving.onKeyDown} className="flex flex-col">
      {rows.map((row, index) => (
        <li key={rowKey(row)}>
          <button
            type="button"
            data-inset-focus
            aria-current={current === rowKey(row) || undefined}
            {...roving.row(index)}
            onClick={() => onOpen(row)}
            className={classNames(
              'w-full rounded-card p-3 text-start transition-colors',
              current === rowKey(row) ? 'bg-selected' : 'hover:bg-sunken',
            )}
          >
            {children(row)}
          </button>
        </li>
      ))}
    </ul>
  );
}
