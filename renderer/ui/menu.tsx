import { Menu as Base } from '@base-ui/react/menu';
import type { ReactElement } from 'react';
import { classNames } from './class-names.ts';
import { Icon, type IconName } from './icon.tsx';
import { Kbd } from './kbd.tsx';

export interface MenuItem {
  id: string;
  label: string;
  icon?: IconName;
  keys?: string;
  danger?: boolean;
  disabled?: boolean;
  run: () => void;
}

interface MenuProps {
  /** Read as the menu's name. */
  label: string;
  /** Groups are parted by a hairline. */
  groups: MenuItem[][];
}

function Items({ label, groups, anchor }: MenuProps & { anchor?: Element | null }) {
  return (
    <Base.Portal render={<section aria-label={label} />}>
      <Base.Positioner anchor={anchor ?? undefined} sideOffset={4} align="end" className="z-50 outline-none">
        <Base.Popup
          aria-label={label}
          className="max-h-96 min-w-56 overflow-auto rounded-card bg-surface p-1 shadow-float outline-none"
        >
          {groups
            .filter((group) => group.length > 0)
            .map((group, index) => (
              <Base.Group key={group[0]?.id} className={index > 0 ? 'mt-1 border-t border-hairline pt-1' : undefined}>
                {group.map((item) => (
                  <Base.Item
                    key={item.id}
                    disabled={item.disabled}
                    onClick={item.run}
                    className={classNames(
                      'flex h-8 cursor-pointer items-center gap-2 rounded-control px-2 outline-none data-disabled:cursor-default data-disabled:text-text-faint data-highlighted:bg-selected',
                      item.danger && 'text-failed',
                    )}
                  >
                    {item.icon && <Icon name={item.icon} className={item.danger ? undefined : 'text-text-muted'} />}
                    <span className="flex-1 truncate">{item.label}</span>
                    {item.keys && <Kbd keys={item.keys} />}
                  </Base.Item>
                ))}
              </Base.Group>
            ))}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}

/** A menu behind its own button: `<Menu label="More" groups={…}><IconButton icon="more" label="More" /></Menu>`. */
export function Menu({ label, groups, children }: MenuProps & { children: ReactElement }) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Items label={label} groups={groups} />
    </Base.Root>
  );
}

/** A menu opened from outside (a key, a shared button): shown at `anchor` while `open`. */
export function MenuAt({
  label,
  groups,
  anchor,
  open,
  onClose,
}: MenuProps & { anchor: Element | null; open: boolean; onClose: () => void }) {
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Items label={label} groups={groups} anchor={anchor} />
    </Base.Root>
  );
}
