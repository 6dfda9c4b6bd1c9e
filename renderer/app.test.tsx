import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { App } from './app.tsx';
import { LinkRefused, type Connect } from './client/client.ts';
import { fakeItem, fakeSnapshot, fakeTask } from './client/fake-board.ts';
import { FakeEngine } from './client/fake.ts';

// Dialogs are loaded when first opened: on a busy machine that takes longer than the usual second.
configure({ asyncUtilTimeout: 20_000 });

beforeAll(() => {
  i18n.loadAndActivate({ locale: 'en', messages: {} });
  vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener() {}, removeEventListener() {} }));
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  // The drag library warns that nothing scrolls where nothing is laid out.
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  Element.prototype.scrollIntoView = () => {};
  Element.prototype.getAnimations ??= () => [];
});
beforeEach(() => history.replaceState(null, ''));
afterEach(cleanup);

function open(connect: Connect) {
  return render(
    <I18nProvider i18n={i18n}>
      <App connect={connect} />
    </I18nProvider>,
  );
}
function board() {
  const tasks = [
    fakeTask('t_new', 'Paper prices', { createdAtMs: 2 }),
    fakeTask('t_ask', 'Renewal terms', {
      status: 'working',
      teammateId: 'maya',
      items: [fakeItem('question', 'Which list?', 1)],
    }),
    fakeTask('t_done', 'Chairs', {
      status: 'review',
      verdict: 'passed',
      teammateId: 'maya',
      items: [fakeItem('review', 'Ready', 2)],
    }),
  ];
  return new FakeEngine({ snapshot: fakeSnapshot(tasks, { welcomeDismissed: true }), now: () => 3 });
}
const card = (id: string) =>
  waitFor(() => document.querySelector<HTMLElement>(`[data-card="${id}"]`) ?? Promise.reject(new Error(`no ${id}`)));

it('shows the columns, and the count in rail and title', async () => {
  open(board().connect);
  const needs = await screen.findByRole('list', { name: 'Needs you, 2 tasks' });
  expect(
    within(needs)
      .getAllByRole('group')
      .map((box) => box.dataset['card']),
  ).toEqual(['t_ask', 't_done']);
  expect(screen.getByText('2 need you')).toBeTruthy();
  expect(document.title).toBe('(2) Muster');
});

it('gives a card with A, two letters and Enter, and keeps the focus on it', async () => {
  const engine = board();
  open(engine.connect);
  const box = await card('t_new');
  box.focus();
  fireEvent.keyDown(box, { key: 'a' });
  const field = await screen.findByRole('combobox', { name: 'Give to…' });
  fireEvent.change(field, { target: { value: 'to' } });
  fireEvent.keyDown(field, { key: 'Enter' });
  await waitFor(() =>
    expect(engine.commands).toEqual([{ type: 'task.assign', taskId: 't_new', teammateId: 'tomas', seen: null }]),
  );
  await waitFor(() => expect(document.activeElement).toBe(document.querySelector('[data-card="t_new"]')));
  expect(await screen.findByText('Assigned to Tomás. Starts now')).toBeTruthy();
});

it('accepts with D where that can be done, and does nothing elsewhere', async () => {
  const engine = board();
  open(engine.connect);
  const box = await card('t_new');
  box.focus();
  fireEvent.keyDown(box, { key: 'd' });
  const ready = await card('t_done');
  ready.focus();
  fireEvent.keyDown(ready, { key: 'd' });
  await waitFor(() => expect(engine.commands).toEqual([{ type: 'task.accept', taskId: 't_done' }]));
  expect(await screen.findByRole('list', { name: 'Done, 1 task' })).toBeTruthy();
  await waitFor(() => expect(document.activeElement).toBe(document.querySelector('[data-card="t_done"]')));
});

it('walks with J, K and the arrows: one tab stop in each list', async () => {
  open(board().connect);
  const ask = await card('t_ask');
  const stops = () =>
    [...document.querySelectorAll('[data-card][tabindex="0"]')].map((box) => (box as HTMLElement).dataset['card']);
  expect(stops()).toEqual(['t_new', 't_ask']);
  ask.focus();
  fireEvent.keyDown(ask, { key: 'j' });
  expect([(document.activeElement as HTMLElement).dataset['card'], stops()]).toEqual(['t_done', ['t_new', 't_done']]);
  fireEvent.keyDown(document.activeElement ?? document.body, { key: 'ArrowLeft' });
  expect((document.activeElement as HTMLElement).dataset['card']).toBe('t_new');
});

it('makes a task with C, keeps what was typed through a refusal, and says what is wrong', async () => {
  let isFirst = true;
  const snapshot = fakeSnapshot([], { welcomeDismissed: true });
  const error = {
    code: 'folder.missing',
    message: 'There is no folder “/x”. Check the path; nothing was started.',
  } as const;
  const refuse = () => {
    const isRefused = isFirst;
    isFirst = false;
    return isRefused ? ({ ok: false, error } as const) : null;
  };
  const engine = new FakeEngine({ snapshot, refuse, now: () => 3 });
  open(engine.connect);
  await screen.findByText('Nothing is waiting.');
  fireEvent.keyDown(document.body, { key: 'c' });
  const brief = await screen.findByLabelText('What do you want done?');
  fireEvent.keyDown(brief, { key: 'Enter', ctrlKey: true });
  expect(await screen.findByText('Write what you want done.')).toBeTruthy();
  fireEvent.change(brief, { target: { value: 'Compare prices' } });
  fireEvent.click(screen.getByRole('button', { name: /Add to board/ }));
  expect(await screen.findByText(error.message)).toBeTruthy();
  expect((brief as HTMLTextAreaElement).value).toBe('Compare prices');
  fireEvent.click(screen.getByRole('button', { name: /Add to board/ }));
  expect(await screen.findByRole('list', { name: 'To do, 1 task' })).toBeTruthy();
});

it('keeps what was typed when Escape closes the form', async () => {
  open(board().connect);
  await card('t_new');
  fireEvent.keyDown(document.body, { key: 'c' });
  fireEvent.change(await screen.findByLabelText('What do you want done?'), { target: { value: 'Compare prices' } });
  fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape' });
  await waitFor(() => expect(screen.queryByRole('dialog')).toBe(null));
  fireEvent.keyDown(document.body, { key: 'c' });
  const again = await screen.findByLabelText<HTMLTextAreaElement>('What do you want done?');
  expect(again.value).toBe('Compare prices');
});

it('keeps the work on screen while offline, and comes back by itself', async () => {
  const engine = board();
  open(engine.connect);
  await card('t_new');
  engine.cut();
  expect(await screen.findByText(/^Not connected\./)).toBeTruthy();
  expect(document.querySelector('[data-card="t_new"]')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Try now' }));
  await waitFor(() => expect(screen.queryByText(/^Not connected\./)).toBe(null));
});

it('says over the whole window that the page is outdated', async () => {
  open(async () => {
    throw new LinkRefused('outdated', 'protocol.mismatch');
  });
  expect(await screen.findByRole('heading', { name: 'Muster was updated. Reload this page.' })).toBeTruthy();
});

it('speaks at boundaries: politely when asked, at once when failed', async () => {
  const engine = board();
  open(engine.connect);
  await card('t_new');
  engine.emit('task/t_ask', [
    {
      type: 'question.answered',
      data: { runId: 'r', callId: 'c_1', itemId: 'i_question_1', answer: 'a', by: 'person' },
    },
  ]);
  engine.emit('task/t_ask', [
    {
      type: 'question.asked',
      data: { runId: 'r', callId: 'c_2', itemId: 'i_2', question: 'And now?', options: [], recommended: null },
    },
  ]);
  expect(await screen.findByText('Maya needs you: And now?')).toBeTruthy();
  engine.emit('task/t_ask', [
    {
      type: 'run.ended',
      data: { runId: 'r', how: 'failed', failure: { code: 'tool.failed', message: 'The disk is gone.' }, cap: null },
    },
  ]);
  expect((await screen.findByText(/Maya could not finish: Renewal terms/)).getAttribute('role')).toBe('alert');
});

it('says what keeps work waiting, on the line and on the card, until all is well', async () => {
  const working = fakeTask('t_busy', 'Chairs', { status: 'working', teammateId: 'maya', nowDoing: 'Reading' });
  const engine = new FakeEngine({ snapshot: fakeSnapshot([working], { welcomeDismissed: true }), now: () => 3 });
  open(engine.connect);
  const busy = await card('t_busy');
  expect(busy.textContent).toContain('Reading');
  const line = screen.getByRole('status', { name: 'What keeps work waiting' });
  const untilMs = new Date().setHours(23, 59, 0, 0);
  engine.tell({
    trouble: { code: 'disk.full', message: 'ENOSPC', sinceMs: 1 },
    resting: [
      { lane: 'api.anthropic.com', untilMs, why: '503' },
      { lane: 'tool:search', untilMs, why: 'slow' },
    ],
    waiting: [{ taskId: 't_busy', why: 'service', untilMs }],
  });
  await waitFor(() =>
    expect([...line.children].map((child) => child.textContent)).toEqual([
      'Muster cannot save just now: the disk is full. Work waits and goes on by itself.',
      'api.anthropic.com does not answer; next try 23:59.',
    ]),
  );
  expect(busy.textContent).toContain('Waiting: the service rests until 23:59');
  // What was told over the old link may be over.
  engine.cut();
  await waitFor(() => expect(line.textContent).toBe(''));
  expect(busy.textContent).toContain('Reading');
});
