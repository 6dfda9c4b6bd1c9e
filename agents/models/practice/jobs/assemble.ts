/** Puts together what parts made: the document as its writer left it, what the review says, and what was not done. Pure. */
import type { Made } from '../../../runs/headings.ts';
import { steerLines } from '../common-parts.ts';
import { makeFootnotes, practiceLine, type Footnotes } from '../deliverable.ts';
import type { Desk } from '../desk.ts';
import type { Page } from '../page.ts';
import { cleanText } from '../sentences.ts';
import { talkLines } from '../talk.ts';
import { carried, isWanted, pagesOf, type MadePage } from './made-page.ts';
import type { Rounds } from './rounds.ts';

/** The files that make up the whole: the writer's, and those of parts it did not see. */
export function filesToRead(rounds: Rounds): string[] {
  const { document, beside } = filesOf(rounds);
  return [...(document ? [document] : []), ...beside].flatMap(({ files }) => textsIn(files));
}

function textsIn(files: readonly string[]): string[] {
  return files.filter((path) => /\.(?:md|markdown|txt)$/i.test(path));
}

/** What the writer made, and what others found that the writer did not see. */
function filesOf({ parts, ends }: Rounds): { document: Made | undefined; beside: Made[] } {
  const roleOf = new Map(parts.map(({ key, role }) => [key, role]));
  const done = ends.filter(({ end, files }) => end === 'done' && textsIn(files).length > 0);
  const document = done.findLast(({ key }) => roleOf.get(key) === 'executor');
  const seen = new Set(document ? needsOf(document.key, parts) : []);
  const beside = done.filter(({ key }) => {
    const role = roleOf.get(key);
    return role !== 'executor' && role !== 'reviewer' && role !== 'memory manager' && !seen.has(key);
  });
  return { document, beside };
}

/** All a part rests on, near and far. */
function needsOf(key: string, parts: Rounds['parts'], found = new Set<string>()): Set<string> {
  for (const need of parts.find((part) => part.key === key)?.needs ?? []) {
    if (found.has(need)) continue;
    found.add(need);
    needsOf(need, parts, found);
  }
  return found;
}

export function assembled(desk: Desk, rounds: Rounds): Page {
  const footnotes = makeFootnotes();
  const { document, beside } = filesOf(rounds);
  const pages = document ? pagesOf(desk, textsIn(document.files)) : [];
  const title = pages.find((page) => page.title !== '')?.title ?? desk.intent.title;
  const done = rounds.ends.filter(({ end }) => end === 'done');
  const body = [
    ...pages.flatMap((page) => sectionsOf(page, desk, footnotes)),
    ...beside.flatMap((made) => [
      `## ${cleanText(made.title)}`,
      ...pagesOf(desk, textsIn(made.files)).flatMap((page) => sectionsOf(page, desk, footnotes, '#')),
    ]),
    ...endSections(rounds),
  ];
  const basis = [
    `*Put together from ${done.length} of ${rounds.ends.length} parts; what colleagues wrote stands as they wrote it.*`,
    ...talkLines(desk.state),
    ...steerLines(desk),
  ];
  const text = [
    `# ${cleanText(title)}`,
    `*${practiceLine}*`,
    basis.join('\n'),
    ...body,
    footnotes.definitions().join('\n'),
  ]
    .filter((part) => part.trim() !== '')
    .join('\n\n');
  return { text: `${text}\n`, summary: summaryOf(document ?? beside[0], rounds) };
}

/** A page's sections with their lines as they stand, marks renumbered; `deeper` sets them under a heading of ours. */
function sectionsOf(page: MadePage, desk: Desk, footnotes: Footnotes, deeper = ''): string[] {
  return page.sections.flatMap(({ heading, lines }) => {
    const kept = lines.filter((line) => isWanted(line, page, desk)).map((line) => carried(line, page, footnotes));
    const text = kept.join('\n').trim();
    if (text === '') return [];
    return heading === '' ? [text] : [`##${deeper} ${heading}`, text];
  });
}

function endSections({ ends, parts }: Rounds): string[] {
  const reviews = ends.filter(({ key, end }) => end === 'done' && isReview(key, parts));
  const open = ends.filter(({ end }) => end === 'failed' || end === 'not begun');
  return [
    ...(reviews.length > 0
      ? ['## What the review says', reviews.map(({ summary }) => `- ${said(summary)}`).join('\n')]
      : []),
    ...(open.length > 0
      ? [
          '## What was not done',
          open.map(({ title, end, summary }) => `- ${cleanText(title)} (${end}): ${said(summary)}`).join('\n'),
        ]
      : []),
  ];
}

function isReview(key: string, parts: Rounds['parts']): boolean {
  return parts.find((part) => part.key === key)?.role === 'reviewer';
}

function said(summary: string): string {
  const text = cleanText(summary.replaceAll(practiceLine, '').replace(/\[\^[^\]]*\]:?/g, ''));
  return text === '' ? 'nothing was said of it.' : text.slice(0, 600);
}

function summaryOf(first: Made | undefined, { ends, parts }: Rounds): string {
  const done = ends.filter(({ end }) => end === 'done');
  const open = ends.filter(({ end }) => end !== 'done');
  const review = done.find(({ key }) => isReview(key, parts));
  return [
    first ? said(first.summary) : 'No part made a document.',
    `${done.length} of ${ends.length} parts are done.`,
    ...(review ? [`The review: ${said(review.summary)}`] : []),
    ...(open.length > 0 ? [`Not done: ${open.map(({ title }) => cleanText(title)).join('; ')}.`] : []),
  ].join(' ');
}
