/** Performs one model turn: caps first, intent committed, text streamed, outcome committed. */
import { joinLabels, noLabels } from '../domain/labels.ts';
import type { Labels } from '../domain/schema.ts';
import type { RunCommand } from '../domain/decide/run.ts';
import type { Failure, Usage } from '../domain/schema.ts';
import type { Settings } from '../domain/settings.ts';
import type { TaskState } from '../domain/task.ts';
import type { Profile } from '../domain/teammate.ts';
import type { Stop, Worst } from '../gate/caps.ts';
import { argsPrint, evidenceOf, idleNote, judgeIdle } from '../gate/loops.ts';
import type { Clock, MakeId } from '../lib/clock.ts';
import { ModelError, type Model, type ModelAnswer, type ModelRequest, type ToolSpec } from '../models/model.ts';
import { costUsdMicros as spentUsdMicros, priceOf, worstCaseUsdMicros, type ModelPrice } from '../models/prices.ts';
import type { Balance } from './balance.ts';
import { buildRequest, estimateTokens, type ContextInput } from './context.ts';

export interface TurnInput {
  task: TaskState;
  /** The task, and those it is a part of. */
  line: readonly TaskState[];
  turn: number;
  profile: Profile;
  tools: ToolSpec[];
  settings: Settings;
  model: Model;
  recalled: ContextInput['recalled'];
  given: ContextInput['given'];
  plan: ContextInput['plan'];
  /** Colleagues' questions that wait for an answer of the task as it is then. */
  questionsTo: (task: TaskState) => ContextInput['questions'];
  nameOf: ContextInput['nameOf'];
  blobText: ContextInput['blobText'];
  clock: Clock;
  signal: AbortSignal;
  /** Reserves the turn's worst case, or names the cap in the way. */
  draw: (worst: Worst) => ReturnType<Balance['draw']>;
  /** Says at the right task that a cap is in the way. */
  stopAt: (stop: Stop) => Promise<void>;
  /** Milliseconds until a turn that failed in passing is tried again; null = the retry budget is spent. */
  retryAfter: (task: TaskState, tries: number, error: ModelError) => number | null;
  makeId: MakeId;
  /** Commits an outcome and gives the task as it stands then; null = it came too late and was dropped. */
  commit: (command: RunCommand) => Promise<TaskState | null>;
  /** Text of the turn so far, for those who watch. */
  say: (text: string) => void;
  /** A part of the answer came. */
  sign: () => void;
}

/** Contract: an abort leaves the turn begun, so that the next start takes it up again; every other end is committed. */
export async function performTurn(input: TurnInput): Promise<void> {
  const { task, turn, clock, signal } = input;
  const { run } = task;
  if (!run || (await standsStill(input, run.runId))) return;
  const price = run.practice ? freePrice : priceOf(run.model, input.settings.prices);
  // The request is priced before it is committed, from the state before the turn: the few bytes a new message adds do not matter.
  const before = await request(input, task);
  const promptTokens = estimateTokens(before);
  const reserved = price && worstCaseUsdMicros(promptTokens, before.maxTokens, price);
  const drawn = input.draw({ usdMicros: reserved, tokens: promptTokens + before.maxTokens });
  if ('stop' in drawn) return input.stopAt(drawn.stop);
  try {
    const readMessageIds = task.messages
      .filter((message) => message.readAtMs === null)
      .map((message) => message.messageId);
    const recalledIds = input.recalled.map((memory) => memory.id);
    const begun = await input.commit({
      type: 'turn.begin',
      data: {
        runId: run.runId,
        turn,
        reservedUsdMicros: reserved,
        readMessageIds,
        recalledIds,
        ...labelsOf(input),
      },
    });
    if (!begun) return;
    // Only messages read in this turn make the request another one.
    const asked = readMessageIds.length === 0 ? before : await request(input, begun);
    await answerTo(input, asked, begun, { price, promptTokens, fromMs: clock.uptime() });
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    drawn.release();
  }
}

/** What a run is shown of memory and of colleagues' results marks it as its own reading would. */
function labelsOf({ recalled, given }: TurnInput): { labels?: Labels } {
  const shown = [...recalled.map((memory) => memory.labels), ...given.map(({ from }) => from.labels)];
  const labels = shown.reduce(joinLabels, noLabels);
  return labels === noLabels ? {} : { labels };
}

/** True when nothing new has come for so long that the teammate is told, or a person is asked, before anything else is done. */
async function standsStill({ task, line, makeId, commit }: TurnInput, runId: string): Promise<boolean> {
  const verdict = judgeIdle(task.ledger);
  if (verdict === 'fine') return false;
  if (verdict === 'note') {
    await commit({ type: 'run.note', runId, messageId: makeId('m'), text: idleNote });
    return true;
  }
  const ask = 'The work goes on without finding anything new';
  const evidence = `${task.ledger?.idleTurns ?? 0} steps brought nothing new. The last ones:\n${evidenceOf(line)}`;
  const itemId = `${runId}/${task.run?.turns ?? 0}/idle`;
  await commit({ type: 'run.hold', data: { runId, itemId, why: 'loop', cap: null, ask, evidence } });
  return true;
}

interface Cost {
  price: ModelPrice | null;
  promptTokens: number;
  fromMs: number;
}

async function answerTo(input: TurnInput, asked: ModelRequest, begun: TaskState, cost: Cost): Promise<void> {
  const { turn, clock, signal } = input;
  const runId = begun.run?.runId ?? '';
  let said = '';
  let answer: ModelAnswer;
  try {
    answer = await stream(input, asked, (text) => {
      said = text;
      input.say(text);
    });
  } catch (error) {
    if (signal.aborted) return;
    const tries = begun.turns?.at(-1)?.tries ?? 1;
    const after = error instanceof ModelError && error.retryable ? input.retryAfter(begun, tries, error) : null;
    const retryAtMs = after === null ? null : clock.now() + after;
    // A service that had begun to answer has read the prompt, and counts what it wrote.
    const used = hasBegun(error, said) ? usageOf(cost.promptTokens, said, cost.price) : {};
    await input.commit({ type: 'turn.fail', data: { runId, turn, failure: failureOf(error), retryAtMs, ...used } });
    return;
  }
  // Our own ids: unique in the whole task, short, and in the alphabet the wire allows. A server may repeat its own.
  const calls = answer.calls.map((call, index) => ({
    ...call,
    callId: `${runId}-${turn}-${index + 1}`,
    print: argsPrint(call.tool, call.args),
  }));
  const costUsdMicros = cost.price && spentUsdMicros(answer.usage, cost.price);
  const durationMs = clock.uptime() - cost.fromMs;
  await input.commit({ type: 'turn.complete', data: { ...answer, runId, turn, calls, costUsdMicros, durationMs } });
}

function hasBegun(error: unknown, said: string): boolean {
  if (said !== '') return true;
  return error instanceof ModelError && (error.code === 'model.cut' || error.code === 'model.garbage');
}

function usageOf(
  promptTokens: number,
  said: string,
  price: ModelPrice | null,
): { usage: Usage; costUsdMicros: number | null } {
  const usage = { input: promptTokens, output: Math.ceil(said.length / 4), cacheRead: 0, cacheWrite: 0 };
  return { usage, costUsdMicros: price && spentUsdMicros(usage, price) };
}

const freePrice = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };

function request(input: TurnInput, task: TaskState): Promise<ModelRequest> {
  const { profile, tools, recalled, given, plan, nameOf, blobText } = input;
  const questions = input.questionsTo(task);
  const model = task.run?.model ?? '';
  return buildRequest({ task, profile, tools, model, recalled, given, plan, questions, nameOf, blobText });
}

async function stream(
  { model, signal, sign }: TurnInput,
  asked: ModelRequest,
  say: (text: string) => void,
): Promise<ModelAnswer> {
  let text = '';
  for await (const part of model.complete(asked, signal)) {
    sign();
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
