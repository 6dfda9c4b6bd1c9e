/**
 * The one door every tool call goes through, in a fixed order: schema → resolve → caps → rules → approval bound to the
 * call's hash → begun (durable) → adapter → outcome (durable) → bound the result. Any throw on the way denies.
 */
import type { Failure, Labels } from '../domain/schema.ts';
import type { Rule } from '../domain/settings.ts';
import type { RunCommand } from '../domain/decide/run.ts';
import type { Call, TaskState } from '../domain/task.ts';
import type { Profile } from '../domain/teammate.ts';
import type { Blobs } from '../journal/journal.ts';
import { AppError } from '../lib/error.ts';
import type { Clock } from '../lib/clock.ts';
import { ToolError, type Scope, type ResolvedCall, type Tool, type ToolOutcome } from '../tools/tool.ts';
import { callHash, callKey } from './approvals.ts';
import { cappedCall } from './caps.ts';
import { judge } from './rules.ts';

export interface GateDeps {
  tools: ReadonlyMap<string, Tool>;
  blobs: Blobs;
  clock: Clock;
}

/** One call on its way through the gate. */
export interface GateInput {
  task: TaskState;
  call: Call;
  profile: Profile;
  rules: readonly Rule[];
  scope: Scope;
  signal: AbortSignal;
  /** Commits an outcome; resolves when it is on disk. False = it came too late and was dropped: stop here. */
  commit: (command: RunCommand) => Promise<boolean>;
}

/** The model reads at most this much from the event itself; the rest lies in a blob. */
const maxContentBytes = 8_192;
const maxArgsChars = 1_500_000;

/** Takes one call through the gate, as far as it goes now. Contract: never throws for what a tool or model did; only when the journal refuses. */
export async function passGate(deps: GateDeps, input: GateInput): Promise<void> {
  const { call, task } = input;
  const at = { runId: task.run?.runId ?? '', callId: call.callId };
  const denied = (code: string, reason: string) => input.commit({ type: 'call.deny', data: { ...at, code, reason } });

  const tool = input.profile.tools.includes(call.tool) ? deps.tools.get(call.tool) : undefined;
  if (!tool) return void (await denied('tool.unknown', unknownTool(call.tool, input.profile.tools)));
  if (JSON.stringify(call.args ?? {}).length > maxArgsChars)
    return void (await denied('args.tooLarge', 'The arguments are too large. Write long text in several files.'));
  const parsed = tool.descriptor.schema.safeParse(call.args ?? {});
  if (!parsed.success)
    return void (await denied(
      'args.invalid',
      `The arguments do not fit ${call.tool}: ${issuesOf(parsed.error.issues)}`,
    ));

  let resolved: ResolvedCall;
  try {
    resolved = await tool.resolve(parsed.data, input.scope);
  } catch (error) {
    return void (await denied('args.unresolved', reasonOf(error)));
  }
  const perform = () => performCall(deps, input, tool, resolved);
  if (call.state === 'begun') return settle(deps, input, tool, resolved, perform);

  const cap = task.run && cappedCall(task.run, task.caps);
  if (cap) return void (await input.commit({ type: 'run.cap', runId: at.runId, cap }));
  const hash = callHash(tool.descriptor, resolved);
  const judgement = judge(input.rules, tool.descriptor, resolved.target?.place ?? null);
  if (judgement.verdict === 'deny')
    return void (await denied('rule', `A rule of the person forbids this: ${judgement.words}`));
  if (judgement.verdict === 'ask' && !(call.state === 'approved' && call.hash === hash)) {
    return ask(input, tool, resolved, hash, judgement.words);
  }
  const key = callKey(at.runId, call.callId, call.tool, parsed.data);
  const isCurrent = await input.commit({ type: 'call.begin', data: { ...at, key, hash, before: resolved.before } });
  if (isCurrent) await perform();
}

async function ask(input: GateInput, tool: Tool, resolved: ResolvedCall, hash: string, why: string): Promise<void> {
  const { call, task } = input;
  const changed = call.state === 'approved' ? ' It has changed since you approved it.' : '';
  await input.commit({
    type: 'call.ask',
    data: {
      runId: task.run?.runId ?? '',
      callId: call.callId,
      itemId: `${call.callId}/approve/${hash.slice(0, 12)}`,
      hash,
      ask: askOf(resolved),
      why: `${why}.${changed}`,
      effect: resolved.preview,
      undoable: tool.descriptor.reversible,
    },
  });
}

/** One sentence for a person; the whole path stands in the preview. */
function askOf({ target, preview }: ResolvedCall): string {
  const what = target?.place === 'files' ? `${target.path} in your folder` : preview.target;
  return what.length > 100 ? `${preview.verb} …${what.slice(-100)}?` : `${preview.verb} ${what}?`;
}

/** A call begun without an outcome is in doubt: run it again, ask the world, or ask the person, as its tool declares. Never a guess. */
async function settle(
  deps: GateDeps,
  input: GateInput,
  tool: Tool,
  resolved: ResolvedCall,
  perform: () => Promise<void>,
): Promise<void> {
  const { doubt } = tool.descriptor;
  if (doubt === 'retry') return perform();
  const known =
    doubt === 'query' && tool.query ? await tool.query(resolved, context(input, resolved)).catch(() => null) : null;
  if (known === 'did-not-happen') return perform();
  if (known !== null) return succeed(deps, input, tool, resolved, known, 0);
  const { run } = input.task;
  const evidence = `${resolved.preview.verb} ${resolved.preview.target} had begun when Muster was closed, and its outcome is not known.`;
  await input.commit({
    type: 'call.doubt',
    data: { runId: run?.runId ?? '', callId: input.call.callId, itemId: `${input.call.callId}/doubt`, evidence },
  });
}

function context(input: GateInput, resolved: ResolvedCall, signal = input.signal) {
  const key = input.call.key ?? callKey(input.scope.runId, input.call.callId, input.call.tool, resolved.args);
  return { scope: input.scope, key, signal };
}

async function performCall(deps: GateDeps, input: GateInput, tool: Tool, resolved: ResolvedCall): Promise<void> {
  const startedAtMs = deps.clock.uptime();
  const limit = new AbortController();
  const timeout = new ToolError(
    `${tool.descriptor.name} took longer than ${tool.descriptor.timeoutMs / 1000} s and was ended.`,
    { code: 'tool.timeout' },
  );
  const cancel = deps.clock.after(tool.descriptor.timeoutMs, () => limit.abort(timeout));
  const signal = AbortSignal.any([input.signal, limit.signal]);
  try {
    const outcome = await orAborted(tool.perform(resolved, context(input, resolved, signal)), signal);
    await succeed(deps, input, tool, resolved, outcome, deps.clock.uptime() - startedAtMs);
  } catch (error) {
    if (input.signal.aborted) return; // The run was stopped or Muster closes: the call stays in doubt and is settled later.
    if (error instanceof AppError && error.code.startsWith('journal.')) throw error;
    const failure = failureOf(error);
    const data = {
      runId: input.scope.runId,
      callId: input.call.callId,
      failure,
      durationMs: deps.clock.uptime() - startedAtMs,
    };
    await input.commit({
      type: 'call.fail',
      data,
      endsRun: failure.code === 'disk.full' || failure.code === 'folder.missing',
    });
  } finally {
    cancel();
  }
}

async function succeed(
  deps: GateDeps,
  input: GateInput,
  tool: Tool,
  resolved: ResolvedCall,
  outcome: ToolOutcome,
  durationMs: number,
): Promise<void> {
  const { call, task } = input;
  const runId = input.scope.runId;
  if (outcome.question) {
    const itemId = `${call.callId}/question`;
    return void (await input.commit({
      type: 'question.ask',
      data: { runId, callId: call.callId, itemId, ...outcome.question },
    }));
  }
  const bounded = await bound(deps.blobs, outcome.content, tool.descriptor.maxBytes);
  const change =
    outcome.written && resolved.target
      ? {
          id: `${call.callId}/change`,
          callId: call.callId,
          kind: 'file' as const,
          place: resolved.target.place,
          path: resolved.target.path,
          before: call.state === 'begun' ? call.before : resolved.before,
          after: outcome.written.after,
          atMs: deps.clock.now(),
        }
      : null;
  await input.commit({
    type: 'call.succeed',
    data: {
      runId,
      callId: call.callId,
      ...bounded,
      summary: outcome.summary.slice(0, 200),
      labels: outcome.labels ?? unlabelled(task),
      change,
      durationMs,
    },
    plan: outcome.plan,
    submitted: outcome.submitted,
  });
}

/** What a tool says of nothing outside keeps the labels of the context it was called in. */
function unlabelled(task: TaskState): Labels {
  return task.labels;
}

async function bound(
  blobs: Blobs,
  content: string,
  maxBytes: number,
): Promise<{ content: string; blob: string | null; bytes: number }> {
  const bytes = Buffer.byteLength(content);
  const kept = bytes > maxBytes ? `${cut(content, maxBytes)}\n[Cut: ${bytes - maxBytes} more bytes.]` : content;
  if (Buffer.byteLength(kept) <= maxContentBytes) return { content: kept, blob: null, bytes };
  return { content: cut(kept, maxContentBytes), blob: await blobs.put(kept), bytes };
}

/** Cuts at a whole character. */
function cut(text: string, maxBytes: number): string {
  return new TextDecoder().decode(Buffer.from(text).subarray(0, maxBytes)).replace(/\uFFFD+$/, '');
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) return Promise.reject(signal.reason as Error);
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function failureOf(error: unknown): Failure {
  if (error instanceof ToolError) return { code: error.code, message: error.message };
  if (error instanceof AppError)
    return { code: error.code === 'disk.full' ? 'disk.full' : 'tool.failed', message: error.message };
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code === 'ENOSPC')
    return {
      code: 'disk.full',
      message: 'The disk is full. Nothing was half-written. Free some space, then try again.',
    };
  return { code: 'tool.failed', message: `The step failed: ${reasonOf(error)}` };
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 1000);
}

function unknownTool(name: string, known: readonly string[]): string {
  return `There is no tool ${JSON.stringify(name.slice(0, 60))} for you. Yours are: ${known.join(', ')}.`;
}

function issuesOf(issues: readonly { path: PropertyKey[]; message: string }[]): string {
  return issues
    .slice(0, 5)
    .map((issue) => `${issue.path.map(String).join('.') || 'arguments'}: ${issue.message}`)
    .join('; ');
}
