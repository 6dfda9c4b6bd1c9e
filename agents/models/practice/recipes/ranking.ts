/** "The three largest customers": ranks rows by a figure, then tells what the files say of each on the topic asked for. */
import { parseNumber } from '../../../lib/text/number.ts';
import {
  alsoCovered,
  differenceLine,
  disagreeing,
  lookedAt,
  saidLines,
  sentenceCount,
  sidesOf,
  steerLines,
} from '../common-parts.ts';
import { counted, listed, markdownTable, type Deliverable, type Footnotes, type Section } from '../deliverable.ts';
import { query, type Desk, type Detail, type Question, type Recipe, type ToolCall } from '../desk.ts';
import { findDifferences, namedThings, type Difference } from '../differences.ts';
import { about, entitiesOf, stemsOf } from '../entities.ts';
import { choose, isWarning, queryWeights, score } from '../extract.ts';
import { isReadable, isTable, type TableAnswer } from '../knowledge.ts';
import { amountText, cellText, columnLabel, inSentence, numberText, tellingColumns } from '../tables.ts';
import { answerFor, linkedTables, rankingOf, topOf, type Ranking } from '../ranking-view.ts';
import type { Sentence } from '../sentences.ts';
import { isKnown, sourceName } from '../sources.ts';

const words = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
/** Beyond this, what the texts say of each is not looked up one by one. */
const maxTold = 5;

export const rankingRecipe: Recipe = {
  tablesOnly(desk) {
    const ranking = rankingOf(desk);
    return ranking !== null && topicOf(desk, ranking).length === 0;
  },

  lookups(desk) {
    const ranking = rankingOf(desk);
    if (!ranking) return [];
    const { table, count, ascending } = ranking;
    const tops = ranking.measures.slice(0, 4).map((measure) => topCall(ranking, measure.name));
    return [...tops, query(table.path, { sum: ranking.measures.slice(0, 4).map((measure) => measure.name) })].slice(
      0,
      count > 0 || ascending ? 6 : 0,
    );
  },

  question(desk): Question | null {
    const ranking = rankingOf(desk);
    if (!ranking || ranking.decided) return null;
    const choices = ranking.measures
      .slice(0, 4)
      .map((measure) => ({ measure, names: topOf(desk, ranking, measure.name).names }));
    const sets = new Set(choices.map((choice) => choice.names.toSorted().join('\n')));
    if (choices.length < 2 || sets.size < 2) return null;
    const superlative = ranking.word;
    return {
      question: `${superlative.charAt(0).toUpperCase()}${superlative.slice(1)} by what? The figures in ${ranking.table.path} give different ${ranking.noun}.`,
      options: choices.map(({ measure, names }) => ({
        id: `by-${measure.index}`,
        label: `${columnLabel(measure.name)}: ${listed(names)}`.slice(0, 200),
      })),
      recommended: `by-${choices[0]?.measure.index}`,
    };
  },

  followUps(desk) {
    const ranking = rankingOf(desk);
    if (!ranking) return [];
    const { names, rows } = topOf(desk, ranking, ranking.chosen.name);
    // Rows beyond the part of a table that was read: a search gives the line as it stands, to be quoted.
    const unseen = rows.filter((row) => row.raw === null && row.marks.length === 0).slice(0, 10);
    const lines = unseen.map((row): ToolCall => ({
      tool: 'search_files',
      args: { query: row.name, path: `files/${ranking.table.path}` },
    }));
    if (topicOf(desk, ranking).length === 0) return lines;
    const told = names.slice(0, maxTold);
    const searches = told.map((name): ToolCall => ({ tool: 'search_files', args: { query: name } }));
    return [
      ...lines,
      ...searches,
      ...linkedTables(desk, ranking).flatMap(({ table, column }) =>
        told.map((name) => query(table.path, { where: [{ column, op: '=', value: name }] })),
      ),
    ];
  },

  compose(desk, footnotes, detail): Deliverable {
    const ranking = rankingOf(desk);
    if (!ranking) throw new Error('The ranking recipe was chosen without a ranking.');
    const top = topOf(desk, ranking, ranking.chosen.name);
    const topic = topicOf(desk, ranking);
    const told = topic.length === 0 ? [] : top.rows.slice(0, detail === 'bare' ? 3 : maxTold);
    const everything = namedThings(desk.knowledge, top.names);
    const entities = entitiesOf(top.names);
    const others = [...everything.filter((other) => !top.names.includes(other.name)), ...entities];
    const differences = topic.length === 0 ? [] : findDifferences(entities, others, desk.knowledge, desk.sentences);
    const parts = told.map((row) => {
      const entity = entities.find((item) => item.name === row.name);
      const own = entity ? about(entity, others, desk.sentences) : [];
      const ranked = score(own, queryWeights(topic, desk.sentences))
        .map((scored) => (isWarning(scored.sentence) ? { ...scored, score: scored.score * 1.5 } : scored))
        .toSorted((a, b) => b.score - a.score);
      return {
        row,
        own,
        best: choose(ranked, sentenceCount(detail, 6), [], detail === 'full' ? 8 : 4),
        warnings: own.filter(isWarning),
      };
    });
    const empty =
      top.rows.length === 0
        ? [`${ranking.table.path} gave no row with a number in ${inSentence(columnLabel(ranking.chosen.name))}.`]
        : [];
    const missing = [
      ...empty,
      ...parts
        .filter((part) => part.own.length === 0)
        .map((part) => `No text in the folder names ${part.row.name}; only its row in ${ranking.table.path} is known.`),
    ];
    const label = inSentence(columnLabel(ranking.chosen.name));
    const inShort = [
      standing(desk, ranking, footnotes),
      ...parts.map((part) =>
        shortLine(part.row, part.best, detail === 'short' || detail === 'bare' ? 1 : 2, ranking, footnotes),
      ),
      ...differences.slice(0, 2).map((difference) => `Settle first: ${differenceLine(difference, footnotes)}`),
    ];
    const sections: Section[] = [
      {
        heading: `The ${inWords(top.names.length)} ${ranking.word} ${ranking.noun} by ${label}`,
        lines: [overview(desk, ranking, parts, footnotes)],
      },
      ...(detail === 'bare' ? [] : parts.map((part) => entitySection(desk, ranking, part, footnotes, detail))),
      ...alsoCovered(desk, footnotes, detail, missing),
      ...(differences.length === 0
        ? []
        : [
            {
              heading: `Where ${sidesOf(differences)} disagree`,
              lines: differences.map((difference) => `- ${differenceLine(difference, footnotes)}`),
            },
          ]),
      ...(detail === 'bare' ? [] : [lookedAt(desk)]),
    ];
    return {
      title: desk.intent.title,
      basis: [basisLine(desk, ranking), ...steerLines(desk)],
      inShort: top.rows.length === 0 ? [] : inShort,
      sections,
      missing,
      summary: summaryOf(ranking, top.names, parts, differences),
    };
  },
};

function topCall(ranking: Ranking, measure: string): ToolCall {
  const sort = { sortBy: measure, descending: !ranking.ascending, limit: ranking.count };
  return query(ranking.table.path, ranking.grouped ? { groupBy: ranking.name.name, sum: [measure], ...sort } : sort);
}

/** What the brief wants to know of the rows, beyond which they are. */
function topicOf(desk: Desk, ranking: Ranking): string[] {
  const own = new Set([
    ...stemsOf(ranking.noun),
    ...ranking.measures.flatMap((measure) => (ranking.decided ? measure.stems : [])),
    ...stemsOf(ranking.table.path),
    ...ranking.name.stems,
  ]);
  const topic = desk.intent.terms.filter((term) => !own.has(term));
  // A word that stands in no text asks nothing of them ("which client *paid* most"); before they are read nobody knows.
  const unread =
    desk.sentences.every(isKnown) && desk.knowledge.files.some((file) => isReadable(file) && !isTable(file.path));
  return unread || topic.some((term) => desk.sentences.some((sentence) => sentence.stems.has(term))) ? topic : [];
}

function basisLine(desk: Desk, ranking: Ranking): string {
  const label = columnLabel(ranking.chosen.name);
  const why =
    ranking.decidedBy === 'person'
      ? ', chosen when asked'
      : ranking.decidedBy === 'brief'
        ? ', as the brief says'
        : desk.state.calls.some((call) => call.tool === 'ask_person')
          ? ', the recommended reading, since no other was chosen'
          : '';
  return `Ranked by ${inSentence(label)} in ${ranking.table.path}${why}.`;
}

function standing(desk: Desk, ranking: Ranking, footnotes: Footnotes): string {
  const top = topOf(desk, ranking, ranking.chosen.name);
  const measure = ranking.chosen.name;
  const sum = top.rows.reduce((total, row) => total + row.number, 0);
  const all = answerFor(
    desk,
    ranking.table.path,
    (args) =>
      args.groupBy === undefined && args.where === undefined && Array.isArray(args.sum) && args.sum.includes(measure),
  );
  const total = parseNumber(all?.rows[0]?.[all.header.indexOf(`sum of ${measure}`)] ?? '');
  const marks = top.rows
    .slice(0, 5)
    .map((row) => footnotes.citeRow(ranking.table.path, row.raw))
    .filter(Boolean)
    .join(' ');
  const share =
    total !== null && total > 0 && sum <= total
      ? `, ${sum / total < 0.005 ? 'less than 1' : Math.round((sum / total) * 100)} percent of ${amountText(String(round(total)), measure)} over all ${counted(all?.of ?? 0, 'row')}`
      : '';
  const together = top.rows.length > 1 ? ` Together: ${amountText(String(round(sum)), measure)}${share}.` : '';
  return `${listed(top.rows.slice(0, 10).map((row) => `**${row.name}** (${amountText(row.value, measure)})`))}.${together} ${marks}`.trim();
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

interface Part {
  row: ReturnType<typeof topOf>['rows'][number];
  own: Sentence[];
  best: Sentence[];
  warnings: Sentence[];
}

function shortLine(
  row: Part['row'],
  best: readonly Sentence[],
  count: number,
  ranking: Ranking,
  footnotes: Footnotes,
): string {
  const facts = ranking.columns
    .filter((column) => column.kind === 'date' && /renew|end|due|expir|deadline/i.test(column.name))
    .slice(0, 1);
  const dated = facts.map(
    (column) => `${columnLabel(column.name).toLowerCase()} ${cellText(row.cells[column.index] ?? '', 'date')}`,
  );
  const said = best
    .slice(0, count)
    .map((sentence) => footnotes.said(sentence, row.name))
    .filter((line) => line !== null);
  const head =
    dated.length > 0
      ? `**${row.name}**, ${dated.join(', ')} ${footnotes.citeRow(ranking.table.path, row.raw)}`
      : `**${row.name}**`;
  return said.length > 0 ? `${head}: ${said.join(' ')}` : `${head}: nothing on this was found in the texts.`;
}

function overview(desk: Desk, ranking: Ranking, parts: readonly Part[], footnotes: Footnotes): string {
  const top = topOf(desk, ranking, ranking.chosen.name);
  if (ranking.grouped) {
    return markdownTable(
      [columnLabel(ranking.name.name), columnLabel(ranking.chosen.name), 'Rows'],
      top.rows.map((row) => [
        `${row.name} ${row.marks.map((raw) => footnotes.citeRow(ranking.table.path, raw)).join(' ')}`,
        numberText(row.value),
        row.count,
      ]),
      [1, 2],
    );
  }
  const others = ranking.columns.filter(
    (column) => column.index !== ranking.name.index && column.index !== ranking.chosen.index,
  );
  const shown = [ranking.chosen, ...tellingColumns(others, 4)];
  const linked = linkedTables(desk, ranking);
  const extra = parts.length > 0 ? [...linked.map(({ label }) => label), 'Warning signs'] : [];
  const rows = top.rows.map((row) => {
    const part = parts.find((item) => item.row.name === row.name);
    const counts = linked.map(({ table, column }) =>
      countText(answerFor(desk, table.path, (args) => isWhere(args.where, column, row.name))),
    );
    const cells = shown.map((column) => cellText(row.cells[column.index] ?? '', column.kind));
    return [
      `${row.name} ${footnotes.citeRow(ranking.table.path, row.raw)}`,
      ...cells,
      ...(parts.length > 0 ? [...counts, part ? String(part.warnings.length) : ''] : []),
    ];
  });
  const table = markdownTable(
    [columnLabel(ranking.name.name), ...shown.map((column) => columnLabel(column.name)), ...extra],
    rows,
    shown.flatMap((column, index) => (column.kind === 'number' ? [index + 1] : [])),
  );
  return parts.length > 0
    ? `${table}\n\nWarning signs = sentences about the ${singular(ranking.noun)} with words such as “unless”, “competitor”, “nobody” or “fewer”; a count of words, not a judgement.`
    : table;
}

function singular(noun: string): string {
  return noun.replace(/ies$/, 'y').replace(/([^s])s$/, '$1');
}

function isWhere(where: unknown, column: string, value: string): boolean {
  return JSON.stringify(where) === JSON.stringify([{ column, op: '=', value }]);
}

/** `4, 3 open` where the rows have a status, else the count. */
function countText(answer: TableAnswer | null): string {
  if (!answer) return '';
  const status = answer.header.findIndex((name) => /^(?:status|state)$/i.test(name));
  const open =
    status < 0 ? 0 : answer.rows.filter((row) => /^open|new|pending|in progress$/i.test(row[status] ?? '')).length;
  return status < 0 ? String(answer.matched) : `${answer.matched}, ${open} open`;
}

function entitySection(desk: Desk, ranking: Ranking, part: Part, footnotes: Footnotes, detail: Detail): Section {
  const lines = saidLines(part.best, footnotes, part.row.name);
  for (const { table, column, label } of linkedTables(desk, ranking)) {
    const answer = answerFor(desk, table.path, (args) => isWhere(args.where, column, part.row.name));
    if (!answer || answer.rows.length === 0) continue;
    const status = answer.header.findIndex((name) => /^(?:status|state)$/i.test(name));
    const keep = answer.header.flatMap((name, index) => (name === column ? [] : [index]));
    const sorted = answer.rows
      .toSorted((a, b) => Number(/^open/i.test(b[status] ?? '')) - Number(/^open/i.test(a[status] ?? '')))
      .slice(0, detail === 'full' ? 20 : 4);
    const rows = sorted.map((row) => {
      const head = linkedTables(desk, ranking).find((item) => item.table === table);
      const raw = head?.raw(answer.header, row) ?? null;
      return keep.map(
        (index, place) =>
          `${cellText(row[index] ?? '', /\d{4}-\d{2}-\d{2}/.test(row[index] ?? '') ? 'date' : 'text')}${place === 0 ? ` ${footnotes.citeRow(table.path, raw)}` : ''}`,
      );
    });
    const shown =
      sorted.length < answer.rows.length
        ? `${sorted.length} of ${counted(answer.rows.length, 'row')}`
        : counted(answer.rows.length, 'row');
    lines.push(
      '',
      `${label} (${shown} in ${table.path}):`,
      '',
      markdownTable(
        keep.map((index) => columnLabel(answer.header[index] ?? '')),
        rows,
      ),
    );
  }
  if (lines.length === 0) lines.push('Nothing more was found.');
  return { heading: part.row.name, lines };
}

function inWords(count: number): string {
  return words[count] ?? String(count);
}

function summaryOf(
  ranking: Ranking,
  names: readonly string[],
  parts: readonly Part[],
  differences: readonly Difference[],
): string {
  const most = parts.toSorted((a, b) => b.warnings.length - a.warnings.length)[0];
  const sentences = [
    `The ${inWords(names.length)} ${ranking.word} ${ranking.noun} by ${inSentence(columnLabel(ranking.chosen.name))} are ${listed(names.slice(0, 10))}.`,
  ];
  if (most && most.warnings.length > 0)
    sentences.push(`Most warning signs stand about ${most.row.name} (${counted(most.warnings.length, 'sentence')}).`);
  for (const difference of differences.slice(0, 1))
    sentences.push(
      `${disagreeing([difference])} about ${difference.entity}: ${listed(difference.statements.map((one) => `${one.value} in ${sourceName(one.file)}`))}.`,
    );
  return sentences.join(' ');
}
