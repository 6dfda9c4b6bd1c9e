import { z } from 'zod';
import { engineDescriptor } from './result.ts';
import { findColleague, nobodyCalled, type Colleague, type TalkDoor } from './talk-door.ts';
import { ToolError, type Descriptor, type Tool } from './tool.ts';

const Args = z.strictObject({
  teammate: z.string().trim().min(1).max(60).describe('Who should know it, by name or role.'),
  text: z.string().trim().min(3).max(4_000).describe('What they should know, with its source.'),
});
type Args = z.infer<typeof Args>;

export const commentDescriptor: Descriptor<Args> = {
  ...engineDescriptor,
  name: 'comment',
  description: 'Tells a colleague at work on the same task something it should know, and goes on at once.',
  schema: Args,
};

/** Makes the tool that tells. */
export function commentTool({ atWork, comment }: Pick<TalkDoor, 'atWork' | 'comment'>): Tool<Args> {
  const find = (wanted: string, taskId: string): Colleague & { taskId: string } => {
    const there = atWork(taskId);
    const found = findColleague(wanted, there);
    if (found) return found;
    if (there.length === 0) throw new ToolError('No colleague is at work on this task: there is nobody to tell.');
    throw nobodyCalled(wanted, there);
  };
  return {
    descriptor: commentDescriptor,
    async resolve(args, { taskId }) {
      const { name } = find(args.teammate, taskId);
      return {
        args,
        target: null,
        before: null,
        preview: { verb: 'Tell', target: name, text: args.text, before: null, cutBytes: 0 },
      };
    },
    async perform({ args: { teammate, text } }, { scope, key }) {
      const { name, taskId } = find(teammate, scope.taskId);
      if (!(await comment(scope.taskId, taskId, key, text)))
        throw new ToolError(`${name}’s work there is over: the message was not sent.`);
      return { content: `${name} reads it in the next step.`, summary: `Told ${name}: ${text}` };
    },
  };
}
