/** Tools that reach a made-up world, and the product's own that need none. */
import path from 'node:path';
import { z } from 'zod';
import { sha256 } from '../../../agents/gate/approvals.ts';
import type { Toolbox } from '../../../agents/gate/toolbox.ts';
import type { ToolSpec } from '../../../agents/models/model.ts';
import { createTools, type ToolDeps } from '../../../agents/tools/registry.ts';
import type { Descriptor, Tool, ToolContext, ToolOutcome } from '../../../agents/tools/tool.ts';
import type { WorkFolders } from '../../../agents/work-folder.ts';
import type { Artifact } from '../../../agents/domain/schema.ts';
import type { Sink } from './sink.ts';

const FakeArgs = z.strictObject({
  what: z.string().trim().min(1).max(2_000),
  text: z.string().max(200_000).optional(),
  at: z.union([z.string(), z.number()]).optional(),
  requestId: z.string().optional(),
  page: z.number().int().optional(),
});
export type FakeArgs = z.infer<typeof FakeArgs>;

/** One tool as a check describes it. What is left out is as harmless as can be: a read that may be repeated. */
export interface FakeTool extends Partial<Omit<Descriptor, 'name' | 'schema'>> {
  name: string;
  /** What the world answers. `times`: how often this very tool was performed before. @throws as an adapter may */
  perform: (args: FakeArgs, context: ToolContext, times: number) => string | Promise<string>;
  query?: (args: FakeArgs, context: ToolContext) => ToolOutcome | 'did-not-happen' | null;
  /** True: it writes `text` to the file `what` in the work folder. */
  writes?: boolean;
}

/** The product's tools that need no disk; `finish` takes no files here. */
const own = ['set_plan', 'ask_person', 'delegate', 'wait', 'remember', 'recall', 'finish'];

/** Contract: each performance is entered into the sink before anybody hears of it. */
export function fakeToolbox(fakes: readonly FakeTool[], sink: Sink): (deps: ToolDeps) => Toolbox {
  return (deps) => {
    const product = [...createTools(deps)].filter(([name]) => own.includes(name));
    const tools = new Map<string, Tool>([
      ...fakes.map((fake): [string, Tool] => [fake.name, toolOf(fake, sink, deps)]),
      ...product,
    ]);
    const specs: ToolSpec[] = [...tools.keys()].map((name) => ({
      name,
      description: name,
      inputSchema: { type: 'object' },
    }));
    return {
      tools,
      toolSpecs: (names) => specs.filter((spec) => names.includes(spec.name)),
      undo: { undo: async () => ({ undone: false, reason: 'Nothing is undone here.' }) },
    };
  };
}

/** The names a role lists to have them all. */
export function toolNames(fakes: readonly FakeTool[]): string[] {
  return [...fakes.map((fake) => fake.name), ...own];
}

function toolOf({ name, perform, query, writes = false, ...nature }: FakeTool, sink: Sink, deps: ToolDeps): Tool {
  let times = 0;
  const descriptor: Descriptor<FakeArgs> = {
    version: 1,
    description: name,
    effect: writes ? 'write' : 'read',
    idempotent: 'yes',
    reversible: true,
    doubt: 'retry',
    resultTrust: 'own',
    private: false,
    timeoutMs: 30_000,
    maxBytes: 65_536,
    ...nature,
    name,
    schema: FakeArgs,
  };
  const tool: Tool<FakeArgs> = {
    descriptor,
    async resolve(args, scope) {
      const preview = { verb: name, target: args.what, text: args.text ?? null, before: null, cutBytes: 0 };
      if (!writes) return { args, target: null, before: null, preview };
      const absolute = path.join(scope.work, args.what);
      const now = sink.files.get(absolute);
      const before = now === undefined ? null : await deps.blobs.put(now);
      return { args, target: { place: 'work', path: args.what, absolute }, before, preview };
    },
    async perform({ args, target }, context) {
      const { taskId, runId } = context.scope;
      const act = { tool: name, args, key: context.key, taskId, runId, content: null as string | null };
      sink.acts.push(act);
      times += 1;
      const content = await perform(args, context, times - 1);
      act.content = content;
      if (!target) return { content, summary: `${name}: ${args.what}` };
      sink.files.set(target.absolute, args.text ?? '');
      return { content, summary: `Wrote ${args.what}`, written: { after: await deps.blobs.put(args.text ?? '') } };
    },
    ...(query && { query: async ({ args }, context) => query(args, context) }),
  };
  // The map holds tools of all arguments; each is called with what its own schema has let through.
  return tool as Tool;
}

/** Deliverables lie in the sink; the result gate's own checks decide. */
export function fakeFolders(sink: Sink): WorkFolders {
  return {
    source: async () => null,
    remove: async () => undefined,
    make: async () => undefined,
    list: async (work) => filesIn(sink, work).map(artifactOf),
    async look(_wanted, work) {
      const files = filesIn(sink, work);
      return { artifacts: files.map(artifactOf), files, sources: new Map(), folderHasText: false };
    },
  };
}

/** What lies in a task's work folder. */
export function filesIn({ files }: Pick<Sink, 'files'>, work: string): MadeText[] {
  return [...files].flatMap(([file, text]) =>
    file.startsWith(`${work}/`) ? [{ path: file.slice(work.length + 1), bytes: Buffer.byteLength(text), text }] : [],
  );
}

interface MadeText {
  path: string;
  bytes: number;
  text: string;
}

export function artifactOf({ path, bytes, text }: MadeText): Artifact {
  return { path, bytes, sha256: sha256(text) };
}
