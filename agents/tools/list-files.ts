import { z } from 'zod';
import { formatBytes } from '../lib/text/size.ts';
import { fileName, findPath, shownPath } from './paths.ts';
import { counted, labelsOf, readingDescriptor } from './result.ts';
import type { Descriptor, Tool } from './tool.ts';
import { walkFiles } from './walk.ts';

const maxShown = 500;
// Counting further costs time and tells nobody anything.
const maxCounted = 50_000;

const Args = z.strictObject({
  path: z.string().max(1000).optional().describe('A folder: files/… or work/…. Left out = the whole of files/.'),
});
type Args = z.infer<typeof Args>;

export const listFilesDescriptor: Descriptor<Args> = {
  ...readingDescriptor,
  name: 'list_files',
  description:
    'Lists the files in a folder and all folders below it: path, size and kind, one file a line. files/ is the person’s folder, work/ is your own.',
  schema: Args,
};

/** Makes the tool that lists files. */
export function listFilesTool(): Tool<Args> {
  return {
    descriptor: listFilesDescriptor,
    async resolve(args, scope) {
      const bare = scope.files === null ? 'work' : 'files';
      const target = await findPath(args.path?.trim() || bare, scope, { bare, kind: 'folder' });
      const { place, path, absolute } = target;
      return {
        args: { path: shownPath(target) },
        target: { place, path, absolute },
        before: null,
        preview: { verb: 'List', target: fileName(target), text: null, before: null, cutBytes: 0 },
      };
    },
    async perform(call, context) {
      const folder = await findPath(call.args.path ?? 'files', context.scope, { bare: 'files', kind: 'folder' });
      const { files, unread, more } = await walkFiles(folder, { limit: maxCounted, signal: context.signal });
      const lines = files.slice(0, maxShown).map((file) => {
        const name = shownPath({ place: folder.place, path: file.path });
        const dot = name.lastIndexOf('.');
        const kind = dot > name.lastIndexOf('/') ? name.slice(dot + 1).toLowerCase() : 'no ending';
        return `${name}  ${formatBytes(file.bytes)}  ${kind}`;
      });
      const left = files.length - lines.length;
      if (left > 0)
        lines.push(`${more ? 'more than ' : ''}${counted(left, 'more file')}. List a folder of its own to see them.`);
      for (const path of unread) lines.push(`${shownPath({ place: folder.place, path })} could not be opened.`);
      if (files.length === 0) lines.unshift(`There are no files in ${shownPath(folder)}.`);
      return {
        content: lines.join('\n'),
        summary: `Listed ${more ? 'more than ' : ''}${counted(files.length, 'file')}`,
        labels: labelsOf(folder),
      };
    },
  };
}
