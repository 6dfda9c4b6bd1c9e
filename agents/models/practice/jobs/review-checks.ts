/** What a reviewer without AI can check of a page: quotes against their files, sums of tables, requirements. Pure. */
import { citedMemory, quoteStands } from '../../../lib/text/citations.ts';
import { parseNumber } from '../../../lib/text/number.ts';
import { stemOf, wordsOf } from '../../../lib/text/fold.ts';
import { topicTerms } from '../brief.ts';
import { counted, listed } from '../deliverable.ts';
import type { Desk } from '../desk.ts';
import { quotable } from '../sentences.ts';
import { isRow, plainLine, type MadePage } from './made-page.ts';

/** As `give_opinion` takes it. */
export interface Finding {
  checkId: string | null;
  isGood: boolean;
  text: string;
  source: { file: string; quote: string } | null;
}

export interface Reviewed {
  findings: Finding[];
  /** What could not be checked, and why. */
  open: string[];
}

/** Every quote of the pages, in the file it names. */
export function checkQuotes(pages: readonly MadePage[], desk: Desk): Reviewed {
  const findings: Finding[] = [];
  const open = new Set<string>();
  for (const page of pages) {
    for (const { file, quote } of page.citations) {
      const doc = desk.knowledge.docs.get(file);
      const memory = desk.state.memories.find(({ id }) => id === citedMemory(file));
      const text = doc?.lines.map((line) => line.text).join('\n') ?? memory?.text;
      if (text === undefined) {
        const unread = desk.knowledge.unread.find(({ path }) => path === file);
        if (unread) findings.push(bad(`The page quotes ${file}, which cannot be opened: ${unread.why}`));
        else open.add(`${file} was not opened`);
      } else if (quoteStands(quote, text, text)) {
        findings.push({
          checkId: null,
          isGood: true,
          text: `This stands in ${file}, word for word.`,
          source: { file: shown(file), quote },
        });
      } else if (doc && (doc.lines.at(-1)?.number ?? 0) < doc.total) {
        open.add(`${file} was read in part only`);
      } else {
        findings.push(bad(`“${quote.slice(0, 200)}” does not stand in ${file}.`));
      }
    }
  }
  return { findings, open: [...open] };
}

function shown(file: string): string {
  return citedMemory(file) === null ? `files/${file}` : file;
}

function bad(text: string): Finding {
  return { checkId: null, isGood: false, text: text.slice(0, 1000), source: null };
}

/** Rows called “total” against the rows above them. */
export function checkSums(pages: readonly MadePage[]): Finding[] {
  return pages.flatMap((page) =>
    page.sections
      .flatMap(({ lines }) => tablesIn(lines))
      .flatMap((rows) => {
        const at = rows.findIndex(
          (row, index) => index > 1 && /^(?:total|sum|altogether|together)\b/i.test(row[0] ?? ''),
        );
        return at < 0 ? [] : sumsOf(rows, at, page);
      }),
  );
}

function tablesIn(lines: readonly string[]): string[][][] {
  const tables: string[][][] = [];
  let isOpen = false;
  for (const line of lines) {
    if (isRow(line)) {
      if (!isOpen) tables.push([]);
      const cells = line
        .trim()
        .replace(/^\||\|$/g, '')
        .split('|')
        .map(plainLine);
      if (!cells.every((cell) => /^:?-*:?$/.test(cell))) tables.at(-1)?.push(cells);
    }
    isOpen = isRow(line);
  }
  return tables;
}

function sumsOf(rows: readonly (readonly string[])[], at: number, page: MadePage): Finding[] {
  const [head = []] = rows;
  return head.flatMap((name, column): Finding[] => {
    const said = parseNumber(rows[at]?.[column] ?? '');
    const values = rows.slice(1, at).map((row) => parseNumber(row[column] ?? ''));
    if (column === 0 || said === null || values.length === 0 || values.some((value) => value === null)) return [];
    const sum = values.reduce<number>((total, value) => total + (value ?? 0), 0);
    const isGood = Math.abs(sum - said) < 0.005;
    const text = isGood
      ? `The total of ${name} adds up to ${said}.`
      : `The total of ${name} is given as ${said}; its rows add up to ${Math.round(sum * 100) / 100}.`;
    const quote = quotable(rows[at]?.[column] ?? '');
    return [{ checkId: null, isGood, text, source: quote === null ? null : { file: page.path, quote } }];
  });
}

/** Each requirement: a limit of words and a text in quotes are looked at as such; of any other the line that says most of its words. */
export function checkRequirements(lines: readonly string[], pages: readonly MadePage[], quotes: Reviewed): Finding[] {
  return lines.flatMap((line): Finding[] => {
    const [, checkId, label = ''] = /^- \[([^\]]+)\]\s+(.+)$/.exec(line) ?? [];
    return checkId === undefined ? [] : [{ checkId, ...requirement(label, pages, quotes) }];
  });
}

function requirement(label: string, pages: readonly MadePage[], quotes: Reviewed): Omit<Finding, 'checkId'> {
  const body = pages.flatMap((page) => page.sections.flatMap(({ lines }) => lines.map((line) => ({ line, page }))));
  const opening = body.find(({ line }) => quotable(plainLine(line)) !== null);
  const seen = (item: typeof opening) => {
    const quote = item ? longestPart(item.line) : null;
    return item && quote !== null ? { file: item.page.path, quote } : null;
  };
  const most = /\b(?:at most|no more than|up to|under|within)\s+(\d{2,6})\s+words\b/i.exec(label)?.[1];
  if (most !== undefined) {
    const words = body.reduce((total, { line }) => total + line.split(/\s+/).filter(Boolean).length, 0);
    return { isGood: words <= Number(most), text: `The page has ${counted(words, 'word')}.`, source: seen(opening) };
  }
  if (/\b(?:quotes?|citations?|cited?|sources?|footnotes?)\b/i.test(label)) {
    const good = quotes.findings.filter(({ isGood }) => isGood);
    const isGood = good.length > 0 && good.length === quotes.findings.length && quotes.open.length === 0;
    return {
      isGood,
      text: `Of ${counted(quotes.findings.length + quotes.open.length, 'quote')} ${good.length} stand in their files.`,
      source: good[0]?.source ?? null,
    };
  }
  const literal = /[“"„]([^”"“]{2,200})[”"“]/.exec(label)?.[1];
  const terms = literal === undefined ? topicTerms(label) : wordsOf(literal).map(stemOf);
  if (terms.length === 0)
    return {
      isGood: opening !== undefined,
      text: opening ? 'There is a page to look at.' : 'There is no page.',
      source: seen(opening),
    };
  const scored = body
    .map((item) => {
      const stems = new Set(wordsOf(item.line).map(stemOf));
      return { item, held: terms.filter((term) => stems.has(term)).length };
    })
    .toSorted((a, b) => b.held - a.held);
  const [best] = scored;
  const isGood = best !== undefined && best.held * 2 >= terms.length && seen(best.item) !== null;
  return isGood
    ? {
        isGood,
        text: 'The page speaks of this here; whether it is enough a person must judge.',
        source: seen(best.item),
      }
    : {
        isGood: false,
        text: `No line of the page speaks of ${listed(terms.slice(0, 6).map((term) => `“${term}”`))}.`,
        source: null,
      };
}

/** A piece of a line that stands there word for word: between marks, emphasis and cells. */
function longestPart(line: string): string | null {
  const parts = line.split(/\[\^[^\]]*\]|[*_`|]+/).map((part) => part.replace(/^\s*(?:[-+]|\d+[.)])\s+/, '').trim());
  return quotable(parts.reduce((best, part) => (part.length > best.length ? part : best), ''));
}
