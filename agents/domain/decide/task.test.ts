import { describe, expect, test } from 'vitest';
import { Command } from '../commands.ts';
import type { TaskEvent } from '../events.ts';
import { actsOn } from '../state.ts';
import {
  assigned,
  atWork,
  callAsked,
  callBegun,
  created,
  foldEvents,
  questionAsked,
  sharedOf,
  turnBegun,
  turnCompleted,
} from '../testing.ts';
import { decideTask, titleFrom, type TaskCommand } from './task.ts';

const shared = sharedOf(['tm_maya', 'tm_tomas']);
const on = { taskId: 't_1' };
const asking = [...atWork, turnBegun(1), turnCompleted(1, [['c_1', 'write_file']]), callAsked('c_1')];
const questioning = [
  ...atWork,
  turnBegun(1),
  turnCompleted(1, [['c_1', 'ask_person']]),
  callBegun('c_1'),
  questionAsked('c_1'),
];
const review: TaskEvent[] = [
  ...atWork,
  { type: 'result.checked', data: { runId: 'r_1', results: [], verdict: 'passed', citations: [], returned: false } },
];
const approve = { type: 'item.approve', ...on, itemId: 'c_1/approve', hash: 'hash-c_1', note: null } as const;
const answer = { type: 'item.answer', ...on, itemId: 'c_1/question', optionId: 'value', text: '' } as const;

function decided(events: readonly TaskEvent[] | null, command: TaskCommand): string[] | string {
  const decision = decideTask(events && foldEvents(events), command, shared);
  return decision.ok ? decision.value.map((event) => event.type) : decision.error.code;
}

const create = {
  type: 'task.create',
  ...on,
  title: null,
  brief: 'Compare the chairs.',
  folder: null,
  checks: null,
  caps: null,
  teammateId: null,
  origin: 'person',
} as const;

const table: [string, readonly TaskEvent[] | null, TaskCommand, string[] | string][] = [
  ['create', null, create, ['task.created']],
  ['create and give', null, { ...create, teammateId: 'tm_maya' }, ['task.created', 'task.assigned']],
  ['create for nobody known', null, { ...create, teammateId: 'tm_x' }, 'teammate.unknown'],
  ['create twice', [created], create, 'task.exists'],
  ['assign', [created], { type: 'task.assign', ...on, teammateId: 'tm_tomas' }, ['task.assigned']],
  ['assign to nobody known', [created], { type: 'task.assign', ...on, teammateId: 'tm_x' }, 'teammate.unknown'],
  ['assign at work', atWork, { type: 'task.assign', ...on, teammateId: 'tm_tomas' }, ['task.reassigning']],
  [
    'assign what somebody else has moved meanwhile',
    [created, assigned],
    { type: 'task.assign', ...on, teammateId: 'tm_tomas', seen: null },
    'stream.moved',
  ],
  ['an unknown task', null, { type: 'task.pause', ...on }, 'task.unknown'],
  ['pause', atWork, { type: 'task.pause', ...on }, ['task.paused']],
  ['pause a draft', [created], { type: 'task.pause', ...on }, 'task.wrongState'],
  ['resume what is not paused', atWork, { type: 'task.resume', ...on }, 'task.wrongState'],
  ['steer', atWork, { type: 'task.steer', ...on, messageId: 'm_1', text: 'Shorter' }, ['message.posted']],
  ['approve', asking, approve, ['call.approved']],
  ['approve with a note', asking, { ...approve, note: 'Go' }, ['call.approved', 'message.posted']],
  ['approve other bytes', asking, { ...approve, hash: 'other' }, 'item.stale'],
  [
    'approve twice',
    [
      ...asking,
      {
        type: 'call.approved',
        data: { runId: 'r_1', callId: 'c_1', itemId: 'c_1/approve', hash: 'hash-c_1', note: null },
      },
    ],
    approve,
    'item.unknown',
  ],
  ['approve a question', questioning, { ...approve, itemId: 'c_1/question' }, 'item.stale'],
  ['decline', asking, { type: 'item.decline', ...on, itemId: 'c_1/approve', note: 'No' }, ['call.declined']],
  ['answer', questioning, answer, ['question.answered', 'call.succeeded']],
  ['answer what is not offered', questioning, { ...answer, optionId: 'colour' }, 'option.unknown'],
  ['answer nothing', questioning, { ...answer, optionId: null }, 'input.invalid'],
  ['accept', review, { type: 'task.accept', ...on }, ['task.accepted']],
  ['accept what is at work', atWork, { type: 'task.accept', ...on }, 'task.wrongState'],
  ['send back', review, { type: 'task.sendBack', ...on, note: 'Add prices' }, ['message.posted', 'task.sentBack']],
  ['undo what never was', review, { type: 'change.undo', ...on, changeId: 'c_9/change' }, 'change.unknown'],
  [
    'act on an archived task',
    [created, { type: 'task.archived', data: {} }],
    { type: 'task.assign', ...on, teammateId: 'tm_maya' },
    'task.archived',
  ],
];

test.each(table)('%s', (_, events, command, expected) => {
  expect(decided(events, command)).toEqual(expected);
});

const stale: TaskEvent = {
  type: 'run.stale',
  data: { runId: 'r_1', effectId: 'r_1/1/model', what: 'The model', sinceMs: 1, escalated: false },
};

test('every act listed for a state is one that is not refused, and no other', () => {
  const commands: Record<string, TaskCommand> = {
    assign: { type: 'task.assign', ...on, teammateId: 'tm_tomas' },
    unassign: { type: 'task.unassign', ...on },
    pause: { type: 'task.pause', ...on },
    resume: { type: 'task.resume', ...on },
    stop: { type: 'task.stop', ...on },
    restartStep: { type: 'task.restartStep', ...on },
    prioritise: { type: 'task.prioritise', ...on, priority: 'high' },
    steer: { type: 'task.steer', ...on, messageId: 'm_1', text: 'x' },
    accept: { type: 'task.accept', ...on },
    sendBack: { type: 'task.sendBack', ...on, note: 'x' },
    retry: { type: 'task.retry', ...on },
    reopen: { type: 'task.reopen', ...on, note: '' },
    edit: { type: 'task.edit', ...on, title: 'x' },
    archive: { type: 'task.archive', ...on },
    reorder: { type: 'task.reorder', ...on, beforeTaskId: null },
    takeOver: { type: 'task.takeOver', ...on },
    handBack: { type: 'task.handBack', ...on, note: '' },
  };
  const states = [
    [created],
    [created, assigned],
    atWork,
    [...atWork, stale],
    review,
    [...review, { type: 'task.accepted', data: { by: 'person' } }],
  ] as TaskEvent[][];
  for (const events of states) {
    const state = foldEvents(events);
    const possible = Object.keys(commands).filter(
      (name) => decideTask(state, commands[name] as TaskCommand, shared).ok,
    );
    expect(possible.toSorted()).toEqual(actsOn(state).toSorted());
  }
});

describe('briefs', () => {
  test.each([
    ['empty', '   '],
    ['one megabyte', 'x'.repeat(1_000_000)],
  ])('%s is refused with a sentence', (_, brief) => {
    const parsed = Command.safeParse({ ...create, brief });
    expect(parsed.success).toBe(false);
    expect(parsed.error?.issues[0]?.message).toMatch(/\.$/);
  });

  test.each([
    ['Brief me on chairs.', 'Brief me on chairs'],
    ['# Chairs\nCompare them', 'Chairs'],
    [`${'word '.repeat(40)}`, /^(word ){15}word…$/],
  ])('a title is taken from %j', (brief, title) => {
    expect(titleFrom(brief)).toMatch(title);
  });
});
