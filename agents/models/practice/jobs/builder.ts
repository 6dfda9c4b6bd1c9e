/** The job of whoever builds on what colleagues made: reads it, and lays it out as one page with their footnotes. */
import { steerLines } from '../common-parts.ts';
import { counted, listed, type Deliverable, type Footnotes, type Section } from '../deliverable.ts';
import type { Desk, Detail } from '../desk.ts';
import { pageWithin } from '../page.ts';
import { talkLines } from '../talk.ts';
import type { Job } from './job.ts';
import { carried, isRow, isWanted, pagesOf, plainLine, readingCalls, type MadePage } from './made-page.ts';

const shortHeading = 'In short';
const missingHeading = 'What could not be found';
const disagreement = /^Where .* disagree$/;
/** Sections that tell how a page came about, not what it says. */
const aside = new Set(['What was looked at', 'What would help', missingHeading]);

/** Null = nothing was made that could be built on. */
export function builderJob(desk: Desk): Job | null {
  const files = desk.state.made.flatMap((made) => made.files);
  const reads = readingCalls(desk, files);
  const hasLines = desk.state.made.some(({ summary }) => summary !== '') || pagesOf(desk, files).length > 0;
  if (desk.state.made.length === 0 || (reads.length === 0 && !hasLines)) return null;
  return {
    plan: ['Read what colleagues made', 'Lay it out as asked, with their sources', 'Hand in the result'],
    slug: desk.intent.slug,
    next: () => (reads.length === 0 ? null : { text: 'Reading what colleagues made.', calls: reads, doing: 0 }),
    page: () => pageWithin(desk, (footnotes, detail) => compose(desk, footnotes, detail)),
  };
}

function compose(desk: Desk, footnotes: Footnotes, detail: Detail): Deliverable {
  const most = { full: 24, normal: 9, short: 4, bare: 2 }[detail];
  const inShort: string[] = [];
  const sections: Section[] = [];
  const missing: string[] = [];
  const used = new Set<string>();
  const fresh = (line: string) => {
    const text = plainLine(line).toLowerCase();
    return text !== '' && !used.has(text) && (used.add(text), true);
  };
  for (const { title, summary, files } of desk.state.made) {
    const pages = pagesOf(desk, files);
    const lead = pages.flatMap((page) => linesUnder(page, desk, (heading) => heading === shortHeading));
    inShort.push(
      ...lead.slice(0, detail === 'bare' ? 1 : 2).flatMap((item) => (fresh(item.line) ? write(item, footnotes) : [])),
    );
    // Where sources disagree must not be lost for want of room.
    const body = [
      ...pages.flatMap((page) => linesUnder(page, desk, (heading) => disagreement.test(heading))),
      ...lead,
      ...pages.flatMap((page) => linesUnder(page, desk, isBody)),
    ];
    const said = body.filter(({ line }) => !isRow(line) && fresh(line)).slice(0, most);
    const rows = detail === 'bare' ? [] : body.filter(({ line }) => isRow(line));
    const shown = said.map((item) => `- ${write(item, footnotes)}`);
    shown.push(...rows.map(({ line, page }) => carried(line, page, footnotes)));
    if (pages.length === 0 && summary !== '') shown.push(`- ${summary.replace(/\s+/g, ' ')}`);
    sections.push({ heading: title, lines: apart(shown) });
    missing.push(
      ...pages
        .flatMap((page) => linesUnder(page, desk, (heading) => heading === missingHeading))
        .flatMap((item) => (fresh(item.line) ? write(item, footnotes) : [])),
    );
  }
  const titles = listed(desk.state.made.map(({ title }) => `“${title}”`));
  return {
    title: titleOf(desk.intent.title),
    basis: [`Built on what colleagues found: ${titles}.`, ...talkLines(desk.state), ...steerLines(desk)],
    inShort,
    sections,
    missing,
    summary: [
      ...inShort.slice(0, 2).map((line) => plainLine(line)),
      `Built on ${counted(desk.state.made.length, 'part')} of colleagues.`,
    ].join(' '),
  };
}

/** “Write a letter to our board” is the letter. */
function titleOf(asked: string): string {
  const thing = asked.replace(/^(?:write|draft|prepare|compose|put together)\s+(?:(?:an?|the|one|our)\s+)?/i, '');
  return thing === '' ? asked : thing.charAt(0).toUpperCase() + thing.slice(1);
}

interface Item {
  line: string;
  page: MadePage;
}

function isBody(heading: string): boolean {
  return heading !== '' && heading !== shortHeading && !aside.has(heading) && !disagreement.test(heading);
}

/** Wanted lines under these headings; all of a page without our headings is its body. */
function linesUnder(page: MadePage, desk: Desk, isOf: (heading: string) => boolean): Item[] {
  const isOurs = page.sections.some(({ heading }) => heading === shortHeading);
  return page.sections
    .filter(({ heading }) => (isOurs ? isOf(heading) : isOf === isBody && !aside.has(heading)))
    .flatMap(({ lines }) => lines.filter((line) => line.trim() !== '' && isWanted(line, page, desk)))
    .map((line) => ({ line, page }));
}

function write({ line, page }: Item, footnotes: Footnotes): string {
  return carried(line, page, footnotes)
    .replace(/^\s*(?:[-*+]|\d+[.)])\s+/, '')
    .trim();
}

/** A blank line before each table, or it is none; a table begins where a rule follows. */
function apart(lines: readonly string[]): string[] {
  return lines.flatMap((line, index) => {
    const begins = isRow(line) && /^\s*\|[\s:|-]+\|\s*$/.test(lines[index + 1] ?? '');
    return begins && index > 0 ? ['', line] : [line];
  });
}
