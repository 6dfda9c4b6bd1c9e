import { describe, expect, test } from 'vitest';
import { due, dueStarts, type Around } from './due.ts';
import type { TaskEvent } from './events.ts';
import {
  assigned,
  atWork,
  callAsked,
  callBegun,
  callSucceeded,
  created,
  foldEvents,
  questionAsked,
  turnBegun,
  turnCompleted,
} from './testing.ts';

const around: Around = { isRead: (tool) => tool === 'read_file', taskOf: () => undefined };
const failed = (retryAtMs: number | null): TaskEvent => ({
  type: 'turn.failed',
  data: { runId: 'r_1', turn: 1, failure: { code: 'model.busy', message: 'busy' }, retryAtMs },
});
const calls = (...list: [string, string][]) => [...atWork, turnBegun(1), turnCompleted(1, list)];
const cut = turnCompleted(1, [], 'Half an');
const cutShort: TaskEvent[] = [
  ...atWork,
  turnBegun(1),
  { ...cut, data: { ...cut.data, stopReason: 'max_tokens' } } as TaskEvent,
];
const message: TaskEvent = {
  type: 'message.posted',
  data: { messageId: 'm_1', from: 'person', text: 'Leave out Bergen' },
};
const checked = (returned: boolean): TaskEvent => ({
  type: 'result.checked',
  data: { runId: 'r_1', results: [], verdict: 'failed', citations: [], returned },
});
const paused: TaskEvent = { type: 'task.paused', data: { by: 'person' } };

const letThrough = (callId: string): TaskEvent => ({ type: 'call.released', data: { runId: 'r_1', callId } });
const twoSteps = calls(['a', 'write_file'], ['b', 'write_file']);

const table: [string, readonly TaskEvent[], string[]][] = [
  ['a draft', [created], []],
  ['a paused task', [...twoSteps, paused], []],
  ['the one step of a paused task that was let through', [...twoSteps, paused, letThrough('b')], ['r_1/b']],
  ['that step once it is over', [...twoSteps, paused, letThrough('a'), callBegun('a'), callSucceeded('a')], []],
  ['that step while it is asked about', [...twoSteps, paused, letThrough('a'), callAsked('a')], []],
  ['a queued task', [created, assigned], []],
  ['a fresh run', atWork, ['r_1/1/model']],
  ['a turn begun and never answered', [...atWork, turnBegun(1)], ['r_1/1/model']],
  ['a turn that may be tried again', [...atWork, turnBegun(1), failed(9_000)], ['r_1/1/model']],
  ['a turn that may not', [...atWork, turnBegun(1), failed(null)], []],
  ['reads side by side', calls(['a', 'read_file'], ['b', 'read_file']), ['r_1/a', 'r_1/b']],
  ['writes in order', calls(['a', 'write_file'], ['b', 'write_file']), ['r_1/a']],
  ['a read behind a write waits', calls(['a', 'write_file'], ['b', 'read_file']), ['r_1/a']],
  ['a write behind a read waits', calls(['a', 'read_file'], ['b', 'write_file']), ['r_1/a']],
  [
    'a write after its read',
    [...calls(['a', 'read_file'], ['b', 'write_file']), callBegun('a'), callSucceeded('a')],
    ['r_1/b'],
  ],
  ['a call begun without outcome', [...calls(['a', 'write_file']), callBegun('a')], ['r_1/a']],
  ['a call that waits for a yes', [...calls(['a', 'write_file']), callAsked('a')], []],
  [
    'a write behind a question waits',
    [...calls(['a', 'ask_person'], ['b', 'write_file']), callBegun('a'), questionAsked('a')],
    [],
  ],
  ['all answered', [...calls(['a', 'read_file']), callBegun('a'), callSucceeded('a')], ['r_1/2/model']],
  ['an answer without calls', calls(), ['r_1/1/check']],
  ['an answer cut short by its length', cutShort, ['r_1/2/model']],
  ['finished', [...calls(['a', 'finish']), callBegun('a'), callSucceeded('a')], ['r_1/1/check']],
  [
    'finished with a message nobody read',
    [...calls(['a', 'finish']), callBegun('a'), callSucceeded('a'), message],
    ['r_1/2/model'],
  ],
  ['handed back by the checks', [...calls(), checked(true)], ['r_1/2/model']],
  ['paused', [...atWork, paused], []],
  ['stopping', [...atWork, { type: 'task.stopping', data: {} }], ['r_1/stop']],
  [
    'ended',
    [...calls(), { type: 'run.ended', data: { runId: 'r_1', how: 'completed', failure: null, cap: null } }],
    [],
  ],
];

test.each(table)('due: %s', (_, events, expected) => {
  expect(due(foldEvents(events), around).map((effect) => effect.id)).toEqual(expected);
});

test('a retry names its time', () => {
  expect(due(foldEvents([...atWork, turnBegun(1), failed(9_000)]), around)).toMatchObject([{ notBeforeMs: 9_000 }]);
});

describe('a part of a part', () => {
  const parentOf = (taskId: string) => ({ taskId, runId: 'r_1', callId: 'c_1', rootId: 't_1', depth: 1, idleTurns: 0 });
  const whole = (events: readonly TaskEvent[]) => foldEvents([...atWork, ...events]);
  const ended: TaskEvent = { type: 'run.ended', data: { runId: 'r_1', how: 'capped', failure: null, cap: 'turns' } };
  test.each<[string, readonly TaskEvent[], string[]]>([
    ['works while the whole does', [], ['r_1/1/model']],
    ['stands still while the whole is paused', [paused], []],
    ['stands still while the whole is stopping', [{ type: 'task.stopping', data: {} }], []],
    ['stands still once the whole is over', [ended], []],
  ])('%s', (_, events, expected) => {
    const tasks = [whole(events), { ...foldEvents(atWork), id: 't_2', parent: parentOf('t_1') }];
    const part = { ...foldEvents(atWork), id: 't_3', parent: parentOf('t_2') };
    const taskOf = (id: string) => tasks.find((task) => task.id === id);
    expect(due(part, { ...around, taskOf }).map((effect) => effect.id)).toEqual(expected);
  });
});

describe('dueStarts', () => {
  const queued = (id: string, queuedAtMs: number) => ({ ...foldEvents([created, assigned]), id, queuedAtMs });
  const working = { ...foldEvents(atWork), id: 't_w' };
  const asking = {
    ...foldEvents([...atWork, turnBegun(1), turnCompleted(1, [['a', 'write_file']]), callAsked('a')]),
    id: 't_a',
  };

  test.each([
    ['the longest waiting first', [queued('t_b', 2), queued('t_a', 1)], 1, ['t_a']],
    ['nobody while the teammate works', [queued('t_a', 1), working], 1, []],
    ['the next one while the teammate waits for a person', [queued('t_b', 1), asking], 1, ['t_b']],
    ['as many as there are places', [queued('t_a', 1), queued('t_b', 2), queued('t_c', 3)], 2, ['t_a', 't_b']],
  ])('%s', (_, tasks, places, expected) => {
    expect(dueStarts(tasks, ['tm_maya'], places, around).map((task) => task.id)).toEqual(expected);
  });
});
