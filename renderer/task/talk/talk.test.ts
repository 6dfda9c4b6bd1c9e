import { expect, test } from 'vitest';
import { aCall, aMessage, aTask, aTurn } from '../task.fixture.ts';
import { talkOf } from './talk.ts';

const sender = { teammateId: 'tomas', taskId: 't_2', callId: 'c' };
const consulted = { taskId: 't_3', teammateId: 'priya', messageId: 'm_9', question: 'Is it right?' };

test('words of colleagues and questions to them, in order; the person’s own stand elsewhere', () => {
  const task = aTask({
    messages: [
      aMessage(),
      aMessage({ messageId: 'm_2', from: 'teammate', about: 'comment', sender, text: 'Mind page 9', atMs: 20 }),
    ],
    turns: [aTurn({ calls: [aCall({ consulted, state: 'succeeded', content: 'Yes', beganAtMs: 10, endedAtMs: 30 })] })],
  });
  expect(talkOf(task).map(({ from, to, text, answer }) => [from, to, text, answer?.text])).toEqual([
    ['maya', 'priya', 'Is it right?', 'Yes'],
    ['tomas', 'maya', 'Mind page 9', undefined],
  ]);
});

test('an open question has no answer yet, and a card has no calls', () => {
  const task = aTask({ turns: [aTurn({ calls: [aCall({ consulted, state: 'waiting', content: null })] })] });
  expect(talkOf(task)[0]?.answer).toBeNull();
  expect(talkOf({ ...task, turns: null })).toEqual([]);
});
