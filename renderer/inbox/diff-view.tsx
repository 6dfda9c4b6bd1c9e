import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useMemo, useState } from 'react';
import { classNames } from '../ui/class-names.ts';
import { Icon } from '../ui/icon.tsx';
import { diffLines, type DiffRow } from './diff.ts';
import { foldSame, type DiffPart } from './fold-same.ts';
import { PlainText } from './plain-text.tsx';

/** Two texts line by line; long stretches that stay as they are are folded. */
export function DiffView({ before, after }: { before: string; after: string }) {
  const { t } = useLingui();
  const parts = useMemo(() => foldSame(diffLines(before, after)), [before, after]);
  if (before === after) return <p className="px-4 py-3 text-text-muted">{t`The text stays as it is.`}</p>;
  return (
    <div
      tabIndex={0}
      role="group"
      aria-label={t`Lines before and after`}
      className="thin-scroll max-h-120 overflow-auto p-4 text-read"
    >
      {parts.map((part, index) => (
        <Part key={index} part={part} />
      ))}
    </div>
  );
}

function Part({ part }: { part: DiffPart }) {
  const [open, setOpen] = useState(false);
  if (!part.folded || open) return part.rows.map((row, index) => <Line key={index} row={row} />);
  return (
    <button
      type="button"
      onClick={() => setOpen(true)}
      className="my-1 flex h-6 w-full items-center gap-2 rounded-control px-2 text-meta text-text-muted hover:bg-sunken"
    >
      <Icon name="down" small />
      {plural(part.rows.length, { one: '# line stays as it is', other: '# lines stay as they are' })}
    </button>
  );
}

const signs = { same: ' ', removed: '−', added: '+' };
const looks = { same: '', removed: 'text-failed', added: 'text-done' };

function Line({ row }: { row: DiffRow }) {
  const { t } = useLingui();
  const spoken = row.kind === 'removed' ? t`Removed:` : row.kind === 'added' ? t`Added:` : null;
  return (
    <div className={classNames('flex gap-2', looks[row.kind])}>
      <span aria-hidden className="w-4 flex-none font-mono">
        {signs[row.kind]}
      </span>
      {spoken && <span className="sr-only">{spoken}</span>}
      <span
        className={classNames(
          'min-h-6 min-w-0 flex-1 whitespace-pre-wrap wrap-anywhere',
          row.kind === 'removed' && 'line-through',
        )}
      >
        <PlainText text={row.text} />
      </span>
    </div>
  );
}
