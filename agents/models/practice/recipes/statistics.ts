/** Totals, averages, counts, by group: computed by the table tool on the real rows and cited by them. */
import { parseNumber } from '../../../lib/text/number.ts';
import { alsoCovered, lookedAt, steerLines } from '../common-parts.ts';
import { counted, listed, markdownTable, type Deliverable, type Footnotes } from '../deliverable.ts';
import { query, type Desk, type Question, type Recipe, type ToolCall } from '../desk.ts';
import type { TableAnswer } from '../knowledge.ts';
import { statisticOf, type Statistic } from '../statistics-view.ts';
import { amountText, cellText, columnLabel, inSentence, numberText, tellingColumns } from '../tables.ts';

export const statisticsRecipe: Recipe = {
  tablesOnly: () => true,
  lookups: (desk) => calls(desk),

  question(desk): Question | null {
    const statistic = statisticOf(desk);
    if (!statistic || statistic.decided || statistic.measures.length < 2) return null;
    return {
      question: `Which figure of ${statistic.table.path} is meant?`,
      options: [
        ...statistic.measures
          .slice(0, 6)
          .map((column) => ({ id: `sum-${column.index}`, label: columnLabel(column.name) })),
        { id: 'all', label: 'All of them' },
      ],
      recommended: `sum-${statistic.measures[0]?.index}`,
    };
  },

  followUps: (desk) => calls(desk),

  compose(desk, footnotes, detail): Deliverable {
    const statistic = statisticOf(desk);
    if (!statistic) throw new Error('The statistics recipe was chosen without a table.');
    const { table, measures, group, where, average } = statistic;
    const whole = answerTo(desk, statistic, null);
    const groups = group ? answerTo(desk, statistic, group.name) : null;
    const filter =
      where.length > 0
        ? ` where ${listed(where.map((test) => `${inSentence(columnLabel(test.column))} is ${test.value}`))}`
        : '';
    const rows = whole?.matched ?? 0;
    const missing: string[] = [];
    if (/\b(median|percentile|deviation|correlat|trend|forecast|predict)/i.test(desk.intent.asked))
      missing.push('Practice adds up, counts and averages; it computes no medians, trends or forecasts.');
    if (!whole) missing.push(`${table.path} could not be queried.`);
    if (desk.intent.groupBy !== null && !group)
      missing.push(
        `${table.path} has no column for “${desk.intent.groupBy}”. Its columns are ${listed(table.header.map(columnLabel))}.`,
      );
    const sample = matching(statistic).flatMap((row) => row.raw ?? []);
    const marks = sample
      .slice(0, 4)
      .map((raw) => footnotes.citeRow(table.path, raw))
      .filter(Boolean)
      .join(' ');
    const inShort = whole
      ? [...totals(statistic, whole, marks), ...(groups ? extremes(statistic, groups, footnotes) : [])]
      : [];
    const shown = matching(statistic).slice(0, { full: 60, normal: 12, short: 6, bare: 3 }[detail]);
    const columns = [
      ...statistic.columns.slice(0, 1),
      ...tellingColumns(statistic.columns.slice(1), 6).toSorted((a, b) => a.index - b.index),
    ];
    return {
      title: desk.intent.title,
      basis: [
        `Computed from ${counted(rows, 'row')} of ${(whole?.of ?? table.total).toLocaleString('en-US')} in ${table.path}${filter}${average ? '; an average is the sum divided by the count' : ''}.`,
        ...steerLines(desk),
      ],
      inShort,
      sections: [
        ...(groups && group
          ? [
              {
                heading: `By ${inSentence(columnLabel(group.name))}`,
                lines: [groupTable(statistic, groups, footnotes)],
              },
            ]
          : []),
        {
          heading: `The rows${shown.length < rows ? ` (${shown.length} of ${rows.toLocaleString('en-US')})` : ''}`,
          lines: [
            markdownTable(
              columns.map((column) => columnLabel(column.name)),
              shown.map((row) =>
                columns.map(
                  (column, index) =>
                    `${cellText(row.cells[column.index] ?? '', column.kind)}${index === 0 ? ` ${footnotes.citeRow(table.path, row.raw)}` : ''}`,
                ),
              ),
              columns.flatMap((column, index) => (column.kind === 'number' ? [index] : [])),
            ),
          ],
        },
        ...alsoCovered(desk, footnotes, detail, missing),
        ...(detail === 'bare' ? [] : [lookedAt(desk)]),
      ],
      missing,
      summary:
        inShort
          .slice(0, 2)
          .join(' ')
          .replace(/\s*\[\^\d+\]/g, '')
          .replaceAll('**', '') || `${table.path} could not be queried.`,
    };

    function totals(of: Statistic, answer: TableAnswer, rowMarks: string): string[] {
      const lines = [
        `**${counted(answer.matched, 'row')}**${filter}${measures.length === 0 ? `. ${rowMarks}` : '.'}`.trim(),
      ];
      for (const column of of.measures) {
        const sum = parseNumber(answer.rows[0]?.[answer.header.indexOf(`sum of ${column.name}`)] ?? '');
        if (sum === null) continue;
        const mean =
          answer.matched > 0 ? ` On average ${amountText(round(sum / answer.matched), column.name)} a row.` : '';
        const total = `${columnLabel(column.name)}: **${amountText(round(sum), column.name)}** in all.`;
        lines.push(`${average ? `${mean.trim()} ${total}` : `${total}${mean}`} ${rowMarks}`.trim());
      }
      return measures.length === 0 ? lines : lines.slice(1);
    }
  },
};

function calls(desk: Desk): ToolCall[] {
  const statistic = statisticOf(desk);
  if (!statistic) return [];
  const { table, measures, group, where } = statistic;
  const sum = measures.map((column) => column.name);
  const base = { ...(where.length > 0 ? { where } : {}), ...(sum.length > 0 ? { sum } : {}) };
  const count = sum.length === 0 && statistic.columns[0] ? { ...base, limit: 1 } : base;
  return [query(table.path, count), ...(group ? [query(table.path, { ...base, groupBy: group.name })] : [])];
}

function answerTo(desk: Desk, statistic: Statistic, groupBy: string | null): TableAnswer | null {
  const sum = statistic.measures.map((column) => column.name);
  const wanted = JSON.stringify(statistic.where);
  return (
    desk.knowledge.answers.findLast(
      (answer) =>
        answer.path === statistic.table.path &&
        (answer.args.groupBy ?? null) === groupBy &&
        JSON.stringify(answer.args.where ?? []) === wanted &&
        sum.every((name) => Array.isArray(answer.args.sum) && answer.args.sum.includes(name)),
    ) ?? null
  );
}

function matching(statistic: Statistic): Statistic['table']['rows'] {
  const tests = statistic.where.map((test) => ({
    index: statistic.table.header.indexOf(test.column),
    value: test.value.toLowerCase(),
  }));
  return statistic.table.rows.filter((row) =>
    tests.every((test) => (row.cells[test.index] ?? '').trim().toLowerCase() === test.value),
  );
}

function groupRows(
  statistic: Statistic,
  groups: TableAnswer,
): { name: string; count: number; sums: (number | null)[]; raws: string[] }[] {
  const index = statistic.group?.index ?? 0;
  return groups.rows
    .map((row) => ({
      name: row[0] ?? '',
      count: Number(row[1] ?? 0),
      sums: statistic.measures.map((column) => parseNumber(row[groups.header.indexOf(`sum of ${column.name}`)] ?? '')),
      raws: matching(statistic)
        .filter((item) => (item.cells[index] ?? '').trim() === (row[0] ?? ''))
        .flatMap((item) => item.raw ?? [])
        .slice(0, 3),
    }))
    .toSorted((a, b) => (b.sums[0] ?? b.count) - (a.sums[0] ?? a.count));
}

function extremes(statistic: Statistic, groups: TableAnswer, footnotes: Footnotes): string[] {
  const rows = groupRows(statistic, groups);
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last || rows.length < 2) return [];
  const [measure] = statistic.measures;
  const value = (row: typeof first) =>
    measure
      ? amountText(
          round((statistic.average ? (row.sums[0] ?? 0) / Math.max(1, row.count) : row.sums[0]) ?? 0),
          measure.name,
        )
      : counted(row.count, 'row');
  const by =
    statistic.average && measure
      ? rows.toSorted((a, b) => (b.sums[0] ?? 0) / Math.max(1, b.count) - (a.sums[0] ?? 0) / Math.max(1, a.count))
      : rows;
  const [top, low] = [by[0] ?? first, by.at(-1) ?? last];
  if (value(top) === value(low)) return [];
  const marks = (row: typeof first) =>
    row.raws
      .map((raw) => footnotes.citeRow(statistic.table.path, raw))
      .filter(Boolean)
      .join(' ');
  return [
    `Most: **${top.name || '(empty)'}** with ${value(top)}. ${marks(top)} Least: **${low.name || '(empty)'}** with ${value(low)}. ${marks(low)}`.trim(),
  ];
}

function groupTable(statistic: Statistic, groups: TableAnswer, footnotes: Footnotes): string {
  const header = [
    columnLabel(statistic.group?.name ?? ''),
    'Rows',
    ...statistic.measures.flatMap((column) => [
      columnLabel(column.name),
      ...(statistic.average ? [`${columnLabel(column.name)}, average`] : []),
    ]),
  ];
  const rows = groupRows(statistic, groups)
    .slice(0, 40)
    .map((row) => [
      `${row.name || '(empty)'} ${row.raws
        .map((raw) => footnotes.citeRow(statistic.table.path, raw))
        .filter(Boolean)
        .join(' ')}`,
      row.count.toLocaleString('en-US'),
      ...row.sums.flatMap((sum) => [
        sum === null ? '' : numberText(round(sum)),
        ...(statistic.average ? [sum === null ? '' : numberText(round(sum / Math.max(1, row.count)))] : []),
      ]),
    ]);
  return markdownTable(header, rows, header.map((_, index) => index).slice(1));
}

function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}
