/**
 * Draws changes of the board in order; where one card alone has moved, it slides from its old place to its new one.
 * A hidden page, reduced motion or a browser without view transitions: the change is drawn at once.
 */
export class CardSlider {
  #pending: (() => void) | null = null;

  /** Draws what still waits for its transition: call before reading the state a new change builds on. */
  settle(): void {
    this.#pending?.();
  }

  draw(taskId: string | null, change: () => void): void {
    this.settle();
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (
      !taskId ||
      isStill ||
      document.visibilityState === 'hidden' ||
      !document.startViewTransition ||
      !cardOf(taskId)
    ) {
      change();
      return;
    }
    const once = () => {
      if (this.#pending !== once) return;
      this.#pending = null;
      change();
    };
    this.#pending = once;
    name(taskId, 'moved-card');
    const transition = document.startViewTransition(() => {
      once();
      name(taskId, 'moved-card');
    });
    // A transition that was skipped has drawn its change all the same: both ends only take the name off.
    const clear = () => name(taskId, '');
    transition.finished.then(clear, clear);
    transition.ready.catch(clear);
  }
}

function cardOf(taskId: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-card="${CSS.escape(taskId)}"]`);
}

function name(taskId: string, value: string): void {
  const card = cardOf(taskId);
  if (card) card.style.viewTransitionName = value;
}
