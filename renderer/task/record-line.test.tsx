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
