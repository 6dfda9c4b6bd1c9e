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
  projectMemory,
  projectSpend,
  projectTask,
  projectTeammate,
  projectWorkspace,
  toCard,
  type MemoryState,
  type Spend,
  type WorkspaceState,
} from './domain/project.ts';
import { isBusy } from './domain/state.ts';
import type { TaskState } from './domain/task.ts';
import type { TeammateState } from './domain/teammate.ts';
import type { AppendMeta, Journal } from './journal/journal.ts';

/** Raise when a fold changes its meaning: older snapshots are then ignored and everything is folded anew. */
const projectionVersion = 3;
/** A snapshot is due after this many events, so that a start folds at most a short tail. */
const snapshotEvery = 10_000;

interface SnapshotData {
  tasks: TaskState[];
  teammates: TeammateState[];
  workspace: WorkspaceState;
  memory: { version: number; byContent: [string, string][] };
  spend: Spend;
}

/** States of all streams. Read them freely; change them through `commit` alone. */
export interface Streams {
  readonly tasks: ReadonlyMap<string, TaskState>;
  readonly teammates: ReadonlyMap<string, TeammateState>;
  readonly workspace: WorkspaceState;
  readonly memory: MemoryState;
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
  saveSnapshot(): void;
}

/** Folds the journal and keeps folding. `publish` sees every batch of records once, in seq order, after it is folded. */
export function openStreams(journal: Journal, publish: (records: readonly EventRecord[]) => void): Streams {
  const tasks = new Map<string, TaskState>();
  const teammates = new Map<string, TeammateState>();
  let workspace = emptyWorkspace();
  let memory: MemoryState = { version: 0, byContent: new Map() };
  let spend = noSpend;
  let seq = 0;
  let snapshotSeq = 0;
  const parts = new Map<string, string[]>();
  /** The commits that wait behind the one at work on a stream. */
  const queues = new Map<StreamName, (() => void)[]>();

  const enter = (parentId: string, id: string): void => {
    const known = parts.get(parentId);
    if (known) known.push(id);
    else parts.set(parentId, [id]);
  };

  const fold = (record: EventRecord): void => {
    const { stream } = record;
    if (stream.startsWith('task/')) {
      const id = stream.slice('task/'.length);
      const next = projectTask(tasks.get(id) ?? null, record as RecordOf<TaskEvent>);
      // A transcript nothing was written in weighs nothing, and dropping it would cost the next commit a read.
      if (next) tasks.set(id, isBusy(next) || next.turns?.length === 0 ? next : toCard(next));
      if (record.type === 'task.created' && record.data.parent) enter(record.data.parent.taskId, id);
    } else if (stream.startsWith('teammate/')) {
      const id = stream.slice('teammate/'.length);
      const next = projectTeammate(teammates.get(id) ?? null, record as RecordOf<TeammateEvent>);
      if (next) teammates.set(id, next);
    } else if (stream === 'workspace') workspace = projectWorkspace(workspace, record as RecordOf<WorkspaceEvent>);
    else memory = projectMemory(memory, record as RecordOf<MemoryEvent>);
    spend = projectSpend(spend, record);
    seq = record.seq;
  };

  const openTask = (taskId: string): void => {
    const task = tasks.get(taskId);
    if (task?.turns === null) tasks.set(taskId, foldTask(journal, taskId) ?? task);
  };

  const versionOf = (stream: StreamName): number => {
    if (stream === 'workspace') return workspace.version;
    if (stream === 'memory') return memory.version;
    const [kind, id = ''] = stream.split(/\/(.*)/s);
    return (kind === 'task' ? tasks.get(id) : teammates.get(id))?.version ?? 0;
  };

  const append = async (
    stream: StreamName,
    decide: () => Answer<NewEvent[]>,
    meta: AppendMeta,
  ): Promise<Answer<{ seq: number }>> => {
    const known = meta.commandId === null ? null : journal.receipt(meta.commandId);
    if (known) return accept({ seq: known.at(-1)?.seq ?? 0 });
    if (stream.startsWith('task/')) openTask(stream.slice('task/'.length));
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

  const saveSnapshot = (): void => {
    if (seq === snapshotSeq) return;
    const data: SnapshotData = {
      tasks: [...tasks.values()].map(toCard),
      teammates: [...teammates.values()],
      workspace,
      memory: { version: memory.version, byContent: [...memory.byContent] },
      spend,
    };
    journal.saveSnapshot({ seq, projectionVersion, data });
    snapshotSeq = seq;
  };

  const boot = (): void => {
    const snapshot = journal.loadSnapshot();
    if (snapshot?.projectionVersion === projectionVersion && snapshot.seq <= journal.lastSeq()) {
      const data = snapshot.data as SnapshotData;
      for (const task of data.tasks) {
        tasks.set(task.id, task);
        if (task.parent) enter(task.parent.taskId, task.id);
      }
      for (const teammate of data.teammates) teammates.set(teammate.id, teammate);
      workspace = data.workspace;
      memory = { version: data.memory.version, byContent: new Map(data.memory.byContent) };
      spend = data.spend;
      seq = snapshot.seq;
      snapshotSeq = seq;
    }
    for (const record of journal.readAll(seq)) fold(record);
    for (const task of tasks.values()) if (isBusy(task)) openTask(task.id);
  };

  boot();
  journal.onCommit((records) => {
    for (const record of records) fold(record);
    publish(records);
  });
  // A start that had to fold a long tail spares the next one the same, however this one ends.
  if (seq - snapshotSeq >= snapshotEvery) saveSnapshot();
  return {
    tasks,
    teammates,
    get workspace() {
      return workspace;
    },
    get memory() {
      return memory;
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
    saveSnapshot,
  };
}

/** Folds one task from its own stream. Null = there is no such task. */
export function foldTask(journal: Journal, taskId: string): TaskState | null {
  let state: TaskState | null = null;
  for (const record of journal.readStream(`task/${taskId}`)) state = projectTask(state, record as RecordOf<TaskEvent>);
  return state;
}
