/** A run as the performer takes it, on the streams alone: `due` says what comes next, the answer is decided and committed; no model, gate or tool. */
import type { Answer } from '../../agents/domain/commands.ts';
import { decideRun, type RunCommand } from '../../agents/domain/decide/run.ts';
import { decideTask } from '../../agents/domain/decide/task.ts';
import { due, type Around } from '../../agents/domain/due.ts';
import type { NewEvent } from '../../agents/domain/events.ts';
import { sharedOf } from '../../agents/domain/testing.ts';
import type { TaskState } from '../../agents/domain/task.ts';
import { argsPrint, callPrint } from '../../agents/gate/loops.ts';
import type { Streams } from '../../agents/streams.ts';
import { resultOf } from './throughput-load.mjs';

export interface RunnerOptions {
  streams: Streams;
  /** Steps of a run, and how many of them one turn proposes. */
  steps: number;
  callsPerTurn: number;
  /** Told how long each step took, intent to outcome. */
  onStep?: (ms: number) => void;
  /** Told how long each commit took, until it was durable and folded. */
  onCommit?: (ms: number) => void;
}

const teammateId = 'tm_researcher';
const shared = sharedOf([teammateId]);
const labels = { tainted: false, private: false, from: [] };
const usage = { input: 100, output: 20, cacheRead: 0, cacheWrite: 0 };

/** What a run commits with: the decision is made on the newest state. */
type Tell = (command: RunCommand) => Promise<void>;

/** Carries runs by their number: a new task is given to a teammate, and what is due is done until nothing is. */
export function streamRunner(options: RunnerOptions): (run: number) => Promise<void> {
  const { streams, steps, callsPerTurn, onStep, onCommit } = options;

  const commit = async (taskId: string, commandId: string | null, decide: () => Answer<NewEvent[]>): Promise<void> => {
    const from = performance.now();
    const answer = await streams.commit(`task/${taskId}`, decide, { actor: 'engine', atMs: Date.now(), commandId });
    if (!answer.ok) throw new Error(`${taskId}: ${answer.error.code}`);
    onCommit?.(performance.now() - from);
  };

  const taskOf = (taskId: string): TaskState => {
    const task = streams.tasks.get(taskId);
    if (!task) throw new Error(`${taskId} is not there`);
    return task;
  };

  const around: Around = { isRead: () => false, taskOf: (taskId) => streams.tasks.get(taskId) };

  const create = (taskId: string, brief: string): Promise<void> => {
    const nothing = { title: null, folder: null, checks: null, caps: null };
    const command = { type: 'task.create', taskId, brief, teammateId, origin: 'person', ...nothing } as const;
    return commit(taskId, `create ${taskId}`, () => decideTask(null, command, shared));
  };

  /** Proposes the next calls, or none when all steps are done: that ends the run. */
  const takeTurn = async (tell: Tell, runId: string, turn: number): Promise<void> => {
    const begun = { runId, turn, reservedUsdMicros: 0, readMessageIds: [], recalledIds: [] };
    await tell({ type: 'turn.begin', data: begun });
    const left = steps - (turn - 1) * callsPerTurn;
    const calls = Array.from({ length: Math.min(callsPerTurn, left) }, (_, index) => {
      const args = { path: `files/contract-${turn}-${index + 1}.md` };
      const callId = `${runId}-${turn}-${index + 1}`;
      return { callId, tool: 'read_file', args, print: argsPrint('read_file', args) };
    });
    const stopReason = calls.length > 0 ? 'tool_use' : 'end_turn';
    const answer = { text: '', calls, stopReason, usage, costUsdMicros: 0, requestId: null, durationMs: 0 };
    await tell({ type: 'turn.complete', data: { runId, turn, ...answer } });
  };

  /** One step: the intent is durable, then the outcome. */
  const takeStep = async (tell: Tell, at: { runId: string; callId: string }, content: string): Promise<void> => {
    const from = performance.now();
    const key = `${at.runId}/${at.callId}`;
    await tell({ type: 'call.begin', data: { ...at, key, hash: 'f'.repeat(64), before: null } });
    const print = callPrint(at.callId, content);
    const outcome = {
      content,
      blob: null,
      bytes: content.length,
      summary: 'Read contract.md',
      labels,
      print,
      isNews: true,
    };
    await tell({ type: 'call.succeed', data: { ...at, ...outcome, change: null, durationMs: 0 } });
    onStep?.(performance.now() - from);
  };

  return async (run) => {
    const number = String(run).padStart(16, '0');
    const taskId = `t_${number}`;
    const runId = `r_${number}`;
    const tell: Tell = (command) => commit(taskId, null, () => decideRun(taskOf(taskId), command));
    await create(taskId, `Run ${run}: which of our contracts renews next?`);
    const model = { model: 'none', practice: true };
    await tell({ type: 'run.start', data: { runId, teammateId, attempt: 1, profileVersion: 1, ...model } });
    for (let step = 0; ;) {
      const [effect] = due(taskOf(taskId), around);
      if (!effect) return;
      if (effect.kind === 'model') await takeTurn(tell, runId, effect.turn);
      else if (effect.kind === 'call') await takeStep(tell, { runId, callId: effect.callId }, resultOf(run, step++));
      else if (effect.kind === 'check') {
        const data = { runId, results: [], verdict: 'nothing' as const, citations: [] };
        await tell({ type: 'result.check', data, submitted: { summary: '', artifacts: [] }, messageId: 'm_1' });
      } else throw new Error(`nobody asked for ${effect.id}`);
    }
  };
}
