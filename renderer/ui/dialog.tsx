import { Dialog as Base } from '@base-ui/react/dialog';
import { useLingui } from '@lingui/react/macro';
import type { ReactNode, RefObject } from 'react';
import { IconButton } from './button.tsx';

/**
 * A dialog over a scrim: traps the focus, gives it back, closes with Escape. At most 560 px wide.
 * `onClose` may refuse by leaving `open` true (typed text that would be lost). `foot` holds the buttons; at most one is primary.
 */
export function Dialog({
  open,
  onClose,
  title,
  children,
  foot,
  initialFocus,
}: {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  foot?: ReactNode;
  initialFocus?: RefObject<HTMLElement | null>;
}) {
  const { t } = useLingui();
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Base.Popup
          initialFocus={initialFocus}
          className="fixed inset-x-0 top-1/2 z-40 mx-auto flex max-h-11/12 w-140 max-w-11/12 -translate-y-1/2 flex-col rounded-pane bg-surface shadow-float outline-none"
        >
          <header className="flex items-center gap-2 py-3 pr-3 pl-6">
            <Base.Title className="flex-1 text-section font-semibold">{title}</Base.Title>
            <IconButton icon="close" label={t`Close`} onClick={onClose} />
          </header>
          <div className="thin-scroll flex min-h-0 flex-col gap-4 overflow-auto px-6 py-1">{children}</div>
          {foot && <footer className="flex flex-wrap items-center justify-end gap-2 px-6 py-4">{foot}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
