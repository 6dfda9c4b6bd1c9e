/** Puts the result together as Markdown with footnotes that quote the files. */
import { citedMemory, parseCitations } from '../../lib/text/citations.ts';
import { cleanText, quotable, type Sentence } from './sentences.ts';

/** Said in every result and first of all. */
export const practiceLine = 'Practice: no AI; sentences are extracted, not written.';

/** Gives each quote its number; the same quote of the same file keeps its number. */
export interface Footnotes {
  /** ` [^1]`-like mark for a quote; empty = the quote cannot be cited as it stands. */
  cite(file: string, quote: string): string;
  /** The mark of a table row's raw line; empty when the row spans lines. */
  citeRow(file: string, raw: string | null): string;
  /**
   * The sentence with its mark; `under` = a name it need not begin with, because it stands under it.
   * Null = it cannot be cited, so it must not be said.
   */
  said(sentence: Sentence, under?: string): string | null;
  /** The mark of a definition taken over as it stands: `path: "quote"`. */
  carry(body: string): string;
  definitions(): string[];
  /** How many memories are cited. */
  known(): number;
}

export function makeFootnotes(): Footnotes {
  const known = new Map<string, number>();
  const carried = new Map<string, number>();
  const lines: string[] = [];
  const cite = (file: string, quote: string): string => {
    const key = `${file}\n${quote}`;
    const before = known.get(key);
    if (before !== undefined) return `[^${before}]`;
    const number = lines.length + 1;
    const line = definition(number, file, quote);
    if (line === null) return '';
    known.set(key, number);
    lines.push(line);
    return `[^${number}]`;
  };
  const carry = (body: string): string => {
    const before = carried.get(body);
    if (before !== undefined) return `[^${before}]`;
    const [citation] = parseCitations(`[^1]: ${body}`);
    // What is cited already keeps its number, however it was written.
    const key = citation ? `${citation.file}\n${citation.quote}` : `\n${body}`;
    const number = known.get(key) ?? lines.length + 1;
    if (!known.has(key)) lines.push(`[^${number}]: ${body}`);
    known.set(key, number);
    carried.set(body, number);
    return `[^${number}]`;
  };
  return {
    cite,
    carry,
    citeRow(file, raw) {
      const quote = raw === null ? null : quotable(raw);
      return quote === null ? '' : cite(file, quote);
    },
    said(sentence, under) {
      const mark = cite(sentence.file, sentence.quote);
      const text =
        under !== undefined && sentence.text.startsWith(`${under}: `)
          ? sentence.text.slice(under.length + 2)
          : sentence.text;
      return mark === '' ? null : `${asSaid(closed(text))} ${mark}`;
    },
    definitions: () => lines,
    known: () => new Set([...known.keys()].flatMap((key) => citedMemory(key.split('\n', 1)[0] ?? '') ?? [])).size,
  };
}

/** One definition, read back the way the checks read it: odd paths are put in backticks, and what still fails is not cited. */
function definition(number: number, file: string, quote: string): string | null {
  for (const path of [file, `\`${file}\``]) {
    const line = `[^${number}]: ${path}: "${quote}"`;
    const [citation, more] = parseCitations(line);
    if (more === undefined && citation?.file === file && citation.quote === quote.replace(/\s+/g, ' ').trim())
      return line;
  }
  return null;
}

/** What somebody says of themselves stands in quotes, or it would read as the teammate’s own word. */
export function asSaid(text: string): string {
  return /\b(?:I|[Ww]e)\b/.test(text) && !/^[“"]/.test(text) ? `“${text}”` : text;
}

function closed(text: string): string {
  const start = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?:…]$/.test(start) ? start : `${start}.`;
}

export interface Section {
  heading: string;
  lines: string[];
}

export interface Deliverable {
  title: string;
  /** What was chosen or steered, one sentence each. */
  basis: string[];
  inShort: string[];
  sections: Section[];
  /** What could not be found or told. */
  missing: string[];
  /** One paragraph for the hand-in. */
  summary: string;
}

/** The page as text. Empty parts are left out. */
export function renderPage(page: Deliverable, footnotes: Footnotes): string {
  const parts = [`# ${cleanText(page.title)}`, `*${practiceLine}*`];
  if (page.basis.length > 0) parts.push(page.basis.join('\n'));
  if (page.inShort.length > 0) parts.push(`## In short\n\n${bullets(page.inShort)}`);
  for (const section of page.sections)
    if (section.lines.length > 0) parts.push(`## ${cleanText(section.heading)}\n\n${section.lines.join('\n')}`);
  if (page.missing.length > 0) parts.push(`## What could not be found\n\n${bullets(page.missing)}`);
  const definitions = footnotes.definitions();
  if (definitions.length > 0) parts.push(definitions.join('\n'));
  return `${parts.join('\n\n')}\n`;
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}

/** A Markdown table; cells lose what would break it. Columns of numbers are set to the right. */
export function markdownTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): string {
  const cell = (text: string) => text.replace(/\s+/g, ' ').replaceAll('|', '/').trim();
  const row = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  const rule = header.map((_, index) => (right.includes(index) ? '---:' : '---'));
  return [row(header), row(rule), ...rows.map(row)].join('\n');
}

/** `a, b and c`. */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** `3 files`, `1 file`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}
