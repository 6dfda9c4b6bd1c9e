/** For tests: a whole engine on fakes, with a model that plays a script. Nothing here waits, guesses or needs a network. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CommandOf } from './domain/commands.ts';
import type { TaskState } from './domain/task.ts';
import type { BlobStore } from './journal/journal.ts';
import {
  makeMemoryBlobs,
  makeMemoryDisk,
  openMemoryBlobs,
  openMemoryJournal,
  type MemoryDisk,
} from './journal/memory-journal.ts';
import type { Clock, MakeId } from './lib/clock.ts';
import { fakeIndex } from './memory/fake.ts';
import type { Model, ModelAnswer, ModelRequest } from './models/model.ts';
import { openWorkforce, type Workforce, type WorkforcePorts } from './workforce.ts';

/** One turn of the script: an answer, an error to throw, or a function of the request. */
export type ScriptedTurn =
  | Partial<ModelAnswer>
  | Error
  | ((request: ModelRequest, signal: AbortSignal) => Promise<Partial<ModelAnswer>>);

/** Plays turns in the order the history asks for them, so that a restart goes on where it stood. */
export function scriptedModel(turns: ScriptedTurn[]): Model & { requests: ModelRequest[] } {
  const requests: ModelRequest[] = [];
  let errors = 0;
  return {
    requests,
    lane: 'test',
    async *complete(request, signal) {
      requests.push(request);
      const done = request.messages.filter((message) => message.role === 'assistant').length;
      const turn = turns[done + errors] ?? { text: 'Nothing more to do.' };
      if (turn instanceof Error) {
        errors += 1;
        throw turn;
      }
      const answer = typeof turn === 'function' ? await turn(request, signal) : turn;
      if (answer.text) yield { kind: 'text', text: answer.text };
      yield { kind: 'answer', answer: { ...emptyAnswer, ...answer } };
    },
  };
}

const emptyAnswer: ModelAnswer = {
  text: '',
  calls: [],
  stopReason: 'end_turn',
  usage: { input: 100, output: 20, cacheRead: 0, cacheWrite: 0 },
  requestId: null,
};

/** Plays a script per task, told apart by how its brief begins; the history says how far it is. Keeps every request. */
export function scriptedTasks(
  by: Record<string, Exclude<ScriptedTurn, Error>[]>,
): Model & { asked: Record<string, ModelRequest[]> } {
  const asked: Record<string, ModelRequest[]> = {};
  return {
    lane: 'test',
    asked,
    async *complete(request, signal) {
      const first = request.messages[0]?.content[0];
      const brief = first?.type === 'text' ? first.text : '';
      const done = request.messages.filter((message) => message.role === 'assistant').length;
      const word = Object.keys(by).find((one) => brief.startsWith(`# Task\n${one}`)) ?? '';
      (asked[word] ??= []).push(request);
      const turn = by[word]?.[done] ?? { text: 'Nothing more.' };
      const answer = typeof turn === 'function' ? await turn(request, signal) : turn;
      yield { kind: 'answer', answer: { ...emptyAnswer, ...answer } };
    },
  };
}

/** Holds a turn back until it is opened. */
export function gate(): {
  open: () => void;
  holds: (turn: Exclude<ScriptedTurn, Error>) => Exclude<ScriptedTurn, Error>;
} {
  const { promise, resolve } = Promise.withResolvers<void>();
  return {
    open: () => resolve(),
    holds: (turn) => async (request, signal) => {
      await promise;
      return typeof turn === 'function' ? turn(request, signal) : turn;
    },
  };
}

/** A turn that never answers and ends when it is told to. */
export const hanging = (_: ModelRequest, signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));

/** A turn that proposes calls: `[tool, args]`. */
export function calls(...list: [string, unknown][]): Partial<ModelAnswer> {
  return {
    calls: list.map(([tool, args], index) => ({ callId: `c${index + 1}`, tool, args })),
    stopReason: 'tool_use',
  };
}

export interface FakeClock extends Clock {
  /** Lets time pass: timers whose time has come run, in order. */
  advance(ms: number): void;
  /** Lets time pass until the next timer has run; false = nothing waits for a time. */
  advanceToNext(): boolean;
  /** Sets the wall clock forward or back, as a person or a time server does; no timer notices. */
  jump(ms: number): void;
}

/** A clock that stands still until it is moved. */
export function fakeClock(startMs = 1_000_000): FakeClock {
  let uptime = 0;
  let wall = startMs;
  const timers = new Set<{ atMs: number; run: () => void }>();
  const advance = (ms: number): void => {
    uptime += ms;
    for (const timer of [...timers].filter((other) => other.atMs <= uptime).toSorted((a, b) => a.atMs - b.atMs)) {
      if (timers.delete(timer)) timer.run();
    }
  };
  return {
    now: () => wall + uptime,
    uptime: () => uptime,
    after(ms, run) {
      const timer = { atMs: uptime + ms, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance,
    advanceToNext() {
      if (timers.size === 0) return false;
      advance(Math.max(0, Math.min(...[...timers].map((timer) => timer.atMs)) - uptime));
      return true;
    },
    jump(ms) {
      wall += ms;
    },
  };
}

export function countingIds(): MakeId {
  let next = 0;
  return (prefix) => `${prefix}_${String((next += 1)).padStart(6, '0')}`;
}

/** The parts of an engine that outlive it, so that a test can stop one and start the next on the same data. */
export interface World {
  folder: string;
  files: string;
  disk: MemoryDisk;
  blobs: BlobStore;
  clock: FakeClock;
  makeId: MakeId;
  log: string[];
  remove(): Promise<void>;
}

export async function makeWorld(): Promise<World> {
  const folder = await mkdtemp(path.join(tmpdir(), 'muster-engine-'));
  const files = path.resolve(import.meta.dirname, '../examples/harbor-office');
  const clock = fakeClock();
  return {
    folder,
    files,
    disk: makeMemoryDisk(),
    blobs: openMemoryBlobs(makeMemoryBlobs(), clock),
    clock,
    makeId: countingIds(),
    log: [],
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

export async function openEngine(world: World, model: Model, ports: Partial<WorkforcePorts> = {}): Promise<Engine> {
  const folder = path.join(import.meta.dirname, 'roles');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md'));
  const roles = await Promise.all(
    names.map(async (file) => ({ file, markdown: await readFile(path.join(folder, file), 'utf8') })),
  );
  const workforce = await openWorkforce({
    journal: openMemoryJournal(world.disk),
    blobs: world.blobs,
    memory: fakeIndex(),
    model: () => model,
    isLive: () => false,
    clock: world.clock,
    makeId: world.makeId,
    random: () => 0.5,
    workspaces: path.join(world.folder, 'workspaces'),
    exampleFolder: world.files,
    roles,
    log: (line) => world.log.push(line),
    ...ports,
  });
  return { workforce, ...helpers(workforce) };
}

export interface Engine extends ReturnType<typeof helpers> {
  workforce: Workforce;
}

function helpers(workforce: Workforce) {
  const commandId = countingIds();
  const task = (taskId = 't_1'): TaskState => {
    const answer = workforce.task(taskId);
    if (!answer.ok) throw new Error(answer.error.message);
    return answer.value.task;
  };
  return {
    task,
    /** Dispatches under a fresh command id. */
    send: (command: Parameters<Workforce['dispatch']>[1]) =>
      workforce.dispatch(commandId(`cmd_${randomUUID()}`), command),
    /** Resolves when the task is as `wanted` says: looks after every event. */
    async until(wanted: (state: TaskState) => boolean, taskId = 't_1'): Promise<TaskState> {
      const abort = new AbortController();
      const feed = workforce.subscribe(null, abort.signal)[Symbol.asyncIterator]();
      while (!(await feed.next()).done) {
        const answer = workforce.task(taskId);
        if (!answer.ok || !wanted(answer.value.task)) continue;
        abort.abort();
        return answer.value.task;
      }
      throw new Error('the feed ended');
    },
    /** Resolves when some task of the board is as `wanted` says. */
    async untilSome(wanted: (card: TaskState) => boolean): Promise<TaskState> {
      const abort = new AbortController();
      for await (const _ of workforce.subscribe(null, abort.signal)) {
        const found = workforce.snapshot().tasks.find(wanted);
        if (!found) continue;
        abort.abort();
        return task(found.id);
      }
      throw new Error('the feed ended');
    },
  };
}

export function newTask(patch: Partial<CommandOf<'task.create'>> = {}): CommandOf<'task.create'> {
  return {
    type: 'task.create',
    taskId: 't_1',
    title: null,
    brief: 'Say what the lease costs.',
    folder: null,
    checks: null,
    caps: null,
    teammateId: 'tm_researcher',
    origin: 'person',
    ...patch,
  };
}
