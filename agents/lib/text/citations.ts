import type { Citation } from '../../domain/schema.ts';

const openQuote = '["“„«‟]';
const closeQuote = '["”“»‟]';

/**
 * Citations of a deliverable: footnote definitions of the form `[^1]: path/in/folder.ext: "exact quote"`.
 * Tolerates curly quotes, a dash in place of the colon, a path in backticks or as a link, `files/` before it, words such as
 * `line 12` between path and quote, and definitions over several lines. Two quotes in one footnote are two citations.
 * `memory/<id>` in place of the path cites what the team remembers. A footnote that names a source and quotes nothing gives
 * `quote: ''`, which never stands; one that names none is a plain note.
 * Contract: never throws; code fences are skipped; order as written.
 */
export function parseCitations(markdown: string): Citation[] {
  return footnotes(markdown).flatMap((body) => citationsOf(body));
}

/** The id a citation of a memory names; null = it cites a file. */
export function citedMemory(file: string): string | null {
  return /^memory\/(mem_[\w-]+)$/.exec(file)?.[1] ?? null;
}

function footnotes(markdown: string): string[] {
  const found: string[] = [];
  let fence: string | null = null;
  let open = false;
  for (const line of markdown.split(/\r?\n/)) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark !== undefined && (fence === null || (mark.startsWith(fence) && line.trim() === mark))) {
      fence = fence === null ? mark : null;
      open = false;
      continue;
    }
    if (fence !== null) continue;
    const start = /^ {0,3}\[\^[^\]\s]+\]:\s*(.*)$/.exec(line);
    if (start) {
      found.push(start[1] ?? '');
      open = true;
    } else if (open && line.trim() !== '' && !/^(?:#{1,6}\s|[-*+]\s|>|\|)/.test(line)) {
      found[found.length - 1] += `\n${line.trim()}`;
    } else {
      open = false;
    }
  }
  return found;
}

function citationsOf(body: string): Citation[] {
  const source = sourceOf(body);
  if (source === null) return [];
  const rest = source.rest;
  const quoted = new RegExp(`${openQuote}([\\s\\S]*)${closeQuote}`).exec(rest)?.[1];
  if (quoted === undefined) {
    const single = /^[\s:–—-]*['‘]([\s\S]+)['’]/.exec(rest)?.[1] ?? '';
    return [{ file: source.file, quote: single.replace(/\s+/g, ' ').trim() }];
  }
  const between = new RegExp(`${closeQuote}\\s*(?:;|,|and|…|\\.\\.\\.)\\s*${openQuote}`);
  return quoted.split(between).map((quote) => ({ file: source.file, quote: quote.replace(/\s+/g, ' ').trim() }));
}

/** The path a footnote begins with; null = it begins with prose. */
function sourceOf(body: string): { file: string; rest: string } | null {
  const link = /^\[[^\]]*\]\(<?([^()<>]+?)>?\)/.exec(body);
  if (link) return { file: cleanPath(link[1] ?? ''), rest: body.slice(link[0].length) };
  const code = /^`([^`]+)`/.exec(body);
  if (code) return { file: cleanPath(code[1] ?? ''), rest: body.slice(code[0].length) };
  const bold = /^(\*\*|__|\*|_)(.+?)\1/.exec(body);
  if (bold) return { file: cleanPath(bold[2] ?? ''), rest: body.slice(bold[0].length) };
  // A memory has no ending to be known by, with or without a quote.
  const memory = /^\[?(memory\/mem_[\w-]+)\]?(?![\w./])/.exec(body);
  if (memory) return { file: memory[1] ?? '', rest: body.slice(memory[0].length) };
  const plain = /^([^"“„«\n]*?\.[A-Za-z0-9]{1,10})(?=\s*(?:[:,;(–—"“„«]|-\s|lines?\b|$))/m.exec(body);
  if (plain) return { file: cleanPath(plain[1] ?? ''), rest: body.slice(plain[0].length) };
  // A file without an ending (LICENSE, README) needs the colon to be told from prose.
  const bare = /^([^\s"“„«:]+)\s*:(?=\s*["“„«])/.exec(body);
  return bare ? { file: cleanPath(bare[1] ?? ''), rest: body.slice(bare[0].length) } : null;
}

function cleanPath(path: string): string {
  return path
    .trim()
    .replace(/^\.\//, '')
    .replace(/^files\//, '');
}

/**
 * Whether a quote stands in a file: in its raw text or in its readable text, white space and the shape of quotes and dashes aside.
 * Markdown emphasis inside the sentence does not count against it. An empty quote, or one without two letters or digits, never stands.
 */
export function quoteStands(quote: string, rawText: string, readable: string): boolean {
  const wanted = normalise(quote);
  if ((wanted.match(/[\p{L}\p{N}]/gu) ?? []).length < 2) return false;
  const raw = normalise(rawText);
  if (raw.includes(wanted) || (readable !== rawText && normalise(readable).includes(wanted))) return true;
  return raw.replace(/[*_`]/g, '').includes(wanted.replace(/[*_`]/g, ''));
}

function normalise(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, '')
    .replace(/[‘’‚‛′]/g, "'")
    .replace(/[“”„‟″«»]/g, '"')
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/…/g, '...')
    .replace(/\s+/g, ' ')
    .trim();
}
