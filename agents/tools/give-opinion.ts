import { z } from 'zod';
import { Opinion } from '../domain/schema.ts';
import { counted, engineDescriptor } from './result.ts';
import { ToolError, type Descriptor, type Tool } from './tool.ts';

const Args = z.strictObject({
  verdict: Opinion.shape.verdict,
  findings: z
    .array(
      z.strictObject({
        checkId: z.string().max(160).nullable().describe('The id in brackets of the requirement it is about, or null'),
        isGood: z.boolean(),
        text: z.string().trim().min(1).max(1000).describe('What you saw, in one or two sentences'),
        source: z
          .strictObject({ file: z.string().min(1).max(1000), quote: z.string().trim().min(1).max(1000) })
          .nullable()
          .describe('Where you saw it: the path, and words copied from there without change'),
      }),
    )
    .max(60)
    .describe('One for each requirement, and one for each thing that is wrong'),
});
type Args = z.infer<typeof Args>;

export const giveOpinionDescriptor: Descriptor<Args> = {
  ...engineDescriptor,
  name: 'give_opinion',
  description:
    'Ends a review: what you say of the result, with findings. Your quotes are looked up; an approval that quotes nothing counts as no review. Call it last and alone.',
  schema: Args,
};

/** `authorOf`: who made what this task looks at; null = it is no review. */
export function giveOpinionTool(authorOf: (taskId: string) => string | null): Tool<Args> {
  return {
    descriptor: giveOpinionDescriptor,
    async resolve(args, scope) {
      const author = authorOf(scope.taskId);
      if (author === null) throw new ToolError('This task is no review of a colleague’s result. Call finish instead.');
      if (author === scope.teammateId) throw new ToolError('You made this yourself. Somebody else has to review it.');
      if (args.verdict !== 'ready' && args.findings.every(({ isGood }) => isGood))
        throw new ToolError('Say in at least one finding what is wrong, or give the verdict ready.');
      const text = words[args.verdict];
      return {
        args,
        target: null,
        before: null,
        preview: { verb: 'Say of it', target: text, text, before: null, cutBytes: 0 },
      };
    },
    async perform({ args: { verdict, findings } }) {
      const said = `${words[verdict]}. ${findings.map(({ text }) => text).join(' ')}`.trim();
      return {
        content: 'Your opinion was given.',
        summary: `${words[verdict]}, with ${counted(findings.length, 'finding')}`,
        opinion: { verdict, findings },
        submitted: { summary: said.slice(0, 4000), artifacts: [] },
      };
    },
  };
}

const words: Record<Opinion['verdict'], string> = {
  ready: 'Ready',
  'small-changes': 'Ready after small changes',
  'not-ready': 'Not ready',
};
