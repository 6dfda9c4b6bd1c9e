import { z } from 'zod';
import { sniff, sniffBytes, streamDecoder, type Encoding } from '../lib/text/decode.ts';
import { feedLines } from '../lib/text/lines.ts';
import { readableText } from '../lib/text/readable.ts';
import { formatBytes } from '../lib/text/size.ts';
import { fileName, findPath, shownPath } from './paths.ts';
import { chunksOf, readWhole, withFile } from './place-file.ts';
import { labelsOf, readingDescriptor } from './result.ts';
import { ToolError, type Descriptor, type Tool } from './tool.ts';

const maxLines = 400;
const maxChars = 64 * 1024;
const wholeBytes = 10 * 1024 * 1024;
// After the lines asked for, a large file is counted on to its end only this far.
const countBytes = 256 * 1024 * 1024;

const Args = z.strictObject({
  path: z.string().min(1).max(1000).describe('files/… or work/…'),
  offset: z.number().int().min(1).max(1_000_000_000).optional().describe('First line to read, counted from 1.'),
  limit: z.number().int().min(1).max(maxLines).optional().describe(`How many lines, at most ${maxLines}.`),
});
type Args = z.infer<typeof Args>;

export const readFileDescriptor: Descriptor<Args> = {
  ...readingDescriptor,
  name: 'read_file',
  description: `Reads a text file: Markdown, plain text, CSV, HTML (as readable text), JSON and the like. At most ${maxLines} lines a call; offset reads on. For questions about a table use query_table.`,
  schema: Args,
};

/** Makes the tool that reads files. */
export function readFileTool(): Tool<Args> {
  return {
    descriptor: readFileDescriptor,
    async resolve(args, scope) {
      const target = await findPath(args.path, scope, { bare: 'files', kind: 'file' });
      const { place, path, absolute } = target;
      return {
        args: { path: shownPath(target), offset: args.offset ?? 1, limit: args.limit ?? maxLines },
        target: { place, path, absolute },
        before: null,
        preview: { verb: 'Read', target: fileName(target), text: null, before: null, cutBytes: 0 },
      };
    },
    async perform(call, context) {
      const file = await findPath(call.args.path, context.scope, { bare: 'files', kind: 'file' });
      const window = new Window(call.args.offset ?? 1, call.args.limit ?? maxLines);
      const shown = shownPath(file);
      let counted = true;
      if (file.stats.size <= wholeBytes) {
        const text = readableText(await readWhole(file, wholeBytes * 2), file.path);
        if ('notText' in text) throw notText(shown, text.notText);
        feed(window, text.text);
      } else {
        counted = await withFile(file, async (handle) => {
          let decoder: ReturnType<typeof streamDecoder> | null = null;
          const feeder = feedLines((line) => window.add(line));
          let read = 0;
          for await (const part of chunksOf(handle)) {
            context.signal.throwIfAborted();
            decoder ??= streamDecoder(encodingOf(part, file.path, shown, file.stats.size));
            feeder.feed(decoder.decode(part));
            read += part.length;
            if (window.full && read > countBytes) return false;
          }
          feeder.feed(decoder?.end() ?? '');
          feeder.end();
          return true;
        });
      }
      return { content: window.draw(shown, counted), summary: `Read ${fileName(file)}`, labels: labelsOf(file) };
    },
  };
}

function feed(window: Window, text: string): void {
  const feeder = feedLines((line) => window.add(line));
  feeder.feed(text);
  feeder.end();
}

function encodingOf(head: Buffer, path: string, shown: string, bytes: number): Encoding {
  const found = sniff(head.subarray(0, sniffBytes), path, false);
  if ('notText' in found) throw notText(shown, `${found.notText}, ${formatBytes(bytes)}`);
  return found.encoding;
}

function notText(shown: string, what: string): ToolError {
  return new ToolError(
    `${shown} is not text (${what}), so it cannot be read. Work with the other files and say so in the result.`,
  );
}

/** Keeps the lines asked for and counts the others. */
class Window {
  readonly #from: number;
  readonly #limit: number;
  readonly #lines: string[] = [];
  #chars = 0;
  #seen = 0;
  full = false;

  constructor(from: number, limit: number) {
    this.#from = from;
    this.#limit = limit;
  }

  add(line: string): void {
    this.#seen += 1;
    if (this.full || this.#seen < this.#from) return;
    if (this.#lines.length >= this.#limit || (this.#lines.length > 0 && this.#chars + line.length > maxChars)) {
      this.full = true;
      return;
    }
    this.#lines.push(line);
    this.#chars += line.length + 1;
  }

  draw(shown: string, counted: boolean): string {
    const total = `${counted ? '' : 'at least '}${this.#seen}`;
    if (this.#seen === 0) return `${shown}  is empty`;
    if (this.#lines.length === 0) return `${shown}  has ${total} lines; there is no line ${this.#from}`;
    const last = this.#from + this.#lines.length - 1;
    const head = `${shown}  lines ${this.#from}-${last} of ${total}`;
    const tail = last < this.#seen ? `\n(more: read_file with offset ${last + 1})` : '';
    return `${head}\n${this.#lines.join('\n')}${tail}`;
  }
}
