/** Finds where files, and what the team knows, say different things of the same point of the same thing. Pure. */
import { parseNumber } from '../../lib/text/number.ts';
import { longDate } from '../../lib/text/dates.ts';
import { contrary } from './contrary.ts';
import { about, entitiesOf, type Entity } from './entities.ts';
import type { Knowledge, TableHead } from './knowledge.ts';
import type { Sentence } from './sentences.ts';
import { isKnown } from './sources.ts';
import { columnLabel, columnsOf, nameColumn, numberText } from './tables.ts';
import { endIn } from './terms.ts';

interface Statement {
  file: string;
  /** For reading. */
  value: string;
  /** For comparing. */
  key: string;
  quote: string;
  sentence: Sentence | null;
}

export interface Difference {
  entity: string;
  /** What the values are of: `End or renewal date`, `Seats`. */
  point: string;
  statements: Statement[];
}

/** Names worth comparing: those of table rows, and the ones given. */
export function namedThings(knowledge: Knowledge, extra: readonly string[] = []): Entity[] {
  const names = [...knowledge.tables.values()].flatMap((table) => {
    const column = nameColumn(columnsOf(table));
    return column && column.kind === 'name' ? table.rows.slice(0, 300).map((row) => row.cells[column.index] ?? '') : [];
  });
  return entitiesOf([
    ...names.filter((name) => /\p{L}{3}/u.test(name) && name.length <= 60 && name.split(/\s+/).length <= 6),
    ...extra,
  ]);
}

/** Every point on which at least two sources differ, for the entities given. `all` tells them from the rest. */
export function findDifferences(
  entities: readonly Entity[],
  all: readonly Entity[],
  knowledge: Knowledge,
  sentences: readonly Sentence[],
): Difference[] {
  return entities.flatMap((entity) => {
    const own = about(entity, all, sentences);
    const points = new Map<string, Statement[]>();
    const add = (point: string, statement: Statement) => points.set(point, [...(points.get(point) ?? []), statement]);
    for (const table of knowledge.tables.values()) addRow(table, entity, own, add);
    for (const sentence of own) {
      const end = endIn(sentence);
      if (end)
        add('End or renewal date', {
          file: sentence.file,
          value: longDate(end.iso),
          key: end.iso,
          quote: sentence.quote,
          sentence,
        });
    }
    for (const known of own.filter(isKnown)) addContraries(known, own, add);
    return [...points].flatMap(([point, statements]) =>
      differ(statements) ? [{ entity: entity.name, point, statements: oncePerFile(statements) }] : [],
    );
  });
}

/** A memory against what files say in nearly the same words; ends are compared already. */
function addContraries(
  known: Sentence,
  own: readonly Sentence[],
  add: (point: string, statement: Statement) => void,
): void {
  for (const sentence of own) {
    const found = isKnown(sentence) || (endIn(known) && endIn(sentence)) ? null : contrary(known, sentence);
    if (!found) continue;
    add(found.point, { ...found.other, file: sentence.file, quote: sentence.quote, sentence });
    add(found.point, { ...found.known, file: known.file, quote: known.quote, sentence: known });
  }
}

function differ(statements: readonly Statement[]): boolean {
  // One file may tell of a change over time; only files that agree with none of another's values disagree.
  return statements.some((a) =>
    statements.some(
      (b) =>
        a.file !== b.file &&
        a.key !== b.key &&
        !statements.some((c) => c.file === b.file && c.key === a.key) &&
        !statements.some((c) => c.file === a.file && c.key === b.key),
    ),
  );
}

function oncePerFile(statements: readonly Statement[]): Statement[] {
  return statements.filter(
    (one, index) => statements.findIndex((other) => other.file === one.file && other.key === one.key) === index,
  );
}

function addRow(
  table: TableHead,
  entity: Entity,
  own: readonly Sentence[],
  add: (point: string, statement: Statement) => void,
): void {
  const columns = columnsOf(table);
  const name = nameColumn(columns);
  if (!name || name.kind !== 'name') return;
  const row = table.rows.find((item) => (item.cells[name.index] ?? '').trim() === entity.name);
  if (!row || row.raw === null) return;
  for (const column of columns) {
    const cell = (row.cells[column.index] ?? '').trim();
    if (cell === '') continue;
    const statement = { file: table.path, quote: row.raw, sentence: null };
    if (column.kind === 'date' && /renew|end|expir|until/i.test(column.name))
      add('End or renewal date', { ...statement, value: longDate(cell), key: cell });
    if (column.kind !== 'number') continue;
    const label = columnLabel(column.name);
    const number = parseNumber(cell, column.decimal);
    const told = own.flatMap((sentence) => numberOf(sentence, column.stems) ?? []);
    if (number === null || told.length === 0) continue;
    add(label, { ...statement, value: numberText(cell), key: String(number) });
    for (const { value, sentence } of told)
      add(label, {
        file: sentence.file,
        value: numberText(String(value)),
        key: String(value),
        quote: sentence.quote,
        sentence,
      });
  }
}

/** A number that a sentence gives for a column, told only where the words leave little doubt. */
function numberOf(sentence: Sentence, stems: readonly string[]): { value: number; sentence: Sentence } | null {
  if (stems.length === 0 || !stems.every((stem) => sentence.stems.has(stem))) return null;
  if (
    /\b(?:fewer|more|less|another|extra|additional|of|wants?|would|could|offer\w*|from|instead|used?|uses|about|over|under|above|below|per|rise|if)\b/i.test(
      sentence.text,
    )
  )
    return null;
  const numbers = sentence.text.match(/(?<![\w-])\d[\d,]*(?:\.\d+)?(?![\w-])/g) ?? [];
  const value = numbers.length === 1 ? parseNumber(numbers[0] ?? '') : null;
  return value === null ? null : { value, sentence };
}
