import { expect, it } from 'vitest';
import { flushMs, LiveText } from './live-text.ts';

function rig(hidden = false) {
  const timers: { ms: number; run: () => void }[] = [];
  const live = new LiveText({ after: (ms, run) => (timers.push({ ms, run }), () => {}), isHidden: () => hidden });
  return { live, timers };
}
const part = (text: string, taskId = 't') => ({ taskId, runId: 'r', turn: 1, text });

it('shows the newest of many parts once per tick', () => {
  const { live, timers } = rig();
  let calls = 0;
  live.subscribe('t', () => (calls += 1));
  live.push([part('a')]);
  live.push([part('ab'), part('abc')]);
  expect([live.read('t'), timers.map((timer) => timer.ms)]).toEqual([null, [flushMs.shown]]);
  timers[0]?.run();
  expect([live.read('t')?.text, calls]).toEqual(['abc', 1]);
});

it('ticks once a second while hidden and loses nothing', () => {
  const { live, timers } = rig(true);
  for (const text of ['a', 'ab', 'abc']) live.push([part(text)]);
  expect(timers.map((timer) => timer.ms)).toEqual([flushMs.hidden]);
  live.flush();
  expect(live.read('t')?.text).toBe('abc');
});

it('drops live text once the turn is durable', () => {
  const { live } = rig();
  live.push([part('a')]);
  live.flush();
  live.push([part('ab')]);
  live.settle('t');
  live.flush();
  expect(live.read('t')).toBe(null);
});
