/** Answers a question about a parsed table. Pure: rows in, rows out. */
import { foldText } from '../lib/text/fold.ts';
import { decimalSignOf, decimalsOf, parseNumber, type DecimalSign } from '../lib/text/number.ts';
import { ToolError } from './tool.ts';

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'contains';

export interface TableQuery {
  where?: { column: string; op: Comparison; value: string | number }[];
  columns?: string[];
  sortBy?: string;
  descending?: boolean;
  limit?: number;
  groupBy?: string;
  sum?: string[];
}

export interface TableAnswer {
  /** Header first. */
  rows: string[][];
  /** Rows of the answer before `limit`, rows that matched, rows there are. */
  found: number;
  matched: number;
  total: number;
  /** What was left out and why, in sentences. */
  notes: string[];
}

/** A named column: its place, and which sign parts its decimals. */
interface Column {
  name: string;
  index: number;
  decimal: DecimalSign;
}

/**
 * Filters, groups, sums and sorts the rows below a header row. Numbers compare as numbers whatever their currency and
 * separators, ISO dates as text, everything else without case and accents.
 * @throws ToolError that names the columns there are.
 */
export function answerTable(header: readonly string[], rows: readonly string[][], query: TableQuery): TableAnswer {
  const names = uniqueNames(header);
  const column = (name: string): Column => columnOf(names, rows, name);
  const notes: string[] = [];
  const tests = (query.where ?? []).map((test) => testOf(column(test.column), test.op, String(test.value), notes));
  const matched = rows.filter((row) => tests.every((test) => test.passes(row)));
  for (const test of tests) test.tell();
  const grouped = query.groupBy !== undefined || (query.sum?.length ?? 0) > 0;
  const table = grouped ? groupRows(matched, query, column, notes) : { names, rows: matched };
  const sorted = query.sortBy === undefined ? table.rows : sortRows(table, query.sortBy, query.descending === true);
  const shown =
    (query.columns?.length ?? 0) > 0 && !grouped
      ? (query.columns ?? []).map(column)
      : table.names.map((name, index) => ({ name, index }));
  const cut = sorted.slice(0, query.limit ?? sorted.length);
  return {
    rows: [shown.map((item) => item.name), ...cut.map((row) => shown.map((item) => row[item.index] ?? ''))],
    found: sorted.length,
    matched: matched.length,
    total: rows.length,
    notes,
  };
}

/** Names of the header's cells: empty ones numbered, repeated ones told apart. */
export function uniqueNames(header: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return header.map((cell, index) => {
    const name = cell.trim() || `column ${index + 1}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

function columnOf(names: readonly string[], rows: readonly string[][], name: string): Column {
  const wanted = foldText(name.trim());
  const loose = (text: string): string => foldText(text).replace(/[\s_-]+/g, '');
  let index = names.findIndex((item) => item === name.trim());
  if (index < 0) index = names.findIndex((item) => foldText(item) === wanted);
  if (index < 0) index = names.findIndex((item) => loose(item) === loose(wanted));
  const found = names[index];
  if (found === undefined)
    throw new ToolError(`There is no column ${JSON.stringify(name)}. The columns are: ${names.join(', ')}.`);
  return { name: found, index, decimal: decimalSignOf(rows.map((row) => row[index] ?? '')) };
}

function testOf(
  column: Column,
  op: Comparison,
  value: string,
  notes: string[],
): { passes: (row: string[]) => boolean; tell: () => void } {
  const wanted = foldText(value.trim());
  const ordered = op !== '=' && op !== '!=' && op !== 'contains';
  const number = parseNumber(value) ?? parseNumber(value, column.decimal);
  const date = /^\d{4}-\d{2}(?:-\d{2})?/.test(wanted);
  let unfit = 0;
  const passes = (row: string[]): boolean => {
    const cell = (row[column.index] ?? '').trim();
    const folded = foldText(cell);
    if (op === 'contains') return folded.includes(wanted);
    const cellNumber = number === null ? null : parseNumber(cell, column.decimal);
    if (number !== null && cellNumber !== null) return compare(cellNumber - number, op);
    if (ordered && (number !== null || (date && !/^\d{4}-\d{2}/.test(cell)))) {
      if (cell !== '') unfit += 1;
      return false;
    }
    if (ordered && cell === '') return false;
    return compare(folded < wanted ? -1 : folded > wanted ? 1 : 0, op);
  };
  const tell = (): void => {
    if (unfit > 0)
      notes.push(
        `Left out: ${unfit} ${unfit === 1 ? 'row holds' : 'rows hold'} no ${date ? 'date written as 2024-12-31' : 'number'} in ${column.name}.`,
      );
  };
  return { passes, tell };
}

function compare(order: number, op: Comparison): boolean {
  switch (op) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case 'contains':
      return false;
  }
}

interface Table {
  names: string[];
  rows: string[][];
}

function groupRows(
  rows: readonly string[][],
  query: TableQuery,
  column: (name: string) => Column,
  notes: string[],
): Table {
  const by = query.groupBy === undefined ? null : column(query.groupBy);
  const sums = (query.sum ?? []).map(column);
  const groups = new Map<string, string[][]>();
  for (const row of rows) {
    const key = by === null ? '' : (row[by.index] ?? '').trim();
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  if (by === null && groups.size === 0) groups.set('', []);
  for (const sum of sums) {
    const unfit = rows.filter(
      (row) => (row[sum.index] ?? '').trim() !== '' && parseNumber(row[sum.index] ?? '', sum.decimal) === null,
    ).length;
    if (unfit > 0)
      notes.push(`Not counted: ${unfit} ${unfit === 1 ? 'row holds' : 'rows hold'} no number in ${sum.name}.`);
  }
  return {
    names: [...(by === null ? [] : [by.name]), 'count', ...sums.map((sum) => `sum of ${sum.name}`)],
    rows: [...groups].map(([key, group]) => [
      ...(by === null ? [] : [key]),
      String(group.length),
      ...sums.map((sum) => sumOf(group, sum)),
    ]),
  };
}

/** The sum written with as many decimals as its most exact part, so that cents stay cents. */
function sumOf(rows: readonly string[][], column: Column): string {
  let total = 0;
  let decimals = 0;
  for (const row of rows) {
    const cell = row[column.index] ?? '';
    const value = parseNumber(cell, column.decimal);
    if (value === null) continue;
    total += value;
    decimals = Math.max(decimals, decimalsOf(cell, column.decimal));
  }
  return total.toFixed(decimals);
}

/** Sorts by number where every filled cell is one, else as text; empty cells last; equal rows keep their order. */
function sortRows(table: Table, name: string, descending: boolean): string[][] {
  const exact = table.names.includes(name)
    ? name
    : (table.names.find((item) => foldText(item) === `sum of ${foldText(name)}`) ?? name);
  const { index, decimal } = columnOf(table.names, table.rows, exact);
  const filled = table.rows.filter((row) => (row[index] ?? '').trim() !== '');
  const empty = table.rows.filter((row) => (row[index] ?? '').trim() === '');
  const numeric = filled.every((row) => parseNumber(row[index] ?? '', decimal) !== null);
  const keyed = filled.map((row) => ({
    row,
    number: numeric ? (parseNumber(row[index] ?? '', decimal) ?? 0) : 0,
    text: foldText((row[index] ?? '').trim()),
  }));
  const sorted = keyed.toSorted((a, b) => {
    const order = numeric ? a.number - b.number : a.text < b.text ? -1 : a.text > b.text ? 1 : 0;
    return descending ? -order : order;
  });
  return [...sorted.map((item) => item.row), ...empty];
}
