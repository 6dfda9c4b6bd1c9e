/** The states of all streams in memory, and the one way to change them: decide, append, fold, publish, in this order. */
import type { Answer } from './domain/commands.ts';
import type {
  EventRecord,
  MemoryEvent,
  NewEvent,
  RecordOf,
  StreamName,
  TaskEvent,
  TeammateEvent,
  WorkspaceEvent,
} from './domain/events.ts';
import { accept } from './domain/decide/refuse.ts';
import {
  emptyWorkspace,
  noSpend,
  projectSpend,
  projectTask,
  projectTeammate,
  projectWorkspace,
  toCard,
  type Spend,
  type WorkspaceState,
} from './domain/project.ts';
import { projectUses, type MemoryUse, type MemoryUses } from './domain/memory-uses.ts';
import { emptyMemory, indexCard, type Erasure, type MemoryState, type SettledConflict } from './domain/memory-state.ts';
import type { MemoryCard } from './domain/memory.ts';
import { projectMemory } from './domain/project-memory.ts';
import {
  noOperations,
  projectOperations,
  type Fared,
  type Judged,
  type Operations,
  type ToolOutcome,
} from './domain/operations.ts';
import { isBusy, isMoving } from './domain/state.ts';
import type { TaskState } from './domain/task.ts';
import type { TeammateState } from './domain/teammate.ts';
import type { AppendMeta, Journal } from './journal/journal.ts';

/** Raise when a fold changes its meaning: older snapshots are then ignored and everything is folded anew. */
const projectionVersion = 7;
/** A snapshot is due after this many events, so that a start folds at most a short tail. */
const snapshotEvery = 10_000;

/** Memories lie in slices of so many, so that a new one does not make all of them be written anew. */
const cardsPerSlice = 1_000;

/** A snapshot has a slice for each stream, some for the memory cards, and one for each view across all streams. */
type SliceName = StreamName | `memory/${number}` | 'spend' | 'uses' | 'operations';

/** States of all streams. Read them freely; change them through `commit` alone. */
export interface Streams {
  readonly tasks: ReadonlyMap<string, TaskState>;
  /** Those of them that are queued, at work or on their way to a stop: few among tens of thousands. */
  readonly moving: ReadonlyMap<string, TaskState>;
  readonly teammates: ReadonlyMap<string, TeammateState>;
  readonly workspace: WorkspaceState;
  readonly memory: MemoryState;
  /** Memories that changed and are not in the index yet; the indexer takes them out. */
  readonly unindexed: Set<string>;
  readonly uses: MemoryUses;
  readonly operations: Operations;
  readonly spend: Spend;
  /** The newest folded seq. */
  readonly seq: number;
  /** Ids of the parts a task has handed on, in all its runs; most have none. */
  partsOf(taskId: string): readonly string[];
  /**
   * Decides on the stream's newest state and appends what was decided; commands on one stream follow each other.
   * Contract: resolves after the commit is on disk and folded. A repeated `commandId` gets the first answer.
   */
  commit(stream: StreamName, decide: () => Answer<NewEvent[]>, meta: AppendMeta): Promise<Answer<{ seq: number }>>;
  /** Brings a task's transcript into memory; `commit` does so by itself. */
  openTask(taskId: string): void;
  /** Folds a task anew from the journal: its texts were forgotten there, and must be here. */
  refold(taskId: string): void;
  saveSnapshot(): void;
}

/** Folds the journal and keeps folding. `publish` sees every batch of records once, in seq order, after it is folded. */
export function openStreams(journal: Journal, publish: (records: readonly EventRecord[]) => void): Streams {
  const tasks = new Map<string, TaskState>();
  const moving = new Map<string, TaskState>();
  const teammates = new Map<string, TeammateState>();
  let workspace = emptyWorkspace();
  const memory = emptyMemory();
  let uses: MemoryUses = new Map();
  let operations = noOperations();
  const unindexed = new Set<string>();
  let spend = noSpend;
  let seq = 0;
  /** The seq of the newest snapshot, 0 = none, and the streams that moved since. */
  let snapshotSeq = 0;
  const changed = new Set<SliceName>();
  const parts = new Map<string, string[]>();
  /** The commits that wait behind the one at work on a stream. */
  const queues = new Map<StreamName, (() => void)[]>();

  const enter = (parentId: string, id: string): void => {
    const known = parts.get(parentId);
    if (known) known.push(id);
    else parts.set(parentId, [id]);
  };

  const put = (id: string, task: TaskState): void => {
    tasks.set(id, task);
    if (isMoving(task)) moving.set(id, task);
    else moving.delete(id);
  };

  /** `isMore`: another event of the same commit follows, and may be of use what this one lets go of. */
  const fold = (record: EventRecord, isMore = false): void => {
    const { stream } = record;
    if (stream.startsWith('task/')) {
      const id = idOf(stream);
      if (projectOperations(operations, tasks.get(id), record)) changed.add('operations');
      const next = projectTask(tasks.get(id) ?? null, record as RecordOf<TaskEvent>);
      // A transcript nothing was written in weighs nothing, and dropping it would cost the next commit a read.
      if (next) put(id, isMore || isBusy(next) || next.turns?.length === 0 ? next : toCard(next));
      if (record.type === 'task.created' && record.data.parent) enter(record.data.parent.taskId, id);
    } else if (stream.startsWith('teammate/')) {
      const id = idOf(stream);
      const next = projectTeammate(teammates.get(id) ?? null, record as RecordOf<TeammateEvent>);
      if (next) teammates.set(id, next);
    } else if (stream === 'workspace') workspace = projectWorkspace(workspace, record as RecordOf<WorkspaceEvent>);
    else {
      projectMemory(memory, record as RecordOf<MemoryEvent>);
      takeTouched();
    }
    spend = projectSpend(spend, record);
    // What a trial read says nothing of what is of use.
    if (!isInTrial(record) && projectUses(uses, record)) changed.add('uses');
    changed.add(stream);
    seq = record.seq;
  };

  const isInTrial = ({ stream }: EventRecord): boolean =>
    stream.startsWith('task/') && tasks.get(idOf(stream))?.origin === 'trial';

  const takeTouched = (): void => {
    for (const id of memory.touched) {
      unindexed.add(id);
      const card = memory.cards.get(id);
      if (card) changed.add(sliceNameOf(card));
    }
    memory.touched.clear();
  };

  const openTask = (taskId: string): void => {
    const task = tasks.get(taskId);
    if (task?.turns === null) put(taskId, foldTask(journal, taskId) ?? task);
  };

  const refold = (taskId: string): void => {
    const task = foldTask(journal, taskId);
    if (!task) return;
    put(taskId, isBusy(task) ? task : toCard(task));
    changed.add(`task/${taskId}`);
  };

  const versionOf = (stream: StreamName): number => {
    if (stream === 'workspace') return workspace.version;
    if (stream === 'memory') return memory.version;
    const id = idOf(stream);
    return (stream.startsWith('task/') ? tasks.get(id) : teammates.get(id))?.version ?? 0;
  };

  const append = async (
    stream: StreamName,
    decide: () => Answer<NewEvent[]>,
    meta: AppendMeta,
  ): Promise<Answer<{ seq: number }>> => {
    const known = meta.commandId === null ? null : journal.receipt(meta.commandId);
    if (known) return accept({ seq: known.at(-1)?.seq ?? 0 });
    if (stream.startsWith('task/')) openTask(idOf(stream));
    const decision = decide();
    if (!decision.ok) return decision;
    if (decision.value.length === 0) return accept({ seq });
    const result = await journal.append(stream, versionOf(stream), decision.value, meta);
    if (!result.ok)
      return {
        ok: false,
        error: { code: 'stream.moved', message: 'Somebody else changed this at the same moment. Try again.' },
      };
    if (seq - snapshotSeq >= snapshotEvery) saveSnapshot();
    return accept({ seq: result.records.at(-1)?.seq ?? seq });
  };

  /** What a snapshot keeps of one stream. */
  const sliceOf = (name: SliceName): unknown => {
    if (name === 'workspace') return workspace;
    if (name === 'memory') {
      const { version, conflicts, reportedToMs, note } = memory;
      return { version, conflicts, reportedToMs, note, settled: [...memory.settled], erasures: [...memory.erasures] };
    }
    if (name === 'spend') return spend;
    if (name === 'uses') return [...uses];
    if (name === 'operations')
      return { tools: [...operations.tools], fared: [...operations.fared], judged: [...operations.judged] };
    const id = idOf(name);
    const task = name.startsWith('task/') ? tasks.get(id) : undefined;
    return task ? toCard(task) : teammates.get(id);
  };

  const slicesOf = (names: readonly SliceName[]): Map<string, unknown> => {
    const cards = new Map<SliceName, MemoryCard[]>();
    for (const name of names) if (name.startsWith('memory/')) cards.set(name, []);
    if (cards.size > 0) for (const card of memory.cards.values()) cards.get(sliceNameOf(card))?.push(card);
    const slices = names.map((name): [string, unknown] => [name, cards.get(name) ?? sliceOf(name)]);
    return new Map(slices.filter(([, slice]) => slice !== undefined));
  };

  const saveSnapshot = (): void => {
    if (seq === snapshotSeq) return;
    const some = { seq, projectionVersion, slices: slicesOf([...changed, 'spend']) };
    // Nothing to go on from, at first or after a key was destroyed: then all of it is written.
    if (snapshotSeq === 0 || !journal.saveSnapshot(some, snapshotSeq)) {
      const all: SliceName[] = [
        ...[...tasks.keys()].map((id): SliceName => `task/${id}`),
        ...[...teammates.keys()].map((id): SliceName => `teammate/${id}`),
        'workspace',
        'memory',
        ...new Set([...memory.cards.values()].map(sliceNameOf)),
        'spend',
        'uses',
        'operations',
      ];
      journal.saveSnapshot({ ...some, slices: slicesOf(all) }, null);
    }
    snapshotSeq = seq;
    changed.clear();
  };

  /** Takes a slice up as `sliceOf` gave it. */
  const takeUp = (name: string, slice: unknown): void => {
    if (name === 'workspace') workspace = slice as WorkspaceState;
    else if (name === 'spend') spend = slice as Spend;
    else if (name === 'uses') uses = new Map(slice as [string, MemoryUse][]);
    else if (name === 'operations') {
      const { tools, fared, judged } = slice as OperationsSlice;
      operations = { tools: new Map(tools), fared: new Map(fared), judged: new Map(judged) };
    } else if (name === 'memory') {
      const { settled, erasures, ...rest } = slice as MemorySlice;
      Object.assign(memory, { ...rest, settled: new Map(settled), erasures: new Map(erasures) });
    } else if (name.startsWith('memory/')) for (const card of slice as MemoryCard[]) indexCard(memory, card);
    else if (name.startsWith('task/')) {
      const task = slice as TaskState;
      put(idOf(name), task);
      if (task.parent) enter(task.parent.taskId, task.id);
    } else teammates.set(idOf(name), slice as TeammateState);
  };

  const boot = (): void => {
    const snapshot = journal.loadSnapshot(projectionVersion);
    if (snapshot) {
      for (const [name, slice] of snapshot.slices) takeUp(name, slice);
      seq = snapshot.seq;
      snapshotSeq = seq;
    }
    for (const record of journal.readAll(seq)) fold(record);
    for (const task of tasks.values()) if (isBusy(task)) openTask(task.id);
  };

  boot();
  journal.onCommit((records) => {
    for (const [index, record] of records.entries()) fold(record, records[index + 1]?.stream === record.stream);
    publish(records);
  });
  // A start that had to fold a long tail spares the next one the same, however this one ends.
  if (seq - snapshotSeq >= snapshotEvery) saveSnapshot();
  return {
    tasks,
    moving,
    teammates,
    get workspace() {
      return workspace;
    },
    memory,
    unindexed,
    get uses() {
      return uses;
    },
    get operations() {
      return operations;
    },
    get spend() {
      return spend;
    },
    get seq() {
      return seq;
    },
    async commit(stream, decide, meta) {
      const queue = queues.get(stream);
      if (queue) await new Promise<void>((go) => queue.push(go));
      else queues.set(stream, []);
      try {
        return await append(stream, decide, meta);
      } finally {
        const next = queues.get(stream)?.shift();
        if (next) next();
        else queues.delete(stream);
      }
    },
    partsOf: (taskId) => parts.get(taskId) ?? [],
    openTask,
    refold,
    saveSnapshot,
  };
}

/** What a snapshot keeps of memory besides its cards. */
type MemorySlice = Pick<MemoryState, 'version' | 'conflicts' | 'reportedToMs' | 'note'> & {
  settled: [string, SettledConflict][];
  erasures: [string, Erasure][];
};

/** Maps as pairs, for JSON knows none. */
interface OperationsSlice {
  tools: [string, ToolOutcome[]][];
  fared: [string, Fared][];
  judged: [string, Judged][];
}

function sliceNameOf({ textVersion }: MemoryCard): `memory/${number}` {
  return `memory/${Math.floor(textVersion / cardsPerSlice)}`;
}

/** The task's or the teammate's id in the name of its stream. */
function idOf(stream: string): string {
  return stream.slice(stream.indexOf('/') + 1);
}

/** Folds one task from its own stream. Null = there is no such task. */
export function foldTask(journal: Journal, taskId: string): TaskState | null {
  let state: TaskState | null = null;
  for (const record of journal.readStream(`task/${taskId}`)) state = projectTask(state, record as RecordOf<TaskEvent>);
  return state;
}

/** Folds what the team remembers from its own stream: all an index is filled from. */
export function foldMemory(
  journal: Pick<Journal, 'readStream' | 'lastSeq'>,
): Pick<Streams, 'memory' | 'unindexed' | 'seq'> {
  const memory = emptyMemory();
  for (const record of journal.readStream('memory')) projectMemory(memory, record as RecordOf<MemoryEvent>);
  return { memory, unindexed: memory.touched, seq: journal.lastSeq() };
}
