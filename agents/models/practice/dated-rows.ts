/** Rows of tables as things that end: the tables a class of things names, sorted by their end date. */
import type { Desk, ToolCall } from './desk.ts';
import { query } from './desk.ts';
import { rowText } from './ranking-view.ts';
import type { Ending } from './recipes/dates.ts';
import { columnsOf, nameColumn, tablesAbout, type Column } from './tables.ts';
import { datesIn } from '../../lib/text/dates.ts';
import type { TableHead } from './knowledge.ts';

const endName = /renew|expir|\bend|_end|end_|until|due|deadline|valid/i;

interface DatedTable {
  table: TableHead;
  name: Column;
  date: Column;
}

function datedTables(desk: Desk, terms: readonly string[]): DatedTable[] {
  const tables =
    terms.length === 0
      ? [...desk.knowledge.tables.values()]
      : tablesAbout(desk.knowledge.tables.values(), terms.join(' '));
  return tables.flatMap((table) => {
    const columns = columnsOf(table);
    const name = nameColumn(columns, terms.join(' ')) ?? columns.find((column) => column.kind === 'id') ?? null;
    const date = columns.find((column) => column.kind === 'date' && endName.test(column.name));
    return name && date ? [{ table, name, date }] : [];
  });
}

export function dateTableCalls(desk: Desk, terms: readonly string[]): ToolCall[] {
  return datedTables(desk, terms)
    .slice(0, 3)
    .map(({ table, date }) => query(table.path, { sortBy: date.name, descending: desk.intent.latest, limit: 25 }));
}

/** The rows that the queries gave, as endings. Rows whose raw line is not known are cited by their name. */
export function datedRows(desk: Desk, terms: readonly string[]): Ending[] {
  return datedTables(desk, terms).flatMap(({ table, name, date }) => {
    const answer = desk.knowledge.answers.find((item) => item.path === table.path && item.args.sortBy === date.name);
    return (answer?.rows ?? []).flatMap((cells): Ending[] => {
      const [found] = datesIn(cells[date.index] ?? '');
      const called = (cells[name.index] ?? '').trim();
      if (!found || called === '') return [];
      return [
        {
          name: called,
          file: table.path,
          iso: found.iso,
          quote: rowText(desk, table, answer?.header ?? [], cells) ?? called,
          doc: null,
          lastDay: null,
          verb: /renew/i.test(date.name) ? 'renews' : 'ends',
        },
      ];
    });
  });
}
