/** What the team remembers, seen from the engine: remembering is an event, recalling asks the index, the indexer keeps the two together. */
import { messageOf } from '../lib/error.ts';
import type { Answer } from '../domain/commands.ts';
import { accept } from '../domain/decide/refuse.ts';
import type { ErasureScope, MemoryScope } from '../domain/memory.ts';
import type { Labels } from '../domain/schema.ts';
import type { TaskState } from '../domain/task.ts';
import type { EventRecord } from '../domain/events.ts';
import { startComparing } from './comparing.ts';
import { startErasing, type ErasingDeps } from './erasing.ts';
import { startPromoting } from './promoting.ts';
import { noLabels } from '../domain/labels.ts';
import { unsaid, type Statement } from './draft.ts';
import { exportMemory, parseMemory } from './exchanging.ts';
import { startIndexer } from './indexer.ts';
import { readErasure, readKnowledge, readMemories, readMemory, readWeek } from './knowledge.ts';
import { learn, type LearnDeps } from './learn.ts';
import { consolidate, openConflicts, propose, type OpenConflict, type Proposal } from './manager.ts';
import type { MemoryIndex, MemoryRow, RecallHit, RecallQuery } from './memory.ts';
import { pack, type Passage } from './pack.ts';
import { dispatchMemory, type MemoryCommand } from './person.ts';
import type {
  ErasurePreview,
  KnowledgePage,
  KnowledgeQuery,
  MemoryDetail,
  MemoryFile,
  MemoryView,
  ParsedMemory,
  WeekView,
} from '../domain/memory-views.ts';

/** Memory as the tools, the runs and the person use it. */
export interface TeamMemory {
  /** Commits a memory under the call's key; one known already is confirmed. A secret is refused. */
  remember(
    note: MemoryNote,
    from: { scope: WorkScope; key: string },
  ): Promise<Answer<{ memoryId: string; confirmed: boolean }>>;
  /** Finds memories by words, as many as a model reads at once; null = memory is not to be had. */
  recall(query: Pick<RecallQuery, 'text' | 'limit' | 'asOf'>, scope: WorkScope): Promise<Passage[] | null>;
  /** What a run begins with: memories for the task's brief. */
  recallFor(task: TaskState): Promise<Passage[number][]>;
  dispatch(commandId: string, command: MemoryCommand): Promise<Answer<{ seq: number }>>;
  knowledge(query: KnowledgeQuery): Promise<KnowledgePage>;
  memories(ids: readonly string[]): MemoryView[];
  memory(memoryId: string): Answer<MemoryDetail>;
  /** Open questions as the memory manager reads them, and what it does about them. */
  conflicts(): OpenConflict[];
  propose: (proposal: Proposal, from: { scope: WorkScope; key: string }) => ReturnType<typeof propose>;
  consolidate: (
    note: Parameters<typeof consolidate>[1],
    fromIds: readonly string[],
    from: { scope: WorkScope; key: string },
  ) => ReturnType<typeof consolidate>;
  week(): WeekView;
  erasure(what: ErasureScope): Answer<ErasurePreview>;
  /** All that stands, as one file. */
  export(format: 'markdown' | 'json'): Promise<Answer<MemoryFile>>;
  /** What a file would bring; nothing is changed. */
  parse(file: MemoryFile): Answer<ParsedMemory>;
  /** These happened. Cheap, never throws. */
  notify(records: readonly EventRecord[]): void;
  /** Resolves when every new memory was read beside what is known, and what is to be erased is gone. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** A memory as a teammate states it. */
export interface MemoryNote extends Pick<
  Statement,
  'kind' | 'subject' | 'text' | 'question' | 'value' | 'cardinality'
> {
  /** Whose it is: the whole team's, the teammate's own, or only this task's. */
  for: 'team' | 'me' | 'task';
  validFromMs: number | null;
  /** The file it was read in, by its path; null = none is named. */
  source: string | null;
  quote: string | null;
  /** Memories it puts right. */
  supersedes: readonly string[];
}

/** In whose work something is remembered or recalled. */
export interface WorkScope {
  taskId: string;
  teammateId: string;
  runId: string;
}

/** Left out of what erasing needs = tasks have nothing besides their events, and there are no files to search. */
export interface TeamMemoryDeps extends LearnDeps, Partial<Pick<ErasingDeps, 'dropTasks' | 'search'>> {
  /** null = memory could not be opened. */
  index: MemoryIndex | null;
  log: (line: string) => void;
}

const recalledPerRun = 20;

export function makeTeamMemory(deps: TeamMemoryDeps): TeamMemory {
  const { journal, streams, index, log } = deps;
  const comparing = startComparing(deps);
  const indexer = index && startIndexer({ journal, streams, index, log });
  const promoting = startPromoting(deps);
  const erasing = startErasing({
    dropTasks: async () => undefined,
    search: null,
    ...deps,
    indexed: async () => indexer?.caughtUp(streams.seq),
  });

  const recall = async (
    query: Pick<RecallQuery, 'text' | 'limit' | 'asOf'>,
    { taskId, teammateId }: Pick<WorkScope, 'taskId' | 'teammateId'>,
  ): Promise<Passage[] | null> => {
    if (!index || !indexer) return null;
    await indexer.caughtUp(streams.seq);
    const scopes = scopesOf(rootOf(streams.tasks, taskId), teammateId);
    // What a task that has seen something private asks may give it away.
    const mayLeave = !labelsOf(streams.tasks.get(taskId)).private;
    return pack(withoutErased(await index.recall({ ...query, scopes, mayLeave })));
  };

  /** What is being erased is still in the index for a moment, and told to nobody any more. */
  const withoutErased = (hits: readonly RecallHit[]): RecallHit[] => {
    const stays = (row: MemoryRow): boolean => streams.memory.cards.get(row.id)?.status !== 'erased';
    const beside = (row: MemoryRow | null): MemoryRow | null => (row !== null && stays(row) ? row : null);
    return hits
      .filter(({ row }) => stays(row))
      .map((hit) => ({ ...hit, before: beside(hit.before), after: beside(hit.after) }));
  };

  return {
    async remember(note, { scope: work, key }) {
      const answer = await learn(deps, statementOf(deps, note, work), {
        actor: `teammate/${work.teammateId}`,
        commandId: key,
      });
      return answer.ok ? accept({ memoryId: answer.value.memoryId, confirmed: answer.value.confirmed }) : answer;
    },
    recall,
    async recallFor(task) {
      const text = `${task.title} ${task.brief}`.slice(0, 500);
      const query = { text, limit: recalledPerRun };
      const found = recall(query, { taskId: task.id, teammateId: task.teammateId ?? '' });
      const passages = await found.catch((error: unknown) => {
        log(`recall failed: ${messageOf(error)}`);
        return null;
      });
      return (passages ?? []).flat();
    },
    dispatch: (commandId, command) => dispatchMemory(deps, commandId, command),
    async knowledge(query) {
      // A search that is behind still finds: what is not indexed yet is looked through letter by letter.
      await indexer?.caughtUp(streams.seq).catch(() => undefined);
      return readKnowledge(deps, query);
    },
    memories: (ids) => readMemories(deps, ids),
    memory: (memoryId) => readMemory(deps, memoryId),
    conflicts: () => openConflicts(deps),
    propose: (proposal, from) => propose(deps, proposal, from),
    consolidate: (note, fromIds, from) => consolidate(deps, note, fromIds, from),
    week: () => readWeek(deps),
    erasure: (what) => readErasure(deps, what),
    export: (format) => exportMemory(deps, format),
    parse: (file) => parseMemory(deps, file),
    notify(records) {
      promoting.notify(records);
      if (!records.some((record) => record.stream === 'memory')) return;
      indexer?.notify();
      erasing.notify();
      comparing.notify(records.flatMap((record) => (record.type === 'memory.asserted' ? [record.data.memoryId] : [])));
    },
    async idle() {
      await comparing.idle();
      await erasing.idle();
    },
    async stop() {
      await erasing.stop();
      await promoting.stop();
      await comparing.stop();
      await indexer?.stop();
      await index?.stop();
    },
  };
}

/** Whose memories a teammate sees in a task, narrowest first. */
function scopesOf(taskId: string, teammateId: string): RecallQuery['scopes'] {
  return [
    { scope: 'agent', scopeId: teammateId },
    { scope: 'task', scopeId: taskId },
    { scope: 'team', scopeId: 'team' },
    { scope: 'org', scopeId: 'org' },
  ];
}

/** Parts of a task share what is kept for it. */
function rootOf(tasks: ReadonlyMap<string, TaskState>, taskId: string): string {
  return tasks.get(taskId)?.parent?.rootId ?? taskId;
}

const owners = {
  team: () => ({ scope: 'team', scopeId: 'team' }),
  me: (_, { teammateId }) => ({ scope: 'agent', scopeId: teammateId }),
  task: (tasks, { taskId }) => ({ scope: 'task', scopeId: rootOf(tasks, taskId) }),
} satisfies Record<
  MemoryNote['for'],
  (tasks: ReadonlyMap<string, TaskState>, work: WorkScope) => { scope: MemoryScope; scopeId: string }
>;

function statementOf({ streams, makeId }: LearnDeps, note: MemoryNote, work: WorkScope): Statement {
  const { for: owner, source, ...said } = note;
  return {
    ...unsaid,
    ...said,
    memoryId: makeId('mem'),
    ...owners[owner](streams.tasks, work),
    authority: 'agent',
    author: work.teammateId,
    taskId: work.taskId,
    runId: work.runId,
    sourceUri: source,
    labels: labelsOf(streams.tasks.get(work.taskId)),
  };
}

function labelsOf(task: TaskState | undefined): Labels {
  return task?.labels ?? noLabels;
}
