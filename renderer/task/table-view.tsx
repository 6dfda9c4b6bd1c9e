import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import { PlainText } from '../inbox/plain-text.tsx';
import { classNames } from '../ui/class-names.ts';
import { isNumeric, readTable } from './table-text.ts';

const maxRows = 500;

/** A comma- or tab-separated file as a table; fields are shown as text and nothing else. */
export function TableText({ text }: { text: string }) {
  const { t } = useLingui();
  const table = useMemo(() => readTable(text, maxRows), [text]);
  const numeric = useMemo(() => table.head.map((_, column) => isNumeric(table.rows, column)), [table]);
  const cell = (column: number) =>
    classNames(
      'border-b border-hairline py-2 pe-3 align-top',
      numeric[column] ? 'text-end tabular-nums' : 'text-start',
    );
  return (
    <>
      <div tabIndex={0} role="group" aria-label={t`Table`} className="thin-scroll max-h-180 overflow-auto">
        <table className="w-full border-collapse text-body">
          <thead>
            <tr>
              {table.head.map((name, column) => (
                <th key={column} scope="col" className={`${cell(column)} text-meta font-normal text-text-faint`}>
                  <PlainText text={name} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row, index) => (
              <tr key={index}>
                {row.map((field, column) => (
                  <td key={column} className={cell(column)}>
                    <PlainText text={field} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="text-meta text-text-muted">
        {table.total > table.rows.length
          ? t`The first ${table.rows.length} of ${table.total} rows. The file holds them all.`
          : plural(table.total, { one: '# row', other: '# rows' })}
      </p>
    </>
  );
}
