import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { fakeStanding } from '../client/fake-standing.ts';
import { aRun, aTask, anItem } from '../task/task.fixture.ts';
import { renderScreen } from '../task/screen.fixture.tsx';
import { InboxScreen } from './inbox-screen.tsx';

afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

const effect = { verb: 'Replace', target: 'prices.md', text: 'Rent 4\u202E200', before: 'Rent 4100', cutBytes: 0 };
const approve = aTask({
  id: 't_a',
  title: 'Weekly report',
  status: 'working',
  run: aRun(),
  plan: [{ text: 'Write', state: 'doing' }],
  items: [
    anItem({
      id: 'i_a',
      ask: 'Replace prices.md?',
      hash: 'h1',
      effect,
      why: 'Ask before changing files in my own folder',
      sinceMs: 1,
    }),
  ],
});
const question = aTask({
  id: 't_q',
  status: 'working',
  run: aRun(),
  items: [
    anItem({
      id: 'i_q',
      kind: 'question',
      ask: 'Which list?',
      options: [
        { id: 'o1', label: '2025' },
        { id: 'o2', label: '2026' },
      ],
      recommended: 'o2',
      sinceMs: 2,
    }),
  ],
});

const press = (key: string) => fireEvent.keyDown(document.body, { key });

describe('an approval', () => {
  test('shows the exact change, names what hides, and binds the yes to the hash on screen', async () => {
    const { engine, container } = renderScreen(<InboxScreen />, { tasks: [approve] });
    expect(container.textContent).toContain('U+202E right-to-left override');
    expect(screen.getByText('Removed:')).toBeTruthy();
    expect(screen.getByText(/Rule: Ask before changing files/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: /^Approve/ }));
    await waitFor(() =>
      expect(engine.commands).toEqual([{ type: 'item.approve', taskId: 't_a', itemId: 'i_a', hash: 'h1', note: null }]),
    );
  });

  test('a note goes with it and the button says so', async () => {
    const { engine } = renderScreen(<InboxScreen />, { tasks: [approve] });
    fireEvent.change(screen.getByRole('textbox', { name: 'Note for Maya' }), { target: { value: 'Only this once' } });
    fireEvent.click(screen.getByRole('button', { name: /^Approve with note/ }));
    await waitFor(() => expect(engine.commands).toMatchObject([{ type: 'item.approve', note: 'Only this once' }]));
  });

  test('decline asks for the reason first', async () => {
    const { engine } = renderScreen(<InboxScreen />, { tasks: [approve] });
    press('x');
    expect(engine.commands).toEqual([]);
    const field = screen.getByRole('textbox', { name: /Why not/ });
    expect(document.activeElement).toBe(field);
    fireEvent.change(field, { target: { value: 'Wrong file' } });
    fireEvent.click(screen.getByRole('button', { name: 'Decline with reason' }));
    await waitFor(() =>
      expect(engine.commands).toEqual([{ type: 'item.decline', taskId: 't_a', itemId: 'i_a', note: 'Wrong file' }]),
    );
  });

  test('without a preview there is no Approve, by button or key', () => {
    const blind = aTask({ ...approve, items: [anItem({ id: 'i_a', hash: 'h1', effect: null })] });
    const { engine } = renderScreen(<InboxScreen />, { tasks: [blind] });
    expect(screen.queryByRole('button', { name: /^Approve/ })).toBeNull();
    press('a');
    expect(engine.commands).toEqual([]);
  });

  test('a stale one says why, keeps the note and loads the task anew', async () => {
    const { engine, store } = renderScreen(<InboxScreen />, { tasks: [{ ...approve, turns: null }] });
    engine.refusal = { code: 'item.stale', message: 'The step has changed since you looked at it.' };
    fireEvent.change(screen.getByRole('textbox', { name: 'Note for Maya' }), { target: { value: 'kept' } });
    press('a');
    await screen.findByText('The step has changed since you looked at it.');
    expect((screen.getByRole('textbox', { name: 'Note for Maya' }) as HTMLTextAreaElement).value).toBe('kept');
    await waitFor(() => expect(store.getState().tasks['t_a']?.turns).toEqual([]));
  });

  test('a text that was cut says how much is missing', () => {
    const cut = aTask({
      ...approve,
      items: [anItem({ hash: 'h', effect: { ...effect, text: 'x', before: null, cutBytes: 4200 } })],
    });
    const { container } = renderScreen(<InboxScreen />, { tasks: [cut] });
    expect(container.textContent).toContain('4.2 kB more are not shown here');
  });
});

describe('a question', () => {
  test('is answered by number; nothing is focused or chosen beforehand', async () => {
    const { engine } = renderScreen(<InboxScreen />, { tasks: [question] });
    expect(document.activeElement).toBe(screen.getByRole('tabpanel'));
    expect(screen.getByText('Maya recommends this')).toBeTruthy();
    press('1');
    await waitFor(() =>
      expect(engine.commands).toEqual([
        { type: 'item.answer', taskId: 't_q', itemId: 'i_q', optionId: 'o1', text: '' },
      ]),
    );
  });

  test('or in own words, with Enter', async () => {
    const { engine } = renderScreen(<InboxScreen />, { tasks: [question] });
    const field = screen.getByRole('textbox', { name: 'Your answer' });
    fireEvent.change(field, { target: { value: 'Both' } });
    fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() =>
      expect(engine.commands).toEqual([
        { type: 'item.answer', taskId: 't_q', itemId: 'i_q', optionId: null, text: 'Both' },
      ]),
    );
  });
});

test('a step in doubt is settled by one of three answers', async () => {
  const task = aTask({
    id: 't_d',
    status: 'working',
    run: aRun(),
    items: [anItem({ id: 'i_d', kind: 'problem', detail: 'The app ended while writing.' })],
  });
  const { engine } = renderScreen(<InboxScreen />, { tasks: [task] });
  press('2');
  await waitFor(() =>
    expect(engine.commands).toEqual([{ type: 'item.settle', taskId: 't_d', itemId: 'i_d', how: 'run-again' }]),
  );
});

test('failed work is tried again', async () => {
  const run = aRun({ how: 'failed', failure: { code: 'model.key', message: 'The key was refused.' } });
  const task = aTask({
    id: 't_f',
    status: 'failed',
    run,
    items: [anItem({ id: 'i_f', kind: 'problem', callId: null })],
  });
  const { engine } = renderScreen(<InboxScreen />, { tasks: [task] });
  expect(screen.getByRole('button', { name: /Open Settings/ })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: /Try again/ }));
  await waitFor(() => expect(engine.commands).toEqual([{ type: 'task.retry', taskId: 't_f' }]));
});

test('J and K walk the list, and a closed item gives its place to the next', async () => {
  const { store } = renderScreen(<InboxScreen />, { tasks: [approve, question] });
  const heading = () => screen.getByRole('heading', { level: 2, name: /\?$/ }).textContent;
  expect(heading()).toBe('Replace prices.md?');
  press('j');
  expect(heading()).toBe('Which list?');
  press('k');
  store.setState({ tasks: { t_a: { ...approve, items: [] }, t_q: question } });
  await waitFor(() => expect(heading()).toBe('Which list?'));
});

test('empty says how much is going on', () => {
  renderScreen(<InboxScreen />, {
    tasks: [aTask({ id: 'a', status: 'working' }), aTask({ id: 'b', status: 'working' })],
  });
  expect(screen.getByText('Nothing needs you.')).toBeTruthy();
  expect(screen.getByText('2 tasks are working.')).toBeTruthy();
});

test('groups what holds work up apart from results', () => {
  const review = aTask({
    id: 't_r',
    status: 'review',
    items: [anItem({ id: 'i_r', kind: 'review', callId: null, ask: 'The result is ready' })],
  });
  renderScreen(<InboxScreen />, { tasks: [approve, review] });
  const results = screen.getByRole('region', { name: 'Results for you to look at' });
  expect(within(results).getByText('The result is ready')).toBeTruthy();
});

describe('work that stands still', () => {
  const standing = (id: string) => fakeStanding(10_000_000).filter((task) => task.id === id);
  const show = (id: string) => renderScreen(<InboxScreen />, { tasks: standing(id) });

  test('in circles: the evidence in words, and each answer by its number and its letter', async () => {
    const { engine } = show('t_loop');
    const evidence = within(screen.getByRole('region', { name: 'What came round again' })).getAllByRole('listitem');
    expect(evidence.map((line) => line.textContent)).toEqual([
      '5 ×Look through the folder12 files',
      '4 ×Look for “price per seat”nothing found',
      '3 ×Read Sitwell offer.pdfpage 6 of 14',
    ]);
    for (const key of ['1', 'a', '2', 'x']) {
      const before = engine.commands.length;
      press(key);
      await waitFor(() => expect(engine.commands.length).toBe(before + 1));
    }
    expect(engine.commands.map((command) => 'how' in command && command.how)).toEqual([
      'go-on',
      'go-on',
      'stop',
      'stop',
    ]);
  });

  test('in circles: a word to the teammate goes first, then the work goes on', async () => {
    const { engine } = show('t_loop');
    press('r');
    fireEvent.change(document.activeElement ?? document.body, { target: { value: 'Leave out Sitwell' } });
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Enter' });
    await waitFor(() =>
      expect(engine.commands).toMatchObject([
        { type: 'task.steer', text: 'Leave out Sitwell' },
        { type: 'item.release', how: 'go-on' },
      ]),
    );
  });

  test('in circles without evidence, nothing is made up', () => {
    show('t_empty_loop');
    expect(screen.queryByRole('region', { name: 'What came round again' })).toBeNull();
  });

  test('near a cap of its own the cap can be raised, near the day’s only in Settings', async () => {
    const own = show('t_cap');
    fireEvent.click(screen.getByRole('button', { name: /^Raise the cap to \$4\.00/ }));
    await waitFor(() => expect(own.engine.commands).toMatchObject([{ type: 'item.release', how: 'raise' }]));
    cleanup();
    show('t_day');
    expect(screen.queryByRole('button', { name: /^(Raise the cap|Double)/ })).toBeNull();
    expect(screen.getByRole('button', { name: 'Raise it in Settings' })).toBeTruthy();
  });

  test('without a sign of life the step is restarted or the task stopped', async () => {
    const { engine } = show('t_silent');
    fireEvent.click(screen.getByRole('button', { name: /^Restart the step/ }));
    await waitFor(() => expect(engine.commands).toEqual([{ type: 'task.restartStep', taskId: 't_silent' }]));
  });

  test('a step in doubt of work that is over cannot be run again', () => {
    show('t_stopped');
    const names = screen.getAllByRole('button').map((button) => button.textContent);
    expect(names).toEqual(expect.arrayContaining(['It happened1', 'Leave it2']));
    expect(names.some((name) => name?.startsWith('It did not'))).toBe(false);
  });
});
