/** What a run marked as worth keeping becomes an episode when the run ends well; all its other notes end with it. */
import { messageOf } from '../lib/error.ts';
import type { EventRecord } from '../domain/events.ts';
import { isTrial } from '../domain/state.ts';
import { unsaid } from './draft.ts';
import { learn, type LearnDeps } from './learn.ts';

/** A start looks at tasks that ended so lately: one that ended right before a crash may not have been seen to. */
const lateMs = 24 * 3_600_000;

export interface Promoting {
  /** These happened. Cheap, never throws. */
  notify(records: readonly EventRecord[]): void;
  /** Resolves when all that was named has been seen to. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export function startPromoting(deps: LearnDeps & { log: (line: string) => void }): Promoting {
  const { streams, clock } = deps;
  let queue: Promise<void> = Promise.resolve();
  let stopped = false;

  const add = (taskId: string, runId: string): void => {
    queue = queue.then(async () => {
      if (stopped) return;
      // The notes stay in the task's history; the next start tries again.
      await promote(deps, taskId, runId).catch((error: unknown) =>
        deps.log(`notes were not kept: ${messageOf(error)}`),
      );
    });
  };

  for (const { id, run } of streams.tasks.values())
    if (run?.how === 'completed' && (run.endedAtMs ?? 0) > clock.now() - lateMs) add(id, run.runId);
  return {
    notify(records) {
      for (const record of records)
        if (record.type === 'run.ended' && record.data.how === 'completed')
          add(record.stream.slice('task/'.length), record.data.runId);
    },
    idle: () => queue,
    async stop() {
      stopped = true;
      await queue;
    },
  };
}

/** Each under the id of its call, so that it is kept once however often this is tried. */
async function promote(deps: LearnDeps, taskId: string, runId: string): Promise<void> {
  const { journal, streams } = deps;
  const task = streams.tasks.get(taskId);
  if (!task?.teammateId || isTrial(task)) return;
  for (const record of journal.readStream(`task/${taskId}`)) {
    if (record.type !== 'note.taken' || record.data.runId !== runId || !record.data.keep || record.data.text === '')
      continue;
    const commandId = `${record.data.callId}/promoted`;
    if (journal.receipt(commandId)) continue;
    const teammateId = task.run?.teammateId ?? task.teammateId;
    await learn(
      deps,
      {
        ...unsaid,
        memoryId: deps.makeId('mem'),
        kind: 'episode',
        scope: 'team',
        scopeId: 'team',
        subject: task.title.slice(0, 120),
        text: record.data.text,
        authority: 'agent',
        author: teammateId,
        taskId,
        runId,
        labels: task.labels,
      },
      { actor: `teammate/${teammateId}`, commandId },
    );
  }
}
