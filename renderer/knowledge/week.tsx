import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { PlainText } from '../inbox/plain-text.tsx';
import { useFresh } from './use-fresh.ts';

const shownChanges = 5;

/** What the last seven days have brought, in one line, and what has changed. Nothing when nothing has. */
export function Week() {
  const { t } = useLingui();
  const { value } = useFresh('week', async (engine) => ({ ok: true as const, value: await engine.query.week() }));
  if (value === null || value.learnedTotal + value.changedTotal + value.forgottenTotal === 0) return null;
  const parts = [
    plural(value.learnedTotal, { one: '# learned', other: '# learned' }),
    plural(value.changedTotal, { one: '# changed', other: '# changed' }),
    plural(value.forgottenTotal, { one: '# forgotten', other: '# forgotten' }),
  ];
  return (
    <section aria-label={t`The last seven days`} className="flex flex-col gap-2 pt-6">
      <h2 className="font-semibold">{t`The last seven days`}</h2>
      <p className="text-text-muted">{parts.join(', ')}</p>
      {value.changed.length > 0 && (
        <ul aria-label={t`No longer holds`} className="flex flex-col gap-1">
          {value.changed.slice(0, shownChanges).map(({ id, text }) => (
            <li key={id} dir="auto" className="line-clamp-3 text-meta text-text-muted line-through wrap-anywhere">
              <PlainText text={text} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
