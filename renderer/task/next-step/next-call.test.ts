import { expect, test } from 'vitest';
import type { CallState } from '../../../agents/domain/task.ts';
import { placed } from '../../../agents/domain/testing.ts';
import { aCall, aRun, aTask, aTurn } from '../task.fixture.ts';
import { argFields, argsOf, doneByPerson, nextCall, objectFrom } from './next-call.ts';

const pausedAt = (...states: CallState[]) =>
  aTask({
    status: 'paused',
    run: aRun(),
    turns: [aTurn({ calls: states.map((state, index) => aCall({ callId: `c${index}`, state })) })],
  });

test.each([
  ['the first that has not begun', pausedAt('succeeded', 'proposed', 'proposed'), 'c1'],
  ['one that asks', pausedAt('asked'), 'c0'],
  ['none that has begun', pausedAt('begun', 'waiting'), undefined],
  ['none while the work goes on', { ...pausedAt('proposed'), status: 'working' as const }, undefined],
  ['none of an attempt that is over', { ...pausedAt('proposed'), run: aRun({ how: 'capped' }) }, undefined],
  ['none of a card', { ...pausedAt('proposed'), turns: null }, undefined],
])('the next step is %s', (_name, task, callId) => {
  expect(nextCall(task)?.callId).toBe(callId);
});

test.each([
  [
    { path: 'a.md', minutes: 5 },
    { path: 'a.md', minutes: 5 },
  ],
  [{ path: 'a.md', rows: [] }, null],
  [{ path: 'a.md', depth: 'x' }, null],
  [{}, null],
  [7, null],
  [null, null],
])('%j as fields, and back', (args, back) => {
  const fields = argFields(args);
  expect(fields && argsOf(fields)).toEqual(back);
});

test('a number must read as one', () => {
  expect(argsOf([{ name: 'minutes', value: 'soon', isNumber: true }])).toBeNull();
  expect(argsOf([{ name: 'minutes', value: ' ', isNumber: true }])).toBeNull();
});

test.each([
  ['{"a":1}', { a: 1 }],
  ['[1]', null],
  ['{a:1}', null],
  ['', null],
])('typed JSON %j', (text, value) => {
  expect(objectFrom(text)).toEqual(value);
});

test('what the person did starts anew with each time the work is taken', () => {
  const at = { runId: 'r_1', callId: 'c' };
  const events = placed([
    { type: 'task.takenOver', data: {} },
    { type: 'call.skipped', data: { ...at, note: 'old' } },
    { type: 'task.handedBack', data: { note: '' } },
    { type: 'task.takenOver', data: {} },
    { type: 'call.taken', data: { ...at, content: 'Called' } },
    { type: 'task.edited', data: {} },
  ]);
  expect(doneByPerson(events).map(({ type }) => type)).toEqual(['call.taken']);
});
