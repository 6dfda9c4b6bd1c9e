/**
 * Shortcuts as data, and the one listener that runs them.
 * A shortcut is written `a`, `?`, `Enter`, `alt+ArrowUp`, `mod+k` (Ctrl or ⌘) or a sequence `g b`.
 */
export interface Shortcut {
  keys: string;
  /** What it does, in the words of the menu; shown in the list of keys and in the palette. */
  label: string;
  run: () => void;
  /** True: works while typing too. Only for shortcuts with `mod` and for Escape. */
  whileTyping?: boolean;
}

/** Keys that belong to one part of the screen; `pane: null` = everywhere. */
export interface KeyScope {
  name: string;
  pane: () => HTMLElement | null;
  shortcuts: Shortcut[];
}

const symbols: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Enter: '↵',
  Escape: 'Esc',
  alt: 'Alt',
  shift: 'Shift',
  ' ': 'Space',
};

function isMac(): boolean {
  return /mac/i.test(navigator.platform);
}

/** Writes a shortcut as a person reads it. */
export function shownKeys(keys: string): string {
  const one = (combo: string) =>
    (combo === '+' ? ['+'] : combo.split('+'))
      .map((key) =>
        key === 'mod' ? (isMac() ? '⌘' : 'Ctrl') : (symbols[key] ?? (key.length === 1 ? key.toUpperCase() : key)),
      )
      .join(' ');
  return keys.split(' ').map(one).join(' ');
}

/** True when the event comes from a place where letters are text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type);
}

/** Writes a key event in the form shortcuts are written in. */
export function comboOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const parts: string[] = [];
  if (event.ctrlKey || event.metaKey) parts.push('mod');
  if (event.altKey) parts.push('alt');
  // Signs such as ? already need Shift on some keyboards and not on others.
  if (event.shiftKey && (event.key.length > 1 || /[a-z]/i.test(event.key))) parts.push('shift');
  return [...parts, key].join('+');
}

function isBare(combo: string): boolean {
  return combo.length === 1;
}

/** Holds the scopes on screen and finds the shortcut a key event means: the innermost scope with focus inside wins. */
export class KeyMap {
  #scopes: KeyScope[] = [];
  #prefix = '';
  #prefixAtMs = 0;
  #listeners = new Set<() => void>();
  /** False: single letters are switched off (Settings). */
  lettersOn = true;

  /** Adds a scope until the returned function is called. A scope with a pane acts while focus is inside it, around it or nowhere. */
  add(scope: KeyScope): () => void {
    this.#scopes = [...this.#scopes, scope];
    this.#notify();
    return () => {
      this.#scopes = this.#scopes.filter((other) => other !== scope);
      this.#notify();
    };
  }

  /** The scopes on screen, innermost last. A new array whenever they change. */
  scopes = (): KeyScope[] => this.#scopes;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Runs what the event means and says whether anything did. */
  handle(event: KeyboardEvent): boolean {
    if (event.defaultPrevented || event.isComposing || ['Control', 'Shift', 'Alt', 'Meta'].includes(event.key))
      return false;
    const combo = comboOf(event);
    const isTyped = isTyping(event.target);
    if (isBare(combo) && (isTyped || !this.lettersOn)) return false;
    if ((combo === 'Enter' || combo === ' ') && isControl(event.target)) return false;
    const withPrefix = this.#prefix && event.timeStamp - this.#prefixAtMs < 1500 ? `${this.#prefix} ${combo}` : null;
    this.#prefix = '';
    const shortcut = (withPrefix && this.#find(withPrefix, event.target)) || this.#find(combo, event.target);
    if (shortcut && (!isTyped || shortcut.whileTyping)) {
      event.preventDefault();
      shortcut.run();
      return true;
    }
    if (!isTyped && isBare(combo) && this.#starts(combo)) {
      this.#prefix = combo;
      this.#prefixAtMs = event.timeStamp;
    }
    return false;
  }

  #find(keys: string, target: EventTarget | null): Shortcut | undefined {
    for (const scope of this.#scopes.toReversed()) {
      if (!reaches(scope, target)) continue;
      const found = scope.shortcuts.find((shortcut) => shortcut.keys === keys);
      if (found) return found;
    }
    return undefined;
  }

  #starts(prefix: string): boolean {
    return this.#scopes.some((scope) => scope.shortcuts.some((shortcut) => shortcut.keys.startsWith(`${prefix} `)));
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}

function reaches(scope: KeyScope, target: EventTarget | null): boolean {
  const pane = scope.pane();
  if (target instanceof Node && pane?.contains(target)) return true;
  // An open dialog or menu keeps all keys to itself.
  if (target instanceof Element && target.closest('[role="dialog"], [role="alertdialog"], [role="menu"]')) return false;
  return !pane || (target instanceof Node && target.contains(pane));
}

/** True for what Enter and Space already activate. */
function isControl(target: EventTarget | null): boolean {
  return (
    target instanceof Element && target.closest('button, a[href], summary, input, select, [role="menuitem"]') !== null
  );
}
