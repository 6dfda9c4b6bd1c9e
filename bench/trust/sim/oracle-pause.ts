/** Judges what was taken up while the person had paused it. */
import type { EventRecord, RecordOf, TaskEvent } from '../../../agents/domain/events.ts';
import { projectTask } from '../../../agents/domain/project.ts';
import type { Call, TaskState } from '../../../agents/domain/task.ts';
import type { Evidence } from './promises.ts';
import { named } from './sink.ts';

interface Span {
  from: number;
  to: number;
  /** Steps the person let through all the same. */
  released: Set<string>;
}

/** Work is taken up when its intent is asked for, or, by a later process, when the call is made again. */
export function whilePaused(evidence: Evidence, calls: ReadonlyMap<string, Call>): string[] {
  const { sink, disk } = evidence;
  const pauses = pausesOf(evidence);
  const begins = Map.groupBy(
    disk.appends.flatMap(({ life, asked, events }) =>
      events.flatMap((event) => (event.type === 'call.begun' ? [{ life, asked, callId: event.data.callId }] : [])),
    ),
    (begin) => begin.callId,
  );
  const streams = new Map(
    disk.appends.flatMap(({ records }) =>
      records.flatMap((record) => (record.type === 'run.started' ? [[record.data.runId, record.stream] as const] : [])),
    ),
  );
  const wrong = sink.effects.filter((effect) => {
    const own = begins.get(calls.get(effect.token)?.callId ?? '')?.filter((begin) => begin.life === effect.life);
    const takenUp = own?.findLast((begin) => begin.asked <= effect.asked)?.asked ?? effect.asked;
    const stream = streams.get(effect.runId) ?? '';
    return isPaused(pauses, stream, takenUp, calls.get(effect.token)?.callId);
  });
  return [...wrong.map(named), ...begunWhilePaused(evidence, pauses)];
}

/** A step of a paused task may be let through by itself; while all is paused its task is as well. */
function isPaused(pauses: ReadonlyMap<string, Span[]>, stream: string, tick: number, callId = ''): boolean {
  const isIn = (span: Span): boolean => span.from < tick && tick < span.to;
  const own = pauses.get(stream) ?? [];
  if (own.some((span) => isIn(span) && span.released.has(callId))) return false;
  return [...own, ...(pauses.get('workspace') ?? [])].some(isIn);
}

/** No run, turn or step is begun, and no part handed on, that the engine decided on after the person was told of the pause. */
function begunWhilePaused({ disk }: Evidence, pauses: ReadonlyMap<string, Span[]>): string[] {
  return disk.appends.flatMap(({ asked, records }) =>
    records
      .filter(
        ({ type }) =>
          type === 'run.started' || type === 'turn.begun' || type === 'call.begun' || type === 'part.routed',
      )
      .filter(({ stream, data }) => isPaused(pauses, stream, asked, 'callId' in data ? data.callId : ''))
      .map(({ stream, type, seq }) => `${type} of ${stream} at ${seq}`),
  );
}

/** By stream: from the moment the person was told (or the process that should have told died) to the event that ends the pause. */
function pausesOf({ disk, diary, deaths }: Evidence): Map<string, Span[]> {
  const appendOf = new Map(
    disk.appends.flatMap((append) => append.records.map((record) => [record.seq, append] as const)),
  );
  const toldAt = new Map(diary.given.map((given) => [given.id, given.answered]));
  const spans = new Map<string, Span[]>();
  const tasks = new Map<string, TaskState | null>();
  const pauseBy = (record: EventRecord): boolean | null => {
    if (record.stream === 'workspace')
      return record.type === 'workspace.paused' ? true : record.type === 'workspace.resumed' ? false : null;
    if (!record.stream.startsWith('task/')) return null;
    const task = projectTask(tasks.get(record.stream) ?? null, record as RecordOf<TaskEvent>);
    tasks.set(record.stream, task);
    return task?.status === 'paused';
  };
  for (const record of disk.records()) {
    const paused = pauseBy(record);
    const append = appendOf.get(record.seq);
    if (paused === null || !append) continue;
    const own = spans.get(record.stream) ?? [];
    spans.set(record.stream, own);
    const last = own.at(-1);
    const isOpen = last?.to === Infinity;
    const told = toldAt.get(record.commandId ?? '') ?? deaths.get(append.life) ?? Infinity;
    if (paused && !isOpen) own.push({ from: told, to: Infinity, released: new Set() });
    else if (!paused && isOpen) last.to = append.committed ?? Infinity;
    if (record.type === 'call.released' && last) last.released.add(record.data.callId);
  }
  return spans;
}
