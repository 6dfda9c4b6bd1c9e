/** The task pane as a team's: a plan that asks, a step that waits, a result line by line, a circle. Keys alone. */
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Breakdown } from '../../agents/domain/breakdown.ts';
import { startPlace, type TaskTab } from '../store/view.ts';
import { TaskPane } from './task-pane.tsx';
import { aCall, aMessage, aRun, aTask, aTurn, anItem } from './task.fixture.ts';
import { renderScreen } from './screen.fixture.tsx';

beforeAll(async () => {
  await Promise.all([import('./document-body.tsx'), import('../ui/markdown-body.tsx')]);
});
afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

const open = (task: Parameters<typeof aTask>[0], tab: TaskTab = 'work') =>
  renderScreen(<TaskPane taskId="t_1" />, {
    tasks: [aTask(task)],
    state: { place: { ...startPlace, taskId: 't_1', taskTab: tab } },
  });
const press = (key: string) => fireEvent.keyDown(document.body, { key });

const part = (index: number): Breakdown['parts'][number] => ({
  key: `p${index}`,
  title: `Part title ${index}`,
  brief: 'Read it',
  role: 'researcher',
  teammateId: null,
  needs: [],
  inputs: [],
  checks: [],
  caps: {},
  tries: [],
});
const planned = (count: number) => ({
  status: 'working' as const,
  run: aRun(),
  breakdown: {
    callId: 'c_1',
    round: 1,
    state: 'asked' as const,
    why: 'It is long.',
    parts: Array.from({ length: count }, (_, index) => part(index)),
  },
  items: [anItem({ ask: 'Start this plan?', hash: 'h1' })],
});

describe('a plan that asks', () => {
  test('is started by key, bound to what was looked at', async () => {
    const { engine } = open(planned(20));
    expect(screen.getAllByRole('textbox', { name: /^Part \d+$/ })).toHaveLength(20);
    press('a');
    await waitFor(() => expect(engine.commands).toMatchObject([{ type: 'item.approve', hash: 'h1' }]));
  });

  test('a change is saved before it starts; a refusal stands beside it and the text is kept', async () => {
    const { engine } = open(planned(2));
    engine.refusal = { code: 'breakdown.invalid', message: 'Part 1 waits for itself.' };
    fireEvent.change(screen.getByRole('textbox', { name: 'Part 1' }), { target: { value: 'Mine' } });
    expect(screen.queryByRole('button', { name: /^Start/ })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Save changes' }));
    await screen.findByText('Part 1 waits for itself.');
    expect(engine.commands).toMatchObject([{ type: 'breakdown.edit', hash: 'h1', parts: [{ title: 'Mine' }, {}] }]);
    expect((screen.getByRole('textbox', { name: 'Part 1' }) as HTMLInputElement).value).toBe('Mine');
  });

  test('Alt and an arrow move a part', () => {
    open(planned(2));
    fireEvent.keyDown(screen.getByRole('textbox', { name: 'Part 1' }), { key: 'ArrowDown', altKey: true });
    expect((screen.getByRole('textbox', { name: 'Part 1' }) as HTMLInputElement).value).toBe('Part title 1');
  });
});

describe('the next step', () => {
  const paused = {
    status: 'paused' as const,
    run: aRun(),
    turns: [aTurn({ calls: [aCall({ state: 'proposed', args: { path: 'a.md' } })] })],
  };

  test.each([
    ['n', { type: 'call.release', callId: 'c_1' }],
    ['t', { type: 'task.takeOver' }],
  ])('%s', async (key, command) => {
    const { engine } = open(paused);
    press(key);
    await waitFor(() => expect(engine.commands).toMatchObject([command]));
  });

  test('is changed in its fields', async () => {
    const { engine } = open(paused);
    press('e');
    fireEvent.change(await screen.findByRole('textbox', { name: 'File' }), { target: { value: 'b.md' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save the step' }));
    await waitFor(() => expect(engine.commands).toMatchObject([{ type: 'call.edit', args: { path: 'b.md' } }]));
  });

  test('is left out with a note', async () => {
    const { engine } = open(paused);
    press('k');
    const field = await screen.findByRole('textbox', { name: /left out/ });
    fireEvent.change(field, { target: { value: 'Old' } });
    fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() => expect(engine.commands).toMatchObject([{ type: 'call.skip', note: 'Old' }]));
  });
});

test('Ctrl and Enter make a task that follows this one', async () => {
  const { engine } = open({ status: 'working', run: aRun() });
  const field = screen.getByRole('textbox', { name: 'Tell Maya' });
  fireEvent.change(field, { target: { value: 'Then write to them' } });
  fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true });
  await waitFor(() =>
    expect(engine.commands).toMatchObject([
      { type: 'task.create', after: 't_1', teammateId: 'maya', folder: '/home/elena/offers' },
    ]),
  );
});

test('200 words between teammates: the newest are shown, all on demand', () => {
  const sender = { teammateId: 'maya', taskId: 't_2', callId: 'c' };
  const messages = Array.from({ length: 200 }, (_, index) =>
    aMessage({
      messageId: `m${index}`,
      from: 'teammate',
      about: 'comment',
      sender,
      text: `Word ${index}`,
      atMs: index,
    }),
  );
  open({ status: 'working', run: aRun(), messages });
  const list = screen.getByRole('region', { name: 'Between teammates' });
  expect(list.querySelectorAll('li')).toHaveLength(6);
  fireEvent.click(screen.getByRole('button', { name: 'Show all 200' }));
  expect(list.querySelectorAll('li')).toHaveLength(200);
});

test('a line of the result is ticked by key; a claim without a step says so', async () => {
  const { engine } = open(
    {
      status: 'review',
      run: aRun({ how: 'completed' }),
      summary: 'Sent.',
      results: [{ checkId: 'q', label: 'Is it polite?', outcome: 'not-checked', evidence: 'Only you can tell' }],
      claims: [{ text: 'I sent the letter', callId: null }],
    },
    'result',
  );
  expect(screen.getByText('No step did this.')).toBeTruthy();
  press(']');
  await screen.findByRole('textbox', { name: 'What did you see?' });
  press('y');
  await waitFor(() =>
    expect(engine.commands).toEqual([
      { type: 'result.judge', taskId: 't_1', checkId: 'q', outcome: 'passed', note: '' },
    ]),
  );
});

test('a circle of waiting is named and broken without an answer', async () => {
  const member = (taskId: string, waitsFor: string, question: string) => ({
    taskId,
    callId: `c_${taskId}`,
    teammateId: 'maya',
    waitsFor,
    question,
  });
  const { engine } = open(
    {
      status: 'working',
      run: aRun(),
      cycle: { itemId: 'i', members: [member('t_1', 't_2', 'Which prices?'), member('t_2', 't_1', 'Which list?')] },
    },
    'together',
  );
  fireEvent.click(screen.getByRole('button', { name: 'Let Maya go on without an answer' }));
  await waitFor(() =>
    expect(engine.commands).toEqual([{ type: 'wait.break', taskId: 't_1', callId: 'c_t_1', answer: null }]),
  );
});
