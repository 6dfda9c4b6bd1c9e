/**
 * The one door every tool call goes through, in a fixed order: loop → schema → resolve → caps → rules → approval bound to the
 * call's hash → breaker → begun (durable) → adapter → outcome (durable) → bound the result. Any throw on the way denies.
 */
import type { RunCommand } from '../domain/decide/run.ts';
import { childrenOf } from '../domain/due.ts';
import type { Rule } from '../domain/settings.ts';
import type { Call, TaskState } from '../domain/task.ts';
import type { Profile } from '../domain/teammate.ts';
import type { Blobs } from '../journal/journal.ts';
import type { Clock } from '../lib/clock.ts';
import { AppError } from '../lib/error.ts';
import type { Scope, ResolvedCall, Tool } from '../tools/tool.ts';
import { callHash, callKey } from './approvals.ts';
import { fitArgs } from './arguments.ts';
import type { Stop } from './caps.ts';
import { forStrangers, notAsked, trialRefusal } from './limits-of-work.ts';
import { callPrint, evidenceOf, judgeRepeat, refusalPrint, repeatRefusal } from './loops.ts';
import { fail, reasonOf } from './outcome.ts';
import { performCall, settle, settleStopped, type Performance } from './perform.ts';
import { judge } from './rules.ts';

/** What the gate asks of those who watch over services, and tells them. */
export interface ToolHealth {
  /** null = it may be called, and must be told of with one of the others; else why it is left alone just now. */
  restingWhy(tool: Tool): string | null;
  succeeded(tool: Tool): void;
  /** It was not called after all, or ended without an answer. */
  released(tool: Tool): void;
  failed(tool: Tool, error: unknown): void;
}

export interface GateDeps {
  tools: ReadonlyMap<string, Tool>;
  blobs: Blobs;
  clock: Clock;
  health: ToolHealth;
  /** Milliseconds until a call that failed in passing is tried again; null = the retry budget is spent. */
  retryAfter: (task: TaskState, call: Call) => number | null;
  /** How the tool fared lately, in a sentence for whoever looks at a doubt; '' = it did not fail. */
  lately: (tool: string) => string;
}

/** One call on its way through the gate. */
export interface GateInput {
  task: TaskState;
  call: Call;
  profile: Profile;
  rules: readonly Rule[];
  scope: Scope;
  signal: AbortSignal;
  /** The cap that forbids the call, of the task or of one it is a part of; null = none does. */
  cap: Stop | null;
  /** True for work that something from outside set going. */
  isForStrangers: boolean;
  /** False once the work was paused, held or stopped: nothing is performed then. */
  isDue: () => boolean;
  /** Says at the right task that a cap is in the way. */
  stopAt: (stop: Stop) => Promise<void>;
  /** Commits an outcome; resolves when it is on disk. False = it came too late and was dropped: stop here. */
  commit: (command: RunCommand) => Promise<boolean>;
}

/** Takes one call through the gate, as far as it goes now. Contract: never throws for what a tool or model did; only when the journal refuses. */
export async function passGate(deps: GateDeps, input: GateInput): Promise<void> {
  const { call, task } = input;
  const at = { runId: task.run?.runId ?? '', callId: call.callId };
  const denied = async (code: string, reason: string, print = callPrint(call.print, reason)): Promise<void> => {
    await input.commit({ type: 'call.deny', data: { ...at, code, reason, print } });
  };

  if (call.state === 'proposed') {
    const repeat = judgeRepeat(task.ledger, call, task.turns?.at(-1)?.calls ?? []);
    if (repeat === 'hold') return hold(input);
    if (repeat === 'refuse') return denied('loop', repeatRefusal, refusalPrint(call.print));
  }
  const tool = input.profile.tools.includes(call.tool) ? deps.tools.get(call.tool) : undefined;
  if (!tool) return denied('tool.unknown', unknownTool(call.tool, input.profile.tools));
  const fitting = fitArgs(tool, call.args);
  if (!fitting.ok) return denied(fitting.code, fitting.reason);

  let resolved: ResolvedCall;
  try {
    resolved = await tool.resolve(fitting.args, input.scope);
  } catch (error) {
    // Our own disk is in the way, not the call: it stays due until the disk heals.
    if (error instanceof AppError) throw error;
    if (call.state === 'begun') return unresolved(input, tool, reasonOf(error));
    return denied('args.unresolved', reasonOf(error));
  }
  const key = call.key ?? callKey(at.runId, call.callId, call.tool, fitting.args);
  const performance: Performance = { deps, input, tool, resolved, key };
  if (call.state === 'begun') {
    // It failed in passing and its time has come, or its outcome was lost with the process.
    if (call.retryAtMs !== null) return performCall(performance);
    return settle(performance, 'it had begun, and its outcome is not known.');
  }

  const off = trialRefusal(task, tool.descriptor, resolved.target?.place ?? null);
  if (off) return denied('trial', off);
  if (input.cap) return input.stopAt(input.cap);
  const full = (resolved.handsOn ?? tool.descriptor.handsOn) ? fanOut(task) : null;
  if (full) return denied('cap', full);
  const hash = callHash(tool.descriptor, resolved);
  const place = resolved.target?.place ?? null;
  const judged = judge(input.rules, tool.descriptor, place);
  const judgement = input.isForStrangers ? forStrangers(judged, tool.descriptor, place) : judged;
  if (judgement.verdict === 'deny') return denied('rule', `A rule of the person forbids this: ${judgement.words}`);
  if (judgement.verdict === 'ask' && task.trial) return denied('trial', notAsked(judgement.words));
  if (judgement.verdict === 'ask' && !(call.state === 'approved' && call.hash === hash)) {
    return ask(input, tool, resolved, hash, judgement.words);
  }
  const resting = deps.health.restingWhy(tool);
  if (resting) return denied('resting', resting);
  let isBegun = false;
  try {
    isBegun = await input.commit({ type: 'call.begin', data: { ...at, key, hash, before: resolved.before } });
  } finally {
    if (!isBegun) deps.health.released(tool);
  }
  if (isBegun) await performCall(performance);
}

/** A begun call that leads nowhere any more: what may have happened is never told as refused. */
async function unresolved(input: GateInput, tool: Tool, why: string): Promise<void> {
  const { call, task } = input;
  const at = { runId: task.run?.runId ?? '', callId: call.callId };
  if (tool.descriptor.effect === 'none' || tool.descriptor.effect === 'read')
    return fail(input, { code: 'tool.failed', message: why }, 0);
  const evidence = `${call.tool}: it had begun, and where it points cannot be found again: ${why}`;
  await input.commit({ type: 'call.doubt', data: { ...at, itemId: `${call.callId}/doubt`, evidence } });
}

/** Settles what a stopped run left begun; see `settleStopped`. Contract: performs nothing. */
export async function settleAtStop(deps: GateDeps, input: GateInput): Promise<void> {
  const { call, scope } = input;
  const tool = deps.tools.get(call.tool);
  const parsed = tool?.descriptor.schema.safeParse(call.args ?? {});
  if (!tool || !parsed?.success) return;
  const resolved = await tool.resolve(parsed.data, scope).catch(() => null);
  if (!resolved) return;
  const key = call.key ?? callKey(scope.runId, call.callId, call.tool, parsed.data);
  await settleStopped({ deps, input, tool, resolved, key });
}

async function hold(input: GateInput): Promise<void> {
  const { call, task } = input;
  await input.commit({
    type: 'run.hold',
    data: {
      runId: task.run?.runId ?? '',
      itemId: `${call.callId}/loop`,
      why: 'loop',
      cap: null,
      ask: 'The work goes in circles: the same step again and again',
      evidence: evidenceOf([task]),
    },
  });
}

/** Why work may not be handed on from here; null = it may. */
function fanOut(task: TaskState): string | null {
  const { depth, children } = task.caps;
  if ((task.parent?.depth ?? 0) >= depth)
    return `Work was handed on ${depth} times already, and no further. Do this part yourself.`;
  if (childrenOf(task).length >= children)
    return `${children} parts are with other teammates already. Wait for them, or do this part yourself.`;
  return null;
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

function unknownTool(name: string, known: readonly string[]): string {
  return `There is no tool ${JSON.stringify(name.slice(0, 60))} for you. Yours are: ${known.join(', ')}.`;
}
