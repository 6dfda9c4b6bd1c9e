import { z } from 'zod';
import { foldText } from '../lib/text/fold.ts';
import { engineDescriptor } from './result.ts';
import { ToolError, type Descriptor, type Tool } from './tool.ts';

const Args = z.strictObject({
  teammate: z.string().trim().min(1).max(60).describe('Who does it, by name or role.'),
  title: z.string().trim().min(1).max(120).describe('The part in a few words.'),
  brief: z
    .string()
    .trim()
    .min(1)
    .max(16_000)
    .describe(
      'Everything the teammate must know: what is wanted, from which files, in which form. It sees nothing else.',
    ),
});
type Args = z.infer<typeof Args>;

/** A teammate as another one may call upon it. */
export interface Colleague {
  id: string;
  name: string;
  role: string;
  /** How results of each colleague fared so far; '' = there were none. */
  record: string;
}

export const delegateDescriptor: Descriptor<Args> = {
  ...engineDescriptor,
  name: 'delegate',
  description:
    'Hands a part of the work to a teammate and gives back what came of it. Several parts handed on in one step are done side by side. Its files come to lie in work/parts/.',
  schema: Args,
  handsOn: true,
};

/** Makes the tool that hands work on; `team` is asked at each call. */
export function delegateTool(team: () => readonly Colleague[]): Tool<Args> {
  const find = (wanted: string): Colleague => {
    const name = foldText(wanted);
    const colleagues = team();
    const found =
      colleagues.find((one) => foldText(one.name) === name) ?? colleagues.find((one) => foldText(one.role) === name);
    if (found) return found;
    const names = colleagues
      .map((one) => `${one.name} (${[one.role, one.record].filter(Boolean).join('; ')})`)
      .join(', ');
    throw new ToolError(`There is no teammate ${JSON.stringify(wanted)}. There are: ${names}.`);
  };
  return {
    descriptor: delegateDescriptor,
    resolve: async (args) => ({
      args,
      target: null,
      before: null,
      preview: { verb: 'Hand to', target: find(args.teammate).name, text: args.brief, before: null, cutBytes: 0 },
    }),
    perform: async ({ args }) => {
      const { id, name } = find(args.teammate);
      return {
        content: `Handed to ${name}.`,
        summary: `Handed to ${name}: ${args.title}`,
        handOn: { teammateId: id, title: args.title, brief: args.brief },
      };
    },
  };
}
