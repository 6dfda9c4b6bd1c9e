import { i18n } from '@lingui/core';
import { beforeAll, expect, test } from 'vitest';
import type { Call } from '../../agents/domain/task.ts';
import { callLine } from './call-words.ts';
import { aCall } from './task.fixture.ts';

beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages: {} }));

const handed = { tool: 'delegate', args: { teammate: 'Maya', title: 'Price history', brief: 'Read' } };
const child = { taskId: 't_2', teammateId: 'maya', title: 'Price history', brief: 'Read' };
const consulted = { taskId: 't_2', teammateId: 'tomas', messageId: 'm', question: 'Which list?' };
const wait = { tool: 'wait', args: { minutes: 45, why: 'a reply from Brandt' } };
const atMs = new Date(2026, 10, 25, 14, 30).getTime();

test.each<[string, Partial<Call>, string, string, string]>([
  ['to be handed on', { ...handed, state: 'begun' }, 'Hand to Maya: Price history', '', 'working'],
  ['handed on', { ...handed, child, state: 'waiting' }, 'Handed to Maya: Price history', 'Under way', 'working'],
  [
    'handed back',
    { ...handed, child, state: 'succeeded', summary: 'Maya handed back: Price history' },
    'Maya handed back: Price history',
    '',
    'done',
  ],
  ['not done', { ...handed, child, state: 'failed' }, 'Hand to Maya: Price history', 'Did not work', 'failed'],
  [
    'waiting for a time',
    { ...wait, state: 'waiting', wakeAtMs: atMs },
    'Wait 45 min for a reply from Brandt',
    'Until 14:30',
    'working',
  ],
  [
    // It ended before its time: a word from the person does that.
    'waited',
    { ...wait, state: 'succeeded', summary: 'Looking again', beganAtMs: atMs, endedAtMs: atMs + 12 * 60_000 },
    'Waited 12 min for a reply from Brandt',
    '',
    'done',
  ],
  [
    'parts handed on',
    { tool: 'plan_parts', state: 'waiting', args: { parts: [{}, {}] } },
    'Break the task into 2 parts',
    'Under way',
    'working',
  ],
  [
    'a colleague asked',
    { tool: 'ask_teammate', state: 'waiting', args: { teammate: 'Tomás', question: 'Which list?' }, consulted },
    'Ask Tomás: Which list?',
    'Waits for a colleague’s answer',
    'working',
  ],
  ['broken arguments', { tool: 'hand_over', args: 7, state: 'proposed' }, 'Hand over to a colleague', '', 'working'],
  ['waiting for an answer', { tool: 'ask_person', state: 'waiting' }, 'Ask you: ', 'Waits for your answer', 'needs'],
])('%s', (_name, call, title, note, tone) => {
  expect(callLine(aCall(call))).toEqual({ title, note, tone });
});
