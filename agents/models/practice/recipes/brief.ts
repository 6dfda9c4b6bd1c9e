/** "Brief me on …", and whatever no other recipe fits: the best sentences on the topic, by file, differences shown. */
import { titleOf } from '../documents.ts';
import { cellText, columnLabel, columnsOf, inSentence, tellingColumns } from '../tables.ts';
import {
  alsoCovered,
  differenceLine,
  disagreeing,
  differenceQuestion,
  lookedAt,
  saidLines,
  sentenceCount,
  settled,
  sidesOf,
  steerLines,
  taughtOf,
} from '../common-parts.ts';
import {
  asSaid,
  counted,
  listed,
  markdownTable,
  type Deliverable,
  type Footnotes,
  type Section,
} from '../deliverable.ts';
import { wasAsked, type Desk, type Detail, type Recipe } from '../desk.ts';
import { findDifferences, namedThings, type Difference } from '../differences.ts';
import { about } from '../entities.ts';
import { choose, queryWeights, score, type Scored } from '../extract.ts';
import { mentions } from '../brief.ts';
import { answersFrom } from '../known.ts';
import { rowText } from '../ranking-view.ts';
import type { Sentence } from '../sentences.ts';
import { isKnown, teamHeading } from '../sources.ts';

export const briefRecipe: Recipe = {
  lookups: () => [],

  question(desk) {
    const difference = differencesOf(desk).find((one) => taughtOf(one, desk) === null);
    if (difference) return differenceQuestion(difference, null);
    if (desk.intent.length !== null || relevant(desk).length < 12) return null;
    return {
      question: `${counted(relevant(desk).length, 'sentence')} bear on this. Who is the result for?`,
      options: [
        { id: 'page', label: 'Somebody who decides: the main points on one page' },
        { id: 'full', label: 'Somebody who works on it: everything that was found' },
      ],
      recommended: 'page',
    };
  },

  followUps(desk) {
    return namedInBrief(desk)
      .slice(0, 4)
      .map((entity) => ({ tool: 'search_files', args: { query: entity.name } }));
  },

  compose(desk, footnotes, asked): Deliverable {
    const detail: Detail = desk.reply?.optionId === 'full' && asked === 'normal' ? 'full' : asked;
    const differences = differencesOf(desk);
    const overruled = overruledIn(differences, desk);
    const scored = relevant(desk).filter(({ sentence }) => !overruled.has(sentence));
    const first = choose(scored, { full: 6, normal: 5, short: 3, bare: 2 }[detail]);
    const rest = choose(scored, sentenceCount(detail, 18), first);
    const missing = missingTerms(desk, scored);
    const inShort = first.flatMap((sentence) => footnotes.said(sentence) ?? []);
    for (const difference of differences.toReversed()) {
      const chosen = settled(difference, desk);
      if (chosen)
        inShort.unshift(
          `**${difference.entity}**, ${difference.point.toLowerCase()}: ${chosen.value}, ${chosen.how}. ${footnotes.cite(chosen.file, chosen.quote)}`,
        );
    }
    const sources = detail === 'bare' ? [] : bySource(desk, rest, footnotes);
    const rows = rowsSection(desk, footnotes, detail);
    const nothing = inShort.length === 0 && rows.length === 0;
    if (inShort.length === 0 && rows.length > 0)
      inShort.push(`No text speaks of this; these tables do: ${listed(rows.map((section) => section.heading))}.`);
    const sections: Section[] = [
      ...sources,
      ...rows,
      ...alsoCovered(desk, footnotes, detail, missing),
      ...(differences.length === 0
        ? []
        : [
            {
              heading: `Where ${sidesOf(differences)} disagree`,
              lines: differences.map((difference) => `- ${differenceLine(difference, footnotes)}`),
            },
          ]),
      ...(nothing
        ? [instead(desk, footnotes)]
        : isGeneral(desk)
          ? [{ heading: 'Tables', lines: tableLines(desk, footnotes) }]
          : []),
      ...(detail === 'bare' ? [] : [lookedAt(desk)]),
    ];
    if (nothing) missing.unshift(nothingLine(desk));
    return {
      title: desk.intent.title,
      basis: [...basisLines(desk), ...steerLines(desk)],
      inShort,
      sections,
      missing,
      summary:
        nothing || first.length > 0
          ? summaryOf(desk, first, scored.filter(({ sentence }) => !isKnown(sentence)).length, differences)
          : (inShort[0] ?? ''),
    };
  },
};

/** Sentences that bear on the topic: those that hold enough of its words, best first. */
function relevant(desk: Desk): Scored[] {
  const weights = queryWeights(desk.intent.terms, desk.sentences);
  const scored = score(desk.sentences, weights);
  const named = namedInBrief(desk);
  const everything = thingsOf(desk);
  const boosted =
    named.length === 0
      ? scored
      : scored
          .map((item) => ({
            ...item,
            score:
              item.score * (named.some((entity) => about(entity, everything, [item.sentence]).length > 0) ? 2 : 0.6),
          }))
          .toSorted((a, b) => b.score - a.score);
  const floor = (boosted[0]?.score ?? 0) * answersFrom;
  const found = boosted.filter((item) => item.score >= floor);
  return found.length > 0 || !isGeneral(desk) ? found : overall(desk);
}

/** A brief about the folder as a whole: it names no topic, or only speaks of the folder. */
function isGeneral(desk: Desk): boolean {
  const { terms, asked } = desk.intent;
  return (
    terms.length === 0 ||
    (/\b(this folder|these files|the files|the folder|everything|overview)\b/i.test(asked) &&
      terms.every((term) => !desk.sentences.some((sentence) => sentence.stems.has(term))))
  );
}

/** The most specific sentences of each file in turn, so that every file has its say. */
function overall(desk: Desk): Scored[] {
  const weights = new Map(desk.sentences.flatMap((sentence) => [...sentence.stems]).map((stem) => [stem, 0.05]));
  const ofFiles = desk.sentences.filter((sentence) => !isKnown(sentence));
  const byFile = [...Map.groupBy(score(ofFiles, weights), (item) => item.sentence.file).values()];
  return byFile
    .flatMap((items) => items.slice(0, 4).map((item, rank) => ({ ...item, score: 10 - rank + item.score / 100 })))
    .toSorted((a, b) => b.score - a.score);
}

/** Names of table rows, and what the team knows something of. */
function thingsOf(desk: Desk) {
  return namedThings(
    desk.knowledge,
    desk.state.memories.map((memory) => memory.subject),
  );
}

/** Sentences that give another value than the one a person taught. */
function overruledIn(differences: readonly Difference[], desk: Desk): Set<Sentence | null> {
  const others = differences.flatMap((difference) => {
    const taught = taughtOf(difference, desk);
    return taught ? difference.statements.filter((one) => one.key !== taught.key) : [];
  });
  return new Set(others.map((one) => one.sentence));
}

function namedInBrief(desk: Desk) {
  return thingsOf(desk).filter((entity) => entity.namedIn(desk.intent.asked));
}

function differencesOf(desk: Desk): Difference[] {
  const everything = thingsOf(desk);
  const named = namedInBrief(desk);
  const top = relevant(desk)
    .slice(0, 20)
    .map((item) => item.sentence);
  const concerned =
    named.length > 0 ? named : everything.filter((entity) => top.some((sentence) => entity.namedIn(sentence.text)));
  return findDifferences(concerned, everything, desk.knowledge, desk.sentences).slice(0, 6);
}

function basisLines(desk: Desk): string[] {
  if (!wasAsked(desk)) return [];
  if (desk.reply?.optionId === 'page') return ['For somebody who decides: the main points only.'];
  if (desk.reply?.optionId === 'full') return ['For somebody who works on it: everything that was found.'];
  if (desk.reply?.optionId?.startsWith('value-')) return [`Settled when asked: ${desk.reply.label}.`];
  return desk.reply && desk.reply.optionId === null
    ? [`Your answer was: “${desk.reply.text.replace(/\s+/g, ' ').slice(0, 200)}”.`]
    : [];
}

function bySource(desk: Desk, sentences: readonly Sentence[], footnotes: Footnotes): Section[] {
  const whole = Map.groupBy(desk.sentences, (sentence) => sentence.file);
  const sourceOf = (sentence: Sentence) => (isKnown(sentence) ? teamHeading : sentence.file);
  return [...Map.groupBy(sentences, sourceOf)].map(([file, group]) => ({
    heading: file === teamHeading ? file : titleOf(file, whole.get(file) ?? group),
    lines: saidLines(
      group.toSorted((a, b) => a.line - b.line),
      footnotes,
    ),
  }));
}

/** When nothing answers the brief: what the folder speaks of, so that a reader sees whether it is the wrong one. */
function instead(desk: Desk, footnotes: Footnotes): Section {
  const lines = choose(overall(desk), 5, [], 1).flatMap((sentence) => {
    const said = footnotes.said(sentence);
    return said === null ? [] : [`- ${sentence.file}: ${said}`];
  });
  return { heading: 'What the files speak of instead', lines: [...lines, ...tableLines(desk, footnotes)] };
}

/** Each table in a line: rows and columns. */
function tableLines(desk: Desk, footnotes: Footnotes): string[] {
  return [...desk.knowledge.tables.values()].slice(0, 6).map((table) => {
    const header = desk.knowledge.docs.get(table.path)?.lines[0]?.text ?? '';
    return `- ${table.path}: ${counted(table.total, 'row')} with ${listed(table.header.slice(0, 12).map((name) => inSentence(columnLabel(name))))}. ${footnotes.citeRow(table.path, header)}`.trim();
  });
}

/** Rows of tables that hold words of the topic, as a table each. */
function rowsSection(desk: Desk, footnotes: Footnotes, detail: Detail): Section[] {
  const named = namedInBrief(desk);
  return [...desk.knowledge.tables.values()].flatMap((table): Section[] => {
    const about = table.rows.filter((row) =>
      named.length > 0
        ? row.cells.some((cell) => named.some((entity) => entity.name === cell.trim()))
        : mentions(row.cells.join(' '), desk.intent.terms),
    );
    // A word that stands in most rows tells nothing of any of them.
    if (about.length === 0 || (named.length === 0 && about.length > table.rows.length * 0.6)) return [];
    const all = columnsOf(table);
    const columns = [...all.slice(0, 1), ...tellingColumns(all.slice(1), 6).toSorted((a, b) => a.index - b.index)];
    const shown = about.slice(0, sentenceCount(detail, 6));
    const rows = shown.map((row) =>
      columns.map(
        (column, index) =>
          `${cellText(row.cells[column.index] ?? '', column.kind)}${index === 0 ? ` ${footnotes.citeRow(table.path, rowText(desk, table, table.header, row.cells))}` : ''}`,
      ),
    );
    const heading = columnLabel(table.path.slice(table.path.lastIndexOf('/') + 1).replace(/\.[^.]+$/, ''));
    return [
      {
        heading: `${heading} (${shown.length} of ${counted(about.length, 'row')} on this)`,
        lines: [
          markdownTable(
            columns.map((column) => columnLabel(column.name)),
            rows,
          ),
        ],
      },
    ];
  });
}

function missingTerms(desk: Desk, scored: readonly Scored[]): string[] {
  if (scored.length === 0) return [];
  const absent = desk.intent.asked.split(/[^\p{L}\p{N}-]+/u).filter(
    (word) =>
      desk.intent.terms.some((term) => mentions(word, [term])) &&
      !desk.sentences.some((sentence) =>
        mentions(
          `${sentence.text} ${sentence.headings.join(' ')}`,
          desk.intent.terms.filter((term) => mentions(word, [term])),
        ),
      ),
  );
  return absent.length === 0
    ? []
    : [
        `No file that was read says anything with ${listed([...new Set(absent)].slice(0, 6).map((word) => `“${word}”`))}.`,
      ];
}

function nothingLine(desk: Desk): string {
  return `Nothing that answers this was found in ${counted(desk.knowledge.docs.size, 'file')}.`;
}

function summaryOf(desk: Desk, first: readonly Sentence[], found: number, differences: readonly Difference[]): string {
  if (first.length === 0) return nothingLine(desk);
  const lead = first
    .slice(0, 2)
    .map((sentence) => asSaid(/[.!?]$/.test(sentence.text) ? sentence.text : `${sentence.text}.`));
  const texts = new Set(desk.sentences.filter((sentence) => !isKnown(sentence)).map((sentence) => sentence.file));
  const more = `${counted(found, 'sentence')} on this in ${counted(texts.size, 'text')}.`;
  return [
    ...lead,
    more,
    ...(differences.length > 0 ? [`${disagreeing(differences)} on ${counted(differences.length, 'point')}.`] : []),
  ].join(' ');
}
