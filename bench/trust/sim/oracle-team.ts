/** Judges what teammates did for each other, along the log: parts, questions, circles, who had left, and steps the person had changed. */
import type { EventRecord, RecordOf, TaskEvent } from '../../../agents/domain/events.ts';
import { projectTask } from '../../../agents/domain/project.ts';
import type { Call, TaskState } from '../../../agents/domain/task.ts';
import type { Append } from './disk.ts';
import { tokenOf } from './model.ts';
import type { Evidence, OracleName, Violation } from './promises.ts';
import { named } from './sink.ts';

/** What the log says at one point of it, and what it said before. */
interface Told {
  tasks: ReadonlyMap<string, TaskState>;
  say: (oracle: OracleName, what: string) => void;
}

const over = new Set<TaskState['status']>(['review', 'done', 'failed', 'stopped']);

function isLive(task: TaskState | undefined): boolean {
  return task !== undefined && !task.archived && !over.has(task.status) && task.run?.how !== 'capped';
}

export function judgeTeam(evidence: Evidence, log: readonly EventRecord[]): Violation[] {
  const violations: Violation[] = [];
  const tasks = new Map<string, TaskState>();
  const told: Told = { tasks, say: (oracle, what) => void violations.push({ oracle, what }) };
  const watchers = [watchParts(told), watchWords(told), watchCircles(told), watchSteps(told, evidence)];
  for (const record of log) {
    for (const watch of watchers) watch(record);
    if (!record.stream.startsWith('task/')) continue;
    const id = record.stream.slice('task/'.length);
    // Only task events stand in a task's stream.
    const next = projectTask(tasks.get(id) ?? null, record as RecordOf<TaskEvent>);
    if (next) tasks.set(id, next);
  }
  circlesLeft(told);
  for (const what of begunByTheRetired(evidence)) told.say('who', what);
  return violations;
}

type Watch = (record: EventRecord) => void;

interface Part {
  callId: string;
  key: string;
}

/** Watches plans: what they need is taken from what was written, not from what the engine made of it. */
function watchParts({ tasks, say }: Told): Watch {
  const parts = new Map<string, Part>();
  const newest = new Map<string, string>();
  const needs = new Map<string, Map<string, readonly string[]>>();
  const planned = new Set<string>();
  const closed = new Set<string>();
  const stateOf = (callId: string, key: string): TaskState | undefined =>
    tasks.get(newest.get(`${callId}/${key}`) ?? '');
  const childrenOf = (callId: string): string[] =>
    [...parts].filter(([, part]) => part.callId === callId).map(([childId]) => childId);
  const early = (childId: string): void => {
    const part = parts.get(childId);
    if (!part) return;
    for (const need of needs.get(part.callId)?.get(part.key) ?? [])
      if (stateOf(part.callId, need)?.status !== 'done') say('parts', `${childId} began before ${need} was done`);
  };
  return (record) => {
    const { stream, type, data } = record;
    if (type === 'turn.completed') for (const call of data.calls) readPlan(needs, call);
    else if (type === 'call.edited') readPlan(needs, { ...data, tool: 'plan_parts' });
    else if (type === 'breakdown.proposed') planned.add(data.callId);
    else if (type === 'breakdown.edited')
      needs.set(data.callId, new Map(data.parts.map((part) => [part.key, part.needs])));
    else if (type === 'part.routed') {
      const { callId, key, childId } = data;
      if (parts.has(childId)) say('parts', `${childId} was handed on twice`);
      const before = newest.get(`${callId}/${key}`);
      if (before !== undefined && (isLive(tasks.get(before)) || !tasks.has(before)))
        say('parts', `${key} of ${callId} was handed on beside ${before}`);
      if (closed.has(callId)) say('parts', `${childId} was handed on after the call was answered`);
      parts.set(childId, { callId, key });
      newest.set(`${callId}/${key}`, childId);
    } else if (type === 'task.created') {
      if (tasks.has(data.taskId)) say('parts', `${stream} was made twice`);
      early(data.taskId);
      if (closed.has(parts.get(data.taskId)?.callId ?? ''))
        say('parts', `${stream} was made after the call was answered`);
    } else if (type === 'run.started') {
      const id = stream.slice('task/'.length);
      early(id);
      if (tasks.get(id)?.teammateId !== data.teammateId) say('who', `${data.runId} of ${id} is not its teammate’s`);
    } else if ((type === 'call.succeeded' || type === 'call.failed') && planned.has(data.callId)) {
      closed.add(data.callId);
      for (const childId of childrenOf(data.callId))
        if (isLive(tasks.get(childId)) || !tasks.has(childId))
          say('parts', `${data.callId} was answered while ${childId} was live`);
    }
  };
}

function readPlan(
  needs: Map<string, Map<string, readonly string[]>>,
  { callId, tool, args }: { callId: string; tool: string; args?: unknown },
): void {
  if (tool !== 'plan_parts' || typeof args !== 'object' || args === null || !('parts' in args)) return;
  const parts = Array.isArray(args.parts) ? (args.parts as { key: string; needs?: string[] }[]) : [];
  needs.set(callId, new Map(parts.map((part) => [part.key, part.needs ?? []])));
}

/** Watches messages: each is put once, and what somebody asks is answered once and not before. */
function watchWords({ say }: Told): Watch {
  const posted = new Map<string, string>();
  const answered = new Set<string>();
  const consulted = new Set<string>();
  return ({ stream, type, data }) => {
    if (type === 'message.posted') {
      if (posted.has(data.messageId)) say('words', `${data.messageId} was said twice`);
      posted.set(data.messageId, stream);
    } else if (type === 'message.answered') {
      if (posted.get(data.messageId) !== stream) say('words', `${data.messageId} was answered and never asked there`);
      if (answered.has(data.messageId)) say('words', `${data.messageId} was answered twice`);
      answered.add(data.messageId);
    } else if (type === 'call.consulted') {
      if (consulted.has(data.callId)) say('words', `${data.callId} asked twice`);
      consulted.add(data.callId);
    }
  };
}

/** Watches circles of waiting: one item at a time for each, and for each wait at most one. */
function watchCircles({ tasks, say }: Told): Watch {
  const open = new Map<string, string[]>();
  return ({ stream, type, data }) => {
    if (type === 'cycle.ended') open.delete(stream);
    if (type !== 'cycle.found') return;
    if (open.has(stream)) say('circle', `${data.itemId} was told while another was`);
    const waits = data.members.map((member) => member.callId);
    const told = [...open.values()].flat();
    if (waits.some((callId) => told.includes(callId))) say('circle', `${data.itemId} was told twice`);
    for (const { taskId, callId } of data.members)
      if (!tasks.get(taskId)?.openCalls.some((call) => call.callId === callId && call.state === 'waiting'))
        say('circle', `${data.itemId} names ${callId}, which does not wait`);
    open.set(stream, waits);
  };
}

/** In the end a circle that is told is one: all its waits are open. */
function circlesLeft({ tasks, say }: Told): void {
  for (const { id, cycle, archived } of tasks.values())
    if (cycle && !archived && !cycle.members.every(({ taskId, callId }) => isWaitingFor(tasks.get(taskId), callId)))
      say('circle', `${cycle.itemId} of ${id} is told and gone`);
}

function isWaitingFor(task: TaskState | undefined, callId: string): boolean {
  return (
    task?.status === 'working' && task.openCalls.some((call) => call.callId === callId && call.state === 'waiting')
  );
}

const answers = new Set<EventRecord['type']>([
  'call.denied',
  'call.declined',
  'call.skipped',
  'call.taken',
  'call.succeeded',
  'call.failed',
]);

/** Watches steps: what the person changed, left out or did has no effect as it was, and each is answered once. */
function watchSteps({ tasks, say }: Told, { sink }: Evidence): Watch {
  const answered = new Set<string>();
  const callOf = (stream: string, callId: string): Call | undefined =>
    tasks
      .get(stream.slice('task/'.length))
      ?.turns?.at(-1)
      ?.calls.find((call) => call.callId === callId);
  return ({ stream, type, data }) => {
    if (!('callId' in data)) return;
    if (type === 'call.edited' || type === 'call.skipped' || type === 'call.taken') {
      const token = tokenOf(callOf(stream, data.callId)?.args);
      if (token === '' || (type === 'call.edited' && token === tokenOf(data.args))) return;
      for (const effect of sink.of(token)) say('step', `${named(effect)} after ${type}`);
    }
    if (!answers.has(type)) return;
    if (answered.has(data.callId)) say('step', `${data.callId} was answered twice`);
    answered.add(data.callId);
  };
}

/** No run is begun by a teammate once the person was told that they are gone. */
function begunByTheRetired({ disk, diary, deaths }: Evidence): string[] {
  const toldAt = new Map(diary.given.map((given) => [given.id, given.answered]));
  const gone = new Map<string, { from: number; to: number }[]>();
  const starts: { teammateId: string; asked: number; what: string }[] = [];
  const bySeq = (append: Append): number => append.records[0]?.seq ?? 0;
  for (const { life, asked, committed, records } of disk.appends.toSorted((a, b) => bySeq(a) - bySeq(b)))
    for (const { type, stream, data, commandId } of records) {
      if (type === 'run.started')
        starts.push({ teammateId: data.teammateId, asked, what: `${data.runId} of ${stream}` });
      const spans = gone.get(stream) ?? [];
      const last = spans.at(-1);
      if (type === 'teammate.retired') {
        const from = toldAt.get(commandId ?? '') ?? deaths.get(life) ?? Infinity;
        gone.set(stream, [...spans, { from, to: Infinity }]);
      } else if (type === 'teammate.rejoined' && last) last.to = committed ?? Infinity;
    }
  return starts
    .filter(({ teammateId, asked }) =>
      gone.get(`teammate/${teammateId}`)?.some((span) => span.from < asked && asked < span.to),
    )
    .map(({ what, teammateId }) => `${what} was begun by ${teammateId}`);
}
