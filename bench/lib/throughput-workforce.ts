/**
 * The whole engine under the load of the throughput bench: performer, turns, context, gate and feed around the streams, with a model
 * that answers at once and a tool that does nothing. `node … <load as JSON>`; prints one JSON line.
 */
import path from 'node:path';
import { z } from 'zod';
import { openBlobs, openJournal, openWorkforce, systemClock, systemIds, type Model } from '../../agents/index.ts';
import type { Tool } from '../../agents/tools/tool.ts';
import { carry, inParallel, loadAsked, resultBytes, resultOf } from './throughput-load.mjs';

const load = loadAsked();
const folder = path.dirname(load.file);
const stepMs: number[] = [];
const began = new Map<string, number>();
const ends = new Map<string, () => void>();
let performed = 0;

/** Proposes the steps the history does not show yet, so many a turn; then says it is done. */
const model: Model = {
  lane: 'test',
  async *complete({ messages }) {
    const done = messages.flatMap(({ content }) => content.filter((block) => block.type === 'tool_result')).length;
    const calls = Array.from({ length: Math.min(load.callsPerTurn, load.steps - done) }, (_, index) => ({
      callId: `c${index}`,
      tool: 'step',
      // Each step is another one: the same again and again would be held as a loop.
      args: { number: done + index },
    }));
    const stopReason = calls.length > 0 ? 'tool_use' : 'end_turn';
    const usage = { input: 100, output: 20, cacheRead: 0, cacheWrite: 0 };
    yield { kind: 'answer', answer: { text: 'Done.', calls, stopReason, usage, requestId: null } };
  },
};

const step: Tool = {
  descriptor: {
    name: 'step',
    version: 1,
    description: 'Does nothing.',
    schema: z.object({ number: z.number() }),
    // Effects follow one another; only reads of one turn would run side by side.
    effect: 'write',
    idempotent: 'yes',
    reversible: true,
    doubt: 'retry',
    resultTrust: 'own',
    private: false,
    timeoutMs: 10_000,
    maxBytes: 8_000,
  },
  resolve: async (args) => ({
    args,
    target: { place: 'work', path: 'step', absolute: '/step' },
    before: null,
    preview: { verb: 'Do', target: 'step', text: null, before: null, cutBytes: 0 },
  }),
  perform: async () => ({ content: resultOf((performed += 1), 0), summary: 'Did a step' }),
};

const role =
  '---\nname: Bea\nrole: executor\nabout: Does steps\ntools: [step]\nmodel: default\ncolour: 1\n---\nDo the steps.\n';

const journal = openJournal(load.file);
const workforce = await openWorkforce({
  journal,
  blobs: await openBlobs(path.join(folder, 'blobs')),
  memory: null,
  model: () => model,
  isLive: () => false,
  clock: systemClock,
  makeId: systemIds(),
  workspaces: path.join(folder, 'workspaces'),
  exampleFolder: folder,
  roles: [{ file: 'bench.md', markdown: role }],
  limits: {
    runsPerTeammate: load.concurrency,
    modelTurns: load.concurrency,
    toolCalls: load.concurrency,
    callsPerTool: load.concurrency,
  },
  toolbox: () => ({
    tools: new Map([[step.descriptor.name, step]]),
    toolSpecs: () => [{ name: 'step', description: 'Does nothing.', inputSchema: { type: 'object' } }],
    undo: { undo: async () => ({ undone: false, reason: 'nothing was written' }) },
  }),
  workFolders: {
    make: async () => undefined,
    source: async () => null,
    list: async () => [],
    remove: async () => undefined,
    look: async () => ({ artifacts: [], files: [], sources: new Map(), folderHasText: false }),
  },
  log: (line) => void process.stderr.write(`${line}\n`),
});

/** Reads the feed as an open board does: when steps begin and end, and when runs do. */
async function watch(signal: AbortSignal): Promise<void> {
  for await (const feed of workforce.subscribe(null, signal)) {
    if (feed.kind !== 'events') continue;
    for (const event of feed.events) {
      if (event.type === 'call.begun') began.set(event.data.callId, performance.now());
      else if (event.type === 'call.succeeded') {
        stepMs.push(performance.now() - (began.get(event.data.callId) ?? Number.NaN));
        began.delete(event.data.callId);
      } else if (event.type === 'run.ended') ends.get(event.stream)?.();
    }
  }
}

async function carryRun(run: number): Promise<void> {
  const taskId = `t_${String(run).padStart(16, '0')}`;
  const ended = new Promise<void>((resolve) => ends.set(`task/${taskId}`, resolve));
  const answer = await workforce.dispatch(`create ${taskId}`, {
    type: 'task.create',
    taskId,
    title: null,
    brief: `Run ${run}: which of our contracts renews next?`,
    folder: null,
    checks: null,
    caps: null,
    teammateId: 'tm_bench',
    origin: 'person',
  });
  if (!answer.ok) throw new Error(`${taskId}: ${answer.error.code}`);
  await ended;
}

const leaving = new AbortController();
const watching = watch(leaving.signal);
await carry(load, {
  stepMs,
  carryRuns: (first, count) => inParallel(first, count, load.concurrency, carryRun),
  stored() {
    let found = 0;
    for (const record of journal.readAll(0))
      if (record.type === 'call.succeeded' && record.data.content.length >= resultBytes) found += 1;
    return found;
  },
  // The journal reads its settings back when it opens, and refuses a file that does not take them.
  synchronous: () => 2,
});
leaving.abort();
await watching;
await workforce.stop();
