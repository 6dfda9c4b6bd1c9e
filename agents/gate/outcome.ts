/** Commits what came of a performed call: bounded, fingerprinted, with its change. */
import type { Failure, Labels } from '../domain/schema.ts';
import type { TaskState } from '../domain/task.ts';
import type { Blobs } from '../journal/journal.ts';
import { AppError } from '../lib/error.ts';
import { canonicalJson } from '../lib/json.ts';
import { ToolError, type ResolvedCall, type Tool, type ToolOutcome } from '../tools/tool.ts';
import type { GateDeps, GateInput } from './gate.ts';
import { sha256 } from './approvals.ts';
import { callPrint } from './loops.ts';

/** The model reads at most this much from the event itself; the rest lies in a blob. */
const maxContentBytes = 8_192;

/** Commits a success, or what the call waits for now: an answer, a time, a teammate. */
export async function succeed(
  deps: GateDeps,
  input: GateInput,
  tool: Tool,
  resolved: ResolvedCall,
  outcome: ToolOutcome,
  durationMs: number,
): Promise<void> {
  const { call, task } = input;
  const at = { runId: input.scope.runId, callId: call.callId };
  if (outcome.question) {
    const itemId = `${call.callId}/question`;
    return void (await input.commit({ type: 'question.ask', data: { ...at, itemId, ...outcome.question } }));
  }
  if (outcome.handOn) {
    const childId = `t_${call.callId}`;
    return void (await input.commit({ type: 'call.delegate', data: { ...at, childId, ...outcome.handOn } }));
  }
  if (outcome.breakdown) {
    const { breakdown: parts } = outcome;
    const hash = sha256(canonicalJson(parts));
    return void (await input.commit({
      type: 'breakdown.propose',
      data: { ...at, parts },
      preview: resolved.preview,
      hash,
    }));
  }
  if (outcome.consult) {
    const messageId = `m_${call.callId}`;
    return void (await input.commit({ type: 'call.consult', data: { ...at, messageId, ...outcome.consult } }));
  }
  if (outcome.wait) {
    const wakeAtMs = deps.clock.now() + outcome.wait.forMs;
    return void (await input.commit({ type: 'call.wait', data: { ...at, wakeAtMs, why: outcome.wait.why } }));
  }
  // Half a character in one result would make every later request one that endpoints refuse.
  const bounded = await bound(deps.blobs, outcome.content.toWellFormed(), tool.descriptor.maxBytes);
  const place = resolved.target?.place;
  const change =
    outcome.written && resolved.target && (place === 'work' || place === 'files')
      ? {
          id: `${call.callId}/change`,
          callId: call.callId,
          kind: 'file' as const,
          place,
          path: resolved.target.path,
          before: call.state === 'begun' ? call.before : resolved.before,
          after: outcome.written.after,
          atMs: deps.clock.now(),
        }
      : null;
  await input.commit({
    type: 'call.succeed',
    data: {
      ...at,
      ...bounded,
      summary: outcome.summary.slice(0, 200).toWellFormed(),
      labels: outcome.labels ?? unlabelled(task),
      change,
      durationMs,
      print: callPrint(call.print, outcome.content + (outcome.written?.after ?? '')),
      // What the engine says of itself is no news: a plan can be set again for ever.
      isNews: tool.descriptor.effect !== 'none',
    },
    plan: outcome.plan,
    note: outcome.note,
    submitted: outcome.submitted,
    answered: outcome.answered,
    handOver: outcome.handOver,
    opinion: outcome.opinion,
  });
}

/** Commits a failure that says for certain that nothing is left to do. */
export async function fail(input: GateInput, failure: Failure, durationMs: number): Promise<void> {
  const { call, scope } = input;
  await input.commit({
    type: 'call.fail',
    data: {
      runId: scope.runId,
      callId: call.callId,
      failure,
      durationMs,
      print: callPrint(call.print, failure.message),
    },
    endsRun: failure.code === 'disk.full' || failure.code === 'folder.missing',
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

/** What an adapter threw, as a failure of the run. */
export function failureOf(error: unknown): Failure {
  const message = reasonOf(error);
  if (error instanceof ToolError) return { code: error.code, message };
  if (error instanceof AppError) return { code: error.code === 'disk.full' ? 'disk.full' : 'tool.failed', message };
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code === 'ENOSPC')
    return {
      code: 'disk.full',
      message: 'The disk is full. Nothing was half-written. Free some space, then try again.',
    };
  return { code: 'tool.failed', message: `The step failed: ${message}` };
}

export function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 1000).toWellFormed();
}
