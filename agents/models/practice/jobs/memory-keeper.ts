/** The memory manager's job beside others: keeps for later tasks what a page established, with its source. */
import type { Citation } from '../../../domain/schema.ts';
import { parseCitations, citedMemory } from '../../../lib/text/citations.ts';
import { counted, type Deliverable, type Footnotes } from '../deliverable.ts';
import type { Desk, ToolCall } from '../desk.ts';
import { pageWithin } from '../page.ts';
import { sentencesOf } from '../sentences.ts';
import { wasCalled } from '../state.ts';
import { talkLines } from '../talk.ts';
import { openCalls, type Job } from './job.ts';
import { isRow, isWanted, pagesOf, plainLine, readingCalls, type MadePage } from './made-page.ts';

const most = 6;

interface Statement {
  subject: string;
  text: string;
  source: Citation;
}

/** Null = nothing was made that could be kept. */
export function keeperJob(desk: Desk): Job | null {
  const { state } = desk;
  if (state.role !== 'memory manager' || !state.tools.has('remember') || state.made.length === 0) return null;
  const reads = readingCalls(
    desk,
    state.made.flatMap(({ files }) => files).filter((path) => /\.(?:md|markdown|txt)$/i.test(path)),
  );
  const kept = established(desk);
  return {
    plan: [
      'Read what was made and what the review says',
      'Keep what holds, with its source',
      'Write what is new',
      'Hand in the result',
    ],
    slug: 'knowledge',
    next() {
      if (reads.length > 0) return { text: 'Reading what was made.', calls: reads, doing: 0 };
      const calls = openCalls(state, kept.map(rememberCall));
      return calls.length === 0 ? null : { text: `Keeping ${counted(calls.length, 'statement')}.`, calls, doing: 1 };
    },
    page: () => pageWithin(desk, (footnotes) => page(desk, kept, footnotes)),
  };
}

function rememberCall({ subject, text, source }: Statement): ToolCall {
  return {
    tool: 'remember',
    args: { subject, text, kind: 'fact', source: `files/${source.file}`, quote: source.quote },
  };
}

/** True when a review among what was made did not pass it. */
function isRefused(desk: Desk): boolean {
  return desk.state.made.some(({ summary }) => /^not ready\b/i.test(summary));
}

/** Statements with one source each: first those a page gives in short. A file's own words to a teammate are none. */
function established(desk: Desk): Statement[] {
  if (isRefused(desk)) return [];
  const pages = pagesOf(
    desk,
    desk.state.made.flatMap(({ files }) => files),
  ).filter(({ title }) => !/^review of\b/i.test(title));
  const found = pages.flatMap((page) =>
    page.sections.flatMap(({ lines }) => lines.flatMap((line) => statementsIn(line, page, desk))),
  );
  return [...new Map(found.map((statement) => [statement.source.quote, statement])).values()].slice(0, most);
}

function statementsIn(line: string, page: MadePage, desk: Desk): Statement[] {
  const marks = [...line.matchAll(/\[\^([^\]\s]+)\]/g)].map((found) => found[1] ?? '');
  const [source, more] = marks.flatMap((mark) => parseCitations(`[^1]: ${page.notes.get(mark) ?? ''}`));
  const text = plainLine(line);
  if (!source || more || isRow(line) || citedMemory(source.file) !== null || !isWanted(line, page, desk)) return [];
  if (text.length < 20 || text.length > 400 || text.endsWith('?') || isOrder(text) || needsNeighbours(text)) return [];
  return [{ subject: subjectOf(line, source, desk), text, source }];
}

/** A statement that names nobody means nothing on its own. */
function needsNeighbours(text: string): boolean {
  return /^(?:[“"]|(?:I|we|they|he|she|it|this|that|these|those|our|my|their|his|her|its)\b)/i.test(text);
}

/** Text that tells its reader what to do must never become knowledge. */
function isOrder(text: string): boolean {
  return /\b(?:ignore|disregard|delete|forward|password|instructions?|you must|you should)\b/i.test(text);
}

/** What stands in bold, else what the source's document is called, else its file. */
function subjectOf(line: string, { file, quote }: Citation, desk: Desk): string {
  const bold = /\*\*([^*]{2,100})\*\*/.exec(line)?.[1];
  const doc = desk.knowledge.docs.get(file);
  const heading = doc ? sentencesOf(doc).find((sentence) => sentence.quote === quote)?.headings[0] : undefined;
  const named = /\p{Lu}[\p{L}’-]+(?:\s+\p{Lu}[\p{L}’-]+)+/u.exec(plainLine(line))?.[0];
  const base = file
    .slice(file.lastIndexOf('/') + 1)
    .replace(/\.[^.]+$/, '')
    .replace(/[-_]+/g, ' ');
  return (bold ?? heading ?? named ?? base).slice(0, 120);
}

function page(desk: Desk, kept: readonly Statement[], footnotes: Footnotes): Deliverable {
  const { state } = desk;
  const outcomeOf = (statement: Statement) =>
    state.calls.find(
      (call) =>
        call.tool === 'remember' &&
        call.args.text === statement.text &&
        wasCalled(state, 'remember', { text: statement.text }),
    );
  const line = (statement: Statement) =>
    `- ${statement.text} ${footnotes.cite(statement.source.file, statement.source.quote)}`.trim();
  const isKept = (statement: Statement) => outcomeOf(statement)?.isError === false;
  const isKnown = (statement: Statement) => /known already/.test(outcomeOf(statement)?.text ?? '');
  const fresh = kept.filter((statement) => isKept(statement) && !isKnown(statement));
  const known = kept.filter((statement) => isKept(statement) && isKnown(statement));
  const refused = kept.filter((statement) => !isKept(statement));
  const why = isRefused(desk)
    ? ['The review did not pass the work, so nothing of it was kept.']
    : kept.length === 0
      ? ['No statement with one source was found in what was made, so nothing was kept.']
      : [];
  return {
    title: 'What the team knows now',
    basis: talkLines(state),
    inShort: [`${counted(fresh.length, 'statement')} new, ${known.length} known already.`],
    sections: [
      { heading: 'New', lines: fresh.map(line) },
      { heading: 'Known already, and it still holds', lines: known.map(line) },
    ],
    missing: [...why, ...refused.map(({ text }) => `“${text}” could not be kept.`)],
    summary: `${counted(fresh.length, 'statement')} new, ${known.length} known already.${why.length > 0 ? ` ${why[0]}` : ''}`,
  };
}
