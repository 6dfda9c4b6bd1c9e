import { expect, test } from 'vitest';
import type { EventRecord, NewEvent, StreamName } from '../../agents/domain/events.ts';
import { rowsOf, together } from './together.ts';

const at = (seq: number, taskId: string, event: NewEvent): EventRecord => ({
  seq,
  stream: `task/${taskId}` as StreamName,
  version: seq,
  atMs: seq * 1000,
  actor: 'engine',
  commandId: null,
  ...event,
});
const run = (runId: string, teammateId: string): NewEvent => ({
  type: 'run.started',
  data: { runId, teammateId, attempt: 1, profileVersion: 1, model: 'practice', practice: true },
});
const call = { runId: 'r', callId: 'c' };
const story: EventRecord[] = [
  at(1, 't_1', run('r', 'owen')),
  at(2, 't_1', {
    type: 'part.routed',
    data: { ...call, key: 'read', childId: 't_2', teammateId: 'maya', why: 'Free now' },
  }),
  at(3, 't_2', run('r2', 'maya')),
  at(4, 't_2', {
    type: 'call.consulted',
    data: { runId: 'r2', callId: 'q', taskId: 't_3', teammateId: 'tomas', messageId: 'm', question: 'Which list?' },
  }),
  at(5, 't_3', run('r3', 'tomas')),
  at(6, 't_3', {
    type: 'message.posted',
    data: {
      messageId: 'm',
      from: 'teammate',
      about: 'question',
      sender: { teammateId: 'maya', taskId: 't_2', callId: 'q' },
      text: 'Which list?',
    },
  }),
  at(7, 't_3', { type: 'message.answered', data: { runId: 'r3', callId: 'a', messageId: 'm', text: 'The new one' } }),
  at(8, 't_2', {
    type: 'call.failed',
    data: { runId: 'r2', callId: 'q', failure: { code: 'tool.failed', message: '' }, durationMs: 0 },
  }),
  at(9, 't_2', { type: 'run.ended', data: { runId: 'r2', how: 'completed', failure: null, cap: null } }),
];

test('lanes in the order people came, handoffs with their reason', () => {
  const view = together(story);
  expect(view.lanes.map(({ teammateId }) => teammateId)).toEqual(['owen', 'maya', 'tomas']);
  expect(view.handoffs.map(({ kind, from, to, text }) => `${kind} ${from}>${to}: ${text}`)).toEqual([
    'part owen>maya: Free now',
    'question maya>tomas: Which list?',
    'answer tomas>maya: The new one',
  ]);
});

test.each([
  [1000, []],
  [2000, ['owen>maya']],
  [7000, ['owen>maya', 'maya>tomas']],
  [8000, ['owen>maya']],
  [9000, []],
])('who waits for whom at %i', (untilMs, waits) => {
  expect(together(story, untilMs).waits.map(({ from, to }) => `${from}>${to}`)).toEqual(waits);
});

test('a block ends with its attempt, and stays open before', () => {
  const maya = (untilMs?: number) => together(story, untilMs).lanes.find(({ teammateId }) => teammateId === 'maya');
  expect([maya()?.blocks[0]?.toMs, maya(8000)?.blocks[0]?.toMs]).toEqual([9000, null]);
});

test('nothing gives nothing, and another stream is passed over', () => {
  expect(together([])).toEqual({ lanes: [], handoffs: [], waits: [], fromMs: 0, toMs: 1 });
  const other = { ...at(1, 't', { type: 'workspace.paused', data: {} }), stream: 'workspace' as const };
  expect(together([other]).lanes).toEqual([]);
});

test('blocks under way at once stand below each other, and a row that is free is used again', () => {
  const block = (key: string, fromMs: number, toMs: number | null) => ({ key, taskId: key, title: key, fromMs, toMs });
  const rows = rowsOf([
    block('a', 0, 10),
    block('b', 5, 20),
    block('c', 10, null),
    block('d', 12, 14),
    block('e', 21, 22),
  ]);
  expect(Object.fromEntries(rows)).toEqual({ a: 1, b: 2, c: 1, d: 3, e: 2 });
});
