import { describe, expect, test } from 'vitest';
import { circles } from './circles.ts';
import { honest } from './honest.ts';
import { play } from './play.ts';

describe('work in circles is stopped', () => {
  test.each(circles.map((shape) => [shape.name, shape] as const))('%s', async (_name, shape) => {
    expect((await play(shape)).wrong).toEqual([]);
  });
});

describe('honest work is never stopped', () => {
  test.each(honest.map((shape) => [shape.name, shape] as const))('%s', async (_name, shape) => {
    expect((await play(shape)).wrong).toEqual([]);
  });
});

test.each([
  ['args-not-normalised', 'varied'],
  ['detector-per-teammate', 'ping-pong three deep'],
  ['child-own-cap', 'capped money of parts'],
])('the planted bug %s turns “%s” red', async (bug, name) => {
  const shape = circles.find((other) => other.name === name);
  expect(shape && (await play(shape, bug)).wrong).not.toEqual([]);
});
