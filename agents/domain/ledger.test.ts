import { expect, test } from 'vitest';
import { emptyLedger, repetitions, withCall, withNo, withTime, withTurn } from './ledger.ts';
import type { Ledger } from './task.ts';

function after(...steps: ((ledger: Ledger | null) => Ledger | null)[]): Ledger {
  return steps.reduce<Ledger | null>((ledger, step) => step(ledger), emptyLedger()) ?? emptyLedger();
}
const seen =
  (print: string, more: object = {}) =>
  (ledger: Ledger | null) =>
    withCall(ledger, { print, ...more });

test('a turn is idle until one of its calls brings news', () => {
  expect(after(withTurn, withTurn).idleTurns).toBe(2);
  expect(after(withTurn, withTurn, seen('a:1', { isNews: true })).idleTurns).toBe(0);
  expect(after(withTurn, seen('a:1', { isNews: true }), withTurn, seen('b:1', { isNews: true })).idleTurns).toBe(1);
});

test('a part that comes back without news leaves the line of work where the part stood; parts side by side do not add up', () => {
  const part = seen('a:1', { idleTurns: 6 });
  expect(after(withTurn, part).idleTurns).toBe(6);
  expect(after(withTurn, part, part, part).idleTurns).toBe(6);
  expect(after(withTurn, part, withTurn).idleTurns).toBe(7);
});

test('the same call counts while it is answered the same way', () => {
  expect(repetitions(after(seen('a:1'), seen('a:1'), seen('b:1')), 'a')).toBe(2);
  expect(repetitions(after(seen('a:1'), seen('a:2')), 'a')).toBe(1);
  expect(repetitions(after(seen('a:1'), seen('a:1'), seen('a:!')), 'a')).toBe(3);
});

test('a call the person declined counts when it is proposed again', () => {
  const no = (ledger: Ledger | null) => withNo(ledger, 'a');
  expect(repetitions(after(no, no), 'a')).toBe(2);
  expect(
    repetitions(
      after((ledger) => withNo(ledger, '')),
      '',
    ),
  ).toBe(0);
});

test('after a wait the same look may be taken again, and is no news by itself', () => {
  const ledger = after(withTurn, seen('a:1'), seen('a:1'), withTime);
  expect(repetitions(ledger, 'a')).toBe(0);
  expect(ledger.idleTurns).toBe(1);
});
