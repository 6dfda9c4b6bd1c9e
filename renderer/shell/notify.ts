/**
 * Web notifications of the browser host: one per task that waits for the person, and one for what the team knows in two versions, replaced and not stacked, withdrawn when handled.
 * The desktop host does this in its main process.
 */

/** A task that waits for the person. */
export interface Need {
  /** What it is about: one notification each. */
  about: string;
  /** null = no task: what the team knows. */
  taskId: string | null;
  itemId: string;
  title: string;
  body: string;
}

export interface NotifyPorts {
  show: (title: string, options: NotificationOptions) => Pick<Notification, 'close' | 'onclick'>;
  /** `granted`, or nothing is shown. */
  permission: () => NotificationPermission;
  hasFocus: () => boolean;
  focus: () => void;
  after: (ms: number, run: () => void) => () => void;
  open: (need: Need) => void;
}

/** With the window in use the inbox row is enough for two minutes. */
export const focusedDelayMs = 120_000;

/** Keeps the notifications on screen equal to the tasks that wait. */
export class Notifier {
  readonly #ports: NotifyPorts;
  #shown = new Map<string, { itemId: string; close: () => void }>();

  constructor(ports: NotifyPorts) {
    this.#ports = ports;
  }

  /** Takes all needs there are now: new ones are told, gone ones withdrawn. */
  sync(needs: readonly Need[], isOn: boolean): void {
    const wanted = new Map(isOn ? needs.map((need) => [need.about, need]) : []);
    for (const [about, shown] of this.#shown) {
      if (wanted.get(about)?.itemId === shown.itemId) continue;
      shown.close();
      this.#shown.delete(about);
    }
    for (const need of wanted.values()) if (!this.#shown.has(need.about)) this.#plan(need);
  }

  stop(): void {
    this.sync([], false);
  }

  #plan(need: Need): void {
    if (!this.#ports.hasFocus()) {
      this.#show(need);
      return;
    }
    const cancel = this.#ports.after(focusedDelayMs, () => this.#show(need));
    this.#shown.set(need.about, { itemId: need.itemId, close: cancel });
  }

  #show(need: Need): void {
    if (this.#ports.permission() !== 'granted') return;
    const shown = this.#ports.show(need.title, { body: need.body, tag: `muster-${need.about}` });
    shown.onclick = () => {
      this.#ports.focus();
      this.#ports.open(need);
      shown.close();
    };
    this.#shown.set(need.about, { itemId: need.itemId, close: () => shown.close() });
  }
}

/** Whether this page can show notifications at all. */
export function canNotify(): boolean {
  return 'Notification' in window && window.isSecureContext;
}

/** The ports of this page. */
export function pageNotify(open: (need: Need) => void): NotifyPorts {
  return {
    show: (title, options) => new Notification(title, options),
    permission: () => (canNotify() ? Notification.permission : 'denied'),
    hasFocus: () => document.hasFocus(),
    focus: () => window.focus(),
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    open,
  };
}
