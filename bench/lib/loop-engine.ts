/** The engine's half of the loop bench, in a process of its own: `node bench/lib/loop-engine.ts <options as JSON>`; prints one JSON line. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import {
  anthropicModel,
  openBlobs,
  openJournal,
  openLanceIndex,
  openWorkforce,
  systemClock,
  systemIds,
  type Model,
  type Workforce,
} from '../../agents/index.ts';
import type { ModelRequest } from '../../agents/models/model.ts';
import { briefOf, turnsPerRun } from './loop-script.ts';

export interface EngineOptions {
  url: string;
  /** Data folder, empty. */
  data: string;
  /** The folder the runs read. */
  files: string;
  /** The folder of role files. */
  roles: string;
  runs: number;
  concurrency: number;
  /** Runs one after another, before the crowd. */
  alone: number;
}

export interface EngineFigures {
  /** From the request of one turn to the request of the next, of runs that had the machine to themselves. */
  cycleMs: number[];
  wallMs: number;
  cpuMs: number;
  peakRssMb: number;
  /** The last request of a run: what the bare loop has to send to carry the same bytes. */
  request: ModelRequest;
}

const warmUps = 5;
const teammateId = 'tm_researcher';
const memories = 200;

export async function measureEngine(options: EngineOptions): Promise<EngineFigures> {
  const cycles: number[][] = [];
  let request: ModelRequest | null = null;
  const real = anthropicModel({ apiKey: 'bench', endpoint: options.url });
  const model: Model = {
    lane: real.lane,
    complete(asked, signal) {
      cycles.at(-1)?.push(performance.now());
      if (!request || asked.messages.length > request.messages.length) request = asked;
      return real.complete(asked, signal);
    },
  };
  const workforce = await open(options, model);
  const crowd = await watch(workforce);
  await workforce.dispatch('bench/settings', { type: 'settings.change', settings: { dayUsdMicros: null } });

  let next = 0;
  const start = async (): Promise<void> => {
    next += 1;
    const taskId = `t_bench_${next}`;
    const answer = await workforce.dispatch(`bench/${taskId}`, {
      type: 'task.create',
      taskId,
      title: null,
      brief: briefOf(next),
      folder: options.files,
      checks: null,
      caps: null,
      teammateId,
      origin: 'person',
    });
    if (!answer.ok) throw new Error(`task ${next}: ${answer.error.message}`);
  };
  for (let run = 0; run < warmUps + options.alone; run += 1) {
    if (run >= warmUps) cycles.push([]);
    await start();
    await crowd.ended(next);
  }
  const cycleMs = cycles.flatMap((starts) => starts.slice(1).map((at, index) => at - (starts[index] ?? at)));
  cycles.length = 0;

  const cpu = process.cpuUsage();
  const from = performance.now();
  await Promise.all(Array.from({ length: options.runs }, start));
  await crowd.ended(next);
  const wallMs = performance.now() - from;
  const { user, system } = process.cpuUsage(cpu);

  for (const { title, status, verdict, run } of workforce.snapshot().tasks) {
    if (run && (status !== 'review' || verdict !== 'passed' || run.turns !== turnsPerRun || run.practice))
      throw new Error(`“${title}” ended as ${status}, ${verdict}, after ${run.turns} turns`);
  }
  crowd.leave();
  await workforce.stop();
  if (!request) throw new Error('no request was made');
  return {
    cycleMs,
    wallMs,
    cpuMs: (user + system) / 1000,
    peakRssMb: process.resourceUsage().maxRSS / 1024,
    request,
  };
}

async function open(options: EngineOptions, model: Model): Promise<Workforce> {
  const { data, concurrency, files, roles } = options;
  const journal = openJournal(path.join(data, 'journal.db'));
  await remember(journal);
  return openWorkforce({
    journal,
    blobs: await openBlobs(path.join(data, 'blobs')),
    memory: await openLanceIndex(path.join(data, 'memory')),
    model: () => model,
    isLive: () => true,
    clock: systemClock,
    makeId: systemIds(),
    workspaces: path.join(data, 'workspaces'),
    exampleFolder: files,
    roles: readdirSync(roles)
      .filter((file) => file.endsWith('.md'))
      .map((file) => ({ file, markdown: readFileSync(path.join(roles, file), 'utf8') })),
    limits: { runsPerTeammate: options.runs, modelTurns: concurrency, toolCalls: concurrency },
    log: (line) => void process.stderr.write(`${line}\n`),
  });
}

/** A team that has worked before: recall has something to find. */
async function remember(journal: ReturnType<typeof openJournal>): Promise<void> {
  const asserted = Array.from({ length: memories }, (_, index) => ({
    type: 'memory.asserted' as const,
    data: {
      memoryId: `mem_${index}`,
      kind: 'fact' as const,
      scope: 'team' as const,
      scopeId: 'team',
      subject: `customer ${index}`,
      text: `The contract of customer ${index} renews in month ${(index % 12) + 1}; Ms Jensen decides.`,
      claimKey: null,
      authority: 'agent' as const,
      author: teammateId,
      taskId: null,
      runId: null,
      sourceUri: null,
      labels: { tainted: false, private: true, from: ['files/renewals.md'] },
      contentHash: `hash ${index}`,
    },
  }));
  await journal.append('memory', 0, asserted, { actor: 'engine', atMs: systemClock.now(), commandId: null });
}

/** Reads the feed as an open board does, and counts the runs that have ended. */
async function watch(workforce: Workforce): Promise<{ ended(count: number): Promise<void>; leave(): void }> {
  const leaving = new AbortController();
  let count = 0;
  let waiting: { count: number; resolve: () => void; reject: (error: unknown) => void } | null = null;
  const read = async (): Promise<void> => {
    for await (const feed of workforce.subscribe(null, leaving.signal)) {
      if (feed.kind !== 'events') continue;
      for (const event of feed.events) if (event.type === 'run.ended') count += 1;
      if (waiting && count >= waiting.count) waiting.resolve();
    }
  };
  read().catch((error: unknown) => waiting?.reject(error));
  return {
    ended: (wanted) =>
      new Promise((resolve, reject) => {
        waiting = { count: wanted, resolve, reject };
        if (count >= wanted) resolve();
      }),
    leave: () => leaving.abort(),
  };
}

if (import.meta.main) {
  const figures = await measureEngine(JSON.parse(process.argv[2] ?? '{}') as EngineOptions);
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}
