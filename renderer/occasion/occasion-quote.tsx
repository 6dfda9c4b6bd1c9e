import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { Occasion } from '../../agents/domain/schema.ts';
import { PlainText } from '../inbox/plain-text.tsx';
import { hiddenCount } from '../inbox/visible-text.ts';
import { Chip } from '../ui/chip.tsx';
import { kindText } from './occasion-draft.ts';

/** What came in, as plain text: a stranger's words are never drawn as anything else, and what hides in them is named. */
export function OccasionQuote({ occasion }: { occasion: Occasion }) {
  const { t } = useLingui();
  const hidden = hiddenCount(`${occasion.from}${occasion.text}`);
  return (
    <section aria-label={t`What came in`} className="flex flex-col gap-2">
      <h3 className="flex flex-wrap items-center gap-2 font-semibold">
        {kindText(occasion.kind)}
        <span className="flex font-normal">
          <Chip strong icon="outside">{t`From outside`}</Chip>
        </span>
      </h3>
      <p className="text-text-muted wrap-anywhere">
        <PlainText text={occasion.from} />
      </p>
      <blockquote
        tabIndex={0}
        aria-label={t`The text that came in`}
        className="thin-scroll max-h-80 overflow-auto rounded-control bg-sunken px-3 py-2 whitespace-pre-wrap wrap-anywhere"
      >
        <PlainText text={occasion.text} />
      </blockquote>
      {hidden > 0 && (
        <p className="text-failed">
          {plural(hidden, {
            one: '# character that cannot be seen is shown by its name.',
            other: '# characters that cannot be seen are shown by their names.',
          })}
        </p>
      )}
    </section>
  );
}
