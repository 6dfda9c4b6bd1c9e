/** What the columns of a table are, and how their values read. Pure. */
import { foldText, stemOf, wordsOf } from '../../lib/text/fold.ts';
import { decimalSignOf, parseNumber, type DecimalSign } from '../../lib/text/number.ts';
import { datesIn, longDate } from '../../lib/text/dates.ts';
import type { TableHead } from './knowledge.ts';

type ColumnKind = 'number' | 'date' | 'name' | 'category' | 'id' | 'text' | 'empty';

export interface Column {
  name: string;
  index: number;
  kind: ColumnKind;
  /** Which sign parts the decimals of its numbers. */
  decimal: DecimalSign;
  stems: string[];
}

const currencies = new Set(['usd', 'eur', 'gbp', 'chf', 'cad', 'aud', 'jpy', 'sek', 'nok', 'dkk']);
const weighty = /value|revenue|amount|total|turnover|spend|sales|budget|price|cost|salary|arr|mrr|paid|balance/i;

/** The kinds of a table's columns, told from names and from the rows that were read. */
export function columnsOf(table: TableHead): Column[] {
  return table.header.map((name, index) => {
    const cells = table.rows.map((row) => (row.cells[index] ?? '').trim()).filter((cell) => cell !== '');
    return {
      name,
      index,
      kind: kindOf(name, cells),
      decimal: decimalSignOf(cells),
      stems: nameWords(name)
        .map(stemOf)
        .filter((stem) => !currencies.has(stem)),
    };
  });
}

function kindOf(name: string, cells: readonly string[]): ColumnKind {
  if (cells.length === 0) return 'empty';
  const share = (test: (cell: string) => boolean) => cells.filter(test).length / cells.length;
  const words = nameWords(name);
  if (share((cell) => /^\D{0,4}(?:19|20)\d{2}-\d{2}(?:-\d{2})?\b/.test(cell) || datesIn(cell).length > 0) > 0.8)
    return 'date';
  const distinct = new Set(cells).size / cells.length;
  if (
    words.some((word) =>
      ['id', 'no', 'nr', 'code', 'zip', 'phone', 'postcode', 'sku', 'ref', 'reference', 'year'].includes(word),
    )
  )
    return 'id';
  if (share((cell) => /^[A-Za-z]{0,5}[-#_/]?\d+$/.test(cell) && /[A-Za-z#]/.test(cell)) > 0.8) return 'id';
  const sign = decimalSignOf(cells);
  if (share((cell) => parseNumber(cell, sign) !== null) > 0.8) return 'number';
  if (share((cell) => cell.length > 60) > 0.3) return 'text';
  return distinct > 0.9 || (words.includes('name') && distinct > 0.6) ? 'name' : 'category';
}

function nameWords(name: string): string[] {
  return wordsOf(name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[_-]+/g, ' '));
}

/** `annual_value_usd` as `Annual value (USD)`. */
export function columnLabel(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim()
    .split(/\s+/);
  const last = (words.at(-1) ?? '').toLowerCase();
  const unit = words.length > 1 && currencies.has(last) ? ` (${last.toUpperCase()})` : '';
  const text = (unit === '' ? words : words.slice(0, -1)).join(' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${unit}`;
}

/** A cell for reading: numbers with thousands separators, ISO dates in words, the rest as it stands. */
export function cellText(cell: string, kind: ColumnKind = 'number'): string {
  const text = cell.trim();
  if (kind === 'date') return longDate(text);
  return kind === 'number' ? numberText(text) : text;
}

/** `186000` as `186,000`; what is written otherwise stays. */
export function numberText(text: string): string {
  const found = /^(-?\d+)(\.\d+)?$/.exec(text);
  if (!found) return text;
  return `${(found[1] ?? '').replace(/\B(?=(\d{3})+$)/g, ',')}${found[2] ?? ''}`;
}

/** `186,000 USD` for a column named in a currency, else `140 seats`. */
export function amountText(cell: string, column: string): string {
  const label = columnLabel(column);
  const unit = /\((\w{3})\)$/.exec(label)?.[1];
  if (unit !== undefined) return `${numberText(cell)} ${unit}`;
  // "99,984 amount" says nothing that the number does not.
  if (
    /^(?:amount|value|total|price|cost|costs|revenue|sales|spend|budget|turnover|score|salary|sum|number)$/i.test(label)
  )
    return numberText(cell);
  return /[^\d.,\s-]/.test(cell) ? `${label.toLowerCase()} ${cell}` : `${numberText(cell)} ${label.toLowerCase()}`;
}

/** Columns worth ranking and adding up, money first. */
export function measuresOf(columns: readonly Column[]): Column[] {
  return columns
    .filter((column) => column.kind === 'number')
    .toSorted((a, b) => Number(weighty.test(b.name)) - Number(weighty.test(a.name)) || a.index - b.index);
}

/** The column that says what a row is about: one that is called like the noun, else the first of names. */
export function nameColumn(columns: readonly Column[], noun: string | null = null): Column | null {
  const stems = noun === null ? [] : wordsOf(noun).map(stemOf);
  const texts = columns.filter((column) => column.kind === 'name' || column.kind === 'category');
  const called = texts.find((column) => stems.some((stem) => column.stems.includes(stem)));
  const named = texts.find((column) => column.kind === 'name' && column.stems.includes('name'));
  return called ?? named ?? texts.find((column) => column.kind === 'name') ?? null;
}

/** Columns whose name holds all the words of a phrase, or any of them when none holds all. */
export function columnsCalled(columns: readonly Column[], phrase: string): Column[] {
  const stems = nameWords(phrase).map(stemOf);
  if (stems.length === 0) return [];
  const all = columns.filter((column) => stems.every((stem) => column.stems.includes(stem)));
  return all.length > 0 ? all : columns.filter((column) => stems.some((stem) => column.stems.includes(stem)));
}

/** The table a noun is about, best first: called so, then with a column called so. */
export function tablesAbout(tables: Iterable<TableHead>, noun: string): TableHead[] {
  const stems = wordsOf(noun).map(stemOf);
  const scored = [...tables].map((table) => {
    const name = wordsOf(table.path.slice(table.path.lastIndexOf('/') + 1)).map(stemOf);
    const folder = wordsOf(table.path).map(stemOf);
    const columns = columnsOf(table);
    const column = columns.find((item) => stems.some((stem) => item.stems.includes(stem)));
    const score =
      (stems.some((stem) => name.includes(stem)) ? 4 : 0) +
      (stems.some((stem) => folder.includes(stem)) ? 1 : 0) +
      (column ? (column.kind === 'name' ? 4 : 2) : 0);
    return { table, score: score === 0 ? 0 : score + (measuresOf(columns).length > 0 ? 0.5 : 0) };
  });
  return scored
    .filter((item) => item.score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map((item) => item.table);
}

/** The raw line of the row that holds these cells; null = it was not read or spans lines. */
export function rawRow(table: TableHead, header: readonly string[], cells: readonly string[]): string | null {
  const at = header.map((name) => table.header.findIndex((own) => foldText(own) === foldText(name)));
  const found = table.rows.find((row) =>
    at.every((index, place) => index < 0 || (row.cells[index] ?? '').trim() === (cells[place] ?? '').trim()),
  );
  return found?.raw ?? null;
}

/** A label inside a sentence: `Annual value (USD)` as `annual value (USD)`; abbreviations stay. */
export function inSentence(label: string): string {
  return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

/** Columns to show beside the first ones, the telling ones first: end dates, state, owner, then the rest in order. */
export function tellingColumns(columns: readonly Column[], count: number): Column[] {
  const rank = (column: Column) => {
    if (/renew|expir|\bend|_end|due|deadline/i.test(column.name)) return 0;
    if (/health|status|state|risk|stage|priority|rating|score|owner|manager/i.test(column.name)) return 1;
    return { number: 2, date: 3, category: 4, name: 5, id: 9, text: 9, empty: 9 }[column.kind];
  };
  return columns
    .filter((column) => rank(column) < 9)
    .toSorted((a, b) => rank(a) - rank(b) || a.index - b.index)
    .slice(0, count);
}
