/** Performs one model turn: caps first, intent committed, text streamed, outcome committed. */
import type { Failure } from '../domain/schema.ts';
import type { RunCommand } from '../domain/decide/run.ts';
import type { Spend } from '../domain/project.ts';
import type { Settings } from '../domain/settings.ts';
import type { TaskState } from '../domain/task.ts';
import type { Profile } from '../domain/teammate.ts';
import { cappedTurn } from '../gate/caps.ts';
import type { Clock } from '../lib/clock.ts';
import { ModelError, type Model, type ModelAnswer, type ModelRequest, type ToolSpec } from '../models/model.ts';
import { costUsdMicros, priceOf, worstCaseUsdMicros } from '../models/prices.ts';
import { buildRequest, estimateTokens, type ContextInput } from './context.ts';
import { retryDelay } from './retry.ts';

export interface TurnInput {
  task: TaskState;
  turn: number;
  profile: Profile;
  tools: ToolSpec[];
  settings: Settings;
  spend: Spend;
  model: Model;
  recalled: ContextInput['recalled'];
  blobText: ContextInput['blobText'];
  clock: Clock;
  random: () => number;
  signal: AbortSignal;
  /** Commits an outcome and gives the task as it stands then; null = it came too late and was dropped. */
  commit: (command: RunCommand) => Promise<TaskState | null>;
  /** Text of the turn so far, for those who watch. */
  say: (text: string) => void;
}

/** Contract: an abort leaves the turn begun, so that the next start takes it up again; every other end is committed. */
export async function performTurn(input: TurnInput): Promise<void> {
  const { task, turn, clock, signal } = input;
  const { run } = task;
  if (!run) return;
  const price = run.practice ? freePrice : priceOf(run.model, input.settings.prices);
  // The request is priced before it is committed, from the state before the turn: the few bytes a new message adds do not matter.
  const before = await request(input, task);
  const reserved = price && worstCaseUsdMicros(estimateTokens(before), before.maxTokens, price);
  const cap = cappedTurn(run, task.caps, reserved) ?? cappedDay(input, reserved);
  if (cap) return void (await input.commit({ type: 'run.cap', runId: run.runId, cap }));

  const readMessageIds = task.messages
    .filter((message) => message.readAtMs === null)
    .map((message) => message.messageId);
  const recalledIds = input.recalled.map((memory) => memory.id);
  const begun = await input.commit({
    type: 'turn.begin',
    data: { runId: run.runId, turn, reservedUsdMicros: reserved, readMessageIds, recalledIds },
  });
  if (!begun) return;
  const startedAtMs = clock.uptime();
  try {
    // Only messages read in this turn make the request another one.
    const asked = readMessageIds.length === 0 ? before : await request(input, begun);
    const answer = await stream(input.model, asked, signal, input.say);
    // Our own ids: unique in the whole task, short, and in the alphabet the wire allows. A server may repeat its own.
    const calls = answer.calls.map((call, index) => ({ ...call, callId: `${run.runId}-${turn}-${index + 1}` }));
    const cost = price && costUsdMicros(answer.usage, price);
    const data = {
      ...answer,
      runId: run.runId,
      turn,
      calls,
      costUsdMicros: cost,
      durationMs: clock.uptime() - startedAtMs,
    };
    await input.commit({ type: 'turn.complete', data });
  } catch (error) {
    if (signal.aborted) return;
    const failure = failureOf(error);
    const after = retryDelay({
      tries: begun.turns?.at(-1)?.tries ?? 1,
      budgetUsed: run.failedTurns,
      error: error instanceof ModelError ? error : { retryable: false, retryAfterMs: null },
      random: input.random,
    });
    await input.commit({
      type: 'turn.fail',
      data: { runId: run.runId, turn, failure, retryAtMs: after.retry ? clock.now() + after.afterMs : null },
    });
  }
}

const freePrice = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };

function request(input: TurnInput, task: TaskState): Promise<ModelRequest> {
  const { profile, tools, recalled, blobText } = input;
  return buildRequest({ task, profile, tools, model: task.run?.model ?? '', recalled, blobText });
}

function cappedDay(input: TurnInput, reserved: number | null): 'usdMicros' | null {
  const { dayUsdMicros } = input.settings;
  if (dayUsdMicros === null || reserved === null || reserved === 0) return null;
  const today = new Date(input.clock.now()).toISOString().slice(0, 10);
  const spent = input.spend.day === today ? input.spend.usdMicros : 0;
  return spent + reserved > dayUsdMicros ? 'usdMicros' : null;
}

async function stream(
  model: Model,
  modelRequest: ModelRequest,
  signal: AbortSignal,
  say: (text: string) => void,
): Promise<ModelAnswer> {
  let text = '';
  for await (const part of model.complete(modelRequest, signal)) {
    if (part.kind === 'answer') return part.answer;
    if (part.kind !== 'text') continue;
    text += part.text;
    say(text);
  }
  throw new ModelError('model.cut', 'The answer ended before it was whole.', { retryable: true });
}

function failureOf(error: unknown): Failure {
  if (error instanceof ModelError) return { code: error.code, message: error.message };
  return {
    code: 'engine.internal',
    message: `The turn failed inside Muster: ${error instanceof Error ? error.message : String(error)}`.slice(0, 500),
  };
}
