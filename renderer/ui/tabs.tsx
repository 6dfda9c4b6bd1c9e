import { useRef, type KeyboardEvent } from 'react';
import { classNames } from './class-names.ts';
import { Kbd } from './kbd.tsx';

export interface Tab {
  id: string;
  label: string;
  /** A number beside the word; 0 is shown, undefined is not. */
  count?: number;
  keys?: string;
}

/**
 * A row of tabs; arrows move between them. The panel is the caller's: `<div role="tabpanel" id={panelId} aria-label=…>`.
 * `pills`: the look of the top bar, without the line below.
 */
export function Tabs({
  tabs,
  value,
  onChange,
  label,
  panelId,
  pills,
}: {
  tabs: Tab[];
  value: string;
  onChange: (id: string) => void;
  label: string;
  panelId: string;
  pills?: boolean;
}) {
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab.id === value);
    const isRtl = getComputedStyle(event.currentTarget).direction === 'rtl';
    const [forward, back] = isRtl ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft'];
    const to =
      event.key === forward
        ? at + 1
        : event.key === back
          ? at - 1
          : event.key === 'Home'
            ? 0
            : event.key === 'End'
              ? tabs.length - 1
              : null;
    if (to === null) return;
    event.preventDefault();
    const index = (to + tabs.length) % tabs.length;
    const next = tabs[index];
    if (!next) return;
    onChange(next.id);
    (list.current?.children[index] as HTMLElement | undefined)?.focus();
  };
  return (
    <div
      ref={list}
      role="tablist"
      aria-label={label}
      onKeyDown={move}
      className={classNames('flex min-w-0', pills ? 'h-8' : 'h-10 gap-6')}
    >
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          id={`${panelId}-tab-${tab.id}`}
          aria-selected={tab.id === value}
          aria-controls={tab.id === value ? panelId : undefined}
          tabIndex={tab.id === value ? 0 : -1}
          onClick={() => onChange(tab.id)}
          className={classNames(
            'inline-flex items-center gap-2 font-medium whitespace-nowrap text-text-muted hover:text-text aria-selected:text-text',
            pills
              ? 'rounded-control px-2 hover:bg-sunken aria-selected:bg-sunken'
              : 'border-b-2 border-transparent aria-selected:border-accent',
          )}
        >
          {tab.label}
          {tab.count !== undefined && <span className="font-normal text-text-faint tabular-nums">{tab.count}</span>}
          {tab.keys && <Kbd keys={tab.keys} />}
        </button>
      ))}
    </div>
  );
}
