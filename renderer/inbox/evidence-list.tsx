import { useLingui } from '@lingui/react/macro';
import { evidenceLines } from './evidence.ts';
import { PlainText } from './plain-text.tsx';

/** What came round again, as a short list; nothing when there is no evidence. */
export function EvidenceList({ detail }: { detail: string }) {
  const { t } = useLingui();
  const lines = evidenceLines(detail);
  if (lines.length === 0) return null;
  return (
    <section aria-label={t`What came round again`} className="flex max-w-prose flex-col gap-1">
      <h3 className="text-meta text-text-muted">{t`What came round again`}</h3>
      <ul className="flex flex-col divide-y divide-hairline rounded-control border border-hairline">
        {lines.map(({ times, what, came }, index) => (
          <li key={index} className="flex gap-3 px-3 py-1">
            <span className="w-8 flex-none text-end text-text-muted tabular-nums">{t`${times} ×`}</span>
            <span className="min-w-0 flex-1 wrap-anywhere">
              <PlainText text={what} />
              {came !== '' && (
                <span className="line-clamp-2 text-meta text-text-muted">
                  <PlainText text={came} />
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
