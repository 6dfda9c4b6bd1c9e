import { z } from 'zod';
import { engineDescriptor } from './result.ts';
import { findColleague, nobodyCalled, type Colleague, type TalkDoor } from './talk-door.ts';
import { ToolError, type Descriptor, type Scope, type Tool } from './tool.ts';

const maxTitle = 120;

const Args = z.strictObject({
  teammate: z.string().trim().min(1).max(60).describe('Who to ask, by name or role.'),
  question: z.string().trim().min(3).max(4_000).describe('One question that can be understood by itself.'),
});
type Args = z.infer<typeof Args>;

export const askTeammateDescriptor: Descriptor<Args> = {
  ...engineDescriptor,
  name: 'ask_teammate',
  description: 'Asks a colleague and waits for the answer. One at work on the same task answers from what it has read.',
  schema: Args,
};

/** Makes the tool that asks: somebody at work there is asked in passing, anybody else finds out as a part of the work. */
export function askTeammateTool({ atWork, team }: Pick<TalkDoor, 'atWork' | 'team'>): Tool<Args> {
  const find = ({ teammate, question }: Args, { taskId, teammateId }: Scope): Colleague & { taskId?: string } => {
    const there = findColleague(teammate, atWork(taskId));
    if (there) return there;
    const all = team({ title: '', brief: question }, taskId);
    const others = all.filter(({ id }) => id !== teammateId);
    const found = findColleague(teammate, others);
    if (found) return found;
    throw findColleague(teammate, all) ? new ToolError('You cannot ask yourself.') : nobodyCalled(teammate, others);
  };
  return {
    descriptor: askTeammateDescriptor,
    async resolve(args, scope) {
      const { id, name, taskId } = find(args, scope);
      return {
        args: { ...args, teammate: id },
        target: null,
        before: null,
        preview: { verb: 'Ask', target: name, text: args.question, before: null, cutBytes: 0 },
        handsOn: taskId === undefined,
      };
    },
    async perform({ args }, { scope }) {
      const { question } = args;
      const { id, name, taskId } = find(args, scope);
      const said = { content: `Asked ${name}.`, summary: `Asked ${name}: ${question}` };
      if (taskId !== undefined) return { ...said, consult: { taskId, teammateId: id, question } };
      const title = question.length > maxTitle ? `${question.slice(0, maxTitle - 1)}…` : question;
      return { ...said, handOn: { teammateId: id, title, brief: question } };
    },
  };
}
