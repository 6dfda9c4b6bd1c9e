import { CSPProvider } from '@base-ui/react/csp-provider';
import { useEffect, useState, type ReactNode } from 'react';
import { Announcer, AnnounceContext, LiveRegions } from './announcer.tsx';
import { KeyMap } from './keys.ts';
import { ToastContext, ToastList, Toasts } from './toast.tsx';
import { KeyMapContext } from './use-keys.ts';

/**
 * What every part of the kit needs above it: keys, announcements, toasts and the content-security setting of the kit.
 * `lettersOn`: false switches single-letter shortcuts off. Mount once, around everything; tests mount it too.
 */
export function UiProvider({ children, lettersOn = true }: { children: ReactNode; lettersOn?: boolean }) {
  const [keyMap] = useState(() => new KeyMap());
  const [announcer] = useState(() => new Announcer());
  const [toasts] = useState(() => new Toasts());
  keyMap.lettersOn = lettersOn;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => keyMap.handle(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [keyMap]);
  return (
    <CSPProvider disableStyleElements>
      <KeyMapContext value={keyMap}>
        <AnnounceContext value={announcer}>
          <ToastContext value={toasts}>
            {children}
            <ToastList />
            <LiveRegions />
          </ToastContext>
        </AnnounceContext>
      </KeyMapContext>
    </CSPProvider>
  );
}
