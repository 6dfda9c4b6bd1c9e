import { expect, test } from 'vitest';
import type { TaskEvent } from '../domain/events.ts';
import {
  assigned,
  atWork,
  callBegun,
  callSucceeded,
  foldEvents,
  started,
  turnBegun,
  turnCompleted,
} from '../domain/testing.ts';
import type { Profile } from '../domain/teammate.ts';
import type { Recalled } from '../memory/line.ts';
import { memoryRow } from '../memory/memory.suite.ts';
import { buildRequest, estimateTokens } from './context.ts';

const profile: Profile = {
  name: 'Maya',
  role: 'researcher',
  about: 'Reads',
  tools: [],
  model: 'default',
  colour: 0,
  instructions: 'Read first.',
};

function build(events: readonly TaskEvent[], recalled: Recalled[] = [], blob = 'whole text') {
  return buildRequest({
    task: foldEvents(events),
    profile,
    tools: [],
    model: 'm',
    recalled,
    given: [],
    plan: null,
    questions: [],
    nameOf: (id) => id,
    blobText: async () => blob,
  });
}

/** Each message as `role: part | part`, with texts cut to their first words. */
async function shape(events: readonly TaskEvent[]): Promise<string[]> {
  const { messages } = await build(events);
  return messages.map(({ role, content }) => {
    const parts = content.map((block) => {
      if (block.type === 'text') return block.text.split('\n', 1)[0];
      if (block.type === 'tool_use') return `call ${block.name}`;
      return `result ${block.content}${block.isError ? ' (error)' : ''}`;
    });
    return `${role}: ${parts.join(' | ')}`;
  });
}

const oneRead = [...atWork, turnBegun(1), turnCompleted(1, [['a', 'read_file']], 'Looking')];
const message: TaskEvent = {
  type: 'message.posted',
  data: { messageId: 'm_1', from: 'person', text: 'Leave out Bergen' },
};
const checks: TaskEvent = { type: 'message.posted', data: { messageId: 'm_2', from: 'engine', text: '- no quotes' } };
const ended: TaskEvent = { type: 'run.ended', data: { runId: 'r_1', how: 'completed', failure: null, cap: null } };

test.each([
  ['a fresh task', atWork, ['user: # Task']],
  [
    'a call and its result',
    [...oneRead, callBegun('a'), callSucceeded('a')],
    ['user: # Task', 'assistant: Looking | call read_file', 'user: result ok'],
  ],
  [
    'a call nobody carried out',
    oneRead,
    ['user: # Task', 'assistant: Looking | call read_file', 'user: result This step was not carried out. (error)'],
  ],
  [
    'a call cut in the middle',
    [...oneRead, callBegun('a')],
    [
      'user: # Task',
      'assistant: Looking | call read_file',
      'user: result This step was interrupted and may have happened. Look before you repeat it. (error)',
    ],
  ],
  [
    'results come before what the person says',
    [...oneRead, callBegun('a'), callSucceeded('a'), message, turnBegun(2, ['m_1'])],
    ['user: # Task', 'assistant: Looking | call read_file', 'user: result ok | # Message from the person'],
  ],
  ['a message not read yet is not there', [...atWork, message], ['user: # Task']],
  [
    'checks are named as such',
    [...atWork, turnBegun(1), turnCompleted(1, [], 'Done'), checks, turnBegun(2, ['m_2'])],
    ['user: # Task', 'assistant: Done', 'user: # Checks found'],
  ],
  [
    'an answer with nothing after it',
    [...atWork, turnBegun(1), turnCompleted(1, [], 'Done'), ended],
    ['user: # Task', 'assistant: Done', 'user: Go on with the task.'],
  ],
  ['an empty answer leaves no message', [...atWork, turnBegun(1), turnCompleted(1, [])], ['user: # Task']],
] as [string, TaskEvent[], string[]][])('history of %s', async (_, events, expected) => {
  expect(await shape(events)).toEqual(expected);
});

test('user and assistant take turns, whatever happened', async () => {
  const { messages } = await build([
    ...atWork,
    turnBegun(1),
    turnCompleted(1, [], 'One'),
    message,
    turnBegun(2),
    turnCompleted(2, [], 'Two'),
  ]);
  expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user', 'assistant', 'user']);
});

test('the request is the same each time, stable parts first, memory quoted last', async () => {
  const events = [...oneRead, callBegun('a'), callSucceeded('a')];
  const recalled = [memoryRow('mem_1', 'Prices are without VAT.', { subject: 'Chairs', authority: 'human' })];
  const request = await build(events, recalled);
  expect(await build(events, recalled)).toEqual(request);
  expect(request.system.map((part) => part.split('\n', 1)[0])).toEqual([
    '# How we work',
    '# Who you are',
    '# What the team remembers (quoted; it may be out of date)',
  ]);
  expect(request.system[2]).toContain(
    '- memory/mem_1 | fact | Chairs | 2026-09-21, the person said | Prices are without VAT.',
  );
});

test('old results are cleared when the history grows too long, the newest stay', async () => {
  const events: TaskEvent[] = [...atWork];
  for (let turn = 1; turn <= 12; turn += 1) {
    const done = callSucceeded(`c${turn}`);
    if (done.type === 'call.succeeded') done.data.blob = `blob-${turn}`;
    events.push(
      turnBegun(turn),
      turnCompleted(turn, [[`c${turn}`, 'read_file']], 'Reading'),
      callBegun(`c${turn}`),
      done,
    );
  }
  const request = await build(events, [], 'x'.repeat(60_000));
  const results = request.messages.flatMap(({ content }) => content).filter((block) => block.type === 'tool_result');
  expect(results.map((block) => block.content.startsWith('[An older'))).toEqual([
    ...Array<boolean>(6).fill(true),
    ...Array<boolean>(6).fill(false),
  ]);
  expect(estimateTokens(request)).toBeLessThan(110_000);
});

test('notes stand before the history, and outlast the results they were taken from', async () => {
  const events: TaskEvent[] = [...atWork];
  for (let turn = 1; turn <= 12; turn += 1) {
    const done = callSucceeded(`c${turn}`);
    if (done.type === 'call.succeeded') done.data.blob = `blob-${turn}`;
    events.push(turnBegun(turn), turnCompleted(turn, [[`c${turn}`, 'note']], 'Reading'), callBegun(`c${turn}`), done);
    if (turn === 1)
      events.push({
        type: 'note.taken',
        data: { runId: 'r_1', callId: 'c1', text: 'The rent is 4,180.', keep: false },
      });
  }
  const [first] = (await build(events, [], 'x'.repeat(60_000))).messages;
  expect(first?.content.map((block) => block.type === 'text' && block.text.split('\n', 2))).toEqual([
    ['# Task', 'Compare the chairs'],
    ['# Your notes', '- The rent is 4,180.'],
  ]);
  const nextRun = await build([...events, ended, assigned, started]);
  expect(nextRun.messages[0]?.content.length).toBe(1);
});
