/** What the team remembers, seen from the engine: remembering is an event, recalling asks the index, the indexer keeps the two together. */
import { createHash } from 'node:crypto';
import { decideAssert } from '../domain/decide/memory.ts';
import { accept } from '../domain/decide/refuse.ts';
import type { NewEvent } from '../domain/events.ts';
import type { MemoryKind } from '../domain/memory.ts';
import type { Labels } from '../domain/schema.ts';
import type { TaskState } from '../domain/task.ts';
import type { Journal } from '../journal/journal.ts';
import type { Clock, MakeId } from '../lib/clock.ts';
import type { Streams } from '../streams.ts';
import { startIndexer } from './indexer.ts';
import type { MemoryIndex } from './memory.ts';
import { pack, type Passage } from './pack.ts';

/** Memory as the tools and the runs use it. */
export interface TeamMemory {
  /** Commits a memory under the call's key; one known already is confirmed. */
  remember(
    note: MemoryNote,
    from: { scope: MemoryScope; key: string },
  ): Promise<{ memoryId: string; confirmed: boolean }>;
  /** Finds memories by words, as many as a model reads at once; null = memory is not to be had. */
  recall(query: { text: string; limit: number }): Promise<Passage[] | null>;
  /** What a run begins with: memories for the task's brief, as quoted data. */
  recallFor(task: TaskState): Promise<{ id: string; subject: string; text: string }[]>;
  /** New memory events are in the journal. */
  notify(): void;
  stop(): Promise<void>;
}

/** A memory as a teammate states it. `claimKey` names the one question it answers; null = none. */
interface MemoryNote {
  kind: MemoryKind;
  subject: string;
  text: string;
  claimKey: string | null;
}

/** In whose work something is remembered. */
interface MemoryScope {
  taskId: string;
  runId: string;
  teammateId: string;
}

export interface TeamMemoryDeps {
  journal: Journal;
  streams: Streams;
  /** null = memory could not be opened. */
  index: MemoryIndex | null;
  clock: Clock;
  makeId: MakeId;
  log: (line: string) => void;
}

/** Everything a task's teammates learn is the team's: one scope until teammates get scopes of their own. */
const teamScope = { scope: 'team', scopeId: 'team' } as const;
const recalledPerRun = 20;

export function makeTeamMemory({ journal, streams, index, clock, makeId, log }: TeamMemoryDeps): TeamMemory {
  const indexer = index && startIndexer({ journal, index, log });

  const recall: TeamMemory['recall'] = async ({ text, limit }) => {
    if (!index || !indexer) return null;
    await indexer.caughtUp(streams.seq);
    return pack(await index.recall({ text, scopes: [teamScope], limit }));
  };

  return {
    async remember(note, { scope, key }) {
      const labels = labelsOf(streams.tasks.get(scope.taskId));
      const data = {
        memoryId: makeId('mem'),
        ...teamScope,
        ...note,
        authority: 'agent' as const,
        author: scope.teammateId,
        taskId: scope.taskId,
        runId: scope.runId,
        sourceUri: null,
        labels,
        contentHash: contentHash(note),
      };
      const decide = () => accept<NewEvent[]>(decideAssert(streams.memory, data));
      await streams.commit('memory', decide, {
        actor: `teammate/${scope.teammateId}`,
        atMs: clock.now(),
        commandId: key,
      });
      // What is on disk is the answer: a call repeated after a crash decides nothing anew.
      const kept = journal.receipt(key)?.[0];
      if (kept?.type !== 'memory.asserted' && kept?.type !== 'memory.confirmed')
        throw new Error('a memory was not kept under its key');
      return { memoryId: kept.data.memoryId, confirmed: kept.type === 'memory.confirmed' };
    },
    recall,
    async recallFor(task) {
      const text = `${task.title} ${task.brief}`.slice(0, 500);
      const passages = await recall({ text, limit: recalledPerRun }).catch((error: unknown) => {
        log(`recall failed: ${error instanceof Error ? error.message : String(error)}`);
        return null;
      });
      return (passages ?? []).flat().map(({ id, subject, text: said }) => ({ id, subject, text: said }));
    },
    notify: () => indexer?.notify(),
    async stop() {
      await indexer?.stop();
      await index?.stop();
    },
  };
}

function labelsOf(task: TaskState | undefined): Labels {
  return task?.labels ?? { tainted: false, private: false, from: [] };
}

/** Equal statements have equal hashes, whatever their case and white space. */
function contentHash({ kind, subject, text }: MemoryNote): string {
  const plain = [kind, subject, text].map((part) =>
    part.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim(),
  );
  return createHash('sha256').update(plain.join('\n')).digest('hex');
}
