/** The tools of a simulated team: three that reach the world, one that looks at it, and the product's own that need no disk. */
import { z } from 'zod';
import type { Toolbox } from '../../../agents/gate/toolbox.ts';
import { sha256 } from '../../../agents/gate/approvals.ts';
import type { ToolSpec } from '../../../agents/models/model.ts';
import { answerTool } from '../../../agents/tools/answer.ts';
import { askPersonTool } from '../../../agents/tools/ask-person.ts';
import { askTeammateTool } from '../../../agents/tools/ask-teammate.ts';
import { commentTool } from '../../../agents/tools/comment.ts';
import { delegateTool } from '../../../agents/tools/delegate.ts';
import { finishTool } from '../../../agents/tools/finish.ts';
import { handOverTool } from '../../../agents/tools/hand-over.ts';
import { recallTool, rememberTool } from '../../../agents/tools/memory-tools.ts';
import { planPartsTool } from '../../../agents/tools/plan-parts.ts';
import type { ToolDeps } from '../../../agents/tools/registry.ts';
import { setPlanTool } from '../../../agents/tools/set-plan.ts';
import {
  ToolError,
  type Descriptor,
  type ResolvedCall,
  type Scope,
  type Tool,
  type ToolContext,
  type ToolOutcome,
} from '../../../agents/tools/tool.ts';
import { waitTool } from '../../../agents/tools/wait.ts';
import type { WorkFolders } from '../../../agents/work-folder.ts';
import { aborted } from './model.ts';
import { artifactOf, filesIn } from '../lib/fake-tools.ts';
import type { Effect, Sink } from './sink.ts';
import type { Life, World } from './world.ts';

/** `to` is written as a model writes it and canonical only once resolved; `token` names the call for the oracle. */
const Args = z.strictObject({ to: z.string().trim().min(1).max(40), token: z.string().regex(/^k\d+$/) });
type Args = z.infer<typeof Args>;

/** The names a role may list, in the order the model sees them. */
export const toolNames = [
  'put',
  'post',
  'send',
  'look',
  'set_plan',
  'ask_person',
  'remember',
  'recall',
  'plan_parts',
  'delegate',
  'ask_teammate',
  'comment',
  'answer',
  'hand_over',
  'wait',
  'finish',
];

const common = {
  version: 1,
  schema: Args,
  resultTrust: 'own',
  private: false,
  timeoutMs: 30_000,
  maxBytes: 65_536,
} as const;

const descriptors: Record<'put' | 'post' | 'send' | 'look', Descriptor<Args>> = {
  put: {
    ...common,
    name: 'put',
    description: 'Writes a file.',
    effect: 'write',
    idempotent: 'key',
    reversible: true,
    doubt: 'retry',
  },
  post: {
    ...common,
    name: 'post',
    description: 'Pays a bill.',
    effect: 'egress',
    idempotent: 'no',
    reversible: false,
    doubt: 'ask',
  },
  send: {
    ...common,
    name: 'send',
    description: 'Sends a letter.',
    effect: 'egress',
    idempotent: 'no',
    reversible: false,
    doubt: 'query',
  },
  look: {
    ...common,
    name: 'look',
    description: 'Looks at the world.',
    effect: 'read',
    idempotent: 'yes',
    reversible: true,
    doubt: 'retry',
  },
};

const specs: ToolSpec[] = toolNames.map((name) => ({ name, description: name, inputSchema: { type: 'object' } }));

/** What the tools of one process need. */
interface Place {
  world: World;
  life: Life;
  sink: Sink;
}

export function makeToolbox(place: Place, deps: ToolDeps): Toolbox {
  const own: Tool[] = [
    setPlanTool(),
    askPersonTool(),
    rememberTool(deps),
    recallTool(deps),
    planPartsTool(deps.teammates, deps.planRoom),
    delegateTool(deps.team),
    askTeammateTool(deps),
    commentTool(deps),
    answerTool(deps.questionsTo),
    handOverTool(deps),
    waitTool(),
    finishTool(),
  ];
  const tools = [put(place, deps), effectful(place, 'post'), effectful(place, 'send'), look(place), ...own];
  return {
    tools: new Map(tools.map((tool) => [tool.descriptor.name, tool])),
    toolSpecs: (names) => specs.filter((spec) => names.includes(spec.name)),
    undo: {
      async undo(change, scope) {
        const { life, sink } = place;
        const file = fileOf(scope, change.path);
        const before = change.before === null ? null : await deps.blobs.get(change.before);
        return life.call('undo', () => {
          const now = sink.files.get(file);
          if (now === undefined || sha256(now) !== change.after)
            return { undone: false as const, reason: 'It was changed since.' };
          if (before === null) sink.files.delete(file);
          else sink.files.set(file, new TextDecoder().decode(before));
          return { undone: true as const };
        });
      },
    },
  };
}

/** Deliverables lie in the sink; the result gate's own checks decide. */
export function makeWorkFolders({ life, sink }: Place): WorkFolders {
  return {
    source: async () => null,
    remove: async () => undefined,
    make: (work) => life.call('folder make', () => void work),
    list: (work) => life.call('folder list', () => filesIn(sink, work).map(artifactOf)),
    look: (_wanted, work) =>
      life.call('result check', () => {
        const files = filesIn(sink, work);
        return { artifacts: files.map(artifactOf), files, sources: new Map(), folderHasText: false };
      }),
  };
}

function fileOf(scope: Scope, path: string): string {
  return `${scope.work}/${path}`;
}

/** Resolving takes a step of its own, and canonical arguments differ from those the model wrote. */
function resolve({ life }: Place, verb: string, args: Args): Promise<ResolvedCall<Args>> {
  return life.call(`${verb} resolve`, () => {
    const to = args.to.toLowerCase();
    if (to === 'nowhere') throw new ToolError('There is no such place.');
    const preview = { verb, target: to, text: args.token, before: null, cutBytes: 0 };
    return { args: { ...args, to }, target: null, before: null, preview };
  });
}

/** Does it to the world, with everything that can go wrong on the way there and back. */
async function perform(
  place: Place,
  tool: string,
  { token, to }: Args,
  context: ToolContext,
  more: (effect: Effect) => void = () => undefined,
): Promise<void> {
  const { world, life, sink } = place;
  const asked = world.tick;
  const isLost = await life.call(
    `${tool} ${token}`,
    () => {
      if (world.fault(`${tool} refused`, 0.02))
        throw new ToolError('The other side refused.', { retryable: world.random.chance(0.5) });
      if (world.fault(`${tool} hangs before`, 0.01)) return true;
      const effect: Effect = {
        tool,
        token,
        key: context.key,
        bytes: to,
        runId: context.scope.runId,
        life: life.number,
        asked,
        tick: world.tick,
      };
      sink.take(effect);
      more(effect);
      if (world.fault(`${tool} reply lost`, 0.02)) throw new Error('socket hang up');
      return world.fault(`${tool} hangs after`, 0.02);
    },
    context.signal,
  );
  if (isLost) await aborted(context.signal);
}

function effectful(place: Place, name: 'post' | 'send'): Tool {
  const done = (token: string): ToolOutcome => ({ content: `Done: ${token}.`, summary: `Did ${token}` });
  const tool: Tool<Args> = {
    descriptor: descriptors[name],
    resolve: (args) => resolve(place, name, args),
    async perform(call, context) {
      await perform(place, name, call.args, context);
      return done(call.args.token);
    },
    ...(name === 'send' && {
      query: (call, context) =>
        place.life.call('send query', () => {
          if (place.world.fault('query fails', 0.1)) throw new ToolError('The other side does not answer.');
          return place.sink.has(context.key) ? done(call.args.token) : 'did-not-happen';
        }),
    }),
  };
  return tool as Tool;
}

function put(place: Place, { blobs }: ToolDeps): Tool {
  const { sink } = place;
  const tool: Tool<Args> = {
    descriptor: descriptors.put,
    async resolve(args, scope) {
      const resolved = await resolve(place, 'put', args);
      const absolute = fileOf(scope, resolved.args.to);
      const now = sink.files.get(absolute);
      const before = now === undefined ? null : await blobs.put(now);
      return { ...resolved, before, target: { place: 'work', path: resolved.args.to, absolute } };
    },
    async perform(call, context) {
      const content = `${call.args.token} stands here.`;
      await perform(place, 'put', call.args, context, () => {
        sink.files.set(fileOf(context.scope, call.args.to), content);
      });
      return { content: 'Written.', summary: `Wrote ${call.args.to}`, written: { after: await blobs.put(content) } };
    },
  };
  return tool as Tool;
}

function look(place: Place): Tool {
  const { world, life } = place;
  const tool: Tool<Args> = {
    descriptor: descriptors.look,
    resolve: (args) => resolve(place, 'look', args),
    perform: (call, context) =>
      life.call(
        'look',
        () => {
          if (world.fault('look fails', 0.05)) throw new ToolError('Nothing to be seen.', { retryable: true });
          // Now and then too long for an event, so that it goes to a blob.
          const content = `Seen from ${call.args.to}. `.repeat(world.random.chance(0.1) ? 800 : 1);
          return { content, summary: 'Looked' };
        },
        context.signal,
      ),
  };
  return tool as Tool;
}
