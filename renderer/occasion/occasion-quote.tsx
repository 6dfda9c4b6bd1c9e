import { useLingui } from '@lingui/react/macro';
import type { Occasion } from '../../agents/domain/schema.ts';
import { Chip } from '../ui/chip.tsx';
import { kindText } from './occasion-draft.ts';

/** What came in, as plain text: a stranger's words are never drawn as anything else. */
export function OccasionQuote({ occasion }: { occasion: Occasion }) {
  const { t } = useLingui();
  return (
    <section aria-label={t`What came in`} className="flex flex-col gap-2">
      <h3 className="flex flex-wrap items-center gap-2 font-semibold">
        {kindText(occasion.kind)}
        <Chip strong>{t`From outside`}</Chip>
      </h3>
      <p className="text-text-muted wrap-anywhere">{occasion.from}</p>
      <blockquote className="thin-scroll max-h-80 overflow-auto rounded-control bg-sunken px-3 py-2 whitespace-pre-wrap wrap-anywhere">
        {occasion.text}
      </blockquote>
    </section>
  );
}
