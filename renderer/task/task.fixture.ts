/** Task states for tests, whole and typed; every field can be given. */
import type { InboxItem } from '../../agents/domain/schema.ts';
import type { Call, Message, Run, TaskState, Turn } from '../../agents/domain/task.ts';
import { fakeRun, fakeTask } from '../client/fake-board.ts';

/** A draft that is Maya's, on a folder, with an empty transcript. */
export function aTask(over: Partial<TaskState> = {}): TaskState {
  const about = { brief: 'Compare the four offers.', folder: '/home/elena/offers', teammateId: 'maya' };
  return fakeTask('t_1', 'Vendor comparison', { ...about, turns: [], ...over });
}

/** A practice attempt under way that has used nothing yet. */
export function aRun(over: Partial<Run> = {}): Run {
  const nothing = { turns: 0, calls: 0, tokens: 0, activeMs: 0 };
  return fakeRun('maya', 0, 0, { runId: 'r_1', model: 'practice', practice: true, ...nothing, ...over });
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
    print: '',
    child: null,
    consulted: null,
    wakeAtMs: null,
    retryAtMs: null,
    tries: 1,
    beganAtMs: 0,
    endedAtMs: 0,
    ...over,
  };
}

export function aMessage(over: Partial<Message> = {}): Message {
  return {
    messageId: 'm_1',
    from: 'person',
    about: null,
    sender: null,
    text: 'Leave out Bergen.',
    atMs: 0,
    readAtMs: null,
    answer: null,
    ...over,
  };
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
