import { z } from 'zod';
import { engineDescriptor } from './result.ts';
import { findColleague, nobodyCalled, type Colleague, type TalkDoor } from './talk-door.ts';
import type { Descriptor, Tool } from './tool.ts';

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

export const delegateDescriptor: Descriptor<Args> = {
  ...engineDescriptor,
  name: 'delegate',
  description:
    'Hands a part of the work to a teammate and gives back what came of it. Several parts handed on in one step are done side by side. Its files come to lie in work/parts/.',
  schema: Args,
  handsOn: true,
};

/** Makes the tool that hands work on; `team` is asked at each call. Of a role that several have, it goes to the one it suits best. */
export function delegateTool(team: TalkDoor['team']): Tool<Args> {
  const find = (args: Args, taskId: string): Colleague => {
    const colleagues = team(args, taskId);
    const found = findColleague(args.teammate, colleagues);
    if (!found) throw nobodyCalled(args.teammate, colleagues);
    return found;
  };
  return {
    descriptor: delegateDescriptor,
    // Bound to the one it was found to be: with every part handed on, the team looks different.
    resolve: async (args, { taskId }) => {
      const { id, name } = find(args, taskId);
      const preview = { verb: 'Hand to', target: name, text: args.brief, before: null, cutBytes: 0 };
      return { args: { ...args, teammate: id }, target: null, before: null, preview };
    },
    perform: async ({ args }, { scope }) => {
      const { id, name } = find(args, scope.taskId);
      return {
        content: `Handed to ${name}.`,
        summary: `Handed to ${name}: ${args.title}`,
        handOn: { teammateId: id, title: args.title, brief: args.brief },
      };
    },
  };
}
