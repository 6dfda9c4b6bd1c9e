import { expect, test } from 'vitest';
import type { PlannedPart } from '../breakdown.ts';
import type { TaskEvent } from '../events.ts';
import { assigned, atWork, callBegun, created, foldEvents, started, turnBegun, turnCompleted } from '../testing.ts';
import { decideRun } from './run.ts';

const at = { runId: 'r_1', callId: 'c_1' };
const part: PlannedPart = {
  key: 'a',
  title: 'A',
  brief: 'Do A',
  role: 'executor',
  teammateId: null,
  needs: [],
  inputs: [],
  checks: [],
  caps: {},
};
const planned: TaskEvent[] = [
  ...atWork,
  turnBegun(1),
  turnCompleted(1, [['c_1', 'plan_parts']]),
  callBegun('c_1'),
  { type: 'breakdown.proposed', data: { ...at, round: 1, parts: [part], asked: null } },
];

test('a run is begun by whoever has the task by then', () => {
  if (started.type !== 'run.started') throw new Error('no start');
  const start = { type: 'run.start', data: started.data } as const;
  expect(decideRun(foldEvents([created, assigned]), start)).toMatchObject({ ok: true });
  const moved: TaskEvent = { type: 'task.assigned', data: { teammateId: 'tm_omar' } };
  expect(decideRun(foldEvents([created, assigned, moved]), start)).toMatchObject({ ok: false });
});

test('a part is not handed on while the whole is paused', () => {
  const route = {
    type: 'part.route',
    data: { ...at, key: 'a', childId: 't_2', teammateId: 'tm_omar', why: '' },
  } as const;
  expect(decideRun(foldEvents(planned), route)).toMatchObject({ ok: true });
  const paused: TaskEvent = { type: 'task.paused', data: { by: 'person' } };
  expect(decideRun(foldEvents([...planned, paused]), route)).toMatchObject({ ok: false });
});

test('a plan whose step the person changed is no longer asked about', () => {
  const effect = { verb: 'Start', target: '1 part', text: '', before: null, cutBytes: 0 };
  const asked = { itemId: 'c_1/plan', hash: 'h', why: 'it is long', effect };
  const state = foldEvents([
    ...planned.slice(0, -1),
    { type: 'breakdown.proposed', data: { ...at, round: 1, parts: [part], asked } },
    { type: 'call.edited', data: { ...at, args: {}, print: 'p' } },
  ]);
  expect([state.breakdown?.state, state.items, state.openCalls[0]?.state]).toEqual(['closed', [], 'proposed']);
});
