import { z } from 'zod';
import { engineDescriptor } from './result.ts';
import { findColleague, nobodyCalled, type Colleague, type TalkDoor } from './talk-door.ts';
import { ToolError, type Descriptor, type Scope, type Tool } from './tool.ts';

const words = z.string().trim().min(3);

const Args = z.strictObject({
  to: z.string().trim().min(1).max(60).describe('Who takes the task over, by name or role.'),
  why: words.max(400).describe('Why they and not you.'),
  done: words.max(4_000).describe('What is done, and where it lies.'),
  left: words.max(4_000).describe('What is left to do.'),
});
type Args = z.infer<typeof Args>;

export const handOverDescriptor: Descriptor<Args> = {
  ...engineDescriptor,
  name: 'hand_over',
  description:
    'Gives this whole task to a colleague it suits better; yours ends here. Your notes and files go with it.',
  schema: Args,
};

/** Makes the tool that gives the task away; not while anything of it is with others. */
export function handOverTool({ team, isAwaiting }: Pick<TalkDoor, 'team' | 'isAwaiting'>): Tool<Args> {
  const find = ({ to, left }: Args, { taskId, teammateId }: Scope): Colleague => {
    if (isAwaiting(taskId))
      throw new ToolError('Parts of this task are still with others. Wait for them before you hand it over.');
    const others = team({ title: '', brief: left }, taskId).filter(({ id }) => id !== teammateId);
    const found = findColleague(to, others);
    if (!found) throw nobodyCalled(to, others);
    return found;
  };
  return {
    descriptor: handOverDescriptor,
    async resolve(args, scope) {
      const { id, name } = find(args, scope);
      return {
        args: { ...args, to: id },
        target: null,
        before: null,
        preview: { verb: 'Hand over to', target: name, text: args.left, before: null, cutBytes: 0 },
      };
    },
    async perform({ args }, { scope }) {
      const { id, name } = find(args, scope);
      const { why, done, left } = args;
      return {
        content: `Handed over to ${name}.`,
        summary: `Handed over to ${name}: ${why}`,
        handOver: { teammateId: id, why, done, left },
      };
    },
  };
}
