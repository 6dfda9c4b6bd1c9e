import { z } from 'zod';
import type { Blobs } from '../journal/journal.ts';
import { decodeText } from '../lib/text/decode.ts';
import { formatBytes } from '../lib/text/size.ts';
import { fileName, findTarget, shownPath } from './paths.ts';
import { currentHash, hashOf, readWhole, replaceFile } from './place-file.ts';
import { ToolError, type Descriptor, type ResolvedCall, type Tool, type ToolOutcome } from './tool.ts';

const maxContentBytes = 1024 * 1024;
// What cannot be kept cannot be given back, so larger files are not replaced.
const maxReplacedBytes = 16 * 1024 * 1024;
const maxPreviewChars = 60_000;

const Args = z.strictObject({
  path: z
    .string()
    .min(1)
    .max(1000)
    .describe('work/brief.md, or files/… to change the person’s own folder. Without a place it lies in work/.'),
  content: z.string().describe('The whole text of the file, at most 1 MB.'),
});
type Args = z.infer<typeof Args>;

export const writeFileDescriptor: Descriptor<Args> = {
  version: 1,
  name: 'write_file',
  description:
    'Writes a whole text file, new or in place of what is there; missing folders are made. Write results into work/. Write into files/ only when the brief asks for it: the person is asked first.',
  schema: Args,
  effect: 'write',
  idempotent: 'yes',
  reversible: true,
  doubt: 'query',
  resultTrust: 'own',
  private: true,
  timeoutMs: 30_000,
  maxBytes: 4096,
};

/** Makes the tool that writes files. Earlier contents go into `blobs`, so that a change can be undone. */
export function writeFileTool(blobs: Blobs): Tool<Args> {
  return {
    descriptor: writeFileDescriptor,
    async resolve(args, scope) {
      const bytes = Buffer.from(args.content, 'utf8');
      if (bytes.length > maxContentBytes)
        throw new ToolError(
          `The content is ${formatBytes(bytes.length)}; a file may hold at most ${formatBytes(maxContentBytes)}. Write it as several files.`,
        );
      const target = await findTarget(args.path, scope, 'work');
      const shown = shownPath(target);
      let old: Buffer | null = null;
      if (target.stats) {
        if (target.stats.size > maxReplacedBytes)
          throw new ToolError(
            `${shown} is ${formatBytes(target.stats.size)}. Files over ${formatBytes(maxReplacedBytes)} are not replaced, since that could not be undone. Write a new file.`,
          );
        old = await readWhole(target, maxReplacedBytes);
      }
      const before = old === null ? null : await blobs.put(old);
      const { place, path, absolute } = target;
      return {
        args: { path: shown, content: args.content },
        target: { place, path, absolute },
        before,
        preview: previewOf(
          old === null ? 'Write' : 'Replace',
          place === 'files' ? absolute : path,
          args.content,
          old,
          path,
        ),
      };
    },
    async perform(call, context) {
      const target = await findTarget(call.args.path, context.scope, 'work');
      if (target.absolute !== call.target?.absolute)
        throw new ToolError(
          `${shownPath(target)} leads somewhere else than before, so nothing was written. Try again.`,
        );
      const bytes = Buffer.from(call.args.content, 'utf8');
      // A repeat of a write that had already gone through finds its own bytes and is done.
      if ((await currentHash(target)) !== hashOf(bytes))
        await replaceFile(target, bytes, { expected: call.before, key: context.key });
      return written(call, await blobs.put(bytes));
    },
    async query(call, context) {
      const target = await findTarget(call.args.path, context.scope, 'work');
      const now = target.stats === null ? null : await currentHash(target);
      const after = hashOf(Buffer.from(call.args.content, 'utf8'));
      if (now === after) return written(call, await blobs.put(Buffer.from(call.args.content, 'utf8')));
      return now === call.before ? 'did-not-happen' : null;
    },
  };
}

function written(call: ResolvedCall<Args>, after: string): ToolOutcome {
  const target = call.target ?? { place: 'work' as const, path: call.args.path };
  const bytes = Buffer.byteLength(call.args.content);
  return {
    content: `${call.before === null ? 'Wrote' : 'Replaced'} ${shownPath(target)} (${formatBytes(bytes)}).`,
    summary: `${call.before === null ? 'Wrote' : 'Replaced'} ${fileName(target)}`,
    labels: { tainted: false, private: true, from: [shownPath(target)] },
    written: { after },
  };
}

/** Draws both texts, each cut to what a card can hold; `cutBytes` counts all that is missing from either. */
function previewOf(
  verb: string,
  target: string,
  content: string,
  old: Buffer | null,
  path: string,
): ResolvedCall['preview'] {
  const text = cut(content);
  if (old === null) return { verb, target, text: text.text, before: null, cutBytes: text.cutBytes };
  const decoded = decodeText(old, path);
  const before = 'text' in decoded ? cut(decoded.text) : { text: `(${decoded.notText})`, cutBytes: old.length };
  return { verb, target, text: text.text, before: before.text, cutBytes: text.cutBytes + before.cutBytes };
}

function cut(text: string): { text: string; cutBytes: number } {
  if (text.length <= maxPreviewChars) return { text, cutBytes: 0 };
  // Never between the halves of one character.
  const end = /[\ud800-\udbff]/.test(text[maxPreviewChars - 1] ?? '') ? maxPreviewChars - 1 : maxPreviewChars;
  return { text: text.slice(0, end), cutBytes: Buffer.byteLength(text.slice(end)) };
}
