/** A data folder as a busy office leaves it: tasks in every state, with the events that led there. */
import path from 'node:path';
import { defaultSettings } from '../../agents/domain/project.ts';
import type { NewEvent } from '../../agents/domain/events.ts';
import { sealed } from '../../agents/domain/sealed.ts';
import { openSqliteJournal } from '../../agents/journal/sqlite.ts';
import Database from 'better-sqlite3';
import { startIndexer } from '../../agents/memory/indexer.ts';
import { openLanceIndex } from '../../agents/memory/lance.ts';
import { foldMemory } from '../../agents/streams.ts';

const labels = { tainted: false, private: true, from: ['files/sales/customers.csv'] };
const sentence = 'The renewal of the contract is due in the third quarter, and nobody has named a successor yet. ';
const endings = ['done', 'done', 'done', 'review', 'asks', 'paused'] as const;

/** Tasks written at once: they share a commit. */
const atOnce = 20;

/**
 * Writes tasks number `first` to before `end` with so many events in all; none of them begins work at a start. Those before `allDoneBefore`
 * are done, as old tasks are; the others stand in every state. Returns how many events there are now.
 */
export async function seedBoard(
  folder: string,
  first: number,
  end: number,
  events: number,
  allDoneBefore = 0,
): Promise<number> {
  const journal = openSqliteJournal({ file: path.join(folder, 'journal.db'), sealed });
  const perTask = Math.ceil(events / (end - first));
  const write = async (number: number): Promise<void> => {
    const id = `t_bench${String(number).padStart(6, '0')}`;
    const ending = number < allDoneBefore ? 'done' : (endings[number % endings.length] ?? 'done');
    const list = taskEvents(id, perTask, ending);
    const meta = { actor: 'engine', atMs: 1_790_000_000_000 + number * 60_000, commandId: null };
    const result = await journal.append(`task/${id}`, 0, list, meta);
    if (!result.ok) throw new Error('the journal refused an append nobody raced');
  };
  for (let number = first; number < end; number += atOnce)
    await Promise.all(Array.from({ length: Math.min(atOnce, end - number) }, (_, index) => write(number + index)));
  const written = journal.lastSeq();
  await journal.stop();
  return written;
}

/** Gives the team so many memories, and brings the index as far: a start finds it as a person's is. */
export async function seedMemory(folder: string, memories: number): Promise<void> {
  const journal = openSqliteJournal({ file: path.join(folder, 'journal.db'), sealed });
  const meta = { actor: 'teammate/tm_researcher', atMs: 1_790_000_000_000, commandId: null };
  await journal.append(
    'memory',
    0,
    Array.from({ length: memories }, (_, number) => remembered(number)),
    meta,
  );
  const index = await openLanceIndex(path.join(folder, 'memory'));
  const indexer = startIndexer({ journal, streams: foldMemory(journal), index, log: () => undefined });
  await indexer.caughtUp(journal.lastSeq());
  await indexer.stop();
  await index.stop();
  await journal.stop();
}

/** Leaves the events and takes the snapshots away, as damage or a new version does. */
export function forgetSnapshots(folder: string): void {
  const db = new Database(path.join(folder, 'journal.db'));
  db.exec('DELETE FROM snapshots');
  db.close();
}

function remembered(number: number): NewEvent {
  return {
    type: 'memory.asserted',
    data: {
      memoryId: `mem_${number}`,
      kind: 'fact',
      scope: 'team',
      scopeId: 'team',
      subject: `customer ${number}`,
      text: sentence,
      claimKey: null,
      authority: 'agent',
      author: 'tm_researcher',
      taskId: null,
      runId: null,
      sourceUri: 'files/sales/customers.csv',
      labels,
      contentHash: `hash ${number}`,
    },
  };
}

function taskEvents(taskId: string, count: number, ending: (typeof endings)[number]): NewEvent[] {
  const runId = `r_${taskId.slice(2)}`;
  const events: NewEvent[] = [
    {
      type: 'task.created',
      data: {
        taskId,
        title: `Renewal ${taskId}`,
        brief: sentence,
        folder: '/office',
        owner: 'Elena',
        checks: [],
        caps: defaultSettings.caps,
        origin: 'person',
      },
    },
    { type: 'task.assigned', data: { teammateId: 'tm_researcher' } },
    {
      type: 'run.started',
      data: { runId, teammateId: 'tm_researcher', attempt: 1, profileVersion: 1, model: 'practice', practice: true },
    },
  ];
  let turn = 0;
  while (events.length < count - endOf(runId, ending, 0).length) events.push(...turnEvents(runId, (turn += 1)));
  return [...events, ...endOf(runId, ending, turn + 1)];
}

/** Eight events: a turn with three calls, each begun and answered. */
function turnEvents(runId: string, turn: number): NewEvent[] {
  const ids = [1, 2, 3].map((index) => `${runId}-${turn}-${index}`);
  return [
    { type: 'turn.begun', data: { runId, turn, reservedUsdMicros: 0, readMessageIds: [], recalledIds: [] } },
    completed(runId, turn, ids, 'read_file'),
    ...ids.flatMap((callId): NewEvent[] => [
      { type: 'call.begun', data: { runId, callId, key: 'k'.repeat(64), hash: 'f'.repeat(64), before: null } },
      {
        type: 'call.succeeded',
        data: {
          runId,
          callId,
          content: sentence.repeat(3),
          blob: null,
          bytes: 300,
          summary: 'Read customers.csv',
          labels,
          change: null,
          durationMs: 4,
        },
      },
    ]),
  ];
}

function completed(runId: string, turn: number, ids: string[], tool: string): NewEvent {
  return {
    type: 'turn.completed',
    data: {
      runId,
      turn,
      text: sentence,
      calls: ids.map((callId) => ({ callId, tool, args: { path: 'files/sales/customers.csv' } })),
      stopReason: 'tool_use',
      usage: { input: 2000, output: 100, cacheRead: 0, cacheWrite: 0 },
      costUsdMicros: 0,
      requestId: null,
      durationMs: 900,
    },
  };
}

function endOf(runId: string, ending: (typeof endings)[number], turn: number): NewEvent[] {
  if (ending === 'paused') return [{ type: 'task.paused', data: { by: 'person' } }];
  if (ending === 'asks') {
    const callId = `${runId}-${turn}-1`;
    const effect = { verb: 'Write', target: '/office/brief.md', text: sentence, before: null, cutBytes: 0 };
    return [
      { type: 'turn.begun', data: { runId, turn, reservedUsdMicros: 0, readMessageIds: [], recalledIds: [] } },
      completed(runId, turn, [callId], 'write_file'),
      {
        type: 'call.asked',
        data: {
          runId,
          callId,
          itemId: `${callId}/approve`,
          hash: 'f'.repeat(64),
          ask: 'Write brief.md?',
          why: 'A rule.',
          effect,
          undoable: true,
        },
      },
    ];
  }
  const results = [
    { checkId: 'made', label: 'A result was written', outcome: 'passed' as const, evidence: 'brief.md was written' },
  ];
  const checked: NewEvent[] = [
    { type: 'result.checked', data: { runId, results, verdict: 'passed', citations: [], returned: false } },
    { type: 'run.ended', data: { runId, how: 'completed', failure: null, cap: null } },
  ];
  return ending === 'done' ? [...checked, { type: 'task.accepted', data: { by: 'person' } }] : checked;
}
