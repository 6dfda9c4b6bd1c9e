/** Task states for tests, whole and typed; every field can be given. */
import type { InboxItem } from '../../agents/domain/schema.ts';
import type { Call, Message, Run, TaskState, Turn } from '../../agents/domain/task.ts';

const labels = { tainted: false, private: false, from: [] };

export function aTask(over: Partial<TaskState> = {}): TaskState {
  return {
    id: 't_1',
    version: 1,
    title: 'Vendor comparison',
    brief: 'Compare the four offers.',
    folder: '/home/elena/offers',
    owner: 'Elena Marsh',
    checks: [],
    caps: { turns: 60, calls: 200, usdMicros: 2_000_000, tokens: 2_000_000, activeMs: 3_600_000 },
    origin: 'person',
    status: 'draft',
    archived: false,
    createdAtMs: 0,
    changedAtMs: 0,
    queuedAtMs: null,
    teammateId: 'maya',
    run: null,
    costUsdMicros: 0,
    costIsPartial: false,
    plan: [],
    nowDoing: '',
    items: [],
    messages: [],
    changes: [],
    summary: '',
    artifacts: [],
    results: [],
    citations: [],
    verdict: null,
    acceptedBy: null,
    stopped: null,
    labels,
    turns: [],
    ...over,
  };
}

export function aRun(over: Partial<Run> = {}): Run {
  return {
    runId: 'r_1',
    attempt: 1,
    teammateId: 'maya',
    profileVersion: 1,
    model: 'practice',
    practice: true,
    startedAtMs: 0,
    endedAtMs: null,
    how: null,
    failure: null,
    cap: null,
    turns: 0,
    calls: 0,
    tokens: 0,
    costUsdMicros: 0,
    activeMs: 0,
    failedTurns: 0,
    checkedTurn: 0,
    returned: false,
    ...over,
  };
}

export function aTurn(over: Partial<Turn> = {}): Turn {
  return {
    runId: 'r_1',
    turn: 1,
    state: 'completed',
    text: '',
    calls: [],
    stopReason: null,
    usage: null,
    costUsdMicros: null,
    readMessageIds: [],
    recalledIds: [],
    failure: null,
    retryAtMs: null,
    tries: 1,
    beganAtMs: 0,
    endedAtMs: 0,
    ...over,
  };
}

export function aCall(over: Partial<Call> = {}): Call {
  return {
    callId: 'c_1',
    tool: 'read_file',
    args: {},
    state: 'succeeded',
    hash: null,
    key: null,
    before: null,
    itemId: null,
    content: '',
    blob: null,
    bytes: 0,
    isError: false,
    summary: '',
    labels: null,
    beganAtMs: 0,
    endedAtMs: 0,
    ...over,
  };
}

export function aMessage(over: Partial<Message> = {}): Message {
  return { messageId: 'm_1', from: 'person', text: 'Leave out Bergen.', atMs: 0, readAtMs: null, ...over };
}

export function anItem(over: Partial<InboxItem> = {}): InboxItem {
  return {
    id: 'i_1',
    kind: 'approve',
    runId: 'r_1',
    callId: 'c_1',
    ask: 'Write summary.md into your folder?',
    detail: '',
    effect: null,
    why: '',
    undoable: true,
    options: [],
    recommended: null,
    hash: null,
    sinceMs: 0,
    ...over,
  };
}
