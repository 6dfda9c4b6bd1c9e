/** Measures what a shape came to, from what the journal holds and the world saw. */
import type { EventRecord } from '../../../agents/domain/events.ts';
import type { InboxItem } from '../../../agents/domain/schema.ts';
import type { TaskState } from '../../../agents/domain/task.ts';
import { canonicalJson } from '../../../agents/lib/json.ts';
import type { Sink } from '../lib/sink.ts';
import type { Shape } from './shape.ts';

export interface Measured {
  /** How often one run was answered on the same call, or held at it. */
  identical: number;
  /** How often one run carried the same call out. */
  performed: number;
  /** Turns of one line of work, parts included, since the last thing nobody had seen. */
  idleTurns: number;
  depth: number;
  /** Parts of one task at once. */
  children: number;
  items: InboxItem[];
}

export function measure(
  records: readonly EventRecord[],
  tasks: readonly TaskState[],
  sink: Sink,
  shape: Shape,
): Measured {
  const calls = countCalls(records, shape, sink);
  return {
    ...calls,
    idleTurns: idleTurns(records, sink),
    depth: Math.max(0, ...tasks.map((task) => task.parent?.depth ?? 0)),
    children: liveChildren(records),
    items: tasks.flatMap((task) => task.items),
  };
}

/** Calls taken up in a row to which nothing new was said, by run and by what the call is to anyone who looks. */
function countCalls(
  records: readonly EventRecord[],
  { sameAs }: Shape,
  sink: Sink,
): { identical: number; performed: number } {
  const same = sameAs ?? ((tool: string, args: unknown) => `${tool} ${canonicalJson(args)}`);
  const keys = new Map<string, string>();
  const streaks = new Map<string, { said: string | null; times: number }>();
  const performed = new Map<string, number>();
  const waiting = new Set<string>();
  let identical = 0;
  const take = (callId: string, said: string | null): void => {
    const key = keys.get(callId) ?? callId;
    const streak = streaks.get(key) ?? { said: null, times: 0 };
    const isOther = said !== null && streak.said !== null && said !== streak.said;
    streaks.set(key, { said: said ?? streak.said, times: isOther ? 1 : streak.times + 1 });
    identical = Math.max(identical, streaks.get(key)?.times ?? 0);
  };
  const perform = (key: string): void => void performed.set(key, (performed.get(key) ?? 0) + 1);
  for (const { type, data } of records) {
    if (type === 'turn.completed')
      for (const call of data.calls) keys.set(call.callId, `${data.runId}/${same(call.tool, call.args)}`);
    else if (type === 'call.denied') take(data.callId, data.code === 'loop' ? null : data.reason);
    else if (type === 'call.declined') take(data.callId, 'no');
    else if (type === 'call.failed') take(data.callId, data.failure.message);
    else if (type === 'run.held' && data.itemId.endsWith('/loop')) take(data.itemId.slice(0, -'/loop'.length), null);
    else if (type === 'call.waiting') waiting.add(data.callId);
    else if (type === 'call.succeeded') {
      take(data.callId, data.content);
      perform(`${keys.get(data.callId)} ${data.content}`);
      // Time has passed: what is looked at now is another thing.
      if (waiting.delete(data.callId)) for (const map of [streaks, performed]) map.clear();
    }
  }
  const acts = new Map<string, number>();
  for (const { runId, tool, args, content } of sink.acts) {
    const key = `${runId}/${same(tool, args)} ${content}`;
    acts.set(key, (acts.get(key) ?? 0) + 1);
  }
  return { identical, performed: Math.max(0, ...performed.values(), ...(hasWaited(records) ? [] : acts.values())) };
}

function hasWaited(records: readonly EventRecord[]): boolean {
  return records.some((record) => record.type === 'call.waiting');
}

/** By line of work: a part begins with its parent's count, and gives its own back when it is gathered. */
function idleTurns(records: readonly EventRecord[], sink: Sink): number {
  const idle = new Map<string, number>();
  const parents = new Map<string, string>();
  const children = new Map<string, string>();
  const seen = new Set<string>();
  const toolOf = new Map<string, string>();
  const own = new Set(sink.acts.map((act) => act.tool));
  let worst = 0;
  for (const record of records) {
    const { stream, type, data } = record;
    const count = (turns: number): void => {
      idle.set(stream, turns);
      worst = Math.max(worst, turns);
    };
    const now = idle.get(stream) ?? 0;
    if (type === 'task.created' && data.parent) parents.set(stream, `task/${data.parent.taskId}`);
    else if (type === 'run.started') count(idle.get(parents.get(stream) ?? '') ?? 0);
    else if (type === 'turn.completed') {
      count(now + 1);
      for (const call of data.calls) toolOf.set(call.callId, `${call.tool} ${canonicalJson(call.args)}`);
    } else if (type === 'call.delegated') children.set(data.callId, `task/${data.childId}`);
    else if (type === 'run.released' || type === 'call.approved' || type === 'question.answered') count(0);
    else if (type === 'call.succeeded' || type === 'call.failed') {
      const child = children.get(data.callId);
      const call = toolOf.get(data.callId) ?? '';
      const said = type === 'call.succeeded' ? `${data.content}${data.change ? call : ''}` : data.failure.message;
      const isNews =
        type === 'call.succeeded' && (child !== undefined || own.has(call.split(' ')[0] ?? '')) && !seen.has(said);
      seen.add(said);
      if (isNews) count(0);
      else if (child !== undefined) count(Math.max(now, idle.get(child) ?? 0));
    }
  }
  return worst;
}

function liveChildren(records: readonly EventRecord[]): number {
  const live = new Map<string, Set<string>>();
  let most = 0;
  for (const { stream, type, data } of records) {
    const open = live.get(stream) ?? new Set<string>();
    live.set(stream, open);
    if (type === 'call.delegated') open.add(data.callId);
    else if (type === 'call.succeeded' || type === 'call.failed') open.delete(data.callId);
    most = Math.max(most, open.size);
  }
  return most;
}
