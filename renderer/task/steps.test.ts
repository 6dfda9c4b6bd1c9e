import { describe, expect, test } from 'vitest';
import { filesRead, workView, type Step } from './steps.ts';
import { aCall, aMessage, aRun, aTask, aTurn } from './task.fixture.ts';

const plan = (...states: ('todo' | 'doing' | 'done')[]) =>
  states.map((state, index) => ({ text: `Line ${index + 1}`, state }));
const setPlan = (...states: ('todo' | 'doing' | 'done')[]) =>
  aCall({ callId: `p_${states.join('-')}`, tool: 'set_plan', args: { lines: plan(...states) } });
const read = (path: string) => aCall({ callId: `c_${path}`, args: { path } });

const short = (step: Step) => {
  if (step.kind === 'said') return `said ${step.text}`;
  if (step.kind === 'call') return `call ${step.call.callId}`;
  return step.kind === 'message' ? `message ${step.message.messageId}` : `trouble ${step.failure.code}`;
};
const drawn = (task: Parameters<typeof workView>[0]) =>
  workView(task).groups.map((group) => [group.number, group.steps.map(short)]);

describe('workView', () => {
  test('puts steps under the line that was under way, and leaves plan keeping out', () => {
    const task = aTask({
      status: 'working',
      run: aRun(),
      plan: plan('done', 'doing', 'todo'),
      turns: [
        aTurn({ turn: 1, text: 'Let me plan.', calls: [setPlan('doing', 'todo', 'todo')] }),
        aTurn({ turn: 2, calls: [read('a.md'), read('b.md')] }),
        aTurn({ turn: 3, calls: [setPlan('done', 'doing', 'todo')] }),
        aTurn({ turn: 4, text: 'Writing.', calls: [] }),
      ],
    });
    expect(drawn(task)).toEqual([
      [0, ['said Let me plan.']],
      [1, ['call c_a.md', 'call c_b.md']],
      [2, ['said Writing.']],
      [3, []],
    ]);
    expect(workView(task).openKey).toBe('line-2');
  });

  test('a turn that moves the plan first and then acts belongs to the new line', () => {
    const task = aTask({
      status: 'working',
      run: aRun(),
      plan: plan('done', 'doing'),
      turns: [
        aTurn({ turn: 1, calls: [setPlan('doing', 'todo')] }),
        aTurn({ turn: 2, calls: [setPlan('done', 'doing'), read('x')] }),
      ],
    });
    expect(drawn(task)).toEqual([
      [1, []],
      [2, ['call c_x']],
    ]);
  });

  test('a plan that was rewritten is followed by its words, then by its place', () => {
    const old = aCall({
      tool: 'set_plan',
      args: {
        lines: [
          { text: 'Gone', state: 'done' },
          { text: 'Line 1', state: 'doing' },
        ],
      },
    });
    const task = aTask({
      status: 'working',
      run: aRun(),
      plan: plan('doing', 'todo'),
      turns: [aTurn({ calls: [old] }), aTurn({ turn: 2, calls: [read('x')] })],
    });
    expect(drawn(task)).toEqual([
      [1, ['call c_x']],
      [2, []],
    ]);
  });

  test('what the person said stands where it was said', () => {
    const messages = [aMessage({ messageId: 'm_late', atMs: 50 }), aMessage({ messageId: 'm_early', atMs: 5 })];
    const turns = [aTurn({ turn: 1, beganAtMs: 0, text: 'one' }), aTurn({ turn: 2, beganAtMs: 10, text: 'two' })];
    expect(drawn(aTask({ run: aRun(), messages, turns }))).toEqual([
      [0, ['said one', 'message m_early', 'said two', 'message m_late']],
    ]);
  });

  test('earlier attempts are kept apart', () => {
    const task = aTask({
      run: aRun({ runId: 'r_2', attempt: 2 }),
      turns: [
        aTurn({ runId: 'r_1', failure: { code: 'model.cut', message: 'The answer broke off.' } }),
        aTurn({ runId: 'r_2', text: 'Again.' }),
      ],
    });
    const view = workView(task);
    expect(view.earlier.map((attempt) => [attempt.attempt, attempt.steps.map(short)])).toEqual([
      [1, ['trouble model.cut']],
    ]);
    expect(drawn(task)).toEqual([[0, ['said Again.']]]);
  });

  test.each([
    ['no arguments', null],
    ['lines that are no list', { lines: 'Read everything' }],
    ['an empty list', { lines: [] }],
  ])('a plan call with %s moves nothing', (_name, args) => {
    const task = aTask({
      run: aRun(),
      plan: plan('doing'),
      turns: [aTurn({ calls: [aCall({ tool: 'set_plan', args })] }), aTurn({ turn: 2, text: 'x' })],
    });
    expect(drawn(task)).toEqual([
      [0, ['said x']],
      [1, []],
    ]);
  });

  test('a refused plan call is a step like any other', () => {
    const call = aCall({ callId: 'c_bad', tool: 'set_plan', state: 'failed', isError: true });
    expect(drawn(aTask({ run: aRun(), turns: [aTurn({ calls: [call] })] }))).toEqual([[0, ['call c_bad']]]);
  });

  test('a task whose transcript is not loaded shows its plan', () => {
    expect(drawn(aTask({ turns: null, run: aRun(), plan: plan('done', 'todo') }))).toEqual([
      [1, []],
      [2, []],
    ]);
  });
});

test('files read are listed once, failed reads and writes are not', () => {
  const calls = [
    read('a.md'),
    read('b.md'),
    read('a.md'),
    aCall({ tool: 'write_file', args: { path: 'out.md' } }),
    aCall({ state: 'failed', args: { path: 'c.md' } }),
    aCall({ args: 'odd' }),
  ];
  expect(filesRead(aTask({ turns: [aTurn({ calls })] }))).toEqual(['a.md', 'b.md']);
});
