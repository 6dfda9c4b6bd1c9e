import { expect, test } from 'vitest';
import type { MemoryCard } from '../domain/memory.ts';
import { fadedBelow, presenceOf } from './decay.ts';

const day = 24 * 3_600_000;
const card = {
  kind: 'fact',
  authority: 'agent',
  confidence: 0.7,
  recordedAtMs: 0,
  keptAtMs: null,
} as MemoryCard;
const used = (lastDay: number, tasks: number) => ({ lastMs: lastDay * day, taskIds: [], tasks });

test.each([
  ['a new one is present', {}, null, 0, false],
  ['a fact lasts half a year unused', {}, null, 180, false],
  ['and is gone after two years', {}, null, 730, true],
  ['an episode is gone after four months', { kind: 'episode' }, null, 120, true],
  ['use keeps it', { kind: 'episode' }, used(100, 5), 120, false],
  ['a guess goes sooner', { authority: 'inferred', confidence: 0.5 }, null, 330, true],
] as const)('%s', (_, patch, use, atDay, isFaded) => {
  const presence = presenceOf({ ...card, ...patch }, use, atDay * day);
  expect(presence !== null && presence < fadedBelow).toBe(isFaded);
});

test.each([
  ['a decision', { kind: 'decision' }],
  ['a preference', { kind: 'preference' }],
  ['what a person said', { authority: 'human' }],
  ['what a person kept', { keptAtMs: 1 }],
] as const)('%s does not fade', (_, patch) => {
  expect(presenceOf({ ...card, ...patch }, null, 10_000 * day)).toBeNull();
});
