/** The real engine on a memory journal, a clock that stands still and a made-up world: it goes on only when it is let. */
import type { Command } from '../../../agents/domain/commands.ts';
import type { EventRecord, NewEvent, StreamName } from '../../../agents/domain/events.ts';
import { isAtRest, needsYou } from '../../../agents/domain/state.ts';
import type { TaskState } from '../../../agents/domain/task.ts';
import type { BlobStore, Journal } from '../../../agents/journal/journal.ts';
import { makeMemoryDisk, openMemoryBlobs, openMemoryJournal } from '../../../agents/journal/memory-journal.ts';
import { fakeIndex } from '../../../agents/memory/fake.ts';
import type { Model } from '../../../agents/models/model.ts';
import type { Limits } from '../../../agents/runs/flow.ts';
import { countingIds, fakeClock, type FakeClock } from '../../../agents/testing.ts';
import { openWorkforce, type Workforce } from '../../../agents/workforce.ts';
import { fakeFolders, fakeToolbox, toolNames, type FakeTool } from './fake-tools.ts';
import { makeSink, type Sink } from './sink.ts';

export interface OfficeOptions {
  model: Model;
  /** Tells live and practice apart; left out = `model` is both. */
  models?: (practice: boolean) => Model;
  tools: readonly FakeTool[];
  teammates?: readonly string[];
  /** True: runs are live and priced by their model. */
  isLive?: boolean;
  limits?: Partial<Limits>;
  random?: () => number;
  /** Left out = in memory. */
  journal?: Journal;
  blobs?: BlobStore;
  clock?: FakeClock;
  /** Milliseconds that the network or another process is given to move before all counts as calm; left out = none is there. */
  calmMs?: number;
  /** Changes events on their way into the journal: how a bug is planted without a hand on the engine. */
  spoil?: (event: NewEvent, stream: StreamName) => NewEvent;
}

export interface Office {
  workforce: Workforce;
  clock: FakeClock;
  sink: Sink;
  log: string[];
  send(command: Command): Promise<void>;
  records(): EventRecord[];
  /** True when no task goes on by itself; reads nothing from the disk. */
  isAtRest(): boolean;
  /** All tasks, whole. */
  tasks(): TaskState[];
  /** Resolves when nothing moves any more unless time passes. */
  settled(): Promise<void>;
  /** Lets time pass until `isDone`, or so many timers have run. False = it never was. */
  goOn(isDone: () => boolean, timers?: number): Promise<boolean>;
  stop(): Promise<void>;
}

const usualTeammates = ['Ada', 'Bo', 'Cy'];
const usualTimers = 20_000;

export async function openOffice(options: OfficeOptions): Promise<Office> {
  const { model, tools, teammates = usualTeammates, isLive = false, limits, random = () => 0.5, calmMs } = options;
  const clock = options.clock ?? fakeClock(Date.UTC(2026, 0, 5, 9));
  const journal = options.journal ?? openMemoryJournal(makeMemoryDisk());
  const blobs = counted(options.blobs ?? openMemoryBlobs());
  const sink = makeSink();
  const log: string[] = [];
  const workforce = await openWorkforce({
    journal: options.spoil ? spoilt(journal, options.spoil) : journal,
    blobs,
    memory: fakeIndex(),
    model: options.models ?? (() => model),
    isLive: () => isLive,
    clock,
    makeId: countingIds(),
    random,
    workspaces: '/work',
    // Not a full path, so that the board begins without the example and without a look at the real disk.
    exampleFolder: 'none',
    roles: teammates.map((name, index) => ({ file: `${name.toLowerCase()}.md`, markdown: roleOf(name, index, tools) })),
    limits,
    toolbox: fakeToolbox(tools, sink),
    workFolders: fakeFolders(sink),
    log: (line) => void log.push(line),
  });
  const commandId = countingIds();
  const office: Office = {
    workforce,
    clock,
    sink,
    log,
    async send(command) {
      const answer = await workforce.dispatch(commandId('cmd'), command);
      if (!answer.ok) throw new Error(`${command.type}: ${answer.error.message}`);
    },
    records: () => [...journal.readAll(0)],
    isAtRest: () => workforce.snapshot().tasks.every(isAtRest),
    tasks: () =>
      workforce.snapshot().tasks.map((card) => {
        const whole = workforce.task(card.id);
        return whole.ok ? whole.value.task : card;
      }),
    async settled() {
      for (let calm = 0, seq = -1; calm < 3; calm += 1) {
        await new Promise((resolve) => (calmMs === undefined ? setImmediate(resolve) : setTimeout(resolve, calmMs)));
        if (journal.lastSeq() !== seq || blobs.underWay() > 0) calm = 0;
        seq = journal.lastSeq();
      }
    },
    async goOn(isDone, timers = usualTimers) {
      for (let ran = 0; ran < timers; ran += 1) {
        await office.settled();
        if (isDone()) return true;
        if (!clock.advanceToNext()) return false;
      }
      return false;
    },
    stop: () => workforce.stop(),
  };
  await office.send({ type: 'settings.change', settings: { dayUsdMicros: null } });
  return office;
}

/** True when nothing goes on any more unless a person does something. */
export function restsWithoutPerson(tasks: readonly TaskState[]): boolean {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const rests = (task: TaskState): boolean => {
    if (isAtRest(task) || task.status === 'draft' || task.status === 'paused' || needsYou(task)) return true;
    const above = task.parent && byId.get(task.parent.taskId);
    if (above && (above.hold || above.status === 'paused')) return true;
    if (task.status !== 'working') return false;
    const open = (task.turns?.at(-1)?.calls ?? []).filter((call) => call.state === 'waiting' && call.child);
    const children = open.flatMap((call) => byId.get(call.child?.taskId ?? '') ?? []);
    // A part at rest is about to be gathered.
    return children.length > 0 && children.every((child) => !isAtRest(child) && rests(child));
  };
  return tasks.every(rests);
}

function roleOf(name: string, index: number, tools: readonly FakeTool[]): string {
  return `---\nname: ${name}\nrole: executor\nabout: Does things\ntools: [${toolNames(tools).join(', ')}]\nmodel: default\ncolour: ${index % 6}\n---\nDo it.\n`;
}

/** The same, and how much of it is under way: a clock that is moved must not run ahead of a real disk. */
function counted(blobs: BlobStore): BlobStore & { underWay(): number } {
  let count = 0;
  const during = async <T>(work: Promise<T>): Promise<T> => {
    count += 1;
    return work.finally(() => (count -= 1));
  };
  return {
    ...blobs,
    put: (bytes) => during(blobs.put(bytes)),
    get: (hash) => during(blobs.get(hash)),
    underWay: () => count,
  };
}

export function spoilt(journal: Journal, spoil: NonNullable<OfficeOptions['spoil']>): Journal {
  const { append } = journal;
  journal.append = (stream, version, events, meta) =>
    append.call(
      journal,
      stream,
      version,
      events.map((event) => spoil(event, stream)),
      meta,
    );
  return journal;
}
