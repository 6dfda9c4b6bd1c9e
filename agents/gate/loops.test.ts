import { describe, expect, test } from 'vitest';
import type { Call, TaskState } from '../domain/task.ts';
import { argsPrint, callPrint, evidenceOf } from './loops.ts';

describe('a fingerprint leaves out what varies by itself', () => {
  test.each([
    ['time stamps', { at: '2026-01-05T09:00:00Z' }, { at: '2026-01-05T09:00:01.5Z' }],
    ['moments', { at: 1_767_603_600 }, { at: 1_767_603_999_000 }],
    ['white space', { what: 'a  b ' }, { what: 'a b' }],
    ['white space of other kinds', { what: 'a\n b \t\nc\td' }, { what: 'a b c d' }],
    ['the order of keys', { a: 1, b: 2 }, { b: 2, a: 1 }],
    ['random ids', { id: '00000000-1111-4111-8111-111111111111' }, { id: 'ffffffff-1111-4111-8111-111111111111' }],
    ['counters', { what: 'attempt 3' }, { what: 'attempt 4' }],
  ])('%s', (_what, a, b) => {
    expect(argsPrint('look', a)).toBe(argsPrint('look', b));
  });
  test.each([
    ['words', { what: 'a' }, { what: 'b' }],
    ['pages', { page: 1 }, { page: 2 }],
    ['dates', { day: '2026-01-05' }, { day: '2026-01-06' }],
  ])('and keeps %s', (_what, a, b) => {
    expect(argsPrint('look', a)).not.toBe(argsPrint('look', b));
  });
});

test('of a long result the beginning and the length are told apart', () => {
  const long = 'x'.repeat(300_000);
  expect(callPrint('p', long)).toBe(callPrint('p', long));
  expect(callPrint('p', `${long}x`)).not.toBe(callPrint('p', long));
});

describe('the evidence a person is shown', () => {
  const call = (state: Call['state'], content: string | null): Call =>
    ({ tool: 'look', args: { what: 'a' }, print: 'p', state, content, summary: '' }) as Call;
  const task = (...calls: Call[]): TaskState =>
    ({ run: { runId: 'r' }, turns: calls.map((one) => ({ runId: 'r', calls: [one] })) }) as TaskState;

  test('names the call with the answer it got, not with the refusal', () => {
    const line = [
      task(call('failed', 'No such page.'), call('denied', 'You have made this call.'), call('proposed', null)),
    ];
    expect(evidenceOf(line)).toBe('3 × look {"what":"a"} → No such page.');
  });
  test('of a part that has done nothing yet names the steps of the work it is a part of', () => {
    expect(evidenceOf([task(), task(call('succeeded', 'Nothing.'))])).toBe('1 × look {"what":"a"} → Nothing.');
  });
  test('leaves out the steps of earlier attempts', () => {
    const again = { ...task(call('succeeded', 'Nothing.')), run: { runId: 'r2' } } as TaskState;
    expect(evidenceOf([again])).toBe('');
  });
});
