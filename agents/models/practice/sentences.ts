/** Cuts documents into sentences, each with a quote that stands word for word in one line of its file. */
import { stemOf, wordsOf } from '../../lib/text/fold.ts';
import type { Doc } from './knowledge.ts';

export interface Sentence {
  file: string;
  line: number;
  /** For reading: no list marks, no emphasis. */
  text: string;
  /** A verbatim part of one line, without double quotes. */
  quote: string;
  /** Title of the document and headings above the sentence, outermost first. */
  headings: string[];
  stems: ReadonlySet<string>;
}

const maxQuote = 280;

interface Piece {
  line: number;
  raw: string;
  /** The first line of a list item: a short one is kept whole, its parts explain each other. */
  item?: boolean;
}

/** Every sentence of a text document, in order. Tables written with commas have rows, not sentences: they give none. */
export function sentencesOf(doc: Doc): Sentence[] {
  const found: Sentence[] = [];
  const headings: { level: number; text: string }[] = [];
  let paragraph: Piece[] = [];
  let fence = false;
  let tableHead: string[] | null = null;
  const flush = () => {
    for (const part of splitParagraph(paragraph)) push(part.text, part.quote, part.line);
    paragraph = [];
  };
  const push = (text: string, quoted: string, line: number) => {
    const shown = cleanText(text);
    const quote = quotable(quoted);
    if (quote === null || wordsOf(shown).length < 2 || isGreeting(shown)) return;
    const above = headings.map((heading) => heading.text);
    found.push({
      file: doc.path,
      line,
      text: shown,
      quote,
      headings: above,
      stems: new Set(wordsOf(shown).map(stemOf)),
    });
  };
  for (const [index, { number, text: raw }] of doc.lines.entries()) {
    const line = raw.replace(/^(?:\s*>)+\s?/, '').replace(/\u00a0/g, ' ');
    const trimmed = line.trim();
    if (/^(```|~~~)/.test(trimmed)) {
      flush();
      fence = !fence;
      continue;
    }
    const heading = fence ? null : headingOf(trimmed, doc.lines[index + 1]?.text ?? '', index);
    if (fence || trimmed === '' || /^[-=*_~]{3,}$/.test(trimmed) || heading) {
      flush();
      tableHead = null;
      if (/^[-*_]{3,}$/.test(trimmed)) headings.length = Math.min(headings.length, 1);
      if (heading) {
        while ((headings.at(-1)?.level ?? 0) >= heading.level) headings.pop();
        headings.push(heading);
      }
      continue;
    }
    if (/^\|.*\|$/.test(trimmed) || (doc.ending.startsWith('htm') && trimmed.includes(' | '))) {
      flush();
      const cells = trimmed
        .replace(/^\||\|$/g, '')
        .split('|')
        .map((cell) => cell.trim());
      if (cells.every((cell) => /^:?-*:?$/.test(cell))) continue;
      if (tableHead === null) tableHead = cells;
      else
        push(
          rowText(tableHead, cells),
          doc.ending.startsWith('htm') ? longest(cells) : trimmed.replace(/^\|\s*|\s*\|$/g, ''),
          number,
        );
      continue;
    }
    tableHead = null;
    const item = /^(?:[-*+•]|\d{1,3}[.)]|\[[ xX]\])\s+/.exec(trimmed);
    if (item || isLabelled(trimmed)) {
      flush();
      if (!isMailHeader(trimmed))
        paragraph.push({
          line: number,
          item: item !== null,
          raw: item ? trimmed.slice(item[0].length).replace(/^\[[ xX]\]\s+/, '') : trimmed,
        });
      if (isLabelled(trimmed)) flush();
      continue;
    }
    if (paragraph.length > 0 && (paragraph.at(-1)?.raw.length ?? 0) < 45 && !/^[a-z(]/.test(trimmed)) flush();
    paragraph.push({ line: number, raw: trimmed });
  }
  flush();
  // A page's title often stands once more as plain text.
  const titles = new Set(found.flatMap((sentence) => sentence.headings));
  return found.filter((sentence) => !titles.has(sentence.text));
}

function headingOf(line: string, next: string, index: number): { level: number; text: string } | null {
  const marked = /^(#{1,6})\s+(.+?)\s*#*$/.exec(line);
  if (marked) return { level: marked[1]?.length ?? 1, text: cleanText(marked[2] ?? '') };
  if (/^subject:\s*\S/i.test(line)) return { level: 1, text: line.replace(/^subject:\s*/i, '') };
  if (/^from:\s*\S/i.test(line)) return { level: 2, text: line };
  if (/^={3,}\s*$/.test(next)) return { level: 1, text: line };
  if (/^-{3,}\s*$/.test(next) && line.length < 80 && !/[.:]$/.test(line)) return { level: 2, text: line };
  const bold = /^(?:\*\*|__)([^*_]{2,80}?):?(?:\*\*|__):?$/.exec(line)?.[1];
  if (bold !== undefined) return { level: 3, text: bold };
  if (/^\d{1,2}(?:\.\d{1,2})*\.?\s+[A-Z][^.!?:]{1,50}$/.test(line) && line.split(' ').length <= 7)
    return { level: 3, text: line };
  if (
    line.length <= 80 &&
    /[A-Z]{3}/.test(line) &&
    line === line.toUpperCase() &&
    !/[.:|,]$/.test(line) &&
    !/^\W/.test(line)
  )
    return { level: index === 0 ? 1 : 2, text: line };
  return null;
}

function isMailHeader(line: string): boolean {
  return /^(?:from|to|cc|bcc|date|sent|reply-to|present|attendees|apologies|author|tags|layout):/i.test(line);
}

/** `Label: value` on a line of its own, as in forms and contracts. */
function isLabelled(line: string): boolean {
  return /^(?:\*\*|__)?[A-Z][\p{L}\d /()’'-]{1,38}(?::(?:\*\*|__)?|(?:\*\*|__):)\s+\S/u.test(line);
}

/** Joins the lines of a paragraph, cuts it into sentences, and finds for each the line that holds most of it. */
function splitParagraph(pieces: readonly Piece[]): { text: string; quote: string; line: number }[] {
  const joined = pieces.map((piece) => piece.raw).join(' ');
  const parts: { text: string; quote: string; line: number }[] = [];
  let from = 0;
  const ends = pieces[0]?.item === true && joined.length <= 160 ? [] : sentenceEnds(joined);
  for (const end of [...ends, joined.length]) {
    if (joined.slice(from, end).trim() !== '')
      parts.push({ text: joined.slice(from, end).trim(), ...bestLine(pieces, from, end) });
    from = end;
  }
  return parts;
}

function sentenceEnds(text: string): number[] {
  const ends: number[] = [];
  for (const match of text.matchAll(/[.!?]["”’)]?\s+(?=["“‘(]?[\p{Lu}\d])/gu)) {
    const before = text.slice(0, match.index);
    if (
      match[0].startsWith('.') &&
      /(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|Nr|Inc|Ltd|Co|vs|etc|approx|ca|e\.g|i\.e|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Art|Sec|p|pp)|\b[A-Z]|(?:^|\s)\d{1,2})$/.test(
        before,
      )
    )
      continue;
    ends.push(match.index + match[0].length);
  }
  return ends;
}

function bestLine(pieces: readonly Piece[], from: number, end: number): { quote: string; line: number } {
  let start = 0;
  let best = { quote: '', line: pieces[0]?.line ?? 1 };
  for (const piece of pieces) {
    const part = piece.raw.slice(Math.max(0, from - start), Math.max(0, end - start)).trim();
    if (part.length > best.quote.length) best = { quote: part, line: piece.line };
    start += piece.raw.length + 1;
  }
  return best;
}

function longest(parts: readonly string[]): string {
  return parts.reduce((best, part) => (part.length > best.length ? part : best), '');
}

function rowText(head: readonly string[], cells: readonly string[]): string {
  if (head.length === 2 && cells.length === 2) return `${cells[0]}: ${cells[1]}`;
  return cells
    .map((cell, index) => (cell === '' ? '' : index === 0 || !head[index] ? cell : `${head[index]} ${cell}`))
    .filter(Boolean)
    .join(', ');
}

/** The longest stretch without double quotes, at most 280 characters; null = nothing worth quoting is left. */
export function quotable(text: string): string | null {
  const stretch = longest(text.split(/["“”„‟«»\u0000-\u001f]+/).map((part) => part.trim()));
  const cut = stretch.length <= maxQuote ? stretch : stretch.slice(0, maxQuote).replace(/\s+\S*$/, '');
  return (cut.match(/[\p{L}\p{N}]/gu) ?? []).length < 3 ? null : cut;
}

/** Text for reading inside Markdown: emphasis, links and marks that would change the page are taken off. */
export function cleanText(text: string): string {
  return text
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(\*\*|__)(?=\S)(.+?)\1/g, '$2')
    .replace(/(?<![\p{L}\d*_])([*_])(?=\S)([^*_]+)\1(?![\p{L}\d*_])/gu, '$2')
    .replace(/`+/g, '')
    .replace(/\[\^?([^\]]*)\]/g, '($1)')
    .replace(/</g, '‹')
    .replace(/>/g, '›')
    .replace(/\s+/g, ' ')
    .trim();
}

function isGreeting(text: string): boolean {
  return (
    text.length < 60 &&
    /^(?:hi|hello|dear|good (?:morning|afternoon|evening)|thanks|thank you|best|regards|kind regards|sincerely|cheers|yours)\b/i.test(
      text,
    )
  );
}
