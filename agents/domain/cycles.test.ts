import { expect, test } from 'vitest';
import { waitCycles } from './cycles.ts';
import { created, foldEvents, started, assigned, turnBegun, turnCompleted } from './testing.ts';
import type { OpenCall, TaskState } from './task.ts';

type Wait = { asks: string } | { part: string } | 'time' | 'open';

/** A task at work whose calls wait as said. */
function task(id: string, ...waits: Wait[]): TaskState {
  const base = foldEvents([created, assigned, started, turnBegun(1), turnCompleted(1, [['c', 'read_file']])]);
  const openCalls = waits.map((wait, index): OpenCall => {
    const callId = `${id}-${index + 1}`;
    const call = {
      callId,
      tool: 'x',
      state: 'waiting' as const,
      child: null,
      consulted: null,
      wakeAtMs: null,
      why: '',
    };
    if (wait === 'time') return { ...call, wakeAtMs: 5 };
    if (wait === 'open') return { ...call, state: 'proposed' };
    if ('part' in wait) return { ...call, child: { taskId: wait.part, teammateId: 'tm_x', title: 'Part' } };
    return {
      ...call,
      consulted: { taskId: wait.asks, teammateId: 'tm_x', messageId: `m_${callId}`, question: 'What?' },
    };
  });
  return { ...base, id, openCalls };
}

const told = (circles: ReturnType<typeof waitCycles>): string[] =>
  circles.map((circle) => circle.map(({ callId, waitsFor }) => `${callId}>${waitsFor}`).join(' '));

test.each<[string, TaskState[], string[]]>([
  ['nobody waits', [task('a'), task('b', 'open')], []],
  ['one waits for one at work', [task('a', { asks: 'b' }), task('b', 'open')], []],
  ['two wait for each other', [task('b', { asks: 'a' }), task('a', { asks: 'b' })], ['a-1>b b-1>a']],
  [
    'three in a row',
    [task('a', { asks: 'b' }), task('b', { asks: 'c' }), task('c', { asks: 'a' })],
    ['a-1>b b-1>c c-1>a'],
  ],
  ['a part asks the one who waits for it', [task('a', { part: 'p' }), task('p', { asks: 'a' })], ['a-1>p p-1>a']],
  [
    'through a part',
    [task('a', { asks: 'b' }), task('b', { part: 'p' }), task('p', { asks: 'a' })],
    ['a-1>b b-1>p p-1>a'],
  ],
  ['one wait of several is enough', [task('a', 'time', { asks: 'b' }), task('b', { asks: 'a' })], ['a-2>b b-1>a']],
  [
    'somebody outside waits for the circle',
    [task('a', { asks: 'b' }), task('b', { asks: 'c' }), task('c', { asks: 'b' })],
    ['b-1>c c-1>b'],
  ],
  ['one of them still has a step to do', [task('a', { asks: 'b' }), task('b', { asks: 'a' }, 'open')], []],
  [
    'two circles',
    [task('a', { asks: 'b' }), task('b', { asks: 'a' }), task('c', { asks: 'd' }), task('d', { asks: 'c' })],
    ['a-1>b b-1>a', 'c-1>d d-1>c'],
  ],
  ['one of them is paused', [task('a', { asks: 'b' }), { ...task('b', { asks: 'a' }), status: 'paused' }], []],
])('%s', (_, tasks, circles) => {
  expect(told(waitCycles(tasks))).toEqual(circles);
});

test('a question that has its answer holds nobody', () => {
  const [a, b] = [task('a', { asks: 'b' }), task('b', { asks: 'a' })];
  const message = {
    messageId: 'm_a-1',
    from: 'teammate' as const,
    about: 'question' as const,
    sender: { teammateId: 'tm_x', taskId: 'a', callId: 'a-1' },
    text: 'What?',
    atMs: 1,
    readAtMs: 1,
    answer: null,
  };
  expect(waitCycles([a, { ...b, messages: [message] }])).toHaveLength(1);
  expect(waitCycles([a, { ...b, messages: [{ ...message, answer: { text: 'That.', atMs: 2 } }] }])).toEqual([]);
});
