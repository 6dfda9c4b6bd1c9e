import { expect, test } from 'vitest';
import type { PlannedPart } from '../../../agents/domain/breakdown.ts';
import { added, changed, draftFrom, draftText, moved, withNeed, without } from './draft-parts.ts';

const part = (key: string, needs: string[] = []): PlannedPart => ({
  key,
  title: key,
  brief: key,
  role: 'researcher',
  teammateId: null,
  needs,
  inputs: [],
  checks: [],
  caps: {},
});
const three = [part('a'), part('b', ['a']), part('part-4', ['a', 'b'])];
const keys = (parts: readonly PlannedPart[]) => parts.map(({ key }) => key).join(' ');

test('what is taken out is no longer needed', () => {
  expect(without(three, 'a').map(({ needs }) => needs.join())).toEqual(['', 'b']);
});

test.each([
  ['a', 1, 'b a part-4'],
  ['a', -1, 'a b part-4'],
  ['part-4', 1, 'a b part-4'],
  ['gone', 1, 'a b part-4'],
] as const)('moving %s by %i', (key, step, order) => {
  expect(keys(moved(three, key, step))).toBe(order);
});

test('a new part has a key of its own', () => {
  expect(keys(added(three, 'executor'))).toBe('a b part-4 part-5');
});

test('a need goes on and off', () => {
  expect([withNeed(part('b'), 'a'), withNeed(part('b', ['a']), 'a')]).toEqual([['a'], []]);
});

test('a draft is kept for the version it was made from, and for no other', () => {
  const mine = changed(three, 'a', { title: 'Mine' });
  const text = draftText(mine, three);
  expect(draftFrom(text, three)?.[0]?.title).toBe('Mine');
  expect(draftFrom(text, mine)).toBeNull();
  expect([draftText(three, three), draftFrom('', three)]).toEqual(['', null]);
});
