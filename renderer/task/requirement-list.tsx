import { useLingui } from '@lingui/react/macro';
import type { CheckResult } from '../../agents/domain/schema.ts';
import type { ReactNode } from 'react';
import { classNames } from '../ui/class-names.ts';
import { Icon } from '../ui/icon.tsx';
import { requirements } from './verdict.ts';

/** The brief line by line: what the app has checked, with what it saw, and what nobody has checked. */
export function RequirementList({
  results,
  current,
  onChoose,
  reviewer,
  judge,
}: {
  results: readonly CheckResult[];
  /** The colleague who looked at it; null = nobody known. */
  reviewer?: string | null;
  /** What the person can say of the line lit up; left out = nothing. */
  judge?: (result: CheckResult) => ReactNode;
  /** The line lit up; null = none. */
  current: string | null;
  onChoose: (checkId: string | null) => void;
}) {
  const { t } = useLingui();
  const view = requirements(results);
  if (view.total === 0)
    return <p className="px-6 py-2 text-text-muted">{t`Nothing was checked: there is no result yet.`}</p>;
  const group = (label: string, rows: readonly CheckResult[]) =>
    rows.length > 0 && (
      <section aria-label={label}>
        <h3 className="flex h-6 items-center px-3 text-meta text-text-faint">
          <span className="flex-1">{label}</span>
          <span className="tabular-nums">{rows.length}</span>
        </h3>
        <ul>
          {rows.map((result) => (
            <Line
              key={result.checkId}
              result={result}
              on={current === result.checkId}
              onChoose={() => onChoose(current === result.checkId ? null : result.checkId)}
            >
              {current === result.checkId && judge?.(result)}
            </Line>
          ))}
        </ul>
      </section>
    );
  return (
    <div className="flex flex-col gap-3 px-3 pb-3">
      {group(t`Checked by the app`, view.byApp)}
      {group(reviewer ? t`Checked by ${reviewer}, reviewer` : t`Checked by a reviewer`, view.byReviewer)}
      {group(t`Decided by you`, view.byPerson)}
      {group(t`Not checked`, view.notChecked)}
    </div>
  );
}

const looks = {
  passed: { icon: 'done', tone: 'text-done' },
  failed: { icon: 'failed', tone: 'text-failed' },
  'not-checked': { icon: 'not-started', tone: 'text-quiet' },
} as const;

function Line({
  result,
  on,
  onChoose,
  children,
}: {
  result: CheckResult;
  on: boolean;
  onChoose: () => void;
  children: ReactNode;
}) {
  const { t } = useLingui();
  const look = looks[result.outcome];
  const spoken = { passed: t`Found true`, failed: t`Not met`, 'not-checked': t`Not checked` }[result.outcome];
  return (
    <li>
      <button
        type="button"
        aria-pressed={on}
        data-inset-focus
        onClick={onChoose}
        className={classNames(
          'flex w-full gap-2 rounded-control px-3 py-2 text-start',
          on ? 'bg-selected' : 'hover:bg-sunken',
        )}
      >
        <Icon name={look.icon} className={`mt-0.5 ${look.tone}`} />
        <span className="min-w-0 flex-1">
          <span className="sr-only">{spoken}: </span>
          <span className="block font-medium wrap-anywhere">{result.label}</span>
          <span
            className={classNames(
              'block wrap-anywhere',
              result.outcome === 'failed' ? 'text-failed' : 'text-text-muted',
            )}
          >
            {result.evidence}
          </span>
        </span>
      </button>
      {children}
    </li>
  );
}
