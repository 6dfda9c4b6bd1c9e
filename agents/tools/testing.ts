/** A scope on a real disk and a way to call tools in it as the gate does; for tests. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openMemoryBlobs } from '../journal/memory-journal.ts';
import type { Blobs } from '../journal/journal.ts';
import { accept } from '../domain/decide/refuse.ts';
import type { ManagerDoor } from './manager-tools.ts';
import type { MemoryDoor } from './memory-door.ts';
import { createTools } from './registry.ts';
import type { TalkDoor } from './talk-door.ts';
import type { ResolvedCall, Scope, ToolContext, ToolOutcome } from './tool.ts';

export interface Bench {
  /** Holds `files`, `work` (not made yet) and `outside`. */
  root: string;
  files: string;
  outside: string;
  scope: Scope;
  blobs: Blobs;
  context: ToolContext;
  resolve(name: string, args: unknown): Promise<ResolvedCall>;
  perform(name: string, call: ResolvedCall): Promise<ToolOutcome>;
  run(name: string, args: unknown): Promise<ToolOutcome & { call: ResolvedCall }>;
  remove(): void;
}

/** A memory that keeps what it is told and knows nothing. */
export const noMemory: MemoryDoor & ManagerDoor = {
  remember: async () => accept({ memoryId: 'mem_1', confirmed: false }),
  recall: async () => [],
  conflicts: () => [],
  propose: async () => accept({ settled: false }),
  consolidate: async () => accept({ memoryId: 'mem_2' }),
};

export function makeBench(): Bench {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'muster-tools-')));
  const [files, outside] = [join(root, 'files'), join(root, 'outside')];
  mkdirSync(files);
  mkdirSync(outside);
  const scope: Scope = {
    taskId: 't_1',
    runId: 'r_1',
    teammateId: 'tm_researcher',
    work: join(root, 'workspaces', 't_1'),
    files,
  };
  const blobs = openMemoryBlobs();
  const context: ToolContext = { scope, key: 'key-1', signal: new AbortController().signal };
  const tools = createTools({
    blobs,
    ...noTalk,
    teammates: () => [],
    planRoom: () => ({ parts: 20, rounds: 3, isOpen: false }),
    authorOf: () => null,
    ...noMemory,
    notesOf: () => [],
  });
  const toolOf = (name: string) => {
    const tool = tools.get(name);
    if (!tool) throw new Error(`no tool ${name}`);
    return tool;
  };
  const resolve = (name: string, args: unknown) =>
    toolOf(name).resolve(toolOf(name).descriptor.schema.parse(args), scope);
  const perform = (name: string, call: ResolvedCall) => toolOf(name).perform(call, context);
  return {
    root,
    files,
    outside,
    scope,
    blobs,
    context,
    resolve,
    perform,
    async run(name, args) {
      const call = await resolve(name, args);
      return { ...(await perform(name, call)), call };
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** For tools on their own: nobody is there. */
export const noTalk: TalkDoor = {
  team: () => [],
  atWork: () => [],
  questionsTo: () => [],
  isAwaiting: () => false,
  comment: async () => false,
};
