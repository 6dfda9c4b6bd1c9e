/** One engine on a real journal, with small tasks of several teammates, alone or beside one teammate's flood of tasks. */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  openBlobs,
  openJournal,
  openLanceIndex,
  openWorkforce,
  systemClock,
  systemIds,
  type Model,
  type Workforce,
} from '../../agents/index.ts';
import { makeToolbox } from '../../agents/gate/toolbox.ts';
import type { ModelAnswer, ModelRequest } from '../../agents/models/model.ts';

export interface FairnessOptions {
  /** Data folder, empty. */
  data: string;
  /** The folder of role files. */
  roles: string;
  /** Tasks of the greedy teammate; 0 = the small ones are alone. */
  greedy: number;
  /** Small tasks, shared out among the other teammates. */
  small: number;
  /** How long the model takes to answer. */
  modelMs: number;
}

/** What the small tasks waited, in milliseconds. */
export interface Waits {
  /** From the command to the first request. */
  firstTurnMs: number[];
  /** From an answer to the next request: the calls between them, and the wait for a place. */
  turnMs: number[];
  /** From an answer to the beginning of each of its calls. */
  callMs: number[];
  /** Turns and calls of the flood that began while the small tasks were at work. */
  greedyTurns: number;
  greedyCalls: number;
}

/** So few that the small tasks alone fill them: without a wait there would be nothing to be twice of. */
const places = { modelTurns: 4, toolCalls: 4, callsPerTool: 2 };
const files = 100;
const greedyScript = { turns: 12, calls: 8 };
const smallScript = { turns: 5, calls: 2 };

/** Runs the small tasks to their end. @throws Error when one of them does not get there */
export async function measureWaits(options: FairnessOptions): Promise<Waits> {
  const folder = path.join(options.data, 'files');
  mkdirSync(folder, { recursive: true });
  for (let file = 0; file < files; file += 1) writeFileSync(path.join(folder, `note${file}.md`), `Note ${file}.\n`);
  const watch = makeWatch();
  const workforce = await open(options, watch);
  try {
    await workforce.dispatch('bench/settings', { type: 'settings.change', settings: { dayUsdMicros: null } });
    const [greedy = '', ...others] = workforce.snapshot().teammates.map(({ id }) => id);
    const create = async (taskId: string, teammateId: string): Promise<void> => {
      watch.due(taskId);
      const answer = await workforce.dispatch(`bench/${taskId}`, {
        type: 'task.create',
        taskId,
        title: null,
        brief: `Read the notes (${taskId}).`,
        folder,
        checks: [],
        caps: null,
        teammateId,
        origin: 'person',
      });
      if (!answer.ok) throw new Error(`${taskId}: ${answer.error.message}`);
    };
    await Promise.all(Array.from({ length: options.greedy }, (_, index) => create(`t_greedy_${index}`, greedy)));
    // The flood stands when every task of it has had a turn or waits for one, and turns and calls go round.
    if (options.greedy > 0) await watch.greedyTurns(options.greedy / 2);
    const before = watch.greedy();
    const teammateOf = (index: number): string => others[index % others.length] ?? '';
    await Promise.all([
      runsEnded(workforce, options.small),
      ...Array.from({ length: options.small }, (_, index) => create(`t_small_${index}`, teammateOf(index))),
    ]);
    const after = watch.greedy();
    return { ...watch.waits(), greedyTurns: after.turns - before.turns, greedyCalls: after.calls - before.calls };
  } finally {
    await workforce.stop();
  }
}

async function open(options: FairnessOptions, watch: Watch): Promise<Workforce> {
  const { data, roles, greedy, small } = options;
  return openWorkforce({
    journal: openJournal(path.join(data, 'journal.db')),
    blobs: await openBlobs(path.join(data, 'blobs')),
    memory: await openLanceIndex(path.join(data, 'memory')),
    model: () => notesModel(options.modelMs, watch),
    isLive: () => true,
    clock: systemClock,
    makeId: systemIds(),
    workspaces: path.join(data, 'workspaces'),
    exampleFolder: path.join(data, 'files'),
    roles: readdirSync(roles)
      .filter((file) => file.endsWith('.md'))
      .map((file) => ({ file, markdown: readFileSync(path.join(roles, file), 'utf8') })),
    // As many runs as there are tasks: what is measured is how places are given, not how few runs a teammate may have.
    limits: { runsPerTeammate: greedy + small, ...places },
    toolbox: (deps) => {
      const toolbox = makeToolbox(deps);
      const tools = [...toolbox.tools].map(
        ([name, tool]) =>
          [
            name,
            {
              ...tool,
              perform(...[call, context]: Parameters<typeof tool.perform>) {
                watch.callBegan(context.scope.taskId);
                return tool.perform(call, context);
              },
            },
          ] as const,
      );
      return { ...toolbox, tools: new Map(tools) };
    },
    log: (line) => void process.stderr.write(`${line}\n`),
  });
}

/** Reads other notes in each turn, several at once, and then says that it is done. */
function notesModel(modelMs: number, watch: Watch): Model {
  return {
    lane: 'bench',
    async *complete(request, signal) {
      const taskId = taskOf(request);
      watch.turnBegan(taskId);
      await pause(modelMs, undefined, { signal }).catch(() => signal.throwIfAborted());
      const answer = answerTo(request, taskId);
      yield { kind: 'text', text: answer.text };
      watch.due(taskId);
      yield { kind: 'answer', answer };
    },
  };
}

function answerTo({ messages }: ModelRequest, taskId: string): ModelAnswer {
  const { turns, calls } = taskId.startsWith('t_small') ? smallScript : greedyScript;
  const turn = messages.filter(({ role }) => role === 'assistant').length;
  const isLast = turn + 1 >= turns;
  return {
    text: isLast ? 'All notes are read.' : 'I read on.',
    calls: isLast
      ? []
      : Array.from({ length: calls }, (_, index) => ({
          callId: `c${index}`,
          tool: 'read_file',
          args: { path: `files/note${turn * calls + index}.md` },
        })),
    stopReason: isLast ? 'end_turn' : 'tool_use',
    usage: { input: 500, output: 50, cacheRead: 0, cacheWrite: 0 },
    requestId: null,
  };
}

/** The task a request is for: its id stands in the brief. */
function taskOf({ messages }: ModelRequest): string {
  const [brief] = messages[0]?.content ?? [];
  return /t_(?:small|greedy)_\d+/.exec(brief?.type === 'text' ? brief.text : '')?.[0] ?? '';
}

type Watch = ReturnType<typeof makeWatch>;

/** Sees when each task may go on and when it does. */
function makeWatch() {
  const waits = { firstTurnMs: [] as number[], turnMs: [] as number[], callMs: [] as number[] };
  const dueMs = new Map<string, number>();
  const hasBegun = new Set<string>();
  const greedy = { turns: 0, calls: 0 };
  let target = { turns: Infinity, tell: (): void => undefined };
  const waited = (taskId: string, into: number[]): void => {
    const fromMs = dueMs.get(taskId);
    if (taskId.startsWith('t_small') && fromMs !== undefined) into.push(performance.now() - fromMs);
  };
  return {
    /** The task was created, or its turn answered. */
    due: (taskId: string): void => void dueMs.set(taskId, performance.now()),
    turnBegan(taskId: string): void {
      waited(taskId, hasBegun.has(taskId) ? waits.turnMs : waits.firstTurnMs);
      hasBegun.add(taskId);
      if (!taskId.startsWith('t_greedy')) return;
      greedy.turns += 1;
      if (greedy.turns >= target.turns) target.tell();
    },
    callBegan(taskId: string): void {
      waited(taskId, waits.callMs);
      if (taskId.startsWith('t_greedy')) greedy.calls += 1;
    },
    greedy: () => ({ ...greedy }),
    greedyTurns: (turns: number): Promise<void> =>
      new Promise((tell) => {
        target = { turns, tell };
      }),
    waits: () => waits,
  };
}

/** Resolves when so many runs of small tasks have ended well. */
async function runsEnded(workforce: Workforce, count: number): Promise<void> {
  const leaving = new AbortController();
  let ended = 0;
  try {
    for await (const feed of workforce.subscribe(null, leaving.signal)) {
      if (feed.kind !== 'events') continue;
      for (const event of feed.events) {
        if (event.type !== 'run.ended' || !event.stream.startsWith('task/t_small')) continue;
        if (event.data.how !== 'completed') throw new Error(`${event.stream} ended as ${event.data.how}`);
        ended += 1;
        if (ended >= count) return;
      }
    }
  } finally {
    leaving.abort();
  }
}
