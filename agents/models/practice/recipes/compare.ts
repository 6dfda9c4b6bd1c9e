/** "Compare A and B": the same points of several documents or table rows side by side. */
import { parseNumber } from '../../../lib/text/number.ts';
import { alsoCovered, lookedAt, sentenceCount, steerLines } from '../common-parts.ts';
import { longDate, monthNames, periodsIn } from '../../../lib/text/dates.ts';
import { counted, listed, markdownTable, type Deliverable, type Footnotes, type Section } from '../deliverable.ts';
import { query, type Desk, type Detail, type Question, type Recipe } from '../desk.ts';
import { allDocs, docsOfClass, startOf, type DocFacts } from '../documents.ts';
import { stemsOf } from '../entities.ts';
import { choose, queryWeights, score } from '../extract.ts';
import { rowText } from '../ranking-view.ts';
import { cellText, columnLabel, columnsOf, inSentence, nameColumn } from '../tables.ts';
import { priceText } from './dates.ts';

interface Cell {
  text: string;
  file: string;
  quote: string;
}

interface Item {
  name: string;
  doc: DocFacts | null;
  /** By the point's key. */
  cells: Map<string, Cell>;
}

interface Point {
  key: string;
  label: string;
}

const maxItems = 12;

export const compareRecipe: Recipe = {
  lookups(desk) {
    return rowTargets(desk)
      .slice(0, 8)
      .map(({ path, column, name }) => query(path, { where: [{ column, op: '=', value: name }] }));
  },

  question(desk): Question | null {
    const points = pointsOf(itemsOf(desk));
    if (points.length < 2 || decidedPoint(desk, points)) return null;
    return {
      question: 'What matters most in this comparison?',
      options: points
        .slice(0, 5)
        .map((point) => ({ id: `point-${point.key.replace(/[^a-z0-9]+/g, '-')}`, label: point.label })),
      recommended: `point-${points[0]?.key.replace(/[^a-z0-9]+/g, '-')}`,
    };
  },

  followUps: (desk) =>
    itemsOf(desk)
      .slice(0, 4)
      .map((item) => ({ tool: 'search_files', args: { query: item.name } })),

  compose(desk, footnotes, detail): Deliverable {
    const items = itemsOf(desk);
    const points = pointsOf(items);
    const first = chosenPoint(desk, points);
    const ordered = first ? [first, ...points.filter((point) => point.key !== first.key)] : points;
    const shown = ordered.slice(0, { full: 14, normal: 8, short: 5, bare: 3 }[detail]);
    const sorted = first
      ? items.toSorted((a, b) => order(a.cells.get(first.key)?.text, b.cells.get(first.key)?.text))
      : items;
    const missing = shown.flatMap((point) => {
      const without = items.filter((item) => !item.cells.has(point.key));
      return without.length === 0
        ? []
        : [`${point.label}: not stated for ${listed(without.map((item) => item.name))}.`];
    });
    for (const name of desk.intent.named)
      if (
        !items.some((item) =>
          stemsOf(name).some((stem) => stemsOf(`${item.name} ${item.doc?.file ?? ''}`).includes(stem)),
        )
      )
        missing.unshift(`Nothing called “${name}” was found.`);
    const inShort = shown.slice(0, 3).flatMap((point) => shortLine(sorted, point, footnotes));
    const sections: Section[] = [
      { heading: 'Side by side', lines: [sideBySide(sorted, shown, footnotes)] },
      ...(detail === 'bare' ? [] : own(desk, sorted, footnotes, detail)),
      ...alsoCovered(desk, footnotes, detail, missing),
      ...(detail === 'bare' ? [] : [lookedAt(desk)]),
    ];
    return {
      title: desk.intent.title,
      basis: [
        `${counted(items.length, 'item')} compared on ${counted(shown.length, 'point')}${first ? `; ${inSentence(first.label)} first` : ''}.`,
        ...steerLines(desk),
      ],
      inShort,
      sections,
      missing,
      summary:
        `${listed(items.slice(0, 8).map((item) => item.name))} compared on ${listed(shown.slice(0, 5).map((point) => inSentence(point.label)))}. ${inShort[0]?.replace(/\s*\[\^\d+\]/g, '').replaceAll('**', '') ?? ''}`.trim(),
    };
  },
};

/** True when there are two things to lay side by side. */
export function canCompare(desk: Desk): boolean {
  return rowTargets(desk).length >= 2 || itemsOf(desk).length >= 2;
}

function chosenDocs(desk: Desk): DocFacts[] {
  const docs = allDocs(desk);
  const { named, terms } = desk.intent;
  const byName = named.flatMap((name) => {
    const stems = stemsOf(name);
    const fits = (doc: DocFacts) =>
      stems.filter((stem) => stemsOf(`${doc.name} ${doc.file}`).includes(stem)).length / stems.length;
    const best = docs.toSorted((a, b) => fits(b) - fits(a))[0];
    return best && fits(best) >= 0.5 ? [best] : [];
  });
  const unique = [...new Set(byName)];
  if (unique.length >= 2) return unique;
  // "Contracts on price": the point of the comparison is not what is compared.
  const kind = terms.filter(
    (term) => !['price', 'cost', 'fee', 'rent', 'end', 'notice', 'term', 'date', 'start'].includes(term),
  );
  const ofClass = kind.length === 0 ? [] : docsOfClass(docs, kind);
  if (ofClass.length >= 2) return ofClass;
  return docs.length >= 2 && docs.length <= 4 ? docs : [];
}

/** Rows of tables that the brief names. */
function rowTargets(desk: Desk): { path: string; column: string; name: string }[] {
  const asked = ` ${stemsOf(desk.intent.asked).join(' ')} `;
  const found = [...desk.knowledge.tables.values()].flatMap((table) => {
    const column = nameColumn(columnsOf(table));
    if (!column) return [];
    const names = [...new Set(table.rows.map((row) => (row.cells[column.index] ?? '').trim()))].filter(
      (name) =>
        (name.length > 2 && asked.includes(` ${stemsOf(name).join(' ')} `)) ||
        desk.intent.named.some(
          (part) => stemsOf(part).join(' ') !== '' && stemsOf(name).join(' ').startsWith(stemsOf(part).join(' ')),
        ),
    );
    return names.length >= 2 ? [names.map((name) => ({ path: table.path, column: column.name, name }))] : [];
  });
  return found[0] ?? [];
}

function itemsOf(desk: Desk): Item[] {
  const targets = rowTargets(desk);
  if (targets.length >= 2) return targets.flatMap((target) => rowItem(desk, target));
  return chosenDocs(desk).slice(0, maxItems).map(docItem);
}

function rowItem(desk: Desk, target: { path: string; column: string; name: string }): Item[] {
  const table = desk.knowledge.tables.get(target.path);
  const answer = desk.knowledge.answers.find(
    (item) =>
      item.path === target.path &&
      JSON.stringify(item.args.where) === JSON.stringify([{ column: target.column, op: '=', value: target.name }]),
  );
  const row =
    answer?.rows[0] ?? table?.rows.find((item) => item.cells.some((cell) => cell.trim() === target.name))?.cells;
  if (!table || !row) return [];
  const quote = rowText(desk, table, table.header, row) ?? target.name;
  const cells = new Map<string, Cell>();
  for (const column of columnsOf(table)) {
    const text = (row[column.index] ?? '').trim();
    if (text !== '' && column.name !== target.column)
      cells.set(column.name.toLowerCase(), { text: cellText(text, column.kind), file: table.path, quote });
  }
  return [{ name: target.name, doc: null, cells }];
}

function docItem(doc: DocFacts): Item {
  const cells = new Map<string, Cell>();
  const put = (key: string, text: string, from: { file: string; quote: string }) =>
    cells.set(key, { text, file: from.file, quote: from.quote });
  if (doc.price) put('price', priceText(doc.price.text), doc.price);
  if (doc.end) put('end', longDate(doc.end.iso), doc.end.sentence);
  if (doc.notice) put('notice', doc.notice.period.text.replace('-', ' '), doc.notice.sentence);
  const start = startOf(doc);
  if (start) put('start', start.text.replace(/^[^:]{2,30}:\s*/, ''), start);
  if (doc.extension) put('at the end', doc.extension.text, doc.extension);
  for (const [key, { value, sentence }] of doc.labels) {
    if (
      /price|rent|fee|cost|end|notice|start|period/.test(key) &&
      [...cells.values()].some((cell) => cell.quote === sentence.quote)
    )
      continue;
    if (!cells.has(key)) put(key, value, sentence);
  }
  return { name: doc.name, doc, cells };
}

/** Points stated for at least two items, the most common first. */
function pointsOf(items: readonly Item[]): Point[] {
  const labels = new Map<string, string>();
  for (const item of items)
    for (const key of item.cells.keys())
      labels.set(key, labels.get(key) ?? item.doc?.labels.get(key)?.label ?? columnLabel(key));
  const holders = (key: string) => items.filter((item) => item.cells.has(key)).length;
  const same = (key: string) => new Set(items.map((item) => item.cells.get(key)?.text)).size < 2;
  const naming = (key: string) => items.every((item) => (item.cells.get(key)?.text ?? item.name) === item.name);
  return [...labels]
    .filter(([key]) => holders(key) >= Math.min(2, items.length) && !naming(key))
    .map(([key, label]) => ({ key, label }))
    .toSorted((a, b) => Number(same(a.key)) - Number(same(b.key)) || holders(b.key) - holders(a.key));
}

/** The point the brief names: "on price", "cheaper". */
function decidedPoint(desk: Desk, points: readonly Point[]): Point | null {
  const asked = desk.intent.asked.toLowerCase();
  if (/\b(?:cheap|price|cost|expensive|afford)/.test(asked))
    return points.find((point) => /price|cost|rent|fee|amount|value/.test(point.key)) ?? null;
  const stems = stemsOf(asked);
  return points.find((point) => stemsOf(point.label).every((stem) => stems.includes(stem))) ?? null;
}

function chosenPoint(desk: Desk, points: readonly Point[]): Point | null {
  const reply = desk.reply;
  const byPerson =
    reply === null
      ? undefined
      : points.find(
          (point) =>
            reply.optionId === `point-${point.key.replace(/[^a-z0-9]+/g, '-')}` ||
            (reply.optionId === null && stemsOf(point.label).some((stem) => stemsOf(reply.text).includes(stem))),
        );
  return byPerson ?? decidedPoint(desk, points);
}

/** Numbers by size, months and years brought to the same measure; dates and words as they come. */
function order(a: string | undefined, b: string | undefined): number {
  const [x, y] = [sizeOf(a), sizeOf(b)];
  return x === null ? (y === null ? 0 : 1) : y === null ? -1 : x - y;
}

function sizeOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const date = /^(\d{1,2}) (\w+) (\d{4})$/.exec(text);
  if (date) return Date.UTC(Number(date[3]), monthNames.indexOf((date[2] ?? '').toLowerCase()), Number(date[1]));
  const [period] = periodsIn(text);
  if (period && period.at <= 3 && text.length < 40 && !/[$€£]|\b[A-Z]{3}\b/.test(text))
    return period.count * { day: 1, week: 7, month: 30.4, year: 365 }[period.unit];
  const number = parseNumber(/\d[\d,.]*/.exec(text)?.[0].replace(/[.,]$/, '') ?? '');
  if (number === null) return null;
  const per = /\b(?:a|per|each)\s+(day|week|month|quarter)/i.exec(text)?.[1]?.toLowerCase() ?? '';
  return number * ({ day: 365, week: 52, month: 12, quarter: 4 }[per] ?? 1);
}

function sideBySide(items: readonly Item[], points: readonly Point[], footnotes: Footnotes): string {
  const cell = (item: Item, point: Point) => {
    const found = item.cells.get(point.key);
    return found
      ? `${found.text} ${footnotes.cite(found.file, found.quote) || footnotes.citeRow(found.file, found.quote)}`.trim()
      : 'not stated';
  };
  if (items.length <= 4)
    return markdownTable(
      ['', ...items.map((item) => item.name)],
      points.map((point) => [`**${point.label}**`, ...items.map((item) => cell(item, point))]),
    );
  return markdownTable(
    ['', ...points.slice(0, 5).map((point) => point.label)],
    items.map((item) => [`**${item.name}**`, ...points.slice(0, 5).map((point) => cell(item, point))]),
  );
}

/** Who is lowest and highest on a point whose values can be put in order. */
function shortLine(items: readonly Item[], point: Point, footnotes: Footnotes): string[] {
  const sized = items
    .filter((item) => sizeOf(item.cells.get(point.key)?.text) !== null)
    .toSorted((a, b) => order(a.cells.get(point.key)?.text, b.cells.get(point.key)?.text));
  const [low, high] = [sized[0], sized.at(-1)];
  const lowCell = low?.cells.get(point.key);
  const highCell = high?.cells.get(point.key);
  if (!low || !high || !lowCell || !highCell || sized.length < 2 || sizeOf(lowCell.text) === sizeOf(highCell.text))
    return [];
  const mark = (cell: Cell) => footnotes.cite(cell.file, cell.quote) || footnotes.citeRow(cell.file, cell.quote);
  const [least, most] = /^\d{1,2} \w+ \d{4}$/.test(lowCell.text)
    ? ['earliest', 'latest']
    : point.key === 'notice'
      ? ['shortest', 'longest']
      : ['lowest', 'highest'];
  return [
    `**${point.label}**: ${least} ${low.name} with ${lowCell.text} ${mark(lowCell)}, ${most} ${high.name} with ${highCell.text} ${mark(highCell)}.`,
  ];
}

/** What each document says beyond the points of the table. */
function own(desk: Desk, items: readonly Item[], footnotes: Footnotes, detail: Detail): Section[] {
  return items.slice(0, 6).flatMap((item): Section[] => {
    if (!item.doc) return [];
    const cited = new Set([...item.cells.values()].map((cell) => cell.quote));
    const rest = item.doc.sentences.filter((sentence) => !cited.has(sentence.quote));
    const terms = desk.intent.terms.length > 0 ? desk.intent.terms : stemsOf(item.name);
    const scored = score(rest, queryWeights(terms, rest));
    const lines = choose(
      scored.length > 0 ? scored : rest.map((sentence) => ({ sentence, score: 1 })),
      sentenceCount(detail, 3),
    ).flatMap((sentence) => footnotes.said(sentence) ?? []);
    return lines.length === 0 ? [] : [{ heading: `Also said: ${item.name}`, lines: lines.map((line) => `- ${line}`) }];
  });
}
