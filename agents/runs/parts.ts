/** Carries a breakdown: who takes a part and why is committed first, then its task is made; what came of it is taken or tried again. */
import type { BreakdownPart } from '../domain/breakdown.ts';
import { handOnPart, outcomeOf } from '../domain/decide/part.ts';
import type { RunCommand } from '../domain/decide/run.ts';
import { dueParts, failureOf, standings, type PartEffect } from '../domain/due-parts.ts';
import type { TaskEvent } from '../domain/events.ts';
import { joinLabels, noLabels } from '../domain/labels.ts';
import type { Labels } from '../domain/schema.ts';
import type { TaskState } from '../domain/task.ts';
import { callPrint } from '../gate/loops.ts';
import { makeLimit } from '../lib/limit.ts';
import type { Streams } from '../streams.ts';
import { partFolder } from '../work-folder.ts';
import { endHeading, type PartEnd } from './headings.ts';

/** Who takes a part, and why, in one sentence. */
export type RoutePart = (part: BreakdownPart, task: TaskState) => { teammateId: string; why: string };

export interface PartsDeps {
  streams: Streams;
  routePart: RoutePart;
  commit: (taskId: string, command: RunCommand) => Promise<TaskState | null>;
  /** Makes a task by its first events, once. */
  make: (taskId: string, events: () => TaskEvent[]) => Promise<void>;
  /** Turns of a part and of all it handed on. */
  turnsOf: (task: TaskState) => number;
}

export interface Parts {
  perform(task: TaskState, effect: PartEffect): Promise<void>;
}

export function makeParts({ streams, routePart, commit, make, turnsOf }: PartsDeps): Parts {
  const taskOf = (taskId: string): TaskState | undefined => streams.tasks.get(taskId);
  const nameOf = (teammateId: string): string => streams.teammates.get(teammateId)?.profile.name ?? 'The teammate';

  /** One after the other: who is handed a part must count when the next one is routed. What is no longer due when its turn comes is dropped. */
  const routing = makeLimit(1);
  const handOut = async (taskId: string, { id, runId, callId, key }: Extract<PartEffect, { kind: 'part' }>) => {
    const task = taskOf(taskId);
    let part = task && partOf(task, key);
    if (!task || !part || !dueParts(task, runId, taskOf).some((effect) => effect.id === id)) return;
    if (part.tries.at(-1)?.failure !== null) {
      const { teammateId, why } = routePart(part, task);
      const childId = `t_${callId}-${key}-${part.tries.length + 1}`;
      const routed = await commit(task.id, {
        type: 'part.route',
        data: { runId, callId, key, childId, teammateId, why },
      });
      part = routed ? partOf(routed, key) : undefined;
    }
    const last = part?.tries.at(-1);
    if (part && last) await make(last.taskId, () => handOnPart(task, part, last));
  };

  const settle = async (task: TaskState, effect: Extract<PartEffect, { kind: 'settlePart' }>) => {
    const { runId, callId, key, taskId: childId } = effect;
    const child = taskOf(childId);
    if (!child) return;
    const reason = failureOf(child, nameOf(child.teammateId ?? ''));
    if (reason === null) await commit(childId, { type: 'task.take' });
    else await commit(task.id, { type: 'part.fail', data: { runId, callId, key, childId, reason } });
  };

  const gather = async (task: TaskState, { runId, callId }: Extract<PartEffect, { kind: 'gatherParts' }>) => {
    const { breakdown } = task;
    if (!breakdown) return;
    const ends = standings(breakdown, taskOf);
    let labels: Labels = noLabels;
    let idleTurns = 0;
    const told = breakdown.parts.map((part) => {
      const child = taskOf(part.tries.at(-1)?.taskId ?? '');
      if (child) {
        labels = joinLabels(labels, child.labels);
        idleTurns = Math.max(idleTurns, (child.parent?.idleTurns ?? 0) + turnsOf(child));
      }
      return endOf(part, ends.get(part.key) === 'done' ? child : undefined, ends);
    });
    const done = [...ends.values()].filter((end) => end === 'done').length;
    const content = told.join('\n\n');
    const print = callPrint(callOf(task, callId)?.print ?? '', content);
    await commit(task.id, {
      type: 'call.answer',
      event: {
        type: 'call.succeeded',
        data: {
          runId,
          callId,
          content,
          blob: null,
          bytes: Buffer.byteLength(content),
          summary: `${done} of ${breakdown.parts.length} parts came back done`,
          labels,
          change: null,
          durationMs: 0,
          print,
          isNews: true,
          idleTurns,
        },
      },
    });
  };

  const endOf = (part: BreakdownPart, done: TaskState | undefined, ends: ReturnType<typeof standings>): string => {
    const head = (end: PartEnd): string => endHeading(part, end);
    if (done) {
      const outcome = outcomeOf(done, nameOf(done.teammateId ?? ''), `work/${partFolder(done.id)}`);
      return `${head('done')}\n${outcome.ok ? outcome.content : outcome.message}`;
    }
    const last = part.tries.at(-1);
    if (last?.failure) return `${head('failed')}\n${last.failure}`;
    const missing = part.needs.filter((key) => ends.get(key) !== 'done');
    return `${head('not begun')}\nIt needs ${missing.join(', ')}.`;
  };

  return {
    async perform(task, effect) {
      if (effect.kind === 'part') return routing.run(() => handOut(task.id, effect));
      if (effect.kind === 'settlePart') return settle(task, effect);
      return gather(task, effect);
    },
  };
}

function partOf(task: TaskState, key: string): BreakdownPart | undefined {
  return task.breakdown?.parts.find((part) => part.key === key);
}

function callOf(task: TaskState, callId: string) {
  return task.turns?.at(-1)?.calls.find((call) => call.callId === callId);
}
