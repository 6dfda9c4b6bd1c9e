import { z } from 'zod';
import { engineDescriptor } from './result.ts';
import type { TalkDoor } from './talk-door.ts';
import { ToolError, type Descriptor, type Tool } from './tool.ts';

const Args = z.strictObject({
  message: z.string().trim().min(1).max(160).describe('The id that stands in the question’s heading.'),
  text: z.string().trim().min(1).max(8_000).describe('The answer, with its source.'),
});
type Args = z.infer<typeof Args>;

export const answerDescriptor: Descriptor<Args> = {
  ...engineDescriptor,
  name: 'answer',
  description: 'Answers a question a colleague has put to you.',
  schema: Args,
};

/** Makes the tool that answers. Only what somebody still waits for can be answered, and once. */
export function answerTool(questionsTo: TalkDoor['questionsTo']): Tool<Args> {
  return {
    descriptor: answerDescriptor,
    async resolve(args, { taskId }) {
      const open = questionsTo(taskId);
      if (!open.includes(args.message))
        throw new ToolError(
          `Nobody waits for an answer to ${JSON.stringify(args.message)}. ${open.length === 0 ? 'No question is open.' : `Open: ${open.join(', ')}.`}`,
        );
      return {
        args,
        target: null,
        before: null,
        preview: { verb: 'Answer', target: args.message, text: args.text, before: null, cutBytes: 0 },
      };
    },
    perform: async ({ args: { message, text } }) => ({
      content: 'Your colleague reads it in the next step.',
      summary: 'Answered a colleague',
      answered: { messageId: message, text },
    }),
  };
}
