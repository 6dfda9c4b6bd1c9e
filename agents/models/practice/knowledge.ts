/** What the folder has shown so far: listing, search hits, texts and tables, parsed from the answers of the tools. */
import { parseCsv, type CsvTable } from '../../lib/text/csv.ts';
import { goodCalls, type State } from './state.ts';

export interface FileEntry {
  /** Relative to the person's folder. */
  path: string;
  size: number;
  ending: string;
}

export interface Doc {
  path: string;
  ending: string;
  /** Lines as the tool showed them, with their numbers from 1. */
  lines: { number: number; text: string }[];
  /** Lines the file has. */
  total: number;
}

export interface TableHead {
  path: string;
  delimiter: CsvTable['delimiter'];
  header: string[];
  /** Rows that were read, with the raw line each stands on (null = it spans lines). */
  rows: { cells: string[]; raw: string | null }[];
  /** Data rows of the file. */
  total: number;
}

/** One answered `query_table`. */
export interface TableAnswer {
  path: string;
  args: Record<string, unknown>;
  header: string[];
  rows: string[][];
  /** Rows that matched, of all rows. */
  matched: number;
  of: number;
}

export interface Knowledge {
  listed: boolean;
  files: FileEntry[];
  docs: Map<string, Doc>;
  /** What colleagues made, by the path the tools know it under: read, but no source to quote. */
  made: Map<string, Doc>;
  tables: Map<string, TableHead>;
  hits: { path: string; line: number; text: string; query: string; rank: number }[];
  answers: TableAnswer[];
  /** Files that could not be read, with the tool's sentence. */
  unread: { path: string; why: string }[];
}

const textEndings = new Set([
  'md',
  'markdown',
  'txt',
  'text',
  'csv',
  'tsv',
  'html',
  'htm',
  'xhtml',
  'log',
  'json',
  'yaml',
  'yml',
  'xml',
  'eml',
  'rst',
  'org',
  'tex',
  'ics',
  'ini',
  'toml',
  '',
]);
const tableEndings = new Set(['csv', 'tsv']);

/** True when a file may hold text a teammate can read, judged by its ending. */
export function isReadable(file: FileEntry): boolean {
  return textEndings.has(file.ending) && file.size > 0;
}

export function isTable(path: string): boolean {
  return tableEndings.has(endingOf(path));
}

export function endingOf(path: string): string {
  return /\.([^./]{1,10})$/.exec(path)?.[1]?.toLowerCase() ?? '';
}

/** A path as the tools know it and as citations name it: without the place before it. */
function barePath(path: string): string {
  return path.replace(/^\.?\/?files\//, '');
}

export function readKnowledge(state: State): Knowledge {
  const lists = goodCalls(state.calls, 'list_files');
  const knowledge: Knowledge = {
    listed: state.calls.some((call) => call.tool === 'list_files'),
    files: lists.flatMap((call) => call.text.split('\n').flatMap(readEntry)),
    docs: new Map(),
    made: new Map(),
    tables: new Map(),
    hits: [],
    answers: [],
    unread: [],
  };
  for (const call of state.calls) {
    const path = barePath(textArg(call.args.path));
    if (call.tool === 'read_file') {
      if (call.isError && !isMade(path)) knowledge.unread.push({ path, why: call.text.split('\n')[0] ?? '' });
      else if (!call.isError) addDoc(isMade(path) ? knowledge.made : knowledge.docs, path, call.text);
    }
    if (call.isError) continue;
    if (call.tool === 'search_files') knowledge.hits.push(...readHits(call.text, textArg(call.args.query)));
    if (call.tool === 'query_table') {
      const answer = readAnswer(path, call.args, call.text);
      if (answer) knowledge.answers.push(answer);
    }
  }
  for (const doc of knowledge.docs.values()) {
    const head = isTable(doc.path) ? readHead(doc) : null;
    if (head) knowledge.tables.set(doc.path, head);
  }
  return knowledge;
}

function textArg(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

const units: Record<string, number> = { B: 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3, TB: 1024 ** 4 };

function readEntry(line: string): FileEntry[] {
  const found = /^(.+?) {2,}([\d.,]+) ?(B|KB|MB|GB|TB)\b/.exec(line);
  if (!found || line.startsWith('work/')) return [];
  const path = barePath(found[1] ?? '');
  return [{ path, size: Number(found[2]?.replace(',', '')) * (units[found[3] ?? 'B'] ?? 1), ending: endingOf(path) }];
}

/** True for a path that leads to what a colleague made, not into the person's folder. */
function isMade(path: string): boolean {
  return path.startsWith('given/') || path.startsWith('work/');
}

function addDoc(docs: Map<string, Doc>, path: string, text: string): void {
  const [head = '', ...rest] = text.split('\n');
  const range = /lines? (\d[\d,]*)(?:\s*[-–]\s*(\d[\d,]*))? of (\d[\d,]*)/.exec(head);
  const number = (digits: string | undefined) => Number((digits ?? '').replaceAll(',', ''));
  const from = range ? number(range[1]) : 1;
  const body = range ? rest.slice(0, number(range[2] ?? range[1]) - from + 1) : text.split('\n');
  const lines = body.map((line, index) => ({ number: from + index, text: line }));
  const known = docs.get(path);
  const all = new Map([...(known?.lines ?? []), ...lines].map((line) => [line.number, line]));
  const total = range ? number(range[3]) : lines.length;
  docs.set(path, {
    path,
    ending: endingOf(path),
    lines: [...all.values()].toSorted((a, b) => a.number - b.number),
    total,
  });
}

function readHits(text: string, query: string): Knowledge['hits'] {
  return text.split('\n').flatMap((line, rank) => {
    const found = /^(?:files\/)?(.+?):(\d+): (.*)$/.exec(line);
    return found ? [{ path: found[1] ?? '', line: Number(found[2]), text: found[3] ?? '', query, rank }] : [];
  });
}

function readAnswer(path: string, args: Record<string, unknown>, text: string): TableAnswer | null {
  const lines = text.split('\n');
  const isCount = (line: string) => /\d rows? of \d/.test(line) && !line.startsWith('"');
  const counts = lines.find(isCount) ?? '';
  const [matched, of] = (/(\d[\d,]*) rows? of (\d[\d,]*)/.exec(counts) ?? [])
    .slice(1)
    .map((digits) => Number(digits.replaceAll(',', '')));
  const table = lines.filter((line) => line !== counts && !/^(?:Left out|Not counted): \d/.test(line)).join('\n');
  const { rows } = parseCsv(table.trim(), ',');
  const [header, ...body] = rows;
  if (!header) return null;
  const cells = body.filter((row) => row.length === header.length);
  return { path, args, header, rows: cells, matched: matched ?? cells.length, of: of ?? cells.length };
}

/** Header and rows of a table file whose first line was read; null = it has no header worth the name. */
function readHead(doc: Doc): TableHead | null {
  if (doc.lines[0]?.number !== 1) return null;
  const text = doc.lines.map((line) => line.text).join('\n');
  const { delimiter, rows } = parseCsv(text);
  const [header, ...body] = rows;
  if (!header || header.length < 2 || body.length === 0) return null;
  const raws = new Map<string, string>();
  for (const { text: raw } of doc.lines) {
    const cells = parseCsv(raw, delimiter).rows[0];
    if (cells) raws.set(cells.join('\u0000'), raw);
  }
  return {
    path: doc.path,
    delimiter,
    header: header.map((name) => name.trim()),
    rows: body
      .filter((cells) => cells.length === header.length)
      .map((cells) => ({ cells, raw: raws.get(cells.join('\u0000')) ?? null })),
    total: Math.max(doc.total - 1, body.length),
  };
}
