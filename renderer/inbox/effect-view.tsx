import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { EffectPreview } from '../../agents/domain/schema.ts';
import { Card } from '../ui/card.tsx';
import { Icon } from '../ui/icon.tsx';
import { sizeText } from '../task/size-text.ts';
import { DiffView } from './diff-view.tsx';
import { diffCounts, diffLines } from './diff.ts';
import { PlainText } from './plain-text.tsx';
import { hiddenCount } from './visible-text.ts';

/** The exact effect of one call: what, where, and the whole text; a replaced file as a diff. */
export function EffectView({ effect }: { effect: EffectPreview }) {
  const { t } = useLingui();
  const hidden = hiddenCount(`${effect.verb}${effect.target}${effect.text ?? ''}`);
  return (
    <Card
      label={t`Exactly this will happen`}
      head={
        <>
          <h3 className="min-w-0 flex-1 font-semibold">{t`Exactly this will happen`}</h3>
          <span className="text-meta text-text-muted">{amount(effect)}</span>
        </>
      }
      foot={effect.cutBytes > 0 || hidden > 0 ? <Warnings cutBytes={effect.cutBytes} hidden={hidden} /> : undefined}
    >
      <dl className="grid grid-cols-1 gap-2 border-b border-hairline px-4 py-3">
        <div className="flex flex-wrap items-baseline gap-x-2">
          <dt className="font-medium">
            <PlainText text={effect.verb} />
          </dt>
          <dd className="min-w-0 font-mono wrap-anywhere">
            <PlainText text={effect.target} />
          </dd>
        </div>
      </dl>
      {effect.text === null ? (
        <p className="px-4 py-3 text-text-muted">{t`There is no text to show for this step.`}</p>
      ) : effect.before === null ? (
        <pre
          tabIndex={0}
          className="thin-scroll max-h-120 overflow-auto p-4 font-sans text-read whitespace-pre-wrap wrap-anywhere"
        >
          {effect.text === '' ? <span className="text-text-muted">{t`Empty`}</span> : <PlainText text={effect.text} />}
        </pre>
      ) : (
        <DiffView before={effect.before} after={effect.text} />
      )}
    </Card>
  );
}

/** How much it is, in words a person can check. */
function amount(effect: EffectPreview): string {
  if (effect.text === null) return '';
  if (effect.before !== null) {
    const { added, removed } = diffCounts(diffLines(effect.before, effect.text));
    return `${plural(added, { one: '# line added', other: '# lines added' })}, ${plural(removed, { one: '# removed', other: '# removed' })}`;
  }
  const words = effect.text.split(/\s+/).filter(Boolean).length;
  return effect.cutBytes > 0
    ? plural(words, { one: 'First # word', other: 'First # words' })
    : plural(words, { one: 'Whole text, # word', other: 'Whole text, # words' });
}

function Warnings({ cutBytes, hidden }: { cutBytes: number; hidden: number }) {
  const { t } = useLingui();
  return (
    <div className="flex flex-col gap-1 text-failed">
      {cutBytes > 0 && (
        <p className="flex items-start gap-2">
          <Icon name="warning" className="mt-0.5" />
          {t`The text is longer: ${sizeText(cutBytes)} more are not shown here.`}
        </p>
      )}
      {hidden > 0 && (
        <p className="flex items-start gap-2">
          <Icon name="warning" className="mt-0.5" />
          {plural(hidden, {
            one: '# character that cannot be seen is shown by its name.',
            other: '# characters that cannot be seen are shown by their names.',
          })}
        </p>
      )}
    </div>
  );
}
