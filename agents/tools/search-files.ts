import { z } from 'zod';
import { decodeText } from '../lib/text/decode.ts';
import { linesOf } from '../lib/text/lines.ts';
import { isHtmlName, readableText } from '../lib/text/readable.ts';
import { formatBytes } from '../lib/text/size.ts';
import { foldText, isSameWord, stemOf, termsOf, wordsOf } from '../lib/text/fold.ts';
import { fileName, findPath, shownPath, type FoundPath } from './paths.ts';
import { readWhole } from './place-file.ts';
import { counted, labelsOf, readingDescriptor } from './result.ts';
import { ToolError, type Descriptor, type Tool, type ToolContext } from './tool.ts';
import { walkFiles, type WalkedFile } from './walk.ts';

const maxHits = 40;
const maxHitsPerFile = 12;
const maxFileBytes = 5 * 1024 * 1024;
const maxTotalBytes = 50 * 1024 * 1024;
const maxFiles = 5000;
const maxShownChars = 300;

const Args = z.strictObject({
  query: z
    .string()
    .trim()
    .min(1)
    .max(300)
    .describe('Words to look for. Case, accents and plural endings do not matter.'),
  path: z.string().max(1000).optional().describe('A folder or file to search. Left out = the whole of files/.'),
});
type Args = z.infer<typeof Args>;

export const searchFilesDescriptor: Descriptor<Args> = {
  ...readingDescriptor,
  name: 'search_files',
  description: `Finds lines that hold the words of the query, best first, at most ${maxHits}: path:line: text. read_file with that line as offset shows what is around it.`,
  schema: Args,
};

interface Line {
  path: string;
  number: number;
  text: string;
  terms: Set<string>;
  phrase: boolean;
}

/** Makes the tool that searches text in files. */
export function searchFilesTool(): Tool<Args> {
  return {
    descriptor: searchFilesDescriptor,
    async resolve(args, scope) {
      if (wordsOf(args.query).length === 0) throw new ToolError('The query holds no word to look for.');
      const bare = scope.files === null ? 'work' : 'files';
      const target = await findPath(args.path?.trim() || bare, scope, { bare, kind: 'any' });
      const { place, path, absolute } = target;
      return {
        args: { query: args.query, path: shownPath(target) },
        target: { place, path, absolute },
        before: null,
        preview: { verb: 'Search', target: fileName(target), text: args.query, before: null, cutBytes: 0 },
      };
    },
    async perform(call, context) {
      const start = await findPath(call.args.path ?? 'files', context.scope, { bare: 'files', kind: 'any' });
      const { files, more } = start.stats.isDirectory()
        ? await walkFiles(start, { limit: maxFiles, signal: context.signal })
        : { files: [{ path: start.path, bytes: start.stats.size }], more: false };
      const scan = await scanFiles(start, files, call.args.query, context);
      const hits = rank(scan.lines, termsOf(call.args.query));
      const inFiles = new Set(hits.map((hit) => hit.path)).size;
      const head =
        hits.length === 0
          ? `Nothing found in ${counted(scan.searched, 'file')}.`
          : `${counted(scan.lines.length, 'line')} found in ${counted(scan.searched, 'file')} searched; the ${counted(hits.length, 'best one')} in ${counted(inFiles, 'file')}:`;
      const lines = hits.map(
        (hit) =>
          `${shownPath({ place: start.place, path: hit.path })}:${hit.number}: ${shorten(hit.text, call.args.query)}`,
      );
      return {
        content: [
          head,
          ...lines,
          ...scan.skipped,
          ...(more ? [`Only the first ${maxFiles} files were looked at.`] : []),
        ].join('\n'),
        summary: `Searched ${counted(scan.searched, 'file')} for “${call.args.query}”`,
        labels: {
          ...labelsOf(start),
          from:
            inFiles > 0
              ? [...new Set(hits.map((hit) => shownPath({ place: start.place, path: hit.path })))].slice(0, 32)
              : labelsOf(start).from,
        },
      };
    },
  };
}

/** Looks through files in order, leaving out what is no text or too large; `skipped` says so, in sentences. */
async function scanFiles(
  start: FoundPath,
  files: readonly WalkedFile[],
  query: string,
  context: ToolContext,
): Promise<{ lines: Line[]; searched: number; skipped: string[] }> {
  const terms = termsOf(query);
  const phrase = wordsOf(query).join(' ');
  const lines: Line[] = [];
  const large: string[] = [];
  const unread: string[] = [];
  let searched = 0;
  let total = 0;
  let left = 0;
  for (const file of files) {
    context.signal.throwIfAborted();
    if (file.bytes > maxFileBytes) {
      large.push(fileName(file));
      continue;
    }
    if (total + file.bytes > maxTotalBytes) {
      left += 1;
      continue;
    }
    const text = await textOf(start, file).catch((error: unknown) => {
      if (!(error instanceof ToolError)) throw error;
      unread.push(fileName(file));
      return null;
    });
    total += file.bytes;
    if (text === null) continue;
    searched += 1;
    for (const [index, line] of linesOf(text).entries()) {
      const found = match(line, terms, phrase);
      if (found !== null) lines.push({ path: file.path, number: index + 1, text: line, ...found });
    }
  }
  const skipped: string[] = [];
  if (large.length > 0)
    skipped.push(`Not searched, larger than ${formatBytes(maxFileBytes)}: ${large.slice(0, 10).join(', ')}.`);
  if (unread.length > 0) skipped.push(`Could not be opened: ${unread.slice(0, 10).join(', ')}.`);
  if (left > 0)
    skipped.push(
      `${counted(left, 'file')} not searched, ${formatBytes(maxTotalBytes)} were looked through. Name a folder to search further.`,
    );
  return { lines, searched, skipped };
}

/** Readable text; null = not text. */
async function textOf(start: FoundPath, file: WalkedFile): Promise<string | null> {
  const bytes = await readWhole({ place: start.place, root: start.root, path: file.path }, maxFileBytes);
  const found = isHtmlName(file.path) ? readableText(bytes, file.path) : decodeText(bytes, file.path);
  return 'text' in found ? found.text : null;
}

/** Which terms a line holds; null = none. */
function match(line: string, terms: readonly string[], phrase: string): { terms: Set<string>; phrase: boolean } | null {
  const words = wordsOf(line);
  const stems = words.map(stemOf);
  const found = new Set(terms.filter((term) => stems.some((stem) => isSameWord(stem, term))));
  return found.size === 0 ? null : { terms: found, phrase: words.join(' ').includes(phrase) };
}

/** Best lines first: rare terms weigh more, all terms together and the exact words weigh most; ties by path and line. */
function rank(lines: readonly Line[], terms: readonly string[]): Line[] {
  const weight = new Map(
    terms.map((term) => [
      term,
      Math.log(1 + lines.length / (1 + lines.filter((line) => line.terms.has(term)).length)) + 0.3,
    ]),
  );
  const scoreOf = (line: Line): number => {
    const sum = [...line.terms].reduce((total, term) => total + (weight.get(term) ?? 0), 0);
    return (
      sum * (1 + line.terms.size / terms.length) +
      (line.phrase && terms.length > 1 ? 2 : 0) -
      Math.min(Math.max(0, line.text.length - 200), 2000) / 20_000
    );
  };
  const sorted = lines
    .map((line) => ({ line, score: scoreOf(line) }))
    .toSorted(
      (a, b) =>
        b.score - a.score ||
        (a.line.path < b.line.path ? -1 : a.line.path > b.line.path ? 1 : a.line.number - b.line.number),
    );
  // One file that says the same on every line must not push all others out.
  const perFile = new Map<string, number>();
  const first = sorted.filter(({ line }) => {
    const count = (perFile.get(line.path) ?? 0) + 1;
    perFile.set(line.path, count);
    return count <= maxHitsPerFile;
  });
  const chosen = new Set([...new Set([...first, ...sorted])].slice(0, maxHits));
  return sorted.filter((item) => chosen.has(item)).map(({ line }) => line);
}

/** The line as shown: whole when short, else the part around the first word found. */
function shorten(text: string, query: string): string {
  const line = text.trim();
  if (line.length <= maxShownChars) return line;
  const folded = foldText(line);
  const at = Math.max(0, ...termsOf(query).map((term) => folded.indexOf(term)));
  const from = Math.max(0, Math.min(at - 80, line.length - maxShownChars));
  return `${from > 0 ? '…' : ''}${line.slice(from, from + maxShownChars)}${from + maxShownChars < line.length ? '…' : ''}`;
}
