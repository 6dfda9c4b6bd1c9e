import { useLingui } from '@lingui/react/macro';
import type { ReactNode, RefObject } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

interface Props {
  title: string;
  /** What the primary button says. */
  action: string;
  /** Why the last try was refused; null = it was not. */
  failure: string | null;
  isBusy: boolean;
  initialFocus: RefObject<HTMLElement | null>;
  submit: () => Promise<void>;
  close: () => void;
  children: ReactNode;
}

/** A dialog that is one form: Mod+Enter anywhere in it sends it, and what went wrong stands beside the buttons. */
export function FormDialog({ title, action, failure, isBusy, initialFocus, submit, close, children }: Props) {
  const { t } = useLingui();
  return (
    <Dialog
      open
      onClose={close}
      title={title}
      initialFocus={initialFocus}
      foot={
        <>
          {failure && (
            <p role="alert" className="flex-1 text-failed">
              {failure}
            </p>
          )}
          <Button onClick={close}>{t`Cancel`}</Button>
          <Button kind="primary" keys="mod+Enter" disabled={isBusy} onClick={() => void submit()}>
            {action}
          </Button>
        </>
      }
    >
      <div
        className="flex flex-col gap-4"
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          void submit();
        }}
      >
        {children}
      </div>
    </Dialog>
  );
}
