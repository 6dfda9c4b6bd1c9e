import { z } from 'zod';
import { engineDescriptor } from './result.ts';
import type { Descriptor, Tool } from './tool.ts';

const maxMinutes = 7 * 24 * 60;

const Args = z.strictObject({
  minutes: z.number().int().min(1).max(maxMinutes).describe('How long to wait.'),
  why: z.string().trim().min(3).max(200).describe('What is waited for, in the person’s words.'),
});
type Args = z.infer<typeof Args>;

export const waitDescriptor: Descriptor<Args> = {
  ...engineDescriptor,
  name: 'wait',
  description:
    'Waits for something outside, such as a reply or a file that is still to come, without using anything up. Look again afterwards; never look in a circle.',
  schema: Args,
};

/** Makes the tool that waits: the engine wakes the run, through a restart as well. */
export function waitTool(): Tool<Args> {
  return {
    descriptor: waitDescriptor,
    resolve: async (args) => ({
      args,
      target: null,
      before: null,
      preview: { verb: 'Wait for', target: args.why, text: null, before: null, cutBytes: 0 },
    }),
    perform: async ({ args }) => ({
      content: 'Waiting.',
      summary: `Waiting: ${args.why}`,
      wait: { forMs: args.minutes * 60_000, why: args.why },
    }),
  };
}
