import { useLingui } from '@lingui/react/macro';
import { Markdown } from '../ui/markdown.tsx';

/** The text being written. A log that is not read out while it grows: boundaries are announced by the shell. */
export function LiveStep({ text }: { text: string }) {
  const { t } = useLingui();
  return (
    <div role="log" aria-live="off" aria-label={t`Text as it is written`} className="min-h-8 py-1">
      {text ? <Markdown text={text} streaming /> : <span className="leading-6 text-text-muted">{t`Thinking`}</span>}
    </div>
  );
}
