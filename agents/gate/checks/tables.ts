/** Decides what can be told from the tables a result holds: their columns, and what a column adds up to. */
import type { Check } from '../../domain/schema.ts';
import { parseCsv } from '../../lib/text/csv.ts';
import { decimalSignOf, parseNumber } from '../../lib/text/number.ts';
import type { MadeFile, SourceText } from '../checks.ts';
import { failed, passed, type Outcome } from './outcome.ts';

type Of<K extends Check['kind']> = Extract<Check, { kind: K }>;

/** A table has these columns; a JSON object, or each one of a list, these fields. */
export function fieldsOf({ path, fields }: Of<'schema'>, file: MadeFile | undefined): Outcome {
  if (file?.text == null) return failed(file ? `${path} is not text` : `${path} was not written`);
  if (/\.json$/i.test(path)) return jsonFields(path, fields, file.text);
  const [header = []] = parseCsv(file.text).rows;
  const missing = fields.filter((field) => columnAt(header, field) < 0);
  return missing.length === 0
    ? passed(`${path} has all ${fields.length} columns`)
    : failed(`${path} lacks ${missing.join(', ')}; it has ${header.join(', ')}`);
}

function jsonFields(path: string, fields: readonly string[], text: string): Outcome {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return failed(`${path} is not valid JSON`);
  }
  const records: unknown[] = Array.isArray(value) ? value : [value];
  if (records.length === 0) return failed(`${path} is an empty list`);
  for (const [index, record] of records.entries()) {
    if (typeof record !== 'object' || record === null || Array.isArray(record))
      return failed(`${path}: entry ${index + 1} is no object`);
    const missing = fields.filter((field) => !Object.hasOwn(record, field));
    if (missing.length > 0) return failed(`${path}: entry ${index + 1} lacks ${missing.join(', ')}`);
  }
  return passed(`${path} has all ${fields.length} fields`);
}

/** A column adds up to a number, or to what a column of another table adds up to. */
export function totalOf(
  { path, column, equals }: Of<'total'>,
  file: MadeFile | undefined,
  sources: ReadonlyMap<string, SourceText>,
): Outcome {
  if (file?.text == null) return failed(file ? `${path} is not text` : `${path} was not written`);
  const made = sumOf(file.text, column, path);
  if ('problem' in made) return failed(made.problem);
  if (typeof equals === 'number') return compared(made.sum, equals, `${column} of ${path}`, 'what was asked for');
  const source = sources.get(plainPath(equals.file));
  if (!source) return failed(`${equals.file} cannot be read`);
  const there = sumOf(source.raw, equals.column, equals.file);
  if ('problem' in there) return failed(there.problem);
  return compared(made.sum, there.sum, `${column} of ${path}`, `${equals.column} of ${equals.file}`);
}

/** Tables of the person's folder that totals are compared with. */
export function tablesOf(checks: readonly Check[]): string[] {
  return checks.flatMap((check) =>
    check.kind === 'total' && typeof check.equals === 'object' ? [plainPath(check.equals.file)] : [],
  );
}

/** How a file of the person's folder is named among the sources. */
export function plainPath(path: string): string {
  return path.replace(/^\.?\//, '').replace(/^files\//, '');
}

function compared(sum: number, wanted: number, what: string, than: string): Outcome {
  // Cents of a thousand rows may not add up to the last bit.
  return Math.abs(sum - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted)) + 1e-6
    ? passed(`${what} adds up to ${plain(sum)}`)
    : failed(`${what} adds up to ${plain(sum)}, ${than} is ${plain(wanted)}`);
}

function plain(value: number): string {
  return String(Number(value.toFixed(6)));
}

function sumOf(text: string, column: string, path: string): { sum: number } | { problem: string } {
  const [header = [], ...rows] = parseCsv(text).rows;
  const at = columnAt(header, column);
  if (at < 0) return { problem: `${path} has no column ${column}; it has ${header.join(', ')}` };
  const cells = rows.map((row) => row[at] ?? '').filter((cell) => cell.trim() !== '');
  const sign = decimalSignOf(cells);
  let sum = 0;
  for (const cell of cells) {
    const value = parseNumber(cell, sign);
    if (value === null) return { problem: `${path}: “${cell.slice(0, 40)}” in ${column} is no number` };
    sum += value;
  }
  return { sum };
}

function columnAt(header: readonly string[], name: string): number {
  const wanted = name.trim().toLowerCase();
  return header.findIndex((cell) => cell.trim().toLowerCase() === wanted);
}
