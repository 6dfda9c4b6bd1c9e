/** Performs a call whose `call.begun` is on disk, and settles one whose outcome is not known. */
import type { Clock } from '../lib/clock.ts';
import { AppError } from '../lib/error.ts';
import { ToolError, type ResolvedCall, type Tool, type ToolOutcome } from '../tools/tool.ts';
import type { GateDeps, GateInput } from './gate.ts';
import { fail, failureOf, succeed } from './outcome.ts';

/** How long an adapter may take to end once it was told to. */
const endWithinMs = 2_000;
/** A timer that comes so much too late says that the process or the computer slept, and the tool with it. */
const sleptMs = 30_000;

/** One call with everything it needs; `key` is the one that was committed. */
export interface Performance {
  deps: GateDeps;
  input: GateInput;
  tool: Tool;
  resolved: ResolvedCall;
  key: string;
}

/** Contract: throws only when the journal refuses; a run that was stopped leaves the call begun, to be settled. */
export async function performCall(performance: Performance): Promise<void> {
  const { deps, input, tool, resolved, key } = performance;
  const { descriptor } = tool;
  // Stopped while its begin was committed: nothing has been performed, and nothing is.
  if (input.signal.aborted) return deps.health.released(tool);
  const fromMs = deps.clock.uptime();
  const elapsed = (): number => deps.clock.uptime() - fromMs;
  const limit = new AbortController();
  const cancel = afterAwake(deps.clock, descriptor.timeoutMs, () => limit.abort(timeoutOf(tool)));
  const signal = AbortSignal.any([input.signal, limit.signal]);
  let outcome: ToolOutcome;
  let isOver = true;
  try {
    const work = tool.perform(resolved, { scope: input.scope, key, signal });
    outcome = await orAborted(work, signal).catch(async (error: unknown) => {
      if (!signal.aborted) throw error;
      // What was told to end is waited for: a call is not over while its adapter still acts, and it may have been done by then.
      const late = await settledWithin(work, deps);
      isOver = late !== 'acts';
      if (typeof late === 'object') return late;
      throw error;
    });
  } catch (error) {
    // Stopped, or Muster closes: the call stays begun and is settled.
    if (input.signal.aborted) return deps.health.released(tool);
    deps.health.failed(tool, error);
    return failed(performance, error, isOver, elapsed());
  } finally {
    cancel();
  }
  deps.health.succeeded(tool);
  await succeed(deps, input, tool, resolved, outcome, elapsed());
}

/** A failure that may have had its effect is in doubt; one in passing is tried again where the tool allows it; all else is final. */
async function failed(performance: Performance, error: unknown, isOver: boolean, durationMs: number): Promise<void> {
  const { deps, input, tool, resolved } = performance;
  const { descriptor } = tool;
  const failure = failureOf(error);
  const isPassing = (error instanceof ToolError || error instanceof AppError) && error.retryable;
  const after = isPassing && descriptor.idempotent !== 'no' ? deps.retryAfter(input.task, input.call) : null;
  // Our own disk may refuse before the effect or behind it: what may be repeated is, all else is in doubt.
  const isCertain =
    isOver && (error instanceof AppError ? after !== null : error instanceof ToolError && !error.inDoubt);
  if (!isCertain && !mayRepeat(tool)) {
    const known = isOver ? await asked(performance) : null;
    if (known === null) return doubt(performance, `${failure.message} It may have happened all the same.`);
    if (known !== 'did-not-happen') return succeed(deps, input, tool, resolved, known, durationMs);
  }
  if (after === null) return fail(input, failure, durationMs);
  const data = { runId: input.scope.runId, callId: input.call.callId, failure, retryAtMs: deps.clock.now() + after };
  await input.commit({ type: 'call.retry', data });
}

/**
 * Settles a call of a run that is being stopped: nothing is performed any more, so what the world cannot tell is asked.
 * A call that only reads leaves nothing behind and needs no settling.
 */
export async function settleStopped(performance: Performance): Promise<void> {
  const { deps, input, tool, resolved } = performance;
  if (tool.descriptor.effect === 'none' || tool.descriptor.effect === 'read') return;
  const known = await asked(performance);
  if (known === null)
    return doubt(performance, 'it had begun when the task was stopped, and its outcome is not known.');
  if (known !== 'did-not-happen') return succeed(deps, input, tool, resolved, known, 0);
  await fail(input, { code: 'tool.failed', message: 'The task was stopped before this was carried out.' }, 0);
}

/** A call begun without an outcome: run it again, ask the world, or ask the person, as its tool declares. Never a guess. */
export async function settle(performance: Performance, why: string): Promise<void> {
  const { deps, input, tool, resolved } = performance;
  if (mayRepeat(tool)) return again(performance);
  const known = await asked(performance);
  if (known === 'did-not-happen') return again(performance);
  if (known !== null) return succeed(deps, input, tool, resolved, known, 0);
  return doubt(performance, why);
}

/** What may not be done twice is asked about, even if its descriptor says that a doubt is settled by doing it again. */
/** Made when the time is up, not before each call: an error takes down the stack. */
function timeoutOf({ descriptor }: Tool): ToolError {
  const message = `${descriptor.name} took longer than ${descriptor.timeoutMs / 1000} s and was ended.`;
  return new ToolError(message, { code: 'tool.timeout', retryable: true, inDoubt: true });
}

function mayRepeat({ descriptor }: Tool): boolean {
  return descriptor.doubt === 'retry' && descriptor.idempotent !== 'no';
}

/** The person may have paused the work since: then it stays begun, and is settled when it goes on. */
async function again(performance: Performance): Promise<void> {
  if (performance.input.isDue()) await performCall(performance);
}

/** What the world says of a call; null = it cannot tell, or not in the time the call itself would have. */
async function asked({
  deps,
  input,
  tool,
  resolved,
  key,
}: Performance): Promise<ToolOutcome | 'did-not-happen' | null> {
  if (tool.descriptor.doubt !== 'query' || !tool.query) return null;
  const limit = new AbortController();
  const cancel = deps.clock.after(tool.descriptor.timeoutMs, () => limit.abort(new Error('no answer in time')));
  const signal = AbortSignal.any([input.signal, limit.signal]);
  try {
    return await orAborted(tool.query(resolved, { scope: input.scope, key, signal }), signal);
  } catch {
    // A world that cannot be asked cannot tell: the person is.
    return null;
  } finally {
    cancel();
  }
}

async function doubt({ deps, input, tool, resolved }: Performance, why: string): Promise<void> {
  const { preview } = resolved;
  await input.commit({
    type: 'call.doubt',
    data: {
      runId: input.scope.runId,
      callId: input.call.callId,
      itemId: `${input.call.callId}/doubt`,
      evidence: `${preview.verb} ${preview.target}: ${why} ${deps.lately(tool.descriptor.name)}`.trimEnd(),
    },
  });
}

/** Calls `run` after so long, anew after a sleep: all that is under way must not time out at once when the computer wakes. */
function afterAwake(clock: Clock, ms: number, run: () => void): () => void {
  const dueMs = clock.uptime() + ms;
  let cancel = clock.after(ms, () => {
    if (clock.uptime() - dueMs <= sleptMs) return run();
    cancel = afterAwake(clock, ms, run);
  });
  return () => cancel();
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) return Promise.reject(signal.reason as Error);
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** What became of work that was told to end: its outcome, `failed`, or `acts` when it does not end in time. */
async function settledWithin<T extends object>(work: Promise<T>, { clock }: GateDeps): Promise<T | 'failed' | 'acts'> {
  let cancel = (): void => undefined;
  const patience = new Promise<'acts'>((resolve) => {
    cancel = clock.after(endWithinMs, () => resolve('acts'));
  });
  return Promise.race([work.catch(() => 'failed' as const), patience]).finally(() => cancel());
}
