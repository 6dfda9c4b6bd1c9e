import { z } from 'zod';
import { formatCsv, parseCsv } from '../lib/text/csv.ts';
import { decodeText } from '../lib/text/decode.ts';
import { fileName, findPath, shownPath } from './paths.ts';
import { readWhole } from './place-file.ts';
import { counted, labelsOf, readingDescriptor } from './result.ts';
import { answerTable } from './table-query.ts';
import { ToolError, type Descriptor, type Tool } from './tool.ts';

const maxTableBytes = 32 * 1024 * 1024;
const maxRows = 400;
const maxChars = 64 * 1024;

const ColumnName = z.string().min(1).max(200);
const Args = z.strictObject({
  path: z.string().min(1).max(1000).describe('A table with a header row: .csv, .tsv'),
  where: z
    .array(
      z.strictObject({
        column: ColumnName,
        op: z.enum(['=', '!=', '<', '<=', '>', '>=', 'contains']),
        value: z.union([z.string().max(1000), z.number()]),
      }),
    )
    .max(20)
    .optional()
    .describe('Conditions a row must all meet.'),
  columns: z.array(ColumnName).max(100).optional().describe('Columns to show. Left out = all.'),
  sortBy: ColumnName.optional(),
  descending: z.boolean().optional(),
  limit: z.number().int().min(1).max(maxRows).optional(),
  groupBy: ColumnName.optional().describe('One line for each value of this column, with the count of rows.'),
  sum: z.array(ColumnName).max(20).optional().describe('Columns to add up, for each group or in all.'),
});
type Args = z.infer<typeof Args>;

export const queryTableDescriptor: Descriptor<Args> = {
  ...readingDescriptor,
  name: 'query_table',
  description:
    'Answers a question about a CSV table exactly: filter, choose columns, sort, group, add up. Numbers may carry currency and separators; dates compare when written 2024-12-31.',
  schema: Args,
};

/** Makes the tool that queries tables. */
export function queryTableTool(): Tool<Args> {
  return {
    descriptor: queryTableDescriptor,
    async resolve(args, scope) {
      const target = await findPath(args.path, scope, { bare: 'files', kind: 'file' });
      const { place, path, absolute } = target;
      return {
        args: { ...args, path: shownPath(target) },
        target: { place, path, absolute },
        before: null,
        preview: { verb: 'Look up', target: fileName(target), text: null, before: null, cutBytes: 0 },
      };
    },
    async perform(call, context) {
      const file = await findPath(call.args.path, context.scope, { bare: 'files', kind: 'file' });
      const shown = shownPath(file);
      const decoded = decodeText(await readWhole(file, maxTableBytes), file.path);
      if ('notText' in decoded)
        throw new ToolError(`${shown} is not text (${decoded.notText}), so it cannot be queried.`);
      const table = parseCsv(decoded.text, /\.tsv$/i.test(file.path) ? '\t' : undefined);
      if (table.unclosedQuoteLine !== null)
        throw new ToolError(
          `${shown} is no whole table: the quote opened in line ${table.unclosedQuoteLine} never closes. read_file shows it as text.`,
        );
      const [header, ...rows] = table.rows;
      if (!header || (header.length < 2 && rows.every((row) => row.length < 2) && !/\.(?:csv|tsv)$/i.test(file.path))) {
        throw new ToolError(`${shown} holds no table with a header row. read_file shows it as text.`);
      }
      const { path: _path, ...query } = call.args;
      const answer = answerTable(header, rows, { ...query, limit: Math.min(query.limit ?? maxRows, maxRows) });
      const lines: string[] = [];
      let chars = 0;
      for (const row of answer.rows) {
        const line = formatCsv([row]);
        if (lines.length > 1 && chars + line.length > maxChars) break;
        lines.push(line);
        chars += line.length + 1;
      }
      const given = lines.length - 1;
      const grouped = query.groupBy !== undefined || (query.sum?.length ?? 0) > 0;
      const said = grouped
        ? `${given} of ${counted(answer.found, 'group')}, from ${answer.matched} rows of ${answer.total}`
        : `${answer.matched} rows of ${answer.total}${given < answer.found ? `, the first ${given} shown` : ''}`;
      return {
        content: [`${shown}  ${said}`, ...lines, ...answer.notes].join('\n'),
        summary: `Looked up ${counted(answer.matched, 'row')} in ${fileName(file)}`,
        labels: labelsOf(file),
      };
    },
  };
}
