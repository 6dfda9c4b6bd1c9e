import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startPlace, type TaskTab } from '../store/view.ts';
import { TaskPane } from './task-pane.tsx';
import { aCall, aMessage, aRun, aTask, aTurn, anItem } from './task.fixture.ts';
import { renderScreen } from './screen.fixture.tsx';

// The reader of Markdown is loaded when first shown: here before, so that no test waits for the disk.
beforeAll(async () => {
  await Promise.all([import('./document-body.tsx'), import('../ui/markdown-body.tsx')]);
});

afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

const open = (task: Parameters<typeof aTask>[0], tab: TaskTab = 'work', artifacts: Record<string, string> = {}) =>
  renderScreen(<TaskPane taskId="t_1" />, {
    artifacts,
    tasks: [aTask(task)],
    state: { place: { ...startPlace, taskId: 't_1', taskTab: tab } },
  });
const press = (key: string) => fireEvent.keyDown(document.body, { key });

const review = {
  status: 'review' as const,
  run: aRun({ how: 'completed' }),
  verdict: 'passed' as const,
  summary: 'Three customers are at risk.',
  artifacts: [{ path: 'brief.md', bytes: 4200, sha256: 'x' }],
  checks: [{ id: 'quotes', kind: 'citations' as const, label: 'Every quote stands in its file' }],
  results: [
    {
      checkId: 'quotes',
      label: 'Every quote stands in its file',
      outcome: 'passed' as const,
      evidence: '2 of 2 quotes found',
    },
    {
      checkId: 'q',
      label: 'Is it persuasive?',
      outcome: 'not-checked' as const,
      evidence: 'Only a person can judge this',
    },
  ],
  items: [anItem({ kind: 'review', callId: null })],
};

describe('the result', () => {
  test('is shown with its checks, and accepted by key', async () => {
    const { engine } = open(review, 'result');
    expect(screen.getByText('1 of 2 checked, 1 not checked')).toBeTruthy();
    expect(screen.getByText('Only a person can judge this')).toBeTruthy();
    press('a');
    await waitFor(() => expect(engine.commands).toEqual([{ type: 'task.accept', taskId: 't_1' }]));
  });

  test('quotes point to file and words, raw HTML stays out', async () => {
    const text =
      'Halden ends in June.[^1]\n\n<img src=x onerror=alert(1)>\n\n[^1]: contracts/halden.md: "ends on 30 June"';
    const { container } = open(review, 'result', { 'brief.md': text });
    fireEvent.click(
      await screen.findByRole('button', { name: 'Where it says so, 1: contracts/halden.md: ends on 30 June' }),
    );
    expect(document.activeElement?.textContent).toContain('contracts/halden.md');
    expect(container.querySelector('img')).toBeNull();
  });

  test('a quote from memory is from what the team knows, not from a file', async () => {
    const text = 'Halden ends in June.[^1]\n\n[^1]: memory/mem_1: "Halden ends on 30 June"';
    open(review, 'result', { 'brief.md': text });
    fireEvent.click(
      await screen.findByRole('button', {
        name: 'Where it says so, 1: From what the team knows: Halden ends on 30 June',
      }),
    );
    expect(document.activeElement?.textContent).toBe('1From what the team knowsHalden ends on 30 June');
  });

  test('without a folder, the line about memory lights up what it is about', async () => {
    const label = 'Every quote stands in what the team knows';
    const results = [{ checkId: 'memory', label, outcome: 'passed' as const, evidence: '1 of 1 quotes found' }];
    const text = 'Halden ends in June.[^1]\n\n[^1]: memory/mem_1: "Halden ends on 30 June"';
    open({ ...review, checks: [], results }, 'result', { 'brief.md': text });
    const row = (await screen.findByText('From what the team knows')).closest('li');
    expect(row?.className).not.toContain('bg-selected');
    press(']');
    expect(row?.className).toContain('bg-selected');
  });

  test('goes back only with a note', async () => {
    const { engine } = open(review, 'result');
    press('x');
    const field = await screen.findByRole('textbox', { name: /What should be different/ });
    expect((screen.getByRole('button', { name: /^Send back/ }) as HTMLButtonElement).disabled).toBe(true);
    fireEvent.change(field, { target: { value: 'Two pages at most' } });
    fireEvent.click(screen.getByRole('button', { name: /^Send back/ }));
    await waitFor(() =>
      expect(engine.commands).toEqual([{ type: 'task.sendBack', taskId: 't_1', note: 'Two pages at most' }]),
    );
  });

  test('that is nothing says so', () => {
    open({ ...review, verdict: 'nothing', artifacts: [], summary: '' }, 'result');
    expect(screen.getByText(/Finished, produced nothing/, { selector: 'p' })).toBeTruthy();
  });

  test('of another kind: a table as a table', async () => {
    open({ ...review, artifacts: [{ path: 'dates.csv', bytes: 9, sha256: 'y' }] }, 'result', {
      'dates.csv': 'Customer;Ends\nHalden;30 June',
    });
    expect(await screen.findByRole('columnheader', { name: 'Ends' })).toBeTruthy();
  });
});

describe('the work', () => {
  const working = {
    status: 'working' as const,
    run: aRun(),
    plan: [
      { text: 'Read the offers', state: 'done' as const },
      { text: 'Write', state: 'doing' as const },
    ],
    turns: [
      aTurn({
        turn: 1,
        calls: [
          aCall({ callId: 'p1', tool: 'set_plan', args: { lines: [{ text: 'Read the offers', state: 'doing' }] } }),
        ],
      }),
      aTurn({
        turn: 2,
        calls: [aCall({ callId: 'c1', args: { path: 'files/a.md' }, content: 'Offer A', summary: 'Read a.md' })],
      }),
      aTurn({
        turn: 3,
        calls: [
          aCall({
            callId: 'p2',
            tool: 'set_plan',
            args: {
              lines: [
                { text: 'Read the offers', state: 'done' },
                { text: 'Write', state: 'doing' },
              ],
            },
          }),
        ],
      }),
      aTurn({ turn: 4, text: 'Now **writing**.' }),
    ],
  };

  test('folds finished lines and opens what a step found on demand', () => {
    open(working);
    expect(screen.queryByText('Read a.md')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: '1 step of “Read the offers”' }));
    fireEvent.click(screen.getByRole('button', { name: /Read a\.md/ }));
    expect(screen.getByText('Offer A')).toBeTruthy();
  });

  test('a message goes off with Enter and shows when it is read', async () => {
    const { engine, store } = open(working);
    const field = screen.getByRole('textbox', { name: 'Tell Maya' });
    fireEvent.change(field, { target: { value: 'Leave out Bergen' } });
    fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() => expect(engine.commands).toMatchObject([{ type: 'task.steer', text: 'Leave out Bergen' }]));
    const held = store.getState().tasks['t_1'];
    if (!held) throw new Error('the task is gone');
    store.setState({ tasks: { t_1: { ...held, messages: [aMessage()] } } });
    await screen.findByText('Maya reads this after the current step');
    store.setState({ tasks: { t_1: { ...held, messages: [aMessage({ readAtMs: 0 })] } } });
    await screen.findByText(/^Read \d\d:\d\d$/);
  });

  test('typed text outlives the pane', () => {
    const first = open(working);
    fireEvent.change(screen.getByRole('textbox', { name: 'Tell Maya' }), { target: { value: 'half a thou' } });
    first.unmount();
    open(working);
    expect((screen.getByRole('textbox', { name: 'Tell Maya' }) as HTMLTextAreaElement).value).toBe('half a thou');
  });

  test('Stop reads “Stopping…” until it is confirmed', async () => {
    const { engine, store } = open(working);
    press('.');
    await screen.findByRole('button', { name: 'Stopping…' });
    expect(engine.commands).toEqual([{ type: 'task.stop', taskId: 't_1' }]);
    const held = store.getState().tasks['t_1'];
    if (!held) throw new Error('the task is gone');
    store.setState({
      tasks: {
        t_1: { ...held, status: 'stopped', stopped: { done: ['Read the offers'], notDone: ['Write'], uncertain: [] } },
      },
    });
    await screen.findByText('Done: Read the offers.');
    expect(screen.getByText('Not done: Write.')).toBeTruthy();
  });

  test('a question is answered in its place', async () => {
    const item = anItem({ kind: 'question', ask: 'Which list?', options: [{ id: 'o1', label: '2025' }] });
    const { engine } = open({ ...working, items: [item] });
    press('1');
    await waitFor(() => expect(engine.commands).toMatchObject([{ type: 'item.answer', optionId: 'o1' }]));
  });
});

test('failed work says what happened, the cause, and what did not happen', () => {
  open({
    status: 'failed',
    run: aRun({ how: 'failed', failure: { code: 'disk.full', message: 'The disk is full.' } }),
    plan: [
      { text: 'Read', state: 'done' },
      { text: 'Write', state: 'doing' },
    ],
  });
  expect(screen.getByText('Failed at step 2: The disk is full.')).toBeTruthy();
  expect(screen.getByText('Cause: This computer')).toBeTruthy();
  expect(screen.getByRole('button', { name: /Try again/ })).toBeTruthy();
});

describe('changes', () => {
  const change = (id: string) => ({
    id,
    callId: 'c',
    kind: 'file' as const,
    place: 'work' as const,
    path: `${id}.md`,
    before: null,
    after: 'x',
    atMs: 0,
    undone: 'no' as const,
    reason: '',
  });

  test('are undone newest first, after one look', async () => {
    const { engine } = open({ status: 'review', run: aRun(), changes: [change('a'), change('b')] }, 'changes');
    fireEvent.click(screen.getByRole('button', { name: 'Undo all…' }));
    expect(engine.commands).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Confirm' }));
    await waitFor(() => expect(engine.commands).toMatchObject([{ changeId: 'b' }, { changeId: 'a' }]));
  });

  test('wait until the work has stopped', () => {
    open({ status: 'working', run: aRun(), changes: [change('a')] }, 'changes');
    expect((screen.getByRole('button', { name: 'Undo a.md' }) as HTMLButtonElement).disabled).toBe(true);
    expect(screen.getByText(/Stop it first/)).toBeTruthy();
  });
});

test('a draft shows its brief, and edits are kept only when saved', async () => {
  const { engine } = open({ teammateId: null });
  fireEvent.click(screen.getByRole('button', { name: 'Edit' }));
  fireEvent.change(screen.getByLabelText('Brief'), { target: { value: 'Compare three offers.' } });
  fireEvent.change(screen.getByLabelText('Spending cap in US dollars'), { target: { value: '0.50' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(engine.commands).toEqual([
      {
        type: 'task.edit',
        taskId: 't_1',
        title: 'Vendor comparison',
        brief: 'Compare three offers.',
        folder: '/home/elena/offers',
        caps: { usdMicros: 500_000 },
      },
    ]),
  );
});

test('an unknown task says so', () => {
  renderScreen(<TaskPane taskId="t_gone" />);
  expect(screen.getByText('This task is not on this board.')).toBeTruthy();
});
