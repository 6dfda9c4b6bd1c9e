import { z } from 'zod';
import type { Artifact } from '../domain/schema.ts';
import { fileName, findPath, shownPath } from './paths.ts';
import { hashFile } from './place-file.ts';
import { counted, engineDescriptor } from './result.ts';
import { ToolError, type Descriptor, type Scope, type Tool } from './tool.ts';

const Args = z.strictObject({
  summary: z
    .string()
    .trim()
    .min(1)
    .max(4000)
    .describe('What was found or made, for the person: one to five sentences.'),
  files: z
    .array(z.string().min(1).max(1000))
    .max(40)
    .describe('The finished files in work/. Empty when the summary is the whole answer.'),
});
type Args = z.infer<typeof Args>;

export const finishDescriptor: Descriptor<Args> = {
  ...engineDescriptor,
  name: 'finish',
  description:
    'Hands in the result: a summary and the files in work/ that belong to it. They are checked at once. Call it last and alone.',
  schema: Args,
  timeoutMs: 30_000,
};

/** Makes the tool that hands in a result; files are hashed as they stand at that moment. */
export function finishTool(): Tool<Args> {
  return {
    descriptor: finishDescriptor,
    async resolve(args, scope) {
      if (args.files.length === 0 && (args.summary.match(/[\p{L}\p{N}]+/gu) ?? []).length < 3) {
        throw new ToolError('A result without a file needs a summary of at least one sentence.');
      }
      const artifacts = await artifactsOf(args.files, scope);
      return {
        args: { summary: args.summary, files: artifacts.map((artifact) => `work/${artifact.path}`) },
        target: null,
        before: null,
        preview: {
          verb: 'Hand in',
          target: counted(artifacts.length, 'file'),
          text: args.summary,
          before: null,
          cutBytes: 0,
        },
      };
    },
    async perform(call, context) {
      const artifacts = await artifactsOf(call.args.files, context.scope);
      const names = artifacts.map((artifact) => fileName(artifact));
      return {
        content: artifacts.length === 0 ? 'The answer was handed in.' : `Handed in: ${names.join(', ')}.`,
        summary:
          artifacts.length === 0
            ? 'Handed in the answer'
            : `Handed in ${names.length > 3 ? counted(names.length, 'file') : names.join(', ')}`,
        submitted: { summary: call.args.summary, artifacts },
      };
    },
  };
}

async function artifactsOf(files: readonly string[], scope: Scope): Promise<Artifact[]> {
  const artifacts = new Map<string, Artifact>();
  for (const path of files) {
    const found = await findPath(path, scope, { bare: 'work', kind: 'file' });
    if (found.place !== 'work')
      throw new ToolError(`${shownPath(found)} lies in the person’s folder. Only files in work/ can be handed in.`);
    const { bytes, sha256 } = await hashFile(found);
    if (bytes === 0) throw new ToolError(`${shownPath(found)} is empty. Write it before handing it in.`);
    artifacts.set(found.path, { path: found.path, bytes, sha256 });
  }
  return [...artifacts.values()];
}
