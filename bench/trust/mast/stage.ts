/** The real engine with its own tools on real files, and a model that says what a mode scripts: what a failing team does, on purpose. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Command } from '../../../agents/domain/commands.ts';
import type { EventRecord, NewEvent, StreamName } from '../../../agents/domain/events.ts';
import type { InboxItem } from '../../../agents/domain/schema.ts';
import type { TaskState } from '../../../agents/domain/task.ts';
import {
  makeMemoryDisk,
  openMemoryJournal,
  openMemoryBlobs,
  makeMemoryBlobs,
} from '../../../agents/journal/memory-journal.ts';
import type { Model, ModelRequest } from '../../../agents/models/model.ts';
import { countingIds, fakeClock, newTask, openEngine, type Engine, type World } from '../../../agents/testing.ts';
import { spoilt } from '../lib/office.ts';

/** A request as a script sees it. */
export interface Asked {
  /** The teammate who is asked. */
  who: string;
  brief: string;
  /** Answers already given in this task. */
  turn: number;
  request: ModelRequest;
}

export interface Said {
  text?: string;
  calls?: [tool: string, args: unknown][];
}

export interface StageOptions {
  say: (asked: Asked) => Said;
  /** Changes events on their way into the journal: how a bug is planted without a hand on the engine. */
  spoil?: (event: NewEvent, stream: StreamName) => NewEvent;
  /** Changes what the model is sent: a bug in what a teammate is shown. */
  blind?: (request: ModelRequest) => ModelRequest;
}

export interface Stage {
  readonly engine: Engine;
  /** Everything the model was sent, in order. */
  readonly requests: { who: string; brief: string; request: ModelRequest }[];
  send(command: Command): Promise<void>;
  /** Gives the brief to the planner and waits until nothing moves without a person. */
  begin(patch?: Partial<Parameters<typeof newTask>[0]>): Promise<TaskState>;
  /** Resolves when nothing moves any more without a person. */
  rest(): Promise<void>;
  task(taskId?: string): TaskState;
  tasks(): TaskState[];
  items(): InboxItem[];
  records(): EventRecord[];
  /** A file of the person's folder, or of the task's work folder; null = it is not there. */
  file(place: 'files' | 'work', name: string): string | null;
  /** Ends the process, as it were, and starts it again on the same data. */
  restart(): Promise<void>;
  strike(): Promise<void>;
}

/** The person's folder on each stage. */
const office = {
  'lease.md': 'The lease costs 1,200 euros a month.\nIt ends on 30 June.\n',
  'staff.md': 'Ms Jensen decides about the lease.\n',
};

export async function openStage({ say, spoil, blind }: StageOptions): Promise<Stage> {
  const folder = mkdtempSync(path.join(tmpdir(), 'muster-mast-'));
  const files = path.join(folder, 'files');
  mkdirSync(files);
  for (const [name, text] of Object.entries(office)) writeFileSync(path.join(files, name), text);
  const clock = fakeClock(Date.UTC(2026, 0, 5, 9));
  const disk = makeMemoryDisk();
  const world: World = {
    folder,
    files,
    disk,
    blobs: openMemoryBlobs(makeMemoryBlobs(), clock),
    clock,
    makeId: countingIds(),
    log: [],
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
  const requests: Stage['requests'] = [];
  const model: Model = {
    lane: 'script',
    async *complete(request, signal) {
      signal.throwIfAborted();
      const seen = blind ? blind(request) : request;
      const asked = askedBy(seen);
      requests.push({ who: asked.who, brief: asked.brief, request: seen });
      const { text = '', calls = [] } = say(asked);
      if (text !== '') yield { kind: 'text', text };
      yield {
        kind: 'answer',
        answer: {
          text,
          calls: calls.map(([tool, args], index) => ({ callId: `c${index}`, tool, args })),
          stopReason: calls.length > 0 ? 'tool_use' : 'end_turn',
          usage: { input: 100, output: 20, cacheRead: 0, cacheWrite: 0 },
          requestId: null,
        },
      };
    },
  };
  let journal = openMemoryJournal(disk);
  const open = (): Promise<Engine> => {
    journal = openMemoryJournal(disk);
    return openEngine(world, model, { journal: spoil ? spoilt(journal, spoil) : journal });
  };
  let engine = await open();
  const stage: Stage = {
    get engine() {
      return engine;
    },
    requests,
    async send(command) {
      const answer = await engine.send(command);
      if (!answer.ok) throw new Error(`${command.type}: ${answer.error.message}`);
    },
    async begin(patch = {}) {
      await stage.send(newTask({ folder: files, teammateId: 'tm_planner', ...patch }));
      await stage.rest();
      return stage.task();
    },
    rest: () => settled(engine, journal),
    task: (taskId = 't_1') => engine.task(taskId),
    tasks: () => engine.workforce.snapshot().tasks.filter(({ origin }) => origin !== 'example'),
    items: () => stage.tasks().flatMap((task) => task.items),
    records: () => [...journal.readAll(0)],
    file(place, name) {
      const at = path.join(place === 'files' ? files : path.join(folder, 'workspaces', 't_1'), name);
      return existsSync(at) ? readFileSync(at, 'utf8') : null;
    },
    async restart() {
      await engine.workforce.stop();
      engine = await open();
      await stage.rest();
    },
    async strike() {
      await engine.workforce.stop();
      await world.remove();
    },
  };
  return stage;
}

/** Nothing is in flight, and nothing was written for a while: what one task's end sets going begins a moment later. */
async function settled(engine: Engine, journal: { lastSeq(): number }): Promise<void> {
  for (let calm = 0, seq = -1; calm < 3; calm += 1) {
    await engine.workforce.idle();
    await new Promise((resolve) => setImmediate(resolve));
    if (journal.lastSeq() !== seq) calm = 0;
    seq = journal.lastSeq();
  }
}

function askedBy(request: ModelRequest): Asked {
  const [first] = request.messages[0]?.content ?? [];
  const brief = first?.type === 'text' ? (/^# Task\n(.*)/.exec(first.text)?.[1] ?? '') : '';
  return {
    who: /You are ([\p{L}]+),/u.exec(request.system.join('\n'))?.[1] ?? '',
    brief,
    turn: request.messages.filter((message) => message.role === 'assistant').length,
    request,
  };
}

/** Writes a page and hands it in: what an honest end looks like. */
export function write(name: string, content: string): [string, unknown] {
  return ['write_file', { path: `work/${name}`, content }];
}

export function finish(summary: string, ...files: string[]): [string, unknown] {
  return ['finish', { summary, files: files.map((file) => `work/${file}`) }];
}

/** A page with one quote that stands in the folder. */
export const honestPage =
  'The lease costs 1,200 euros a month.[^1]\n\n[^1]: lease.md: "The lease costs 1,200 euros a month."\n';
