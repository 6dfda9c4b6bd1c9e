/** Tools whose effects happen outside the process that is killed: one of each way to settle a call in doubt. */
import { z } from 'zod';
import {
  ToolError,
  type Descriptor,
  type Tool,
  type ToolContext,
  type ToolOutcome,
} from '../../../agents/tools/tool.ts';
import type { Bug } from './messages.ts';
import type { SinkToolName } from './work.ts';

const Args = z.strictObject({ effect: z.string().min(1) });
type Args = z.infer<typeof Args>;

const common = {
  version: 1,
  schema: Args,
  effect: 'egress',
  reversible: false,
  resultTrust: 'own',
  private: false,
  timeoutMs: 30_000,
  maxBytes: 4096,
} as const satisfies Partial<Descriptor<Args>>;

const descriptors: Record<SinkToolName, Descriptor<Args>> = {
  put: { ...common, name: 'put', description: 'Keeps a row outside.', idempotent: 'key', doubt: 'retry' },
  post: { ...common, name: 'post', description: 'Posts a message outside.', idempotent: 'no', doubt: 'ask' },
  send: { ...common, name: 'send', description: 'Sends a letter outside.', idempotent: 'no', doubt: 'query' },
};

/** `forget-doubt`: a tool that is not idempotent says it may simply be run again. */
export function sinkTools(url: string, bug: Bug | null): Tool<Args>[] {
  const { put, post, send } = descriptors;
  const wrong: Descriptor<Args> = { ...post, doubt: 'retry' };
  return [put, bug === 'forget-doubt' ? wrong : post, send].map((descriptor) => sinkTool(descriptor, url));
}

function sinkTool(descriptor: Descriptor<Args>, url: string): Tool<Args> {
  const { name } = descriptor;
  return {
    descriptor,
    resolve: async (args) => ({
      args,
      target: null,
      before: null,
      preview: { verb: name, target: args.effect, text: null, before: null, cutBytes: 0 },
    }),
    async perform({ args }, context) {
      const body = JSON.stringify({ effect: args.effect, key: context.key });
      const answer = await fetch(`${url}/${name}`, { method: 'POST', body, signal: context.signal });
      if (!answer.ok) throw new ToolError(`The outside refused: ${answer.status}`);
      return done(name, args);
    },
    async query({ args }, context) {
      return (await isKnown(url, name, context)) ? done(name, args) : 'did-not-happen';
    },
  };
}

async function isKnown(url: string, name: string, { key, signal }: ToolContext): Promise<boolean> {
  const answer = await fetch(`${url}/${name}?key=${key}`, { signal });
  if (answer.status !== 200 && answer.status !== 404) throw new ToolError(`The outside cannot tell: ${answer.status}`);
  return answer.status === 200;
}

function done(name: string, { effect }: Args): ToolOutcome {
  return { content: `${name} ${effect}: done.`, summary: `${name} ${effect}` };
}
