/** Resolves "total annual value per region" against the tables that were read. */
import { foldText, wordsOf } from '../../lib/text/fold.ts';
import type { Desk } from './desk.ts';
import { stemsOf } from './entities.ts';
import type { TableHead } from './knowledge.ts';
import { columnsCalled, columnsOf, measuresOf, type Column } from './tables.ts';

export interface Statistic {
  table: TableHead;
  columns: Column[];
  /** What is added up; empty = rows are counted. */
  measures: Column[];
  /** True when the brief, the answer or the table leaves one choice. */
  decided: boolean;
  group: Column | null;
  where: { column: string; op: '='; value: string }[];
  average: boolean;
}

/** Null = no table is about what the brief counts. */
export function statisticOf(desk: Desk): Statistic | null {
  const { asked, groupBy, terms } = desk.intent;
  const table = tableFor(desk, terms, groupBy);
  if (!table) return null;
  const columns = columnsOf(table);
  const all = measuresOf(columns);
  const countOnly =
    /\b(how many|number of|count)\b/i.test(asked) && !/\b(total|sum|average|mean|how much)\b/i.test(asked);
  const group =
    (groupBy === null ? [] : columnsCalled(columns, groupBy)).find(
      (column) => column.kind !== 'number' && column.kind !== 'empty',
    ) ?? null;
  const where = conditions(desk, table, columns, group);
  const words = stemsOf(asked);
  const fit = (column: Column) =>
    column.stems.filter((stem) => words.includes(stem)).length / Math.max(1, column.stems.length);
  const named = all.filter((column) => fit(column) > 0 && fit(column) === Math.max(...all.map(fit)));
  const reply = desk.reply;
  const byPerson =
    reply === null
      ? []
      : all.filter(
          (column) =>
            reply.optionId === `sum-${column.index}` ||
            (reply.optionId === null && column.stems.some((stem) => stemsOf(reply.text).includes(stem))),
        );
  const measures =
    countOnly &&
    !named.some(
      (column) =>
        fit(column) === 1 && where.every((test) => !stemsOf(test.value).some((stem) => column.stems.includes(stem))),
    )
      ? []
      : named.length > 0
        ? named
        : byPerson.length > 0
          ? byPerson
          : all;
  return {
    table,
    columns,
    measures: measures.slice(0, 6),
    decided: measures.length <= 1 || named.length > 0 || byPerson.length > 0 || reply?.optionId === 'all',
    group,
    where,
    average: /\b(average|mean|on average)\b/i.test(asked),
  };
}

/** "Open tickets", "in the North region": values of categories and names that stand in the brief, one to a column. */
function conditions(
  desk: Desk,
  table: TableHead,
  columns: readonly Column[],
  group: Column | null,
): Statistic['where'] {
  const asked = ` ${wordsOf(desk.intent.asked).join(' ')} `;
  const found = columns
    .filter((column) => (column.kind === 'category' || column.kind === 'name') && column.index !== group?.index)
    .flatMap((column) => {
      const values = [...new Set(table.rows.map((row) => (row.cells[column.index] ?? '').trim()))].filter(
        (value) => value.length > 1 && !/^\d+$/.test(value),
      );
      const named = values
        .filter((value) => asked.includes(` ${wordsOf(foldText(value)).join(' ')} `))
        .toSorted((a, b) => b.length - a.length);
      const [value] = named;
      // Two values of one column would exclude each other; a word that is also the column's or the file's name says nothing.
      if (
        value === undefined ||
        named.length > 1 ||
        stemsOf(value).every((stem) => column.stems.includes(stem) || stemsOf(table.path).includes(stem))
      )
        return [];
      return [{ column: column.name, op: '=' as const, value }];
    });
  return found.slice(0, 4);
}

/** The table that holds most of the words: in its name, in its columns, as a value of a cell. */
function tableFor(desk: Desk, terms: readonly string[], groupBy: string | null): TableHead | null {
  const grouped = groupBy === null ? [] : stemsOf(groupBy);
  const wanted = terms.filter((term) => !grouped.includes(term));
  const scored = [...desk.knowledge.tables.values()].map((table) => {
    const name = stemsOf(table.path.slice(table.path.lastIndexOf('/') + 1));
    const columns = columnsOf(table);
    const values = new Set(table.rows.flatMap((row) => row.cells.map((cell) => stemsOf(cell).join(' '))));
    const points = wanted.map((term) =>
      name.includes(term) ? 3 : columns.some((column) => column.stems.includes(term)) ? 2 : values.has(term) ? 2 : 0,
    );
    const group =
      grouped.length > 0 && columns.some((column) => grouped.some((stem) => column.stems.includes(stem))) ? 2 : 0;
    const sum = points.reduce((total: number, point) => total + point, 0);
    return { table, score: sum === 0 && group === 0 ? 0 : sum + group };
  });
  return scored.filter((item) => item.score > 0).toSorted((a, b) => b.score - a.score)[0]?.table ?? null;
}
