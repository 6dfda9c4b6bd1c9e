/** A page a colleague made, as lines whose footnotes can be taken along. Pure. */
import { parseCitations } from '../../../lib/text/citations.ts';
import { stemOf, wordsOf } from '../../../lib/text/fold.ts';
import type { Citation } from '../../../domain/schema.ts';
import { practiceLine, type Footnotes } from '../deliverable.ts';
import { brokenQuotes, type Desk, type ToolCall } from '../desk.ts';
import type { Doc } from '../knowledge.ts';
import { openCalls } from './job.ts';

export interface MadePage {
  path: string;
  title: string;
  sections: { heading: string; lines: string[] }[];
  /** The definitions as written, by mark. */
  notes: Map<string, string>;
  citations: Citation[];
}

const definition = /^ {0,3}\[\^([^\]\s]+)\]:\s*(.*)$/;

export function readPage(doc: Doc): MadePage {
  const lines = doc.lines.map(({ text }) => text);
  const page: MadePage = {
    path: doc.path,
    title: '',
    sections: [{ heading: '', lines: [] }],
    notes: new Map(),
    citations: parseCitations(lines.join('\n')),
  };
  let note: string | null = null;
  for (const line of lines) {
    const [, mark, body] = definition.exec(line) ?? [];
    if (mark !== undefined) {
      page.notes.set(mark, body ?? '');
      note = mark;
    } else if (note !== null && /^\s+\S/.test(line)) {
      page.notes.set(note, `${page.notes.get(note)} ${line.trim()}`);
    } else {
      note = null;
      const [, level = '', heading] = /^(#{1,6})\s+(.+?)\s*$/.exec(line) ?? [];
      if (heading !== undefined && level === '#' && page.title === '') page.title = heading;
      else if (heading !== undefined) page.sections.push({ heading, lines: [] });
      else if (!line.includes(practiceLine)) page.sections.at(-1)?.lines.push(line);
    }
  }
  return page;
}

/** A line with its marks as the new page counts them; a mark nobody defined is left out. */
export function carried(line: string, page: MadePage, footnotes: Footnotes): string {
  return line.replace(/ ?\[\^([^\]\s]+)\](?!:)/g, (whole, mark: string) => {
    const body = page.notes.get(mark);
    return body === undefined ? '' : `${whole.startsWith(' ') ? ' ' : ''}${footnotes.carry(body)}`;
  });
}

/** False for a line that quotes what the checks did not find, or speaks of what the person wants left out. */
export function isWanted(line: string, page: MadePage, desk: Desk): boolean {
  const broken = brokenQuotes(desk.state);
  const quotes = [...line.matchAll(/\[\^([^\]\s]+)\]/g)].map((found) => page.notes.get(found[1] ?? '') ?? '');
  if (quotes.some((quote) => broken.some((start) => quote.includes(start)))) return false;
  const stems = new Set(wordsOf(line).map(stemOf));
  return !desk.intent.leaveOut.some((phrase) => wordsOf(phrase).every((word) => stems.has(stemOf(word))));
}

/** Text of a line as it is read: no marks of lists, notes or emphasis. */
export function plainLine(line: string): string {
  return line
    .replace(/ ?\[\^[^\]\s]+\]/g, '')
    .replace(/^\s*(?:[-*+]|\d+[.)])\s+/, '')
    .replace(/[*_`]+/g, '')
    .trim();
}

/** True for a table's row or rule. */
export const isRow = (line: string): boolean => /^\s*\|.*\|\s*$/.test(line);

/** The calls that read these files to their ends. */
export function readingCalls(desk: Desk, paths: readonly string[]): ToolCall[] {
  const calls = paths.flatMap((path): ToolCall[] => {
    const doc = desk.knowledge.made.get(path);
    const read = doc?.lines.at(-1)?.number ?? 0;
    if (doc && read >= doc.total) return [];
    return [{ tool: 'read_file', args: doc ? { path, offset: read + 1 } : { path } }];
  });
  return openCalls(desk.state, calls);
}

/** The pages among these files that could be read. */
export function pagesOf(desk: Desk, paths: readonly string[]): MadePage[] {
  return paths.flatMap((path) => {
    const doc = desk.knowledge.made.get(path);
    return doc ? [readPage(doc)] : [];
  });
}
