/** "Which supplier contract ends first?" and "what deadlines are there?": dates in order, with the last day for notice. */
import {
  alsoCovered,
  differenceLine,
  differenceQuestion,
  disagreeing,
  lookedAt,
  settled,
  steerLines,
  taughtOf,
} from '../common-parts.ts';
import { dayBefore, longDate } from '../../../lib/text/dates.ts';
import { counted, listed, markdownTable, type Deliverable, type Footnotes, type Section } from '../deliverable.ts';
import type { Desk, Detail, Question, Recipe } from '../desk.ts';
import { allDocs, docsOfClass, type DocFacts } from '../documents.ts';
import { about, entitiesOf, type Entity } from '../entities.ts';
import { findDifferences, namedThings, type Difference } from '../differences.ts';
import { datedRows, dateTableCalls } from '../dated-rows.ts';
import { sourceName } from '../sources.ts';
import { inSentence } from '../tables.ts';
import { timeline, timelinePage } from './timeline.ts';

/** One thing that ends: a document, or a row of a table. */
export interface Ending {
  name: string;
  file: string;
  iso: string;
  /** Word for word, for the mark. */
  quote: string;
  doc: DocFacts | null;
  lastDay: string | null;
  /** How the source calls it. */
  verb: 'ends' | 'renews';
}

const formStems = new Set([
  'end',
  'ending',
  'expire',
  'expir',
  'expiry',
  'renew',
  'renewal',
  'run',
  'out',
  'notice',
  'start',
  'begin',
  'date',
  'deadline',
  'due',
  'when',
  'soon',
  'first',
  'last',
  'next',
  'terminate',
  'come',
  'up',
  'upcoming',
  'month',
  'year',
]);

export const datesRecipe: Recipe = {
  lookups: (desk) => dateTableCalls(desk, classTerms(desk)),

  question(desk): Question | null {
    const endings = endingsOf(desk);
    const difference = differencesOf(desk, endings).find((one) => taughtOf(one, desk) === null);
    if (difference)
      return differenceQuestion(difference, endings.find((ending) => ending.name === difference.entity)?.file ?? null);
    const first = endings[0];
    const noticed = byNotice(endings)[0];
    if (!first || !noticed || first.name === noticed.name || desk.intent.latest || /notice/i.test(desk.intent.asked))
      return null;
    return {
      question: 'What should count: the day it ends, or the last day on which notice can be given?',
      options: [
        { id: 'end', label: `The end: ${first.name}, ${longDate(first.iso)}`.slice(0, 200) },
        {
          id: 'notice',
          label: `The last day for notice: ${noticed.name}, ${longDate(noticed.lastDay ?? '')}`.slice(0, 200),
        },
      ],
      recommended: 'end',
    };
  },

  followUps(desk) {
    return endingsOf(desk)
      .slice(0, 4)
      .map((ending) => ({ tool: 'search_files', args: { query: ending.name } }));
  },

  compose(desk, footnotes, detail): Deliverable {
    const endings = endingsOf(desk);
    if (endings.length === 0 || timeline(desk) !== null) return timelinePage(desk, footnotes, detail);
    return endingsPage(desk, endings, footnotes, detail);
  },
};

/** What kind of thing is asked about: the topic without the words that ask for dates. */
function classTerms(desk: Desk): string[] {
  return desk.intent.terms.filter((term) => !formStems.has(term));
}

/** Everything of the class that says when it ends, the first end first; corrected by what the person settled. */
function endingsOf(desk: Desk): Ending[] {
  const terms = classTerms(desk);
  const docs = docsOfClass(allDocs(desk), terms);
  const fromDocs = docs.flatMap((doc): Ending[] =>
    doc.end
      ? [
          {
            name: doc.name,
            file: doc.file,
            iso: doc.end.iso,
            quote: doc.end.sentence.quote,
            doc,
            lastDay: doc.lastDay,
            verb: doc.end.kind === 'renewal' ? 'renews' : 'ends',
          },
        ]
      : [],
  );
  const all = [...fromDocs, ...datedRows(desk, terms).filter((row) => !fromDocs.some((doc) => doc.name === row.name))];
  for (const difference of findDifferences(entitiesFor(all), everything(desk, all), desk.knowledge, desk.sentences)) {
    const chosen = difference.point === 'End or renewal date' ? settled(difference, desk) : null;
    const ending = all.find((item) => item.name === difference.entity);
    if (chosen && ending) {
      Object.assign(ending, {
        iso: chosen.key,
        quote: chosen.quote,
        file: chosen.file,
        lastDay: ending.doc?.notice ? dayBefore(chosen.key, ending.doc.notice.period) : null,
      });
    }
  }
  const order =
    desk.reply?.optionId === 'notice'
      ? (ending: Ending) => ending.lastDay ?? ending.iso
      : (ending: Ending) => ending.iso;
  const sorted = all.toSorted((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0));
  return desk.intent.latest ? sorted.toReversed() : sorted;
}

function byNotice(endings: readonly Ending[]): Ending[] {
  return endings
    .filter((ending) => ending.lastDay !== null)
    .toSorted((a, b) => ((a.lastDay ?? '') < (b.lastDay ?? '') ? -1 : 1));
}

function entitiesFor(endings: readonly Ending[]): Entity[] {
  return entitiesOf(endings.map((ending) => ending.name));
}

function everything(desk: Desk, endings: readonly Ending[]): Entity[] {
  return namedThings(
    desk.knowledge,
    endings.map((ending) => ending.name),
  );
}

/** Differences about the end, those that would change which one is first before the others. */
function differencesOf(desk: Desk, endings: readonly Ending[]): Difference[] {
  const first = endings[0]?.iso ?? '';
  const found = findDifferences(entitiesFor(endings), everything(desk, endings), desk.knowledge, desk.sentences).filter(
    (difference) => difference.point === 'End or renewal date',
  );
  const changes = (difference: Difference) =>
    difference.entity === endings[0]?.name || difference.statements.some((one) => one.key < first);
  return found.toSorted((a, b) => Number(changes(b)) - Number(changes(a)));
}

function endingsPage(desk: Desk, endings: readonly Ending[], footnotes: Footnotes, detail: Detail): Deliverable {
  const differences = differencesOf(desk, endings);
  const noticed = byNotice(endings);
  const [first] = endings;
  const cite = (ending: Ending) =>
    footnotes.cite(ending.file, ending.quote) || footnotes.citeRow(ending.file, ending.quote);
  const says = (ending: Ending) =>
    `**${ending.name}** ${ending.verb} on ${longDate(ending.iso)}${noticeText(ending)}. ${cite(ending)} ${noticeMark(ending, footnotes)}`.trim();
  const byDay = desk.reply?.optionId === 'notice';
  const inShort = first
    ? [
        byDay && first.lastDay
          ? `First to act on: **${first.name}**. Notice is in time until ${longDate(first.lastDay)}; it ${first.verb} on ${longDate(first.iso)}. ${cite(first)} ${noticeMark(first, footnotes)}`.trim()
          : `${desk.intent.latest ? 'Last' : 'First'}: ${says(first)}`,
      ]
    : [];
  if (endings.length > 1)
    inShort.push(
      `Then ${listed(endings.slice(1, 4).map((ending) => `${ending.name} (${longDate(byDay && ending.lastDay ? ending.lastDay : ending.iso)}) ${cite(ending)}`))}.`,
    );
  const soonest = noticed.filter((ending) => ending.lastDay === noticed[0]?.lastDay && ending.name !== first?.name);
  if (!byDay && soonest.length > 0 && noticed[0]?.name !== first?.name && !desk.intent.latest) {
    const names = soonest.map((ending) => `**${ending.name}** ${noticeMark(ending, footnotes)}`.trim());
    inShort.push(
      `Sooner to act on: notice for ${listed(names)} is in time until ${longDate(noticed[0]?.lastDay ?? '')} only.`,
    );
  }
  for (const difference of differences.slice(0, 2)) {
    const chosen = settled(difference, desk);
    inShort.push(
      chosen
        ? `${disagreeing([difference])} about ${differenceLine(difference, footnotes)} Counted here: ${chosen.value}, ${chosen.how}.`
        : `Settle first: ${differenceLine(difference, footnotes)}`,
    );
  }
  const missing = withoutEnd(desk, endings);
  const sections: Section[] = [
    {
      heading: byDay
        ? 'In order of the last day for notice'
        : `In order of the end${desk.intent.latest ? ', last first' : ''}`,
      lines: [table(endings, footnotes, detail)],
    },
    ...notes(desk, endings, footnotes, detail),
    ...alsoCovered(desk, footnotes, detail, missing),
    ...(detail === 'bare' ? [] : [lookedAt(desk)]),
  ];
  const answer = first
    ? `${first.name} ${first.verb} ${desk.intent.latest ? 'last' : 'first'}, on ${longDate(first.iso)}${noticeText(first)}.`
    : '';
  const warn = differences[0]
    ? ` ${disagreeing(differences.slice(0, 1))} about ${differences[0].entity}: ${listed(differences[0].statements.map((one) => `${one.value} in ${sourceName(one.file)}`))}.`
    : '';
  return {
    title: desk.intent.title,
    basis: [
      `${counted(endings.length, 'end date')} found; practice does not know today’s date, so dates that have passed are listed too.`,
      ...steerLines(desk),
    ],
    inShort,
    sections,
    missing,
    summary:
      byDay && first?.lastDay
        ? `${first.name} needs a decision first: notice is in time until ${longDate(first.lastDay)}.${warn}`
        : `${answer}${warn}`,
  };
}

function noticeText(ending: Ending): string {
  return ending.lastDay && ending.doc?.notice
    ? `; notice is in time until ${longDate(ending.lastDay)} (${ending.doc.notice.period.text.replace('-', ' ')} before)`
    : '';
}

function noticeMark(ending: Ending, footnotes: Footnotes): string {
  const sentence = ending.doc?.notice?.sentence;
  return sentence ? footnotes.cite(sentence.file, sentence.quote) : '';
}

function table(endings: readonly Ending[], footnotes: Footnotes, detail: Detail): string {
  const shown = endings.slice(0, detail === 'full' ? 60 : detail === 'bare' ? 5 : 25);
  const some = (test: (ending: Ending) => unknown) => shown.some((ending) => Boolean(test(ending)));
  const columns: [head: string, cell: (ending: Ending) => string, wanted: boolean][] = [
    ['What', (ending) => ending.name, true],
    [
      shown.every((ending) => ending.verb === 'renews') ? 'Renews' : 'Ends',
      (ending) => `${longDate(ending.iso)} ${footnotes.cite(ending.file, ending.quote)}`,
      true,
    ],
    [
      'Notice',
      (ending) =>
        ending.doc?.notice ? `${ending.doc.notice.period.text.replace('-', ' ')} ${noticeMark(ending, footnotes)}` : '',
      some((ending) => ending.doc?.notice),
    ],
    [
      'Last day for notice',
      (ending) => (ending.lastDay ? longDate(ending.lastDay) : ''),
      some((ending) => ending.lastDay),
    ],
    [
      'Price',
      (ending) =>
        ending.doc?.price
          ? `${priceText(ending.doc.price.text)} ${footnotes.cite(ending.doc.price.file, ending.doc.price.quote)}`
          : '',
      detail !== 'bare' && some((ending) => ending.doc?.price),
    ],
  ];
  const used = columns.filter(([, , wanted]) => wanted);
  const text = markdownTable(
    used.map(([head]) => head),
    shown.map((ending) => used.map(([, cell]) => cell(ending).trim())),
  );
  const reckoned = some((ending) => ending.lastDay)
    ? '\n\nThe last day for notice is reckoned back from the end; no file states it. Check how each contract counts.'
    : '';
  return `${text}${reckoned}`;
}

/** `Price: 210 USD a month, 2,000 pages included` as `210 USD a month`. */
export function priceText(text: string): string {
  const found =
    /(?:[$€£]\s?\d[\d,.]*|\d[\d,.]*\s?(?:USD|EUR|GBP|CHF|dollars|euros?|pounds))(?:\s+(?:a|per|each|an)\s+\w+(?:\s+and\s+\w+)?)?/i.exec(
      text,
    );
  return found?.[0] ?? inSentence(text);
}

/** What happens at the end, and what other files say of the first ones. */
function notes(desk: Desk, endings: readonly Ending[], footnotes: Footnotes, detail: Detail): Section[] {
  if (detail === 'bare') return [];
  const all = everything(desk, endings);
  const extensions = endings.flatMap((ending) => {
    const said = ending.doc?.extension ? footnotes.said(ending.doc.extension, ending.name) : null;
    return said === null ? [] : [`- **${ending.name}**: ${said}`];
  });
  const elsewhere = entitiesFor(endings.slice(0, detail === 'full' ? 20 : 8)).flatMap((entity) => {
    const ending = endings.find((item) => item.name === entity.name);
    const found = about(entity, all, desk.sentences)
      .filter(
        (sentence) =>
          sentence.file !== ending?.doc?.file && sentence.file !== ending?.file && entity.namedIn(sentence.text),
      )
      .slice(0, 2);
    return found.flatMap((sentence) => {
      const said = footnotes.said(sentence);
      return said === null ? [] : [`- ${said}`];
    });
  });
  return [
    { heading: 'What happens at the end', lines: extensions.slice(0, 12) },
    { heading: 'What other files say', lines: [...new Set(elsewhere)].slice(0, 12) },
  ];
}

function withoutEnd(desk: Desk, endings: readonly Ending[]): string[] {
  const terms = classTerms(desk);
  if (terms.length === 0) return [];
  const without = docsOfClass(allDocs(desk), terms).filter(
    (doc) => doc.end === null && !endings.some((ending) => ending.file === doc.file),
  );
  return without.length === 0
    ? []
    : [
        `No end date was found in ${listed(without.slice(0, 8).map((doc) => doc.file))}${without.length > 8 ? ' and others' : ''}.`,
      ];
}
