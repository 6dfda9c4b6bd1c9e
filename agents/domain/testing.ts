/** For tests: folds a list of events into a task as the journal would, with made-up places. */
import type { EventRecord, NewEvent, RecordOf, TaskEvent } from './events.ts';
import { defaultSettings, projectTask } from './project.ts';
import type { Shared } from './decide/task.ts';
import type { TaskState } from './task.ts';
import type { TeammateState } from './teammate.ts';

const labels = { tainted: false, private: false, from: [] };

/** Gives events their places: seq and version count from 1, a second apart. */
export function placed<E extends NewEvent>(events: readonly E[], from: Partial<EventRecord> = {}): RecordOf<E>[] {
  return events.map((event, index) => ({
    seq: index + 1,
    stream: 'task/t_1',
    version: index + 1,
    atMs: (index + 1) * 1000,
    actor: 'engine',
    commandId: null,
    ...from,
    ...event,
  }));
}

export function foldEvents(events: readonly TaskEvent[]): TaskState {
  let state: TaskState | null = null;
  for (const record of placed(events)) state = projectTask(state, record);
  if (!state) throw new Error('no task.created among the events');
  return state;
}

export const created: TaskEvent = {
  type: 'task.created',
  data: {
    taskId: 't_1',
    title: 'Chairs',
    brief: 'Compare the chairs',
    folder: '/offers',
    owner: 'Elena',
    checks: [],
    caps: defaultSettings.caps,
    origin: 'person',
  },
};
export const assigned: TaskEvent = { type: 'task.assigned', data: { teammateId: 'tm_maya' } };
export const started: TaskEvent = {
  type: 'run.started',
  data: { runId: 'r_1', teammateId: 'tm_maya', attempt: 1, profileVersion: 1, model: 'practice', practice: true },
};

export function turnBegun(turn: number, readMessageIds: string[] = []): TaskEvent {
  return { type: 'turn.begun', data: { runId: 'r_1', turn, reservedUsdMicros: 0, readMessageIds, recalledIds: [] } };
}

/** A finished turn that proposes these calls: `[id, tool]`. */
export function turnCompleted(turn: number, calls: [string, string][], text = ''): TaskEvent {
  return {
    type: 'turn.completed',
    data: {
      runId: 'r_1',
      turn,
      text,
      calls: calls.map(([callId, tool]) => ({ callId, tool, args: {} })),
      stopReason: calls.length > 0 ? 'tool_use' : 'end_turn',
      usage: { input: 100, output: 10, cacheRead: 0, cacheWrite: 0 },
      costUsdMicros: 500,
      requestId: null,
      durationMs: 40,
    },
  };
}

export function callBegun(callId: string): TaskEvent {
  return {
    type: 'call.begun',
    data: { runId: 'r_1', callId, key: `key-${callId}`, hash: `hash-${callId}`, before: null },
  };
}

export function callSucceeded(callId: string): TaskEvent {
  return {
    type: 'call.succeeded',
    data: {
      runId: 'r_1',
      callId,
      content: 'ok',
      blob: null,
      bytes: 2,
      summary: 'Read a file',
      labels,
      change: null,
      durationMs: 5,
    },
  };
}

export function callAsked(callId: string): TaskEvent {
  const effect = { verb: 'Write', target: 'a.md', text: 'x', before: null, cutBytes: 0 };
  return {
    type: 'call.asked',
    data: {
      runId: 'r_1',
      callId,
      itemId: `${callId}/approve`,
      hash: `hash-${callId}`,
      ask: 'Write a.md?',
      why: 'A rule',
      effect,
      undoable: true,
    },
  };
}

export function questionAsked(callId: string): TaskEvent {
  const options = [
    { id: 'value', label: 'By value' },
    { id: 'seats', label: 'By seats' },
  ];
  return {
    type: 'question.asked',
    data: {
      runId: 'r_1',
      callId,
      itemId: `${callId}/question`,
      question: 'Largest by what?',
      options,
      recommended: 'value',
    },
  };
}

/** A task at work: created, given, started. */
export const atWork: readonly TaskEvent[] = [created, assigned, started];

/** A teammate at work, as its stream folds. */
export function aTeammate(id: string, patch: Partial<TeammateState['profile']> = {}): TeammateState {
  const name = id.replace(/^tm_/, '');
  const profile = {
    name,
    role: 'researcher',
    about: '-',
    tools: [],
    model: 'default',
    colour: 0,
    instructions: '-',
  } as const;
  return {
    id,
    version: 1,
    profile: { ...profile, tools: [], ...patch },
    profileVersion: 1,
    versions: [{ profileVersion: 1, atMs: 0, source: `${name}.md`, note: '' }],
    standing: 'active',
    unsure: 'always',
  };
}

/** What a decision on a task knows besides, on a board of nothing else. */
export function sharedOf(teammateIds: readonly string[], patch: Partial<Shared> = {}): Shared {
  return {
    teammates: new Map(teammateIds.map((id) => [id, aTeammate(id)])),
    taskOf: () => undefined,
    queueOf: () => [],
    printOf: (tool) => tool,
    hashOf: (value) => JSON.stringify(value),
    caps: defaultSettings.caps,
    ownerName: 'Elena',
    messageId: 'm_9',
    workFiles: [],
    tellHandBack: (_, note) => note,
    ...patch,
  };
}
