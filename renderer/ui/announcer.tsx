import { createContext, useContext, useSyncExternalStore } from 'react';

type Politeness = 'polite' | 'assertive';
type Spoken = Record<Politeness, string>;

/** Holds what the two live regions say. Polite: started, needs you, finished, moved. Assertive: failures only. */
export class Announcer {
  #spoken: Spoken = { polite: '', assertive: '' };
  #listeners = new Set<() => void>();

  say = (text: string, politeness: Politeness = 'polite'): void => {
    // The same sentence twice must be a change of the text, or it is not spoken again.
    const again = this.#spoken[politeness] === text ? `${text}\u00a0` : text;
    this.#spoken = { ...this.#spoken, [politeness]: again };
    for (const listener of this.#listeners) listener();
  };

  spoken = (): Spoken => this.#spoken;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

export const AnnounceContext = createContext<Announcer | null>(null);

/** Says one sentence to screen readers: `announce('Assigned to Maya, started')`. */
export function useAnnounce(): Announcer['say'] {
  const announcer = useContext(AnnounceContext);
  if (!announcer) throw new Error('UiProvider is missing above this component');
  return announcer.say;
}

/** The two live regions of the page; mounted once by UiProvider. */
export function LiveRegions() {
  const announcer = useContext(AnnounceContext);
  if (!announcer) throw new Error('UiProvider is missing above this component');
  const { polite, assertive } = useSyncExternalStore(announcer.subscribe, announcer.spoken);
  return (
    <div className="sr-only">
      <div role="status" aria-live="polite">
        {polite}
      </div>
      <div role="alert" aria-live="assertive">
        {assertive}
      </div>
    </div>
  );
}
