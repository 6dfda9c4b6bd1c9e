import { expect, test } from 'vitest';
import type { EventRecord, TaskEvent } from './events.ts';
import { faredOf, kindOf, latelyOf, noOperations, projectOperations, reliabilityOf } from './operations.ts';
import type { TaskState } from './task.ts';

test.each([
  ['Brief me on the renewal risk of our three largest customers', 'research'],
  ['Compare the two offers', 'compare'],
  ['List all deadlines in the contracts', 'list'],
  ['Review the draft letter', 'review'],
  ['Plan the move of the office', 'plan'],
  ['Draft a reply to Halden', 'write'],
  ['Tidy up what the team knows', 'remember'],
  ['Umzug', 'other'],
])('%s is work of the kind %s', (title, kind) => {
  expect(kindOf({ title, brief: '' })).toBe(kind);
});

const task = {
  id: 't_1',
  title: 'Compare the offers',
  brief: '',
  teammateId: 'maya',
  openCalls: [{ callId: 'c1', tool: 'query_table' }],
  trial: null,
  confidence: null,
} as TaskState;
const at = (event: TaskEvent, atMs: number): EventRecord =>
  ({ seq: 1, stream: 'task/t_1', version: 1, atMs, actor: 'x', commandId: null, ...event }) as EventRecord;
const failed = { runId: 'r', callId: 'c1', failure: { code: 'tool.timeout', message: '' }, durationMs: 1 } as const;

test('outcomes of tools and results are counted, and old ones say nothing', () => {
  const operations = noOperations();
  const day = 24 * 3_600_000;
  projectOperations(operations, task, at({ type: 'call.failed', data: failed }, day));
  for (let n = 0; n < 30; n += 1)
    projectOperations(operations, task, at({ type: 'call.failed', data: failed }, 9 * day));
  expect(reliabilityOf(operations, 'query_table', 10 * day)).toEqual({
    used: 20,
    failed: 20,
    lastCode: 'tool.timeout',
  });
  expect(latelyOf(reliabilityOf(operations, 'query_table', 10 * day))).toBe('It failed 20 of its last 20 times.');
  expect(reliabilityOf(operations, 'query_table', 30 * day)).toBeNull();
  projectOperations(operations, task, at({ type: 'task.accepted', data: { by: 'person' } }, day));
  projectOperations(operations, task, at({ type: 'task.sentBack', data: { note: '' } }, day));
  expect(faredOf(operations, 'maya', 'compare')).toEqual({ accepted: 1, sentBack: 1, failed: 0 });
  expect(faredOf(operations, 'maya', 'plan')).toEqual({ accepted: 0, sentBack: 0, failed: 0 });
  expect(projectOperations(operations, undefined, at({ type: 'task.accepted', data: { by: 'person' } }, day))).toBe(
    false,
  );
});
