/** Resolves "the three largest customers" against the tables that were read: which table, which column, which rows. */
import { parseNumber } from '../../lib/text/number.ts';
import { parseCsv } from '../../lib/text/csv.ts';
import { stemOf, wordsOf } from '../../lib/text/fold.ts';
import { numberWord } from './brief.ts';
import type { Desk } from './desk.ts';
import { stemsOf } from './entities.ts';
import type { TableAnswer, TableHead } from './knowledge.ts';
import {
  columnLabel,
  columnsCalled,
  columnsOf,
  measuresOf,
  nameColumn,
  rawRow,
  tablesAbout,
  type Column,
} from './tables.ts';

export interface Ranking {
  table: TableHead;
  columns: Column[];
  name: Column;
  /** True: rows are added up by name first, because a name has several. */
  grouped: boolean;
  measures: Column[];
  chosen: Column;
  decided: boolean;
  decidedBy: 'brief' | 'person' | 'only' | null;
  count: number;
  ascending: boolean;
  /** `largest`, `smallest`. */
  word: string;
  noun: string;
}

/** Null = the brief ranks nothing, or no table can tell. */
export function rankingOf(desk: Desk): Ranking | null {
  const wanted = desk.intent.ranking;
  if (!wanted) return null;
  for (const table of tablesAbout(desk.knowledge.tables.values(), wanted.noun)) {
    const columns = columnsOf(table);
    const name = nameColumn(columns, wanted.noun);
    const measures = measuresOf(columns);
    if (!name || measures.length === 0) continue;
    // "Who paid the largest amount": the words name the figure, the table says what has it.
    const figures = name.stems.some((stem) => stemsOf(wanted.noun).includes(stem))
      ? []
      : columnsCalled(measures, wanted.noun);
    const byBrief = figures.length > 0 ? figures : wanted.by === null ? [] : columnsCalled(measures, wanted.by);
    const noun = figures.length > 0 ? `${columnLabel(name.name).toLowerCase().replace(/y$/, 'ie')}s` : wanted.noun;
    const count = figures.length > 0 ? countOf(desk.intent.asked, name) : wanted.count;
    const word = wanted.word === 'top' ? 'largest' : wanted.word;
    const reply = desk.reply;
    const byPerson =
      reply === null
        ? []
        : measures.filter((measure) =>
            reply.optionId === null
              ? measure.stems.some((stem) => stemsOf(reply.text).includes(stem))
              : reply.optionId === `by-${measure.index}`,
          );
    const chosen = byBrief[0] ?? byPerson[0] ?? measures[0];
    if (!chosen) continue;
    const decidedBy =
      byBrief.length > 0 ? 'brief' : byPerson.length > 0 ? 'person' : measures.length === 1 ? 'only' : null;
    return {
      table,
      columns,
      name,
      grouped: name.kind === 'category',
      measures,
      chosen,
      decided: byBrief.length > 0 || measures.length === 1,
      decidedBy,
      count: Math.min(count, 50),
      ascending: wanted.ascending,
      word,
      noun,
    };
  }
  return null;
}

/** "Three clients": how many of what a column names; one when a single thing is asked for, else five. */
function countOf(asked: string, name: Column): number {
  const words = wordsOf(asked);
  const at = words.findIndex((word) => name.stems.includes(stemOf(word)));
  const number = numberWord(words[at - 1] ?? '');
  return number ?? (/[^s]s$/.test(words[at] ?? '') ? 5 : 1);
}

interface TopRow {
  name: string;
  value: string;
  number: number;
  /** In the order of the table's columns; empty for grouped rows. */
  cells: string[];
  raw: string | null;
  count: string;
  /** Raw rows behind a grouped one, at most three. */
  marks: string[];
}

/** The first rows by a figure, as `query_table` gave them; empty while it was not asked. */
export function topOf(desk: Desk, ranking: Ranking, measure: string): { names: string[]; rows: TopRow[] } {
  const { table, name, grouped } = ranking;
  const answer = answerFor(
    desk,
    table.path,
    (args) => args.sortBy === measure && (grouped ? args.groupBy === name.name : args.groupBy === undefined),
  );
  const decimal = ranking.columns.find((column) => column.name === measure)?.decimal ?? '.';
  const out = desk.intent.leaveOut.map(stemsOf);
  const rows = (answer?.rows ?? []).flatMap((cells): TopRow[] => {
    const called = (cells[grouped ? 0 : name.index] ?? '').trim();
    if (called === '' || out.some((stems) => stems.length > 0 && stems.every((stem) => stemsOf(called).includes(stem))))
      return [];
    const value = cells[grouped ? 2 : ranking.columns.findIndex((column) => column.name === measure)] ?? '';
    const number = parseNumber(value, grouped ? '.' : decimal);
    if (number === null) return [];
    const marks = grouped
      ? table.rows
          .filter((row) => (row.cells[name.index] ?? '').trim() === called)
          .flatMap((row) => row.raw ?? [])
          .slice(0, 3)
      : [];
    const raw = grouped ? null : rowText(desk, table, answer?.header ?? [], cells);
    return [
      { name: called, value, number, cells: grouped ? [] : cells, raw, count: grouped ? (cells[1] ?? '') : '1', marks },
    ];
  });
  return { names: rows.map((row) => row.name), rows };
}

/** The raw line of a row: from what was read of the table, else from a search that found it. */
export function rowText(
  desk: Desk,
  table: TableHead,
  header: readonly string[],
  cells: readonly string[],
): string | null {
  const found = rawRow(table, header, cells);
  if (found !== null) return found;
  const hit = desk.knowledge.hits.find(
    (item) =>
      item.path === table.path &&
      !item.text.includes('…') &&
      parseCsv(item.text, table.delimiter).rows[0]?.join('\u0000') === cells.join('\u0000'),
  );
  return hit?.text ?? null;
}

/** The answer to a query of a table, by its arguments. */
export function answerFor(
  desk: Desk,
  path: string,
  test: (args: Record<string, unknown>) => boolean,
): TableAnswer | null {
  return desk.knowledge.answers.find((answer) => answer.path === path && test(answer.args)) ?? null;
}

interface LinkedTable {
  table: TableHead;
  /** The column that holds the names of the ranked rows. */
  column: string;
  label: string;
  raw(header: readonly string[], cells: readonly string[]): string | null;
}

/** Other tables with a column of the same names, at most three. */
export function linkedTables(desk: Desk, ranking: Ranking): LinkedTable[] {
  const names = new Set(ranking.table.rows.map((row) => (row.cells[ranking.name.index] ?? '').trim()).filter(Boolean));
  return [...desk.knowledge.tables.values()]
    .filter((table) => table.path !== ranking.table.path)
    .flatMap((table): LinkedTable[] => {
      const column = table.header.find(
        (_, index) =>
          table.rows.filter((row) => names.has((row.cells[index] ?? '').trim())).length >
          Math.max(0, table.rows.length * 0.3),
      );
      const stem = table.path.slice(table.path.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '');
      return column === undefined
        ? []
        : [{ table, column, label: columnLabel(stem), raw: (header, cells) => rowText(desk, table, header, cells) }];
    })
    .slice(0, 3);
}
