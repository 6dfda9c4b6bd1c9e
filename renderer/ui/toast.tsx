import { useLingui } from '@lingui/react/macro';
import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { Button, IconButton } from './button.tsx';

export interface Toast {
  id: number;
  text: string;
  /** One act, e.g. Cancel. It must also exist somewhere else: a toast goes away. */
  action?: { label: string; run: () => void };
  failed?: boolean;
}

/** The toasts on screen, oldest first; at most three. */
export class Toasts {
  #list: Toast[] = [];
  #next = 1;
  #listeners = new Set<() => void>();

  /** Shows a toast for ten seconds (longer while hovered or focused); returns how to take it away. */
  show = (text: string, options: Omit<Toast, 'id' | 'text'> = {}): (() => void) => {
    const id = this.#next;
    this.#next += 1;
    this.#set([...this.#list, { id, text, ...options }].slice(-3));
    return () => this.hide(id);
  };

  hide = (id: number): void => this.#set(this.#list.filter((toast) => toast.id !== id));

  /** Takes away what only said that something went well: it belongs to the screen that was left. */
  clear = (): void => this.#set(this.#list.filter((toast) => toast.failed));

  list = (): Toast[] => this.#list;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #set(list: Toast[]): void {
    this.#list = list;
    for (const listener of this.#listeners) listener();
  }
}

export const ToastContext = createContext<Toasts | null>(null);

/** `const { show } = useToasts(); show(text, { action, failed })`. */
export function useToasts(): Toasts {
  const toasts = useContext(ToastContext);
  if (!toasts) throw new Error('UiProvider is missing above this component');
  return toasts;
}

const shownMs = 10_000;

/** The toasts at the bottom centre; mounted once by UiProvider. */
export function ToastList() {
  const toasts = useToasts();
  const list = useSyncExternalStore(toasts.subscribe, toasts.list);
  const { t } = useLingui();
  return (
    <section
      aria-label={t`Messages`}
      className="pointer-events-none fixed inset-x-0 bottom-6 z-50 flex flex-col items-center gap-2"
    >
      {list.map((toast) => (
        <ToastBox key={toast.id} toast={toast} hide={toasts.hide} />
      ))}
    </section>
  );
}

function ToastBox({ toast, hide }: { toast: Toast; hide: (id: number) => void }) {
  const { t } = useLingui();
  const { id } = toast;
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return undefined;
    const timer = setTimeout(() => hide(id), shownMs);
    return () => clearTimeout(timer);
  }, [held, hide, id]);
  return (
    <div
      role={toast.failed ? 'alert' : 'status'}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex max-w-140 items-center gap-3 rounded-card bg-surface py-2 pr-2 pl-4 shadow-float"
    >
      <span className={toast.failed ? 'text-failed' : undefined}>{toast.text}</span>
      {toast.action && (
        <Button
          small
          onClick={() => {
            toast.action?.run();
            hide(id);
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <IconButton icon="close" small label={t`Hide`} onClick={() => hide(id)} />
    </div>
  );
}
