import { z } from 'zod';
import { PlanLine } from '../domain/schema.ts';
import { engineDescriptor } from './result.ts';
import type { Descriptor, Tool } from './tool.ts';

const Args = z.strictObject({
  lines: z
    .array(z.strictObject({ text: z.string().trim().min(1).max(300), state: PlanLine.shape.state }))
    .min(1)
    .max(40)
    .describe('The whole plan, in order, each line with its state: todo, doing or done.'),
});
type Args = z.infer<typeof Args>;

export const setPlanDescriptor: Descriptor<Args> = {
  ...engineDescriptor,
  name: 'set_plan',
  description:
    'Shows the person the plan: two to seven short lines in their words. Call it first, and again whenever a line is begun or done.',
  schema: Args,
};

/** Makes the tool that sets the plan; the whole plan replaces the earlier one. */
export function setPlanTool(): Tool<Args> {
  return {
    descriptor: setPlanDescriptor,
    resolve: async (args) => ({
      args,
      target: null,
      before: null,
      preview: {
        verb: 'Plan',
        target: 'the plan',
        text: args.lines.map((line) => line.text).join('\n'),
        before: null,
        cutBytes: 0,
      },
    }),
    perform: async (call) => {
      const { lines } = call.args;
      const done = lines.filter((line) => line.state === 'done').length;
      return {
        content: `The plan has ${lines.length} lines, ${done} done.`,
        summary:
          done === 0
            ? `Planned ${lines.length} ${lines.length === 1 ? 'step' : 'steps'}`
            : `Updated the plan, ${done} of ${lines.length} done`,
        plan: lines,
      };
    },
  };
}
