/**
 * Muster's streams as a contender of the throughput bench: each event is decided, sealed, journaled, folded and published, and `due`
 * says what comes next, as it does for the performer; model, gate and tools are left out. `node … <load as JSON>`; prints one JSON line.
 */
import type { Answer } from '../../agents/domain/commands.ts';
import { decideRun, type RunCommand } from '../../agents/domain/decide/run.ts';
import { decideTask } from '../../agents/domain/decide/task.ts';
import { due, type Effect } from '../../agents/domain/due.ts';
import { sealed, type NewEvent } from '../../agents/domain/events.ts';
import { defaultSettings } from '../../agents/domain/project.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import { openFile, type Connection } from '../../agents/journal/connection.ts';
import { openSqliteJournal } from '../../agents/journal/sqlite.ts';
import { openStreams } from '../../agents/streams.ts';
import { carry, inParallel, loadAsked, resultBytes, resultOf } from './throughput-load.mjs';

const load = loadAsked();
const stepMs: number[] = [];
const teammateId = 'tm_researcher';
const shared = { teammateIds: new Set([teammateId]), caps: defaultSettings.caps, ownerName: 'Elena', messageId: 'm_1' };
const labels = { tainted: false, private: false, from: [] };
const usage = { input: 100, output: 20, cacheRead: 0, cacheWrite: 0 };

let connection: Connection | null = null;
const journal = openSqliteJournal({
  file: load.file,
  sealed,
  open: (file, options) => (connection = openFile(file, options)),
});
let published = 0;
const streams = openStreams(journal, (records) => void (published += records.length));

async function commit(taskId: string, commandId: string | null, decide: () => Answer<NewEvent[]>): Promise<void> {
  const meta = { actor: 'engine', atMs: Date.now(), commandId };
  const answer = await streams.commit(`task/${taskId}`, decide, meta);
  if (!answer.ok) throw new Error(`${taskId}: ${answer.error.code}`);
}

function taskOf(taskId: string): TaskState {
  const task = streams.tasks.get(taskId);
  if (!task) throw new Error(`${taskId} is not there`);
  return task;
}

/** Gives a new task to a teammate and does what is due until nothing is. */
async function carryRun(run: number): Promise<void> {
  const number = String(run).padStart(16, '0');
  const taskId = `t_${number}`;
  const runId = `r_${number}`;
  const tell = (command: RunCommand): Promise<void> => commit(taskId, null, () => decideRun(taskOf(taskId), command));
  await commit(taskId, `create ${number}`, () =>
    decideTask(
      null,
      {
        type: 'task.create',
        taskId,
        title: null,
        brief: `Run ${run}: which of our contracts renews next?`,
        folder: null,
        checks: null,
        caps: null,
        teammateId,
        origin: 'person',
      },
      shared,
    ),
  );
  await tell({
    type: 'run.start',
    data: { runId, teammateId, attempt: 1, profileVersion: 1, model: 'none', practice: true },
  });
  for (;;) {
    const [effect] = due(taskOf(taskId), () => false);
    if (!effect) return;
    await perform(run, runId, effect, tell);
  }
}

async function perform(
  run: number,
  runId: string,
  effect: Effect,
  tell: (command: RunCommand) => Promise<void>,
): Promise<void> {
  if (effect.kind === 'model') return takeTurn(runId, effect.turn, tell);
  if (effect.kind === 'call') return takeStep(run, runId, effect.callId, tell);
  if (effect.kind !== 'check') throw new Error(`nobody asked for ${effect.id}`);
  await tell({
    type: 'result.check',
    data: { runId, results: [], verdict: 'nothing', citations: [] },
    submitted: { summary: '', artifacts: [] },
    messageId: 'm_1',
  });
}

/** Proposes the next calls, or none when all steps are done: that ends the run. */
async function takeTurn(runId: string, turn: number, tell: (command: RunCommand) => Promise<void>): Promise<void> {
  await tell({
    type: 'turn.begin',
    data: { runId, turn, reservedUsdMicros: 0, readMessageIds: [], recalledIds: [] },
  });
  const done = (turn - 1) * load.callsPerTurn;
  const calls = Array.from({ length: Math.min(load.callsPerTurn, load.steps - done) }, (_, index) => ({
    callId: `${runId}-${turn}-${index + 1}`,
    tool: 'read_file',
    args: { path: 'files/contract.md' },
  }));
  const stopReason = calls.length > 0 ? 'tool_use' : 'end_turn';
  await tell({
    type: 'turn.complete',
    data: { runId, turn, text: '', calls, stopReason, usage, costUsdMicros: 0, requestId: null, durationMs: 0 },
  });
}

/** One step: the intent is durable, then the outcome. */
async function takeStep(
  run: number,
  runId: string,
  callId: string,
  tell: (command: RunCommand) => Promise<void>,
): Promise<void> {
  const from = performance.now();
  await tell({
    type: 'call.begin',
    data: { runId, callId, key: `${runId}/${callId}`, hash: 'f'.repeat(64), before: null },
  });
  const content = resultOf(run, stepMs.length);
  await tell({
    type: 'call.succeed',
    data: {
      runId,
      callId,
      content,
      blob: null,
      bytes: content.length,
      summary: 'Read contract.md',
      labels,
      change: null,
      durationMs: 0,
    },
  });
  stepMs.push(performance.now() - from);
}

await carry(load, {
  stepMs,
  carryRuns: (first, count) => inParallel(first, count, load.concurrency, carryRun),
  stored() {
    let found = 0;
    for (const record of journal.readAll(0))
      if (record.type === 'call.succeeded' && record.data.content.length >= resultBytes) found += 1;
    if (published !== journal.lastSeq()) throw new Error(`${published} of ${journal.lastSeq()} events were published`);
    return found;
  },
  synchronous: () => connection?.pragma('synchronous', { simple: true }),
});
await journal.stop();
