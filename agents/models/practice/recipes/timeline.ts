/** All dates that bear on a topic, in order: for briefs that ask for deadlines, and when nothing says of itself that it ends. */
import { mentions } from '../brief.ts';
import { alsoCovered, lookedAt, steerLines } from '../common-parts.ts';
import { datesIn, longDate, monthNames } from '../../../lib/text/dates.ts';
import { counted, markdownTable, type Deliverable, type Footnotes } from '../deliverable.ts';
import type { Desk, Detail } from '../desk.ts';
import { queryWeights, score } from '../extract.ts';
import type { Sentence } from '../sentences.ts';

interface Dated {
  iso: string;
  sentence: Sentence;
}

const duty =
  /\b(?:by|until|before|due|deadline|latest|must|has to|have to|no later than|ends?|expires?|renewal|runs out|notice|deliver\w*|submit\w*|pay\w*|decid\w*|meet\w*|starts?|begins?|launch\w*)\b/i;

/** True briefs for a list of dates; null = the brief asks which one thing is first. */
export function timeline(desk: Desk): true | null {
  return /\b(deadlines|due dates|all (?:the )?dates|key dates|important dates|upcoming|timeline|calendar)\b/i.test(
    desk.intent.asked,
  )
    ? true
    : null;
}

function datedSentences(desk: Desk): Dated[] {
  const topic = desk.intent.terms.filter(
    (term) =>
      ![
        'deadline',
        'date',
        'due',
        'upcoming',
        'timeline',
        'key',
        'important',
        'first',
        'end',
        'when',
        'calendar',
        'come',
      ].includes(term),
  );
  const within = topic.filter((term) =>
    desk.sentences.some(
      (sentence) => sentence.stems.has(term) || mentions(`${sentence.file} ${sentence.headings.join(' ')}`, [term]),
    ),
  );
  const pool =
    within.length === 0
      ? desk.sentences.filter((sentence) => duty.test(sentence.text))
      : score(desk.sentences, queryWeights(within, desk.sentences)).map((scored) => scored.sentence);
  const months = monthNames.flatMap((name, index) =>
    new RegExp(`\\b${name}\\b`, 'i').test(desk.intent.asked) ? [index + 1] : [],
  );
  const asked = (iso: string) => months.length === 0 || months.includes(Number(iso.slice(5, 7)));
  const dated = pool.flatMap((sentence) =>
    datesIn(sentence.text)
      .slice(0, 3)
      .map((date) => ({ iso: date.iso, sentence }))
      .filter((item) => asked(item.iso)),
  );
  return dated.toSorted((a, b) => (a.iso < b.iso ? -1 : a.iso > b.iso ? 1 : 0));
}

export function timelinePage(desk: Desk, footnotes: Footnotes, detail: Detail): Deliverable {
  const all = datedSentences(desk);
  const limit = { full: 80, normal: 30, short: 10, bare: 5 }[detail];
  const shown = (desk.intent.latest ? all.toReversed() : all).slice(0, limit);
  const missing: string[] =
    all.length === 0
      ? [
          `No full date on this was found in ${counted(desk.knowledge.docs.size, 'file')}. Dates without a year are not read.`,
        ]
      : [];
  if (shown.length < all.length)
    missing.push(`${all.length - shown.length} more dates were found and left out for length.`);
  const said = (item: Dated) => {
    const line = footnotes.said(item.sentence);
    return line === null ? [] : [`${longDate(item.iso)}: ${line}`];
  };
  const rows = shown.flatMap((item) => {
    const line = footnotes.said(item.sentence);
    return line === null ? [] : [[longDate(item.iso), line]];
  });
  const sections = [
    ...(rows.length > 0 ? [{ heading: 'In order', lines: [markdownTable(['Date', 'What the file says'], rows)] }] : []),
    ...alsoCovered(desk, footnotes, detail, missing),
    ...(detail === 'bare' ? [] : [lookedAt(desk)]),
  ];
  const first = shown[0];
  return {
    title: desk.intent.title,
    basis: [
      `${counted(all.length, 'date')} found; practice does not know today’s date, so dates that have passed are listed too.`,
      ...steerLines(desk),
    ],
    inShort: shown.slice(0, 3).flatMap(said),
    sections,
    missing,
    summary: first
      ? `${counted(all.length, 'date')} found. First: ${longDate(first.iso)}, ${first.sentence.text}`
      : 'No date on this was found in the files.',
  };
}
