import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { Icon, type IconName } from './icon.tsx';
import { Kbd } from './kbd.tsx';
import { classNames } from './class-names.ts';

export type ButtonKind = 'plain' | 'primary' | 'danger' | 'danger-filled' | 'ghost';

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'style'> {
  /** `primary` once per view; `danger-filled` only in its confirm dialog. Default `plain`. */
  kind?: ButtonKind;
  small?: boolean;
  icon?: IconName;
  /** The shortcut shown on the button; registering it is the caller's. */
  keys?: string;
  wide?: boolean;
  children?: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}

const kinds: Record<ButtonKind, string> = {
  plain: 'border-control-border bg-surface text-text hover:bg-sunken',
  primary: 'border-accent bg-accent text-on-accent hover:border-accent-hover hover:bg-accent-hover',
  danger: 'border-failed bg-surface text-failed hover:bg-failed-bg',
  'danger-filled': 'border-failed bg-failed text-surface',
  ghost:
    'border-transparent bg-transparent text-text-muted hover:bg-sunken hover:text-text aria-pressed:bg-sunken aria-pressed:text-text',
};

/** A button. Targets are 32 px high, 24 when `small`. */
export function Button({ kind = 'plain', small, icon, keys, wide, children, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      {...rest}
      aria-keyshortcuts={rest['aria-keyshortcuts'] ?? ariaKeys(keys)}
      className={classNames(
        'inline-flex items-center justify-center rounded-control border font-medium whitespace-nowrap transition-colors',
        'disabled:border-hairline disabled:bg-transparent disabled:text-text-faint',
        small ? 'h-6 gap-1 px-2 text-meta' : `h-8 gap-2 ${kind === 'ghost' ? 'px-2' : 'px-3'}`,
        wide && 'w-full',
        kinds[kind],
      )}
    >
      {icon && <Icon name={icon} small={small} />}
      {children !== undefined && <span className="truncate">{children}</span>}
      {keys && <Kbd keys={keys} onAccent={kind === 'primary'} />}
    </button>
  );
}

export interface IconButtonProps extends Omit<
  ButtonHTMLAttributes<HTMLButtonElement>,
  'className' | 'style' | 'children'
> {
  icon: IconName;
  /** What it does, in words; with `keys` it is also the hover title. */
  label: string;
  keys?: string;
  small?: boolean;
  /** With a border, as beside other buttons. Default: ghost. */
  bordered?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

/** A square button with an icon only. */
export function IconButton({ icon, label, keys, small, bordered, type = 'button', ...rest }: IconButtonProps) {
  return (
    <button
      type={type}
      {...rest}
      aria-label={label}
      title={keys ? `${label} (${keys.toUpperCase()})` : label}
      aria-keyshortcuts={ariaKeys(keys)}
      className={classNames(
        'inline-grid flex-none place-items-center rounded-control border transition-colors',
        small ? 'size-6' : 'size-8',
        bordered ? kinds.plain : kinds.ghost,
      )}
    >
      <Icon name={icon} />
    </button>
  );
}

/** The form `aria-keyshortcuts` wants: sequences are left out, it cannot say them. */
function ariaKeys(keys: string | undefined): string | undefined {
  if (!keys || keys.includes(' ')) return undefined;
  return keys
    .replace('mod', /mac/i.test(navigator.platform) ? 'Meta' : 'Control')
    .replace('alt', 'Alt')
    .replace('shift', 'Shift');
}
