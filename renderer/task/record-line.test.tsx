import { i18n } from '@lingui/core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { EventRecord, NewEvent } from '../../agents/domain/events.ts';
import { recordLine, recordMatches } from './record-line.ts';

beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages: {} }));

const at = (event: NewEvent, actor = 'engine'): EventRecord => ({
  seq: 7,
  stream: 'task/t_1',
  version: 3,
  atMs: 0,
  actor,
  commandId: null,
  ...event,
});
const nameOf = (id: string) => (id === 'maya' ? 'Maya' : id);
const run = { runId: 'r_1' };
const usage = { input: 100, output: 20, cacheRead: 0, cacheWrite: 0 };

const sender = { teammateId: 'maya', taskId: 't_2', callId: 'c' };
const one = { ...run, callId: 'c' };
const cycle = { itemId: 'i', members: [] };
const teamLines: [NewEvent, string, string][] = [
  [{ type: 'breakdown.started', data: { ...one, itemId: null } }, 'Plan started', 'plain'],
  [
    { type: 'part.routed', data: { ...one, key: 'read', childId: 't_2', teammateId: 'maya', why: 'Free now' } },
    'Part “read” goes to Maya: Free now',
    'plain',
  ],
  [
    { type: 'part.failed', data: { ...one, key: 'read', childId: 't_2', reason: 'No\nfile' } },
    'Part “read” came to nothing: No file',
    'failed',
  ],
  [
    { type: 'task.assigned', data: { teammateId: 'maya', by: 'routing', why: 'Free now' } },
    'Given to Maya: Free now',
    'plain',
  ],
  [
    { type: 'task.reassigning', data: { teammateId: 'maya', by: 'person', why: '' } },
    'To be given to Maya once the work under way has stopped',
    'plain',
  ],
  [{ type: 'task.ranked', data: { rank: 2 } }, 'Moved in the queue', 'plain'],
  [
    {
      type: 'call.consulted',
      data: { ...one, taskId: 't_2', teammateId: 'maya', messageId: 'm', question: 'Which list?' },
    },
    'Asked Maya: Which list?',
    'plain',
  ],
  [{ type: 'message.answered', data: { ...one, messageId: 'm', text: '2026' } }, 'Answered a colleague: 2026', 'plain'],
  [
    { type: 'message.posted', data: { messageId: 'm', from: 'teammate', about: 'question', sender, text: 'Which?' } },
    'Maya asks: Which?',
    'plain',
  ],
  [
    { type: 'message.posted', data: { messageId: 'm', from: 'engine', about: 'hand-back', text: 'Skipped one' } },
    'Told what the person did: Skipped one',
    'plain',
  ],
  [
    { type: 'task.handedOver', data: { ...one, teammateId: 'maya', why: 'Reads better', done: 'a', left: 'b' } },
    'Handed over to Maya: Reads better',
    'plain',
  ],
  [{ type: 'cycle.found', data: { ...cycle, ask: 'Two wait' } }, 'A circle of waiting: Two wait', 'plain'],
  [{ type: 'cycle.ended', data: { itemId: 'i' } }, 'The circle of waiting is over', 'plain'],
  [{ type: 'task.takenOver', data: {} }, 'Taken over by the person', 'plain'],
  [{ type: 'task.handedBack', data: { note: 'Sent it' } }, 'Handed back: Sent it', 'plain'],
  [
    { type: 'call.edited', data: { ...one, args: { path: 'a' }, print: '' } },
    'Step changed by the person: {"path":"a"}',
    'plain',
  ],
  [{ type: 'call.skipped', data: { ...one, note: '' } }, 'Step left out', 'plain'],
  [{ type: 'call.taken', data: { ...one, content: 'Called them' } }, 'Done by the person: Called them', 'plain'],
  [{ type: 'call.released', data: one }, 'One step let through', 'plain'],
  [
    {
      type: 'review.asked',
      data: { ...run, childId: 't_3', teammateId: 'maya', title: 'Review', brief: 'Look', why: '2 lines unsure' },
    },
    'Maya was asked to review: 2 lines unsure',
    'plain',
  ],
  [
    { type: 'opinion.given', data: { ...one, opinion: { verdict: 'not-ready', findings: [] } } },
    'Review: not ready, 0 findings',
    'plain',
  ],
  [
    { type: 'result.judged', data: { checkId: 'q', outcome: 'passed', note: '' } },
    'The person says of “q”: met',
    'plain',
  ],
];

describe('recordLine', () => {
  test.each<[NewEvent, string, string]>([
    [{ type: 'task.assigned', data: { teammateId: 'maya' } }, 'Given to Maya', 'plain'],
    [
      {
        type: 'turn.completed',
        data: {
          ...run,
          turn: 2,
          text: '',
          calls: [],
          stopReason: 'end_turn',
          usage,
          costUsdMicros: null,
          requestId: null,
          durationMs: 1240,
        },
      },
      'Turn 2 answered in 1.2 s: no call, 120 tokens',
      'plain',
    ],
    [
      {
        type: 'turn.failed',
        data: { ...run, turn: 2, failure: { code: 'model.busy', message: 'Too busy.' }, retryAtMs: 5 },
      },
      'Turn 2 failed and is tried again: Too busy.',
      'failed',
    ],
    [
      { type: 'call.declined', data: { ...run, callId: 'c', itemId: 'i', note: 'Wrong\nfile' } },
      'Declined: Wrong file',
      'plain',
    ],
    [
      {
        type: 'run.ended',
        data: { ...run, how: 'failed', failure: { code: 'disk.full', message: 'Full.' }, cap: null },
      },
      'Attempt failed: Full.',
      'failed',
    ],
    [
      { type: 'run.ended', data: { ...run, how: 'capped', failure: null, cap: 'turns' } },
      'Attempt ended at its cap: turns',
      'plain',
    ],
    [{ type: 'task.stopped', data: { done: ['a'], notDone: ['b', 'c'] } }, 'Stopped: 1 done, 2 not done', 'plain'],
    [
      { type: 'task.stopped', data: { done: [], notDone: [], uncertain: ['Sent'] } },
      'Stopped: 0 done, 0 not done, 1 may have happened',
      'plain',
    ],
    [
      {
        type: 'call.delegated',
        data: { ...run, callId: 'c', childId: 't_2', teammateId: 'maya', title: 'Price\nhistory', brief: 'Read' },
      },
      'Handed to Maya: Price history',
      'plain',
    ],
    [
      {
        type: 'run.held',
        data: { ...run, itemId: 'i', why: 'loop', cap: null, ask: 'Go on?', evidence: '5 × list_files\n2 × recall' },
      },
      'Held, going in circles: 5 × list_files 2 × recall',
      'plain',
    ],
    [
      {
        type: 'run.held',
        data: { ...run, itemId: 'i', why: 'softCap', cap: 'turns', ask: 'Go on?', evidence: '48 of 60' },
      },
      'Held near the cap turns: 48 of 60',
      'plain',
    ],
    [{ type: 'run.released', data: { ...run, itemId: 'i', how: 'raise' } }, 'Let go on by the person: raise', 'plain'],
    [{ type: 'run.revived', data: { ...run, by: 'sign' } }, 'A sign of life again', 'plain'],
    [{ type: 'task.accepted', data: { by: 'teammate' } }, 'Taken by the teammate who handed it on', 'plain'],
    [{ type: 'change.undone', data: { changeId: 'ch' } }, 'Undone: ch', 'plain'],
    ...teamLines,
    [{ type: 'workspace.paused', data: {} }, '', 'plain'],
  ])('%j', (event, summary, tone) => {
    expect(recordLine(at(event), nameOf)).toEqual({ type: event.type, summary, tone });
  });

  test('what the person did is marked', () => {
    expect(recordLine(at({ type: 'task.archived', data: {} }, 'person'), nameOf).tone).toBe('person');
  });
});

test.each([
  ['', true],
  ['given', true],
  ['GIVEN maya', true],
  ['task.assigned', true],
  ['tomas', false],
])('search for %j', (query, found) => {
  expect(recordMatches(at({ type: 'task.assigned', data: { teammateId: 'maya' } }), query, nameOf)).toBe(found);
});
