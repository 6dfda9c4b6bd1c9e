import { z } from 'zod';
import { Id, type Option } from '../domain/schema.ts';
import { foldText } from '../lib/text/fold.ts';
import { engineDescriptor } from './result.ts';
import { ToolError, type Descriptor, type Tool } from './tool.ts';

const Label = z.string().trim().min(1).max(200);
const Args = z.strictObject({
  question: z.string().trim().min(3).max(1000).describe('One question, in one or two plain sentences.'),
  options: z
    .array(z.union([Label, z.strictObject({ id: Id.optional(), label: Label })]))
    .min(2)
    .max(9)
    .describe('The answers to choose from. The person can also write one of their own.'),
  recommended: z.string().trim().min(1).max(200).optional().describe('The option you would take, by id or label.'),
});
type Args = z.infer<typeof Args>;

export const askPersonDescriptor: Descriptor<Args> = {
  ...engineDescriptor,
  name: 'ask_person',
  description:
    'Asks the person one question and waits for the answer. Only when the answer changes the result and no file holds it.',
  schema: Args,
};

/** Makes the tool that asks the person. Options come out with an id each; `recommended` as the id of one of them. */
export function askPersonTool(): Tool<Args> {
  return {
    descriptor: askPersonDescriptor,
    resolve: async (args) => {
      const options = optionsOf(args.options);
      const wanted = args.recommended === undefined ? null : foldText(args.recommended);
      const recommended =
        wanted === null
          ? undefined
          : options.find((option) => foldText(option.id) === wanted || foldText(option.label) === wanted);
      if (wanted !== null && !recommended) {
        throw new ToolError(
          `The recommended answer ${JSON.stringify(args.recommended)} is none of the options: ${options.map((option) => option.label).join(', ')}.`,
        );
      }
      return {
        args: { question: args.question, options, ...(recommended ? { recommended: recommended.id } : {}) },
        target: null,
        before: null,
        preview: { verb: 'Ask', target: 'you', text: args.question, before: null, cutBytes: 0 },
      };
    },
    perform: async (call) => {
      const { question, recommended } = call.args;
      return {
        content: 'The question was put to the person.',
        summary: `Asked: ${question}`,
        question: { question, options: optionsOf(call.args.options), recommended: recommended ?? null },
      };
    },
  };
}

/** Gives every option an id; ids the model left out are made of the label, repeated ones are told apart. */
function optionsOf(given: Args['options']): Option[] {
  const taken = new Set<string>();
  return given.map((item) => {
    const option = typeof item === 'string' ? { label: item } : item;
    const slug = foldText(option.label)
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 40);
    const wanted = ('id' in option ? option.id : undefined) ?? (slug === '' ? 'option' : slug);
    let id = wanted;
    for (let count = 2; taken.has(id); count += 1) id = `${wanted}-${count}`;
    taken.add(id);
    return { id, label: option.label };
  });
}
