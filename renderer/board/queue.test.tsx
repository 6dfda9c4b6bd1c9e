/** Queues, work that changes hands, and who may take it: by keys and menus, on the whole window. */
import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { TaskState } from '../../agents/domain/task.ts';
import type { TeammateState } from '../../agents/domain/teammate.ts';
import { App } from '../app.tsx';
import { fakeItem, fakeRun, fakeSnapshot, fakeTask, fakeTeam } from '../client/fake-board.ts';
import { fakePart } from '../client/fake-standing.ts';
import { FakeEngine, type FakeOptions } from '../client/fake.ts';

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

interface Wish {
  standing?: Record<string, TeammateState['standing']>;
  refuse?: FakeOptions['refuse'];
}

async function open(tasks: TaskState[], { standing = {}, refuse }: Wish = {}) {
  const teammates = fakeTeam().map((mate) => ({ ...mate, standing: standing[mate.id] ?? mate.standing }));
  const snapshot = { ...fakeSnapshot(tasks, { welcomeDismissed: true }), teammates };
  const engine = new FakeEngine({ snapshot, now: () => 3, refuse });
  render(
    <I18nProvider i18n={i18n}>
      <App connect={engine.connect} />
    </I18nProvider>,
  );
  fireEvent.click(await screen.findByRole('button', { name: /By teammate/ }));
  return engine;
}

const card = (id: string) =>
  waitFor(() => document.querySelector<HTMLElement>(`[data-card="${id}"]`) ?? Promise.reject(new Error(`no ${id}`)));
const queued = (id: string, queuedAtMs: number, patch: Partial<TaskState> = {}) =>
  fakeTask(id, `Task ${id}`, { status: 'queued', teammateId: 'maya', queuedAtMs, ...patch });
const atWork = (id: string, patch: Partial<TaskState> = {}) =>
  fakeTask(id, `Task ${id}`, { status: 'working', teammateId: 'maya', run: fakeRun('maya', 1, 0), ...patch });
const cardsIn = (lane: string) =>
  within(screen.getByRole('list', { name: lane }))
    .getAllByRole('group')
    .map((box) => box.dataset['card']);
const press = (key: string, modifiers = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...modifiers });

it('moves a queued card with Alt and the arrows, says where to, and keeps the focus', async () => {
  const engine = await open([atWork('now'), queued('a', 1), queued('b', 2), queued('c', 3)]);
  (await card('c')).focus();
  press('ArrowUp', { altKey: true });
  expect(await screen.findByText('Moved to 3rd in Maya’s queue')).toBeTruthy();
  expect(engine.commands).toEqual([{ type: 'task.reorder', taskId: 'c', beforeTaskId: 'b' }]);
  await waitFor(() => expect(cardsIn('Maya')).toEqual(['now', 'a', 'c', 'b']));
  await waitFor(() => expect(document.activeElement).toBe(document.querySelector('[data-card="c"]')));
  press('ArrowDown', { altKey: true });
  expect(await screen.findByText('Moved to 4th in Maya’s queue')).toBeTruthy();
  await waitFor(() => expect(cardsIn('Maya')).toEqual(['now', 'a', 'b', 'c']));
  press('ArrowDown', { altKey: true });
  (await card('now')).focus();
  press('ArrowUp', { altKey: true });
  expect(engine.commands).toHaveLength(2);
});

it('moves a queued card by the menu, which offers only what changes something', async () => {
  const engine = await open([queued('a', 1), queued('b', 2), queued('c', 3)]);
  (await card('a')).focus();
  press('m');
  fireEvent.click(await screen.findByRole('menuitem', { name: /Move in the queue/ }));
  const options = await screen.findAllByRole('option');
  expect(options.map((row) => [row.textContent, row.getAttribute('aria-disabled')])).toEqual([
    ['Up', 'true'],
    ['Down2nd', null],
    ['First', 'true'],
    ['Last3rd', null],
  ]);
  fireEvent.click(screen.getByRole('option', { name: /Up/ }));
  fireEvent.click(screen.getByRole('option', { name: /Last/ }));
  expect(await screen.findByText('Moved to 3rd in Maya’s queue')).toBeTruthy();
  expect(engine.commands).toEqual([{ type: 'task.reorder', taskId: 'a', beforeTaskId: null }]);
});

it('offers those who take work, in the order and with the reasons of the team', async () => {
  const engine = await open([fakeTask('new', 'New')], { standing: { june: 'retired', owen: 'paused' } });
  (await card('new')).focus();
  press('a');
  await waitFor(() => expect(screen.getAllByRole('option')[0]?.textContent).toContain('Priya'));
  expect(screen.getAllByRole('option').map((row) => row.textContent)).toEqual([
    'PPriyaStarts nowno similar task so far, free now',
    'TTomásStarts nowno similar task so far, free now',
    'MMayaStarts nowno similar task so far, free now',
    'OOwenWaits until resumedOwen is paused',
  ]);
  fireEvent.keyDown(screen.getByRole('combobox', { name: 'Give to…' }), { key: 'Enter' });
  await waitFor(() =>
    expect(engine.commands).toEqual([{ type: 'task.assign', taskId: 'new', teammateId: 'priya', seen: null }]),
  );
});

it('has no lane for who is retired, and keeps what they did in sight', async () => {
  const old = fakeTask('old', 'Old', { status: 'done', teammateId: 'june' });
  await open([old, queued('a', 1)], { standing: { june: 'retired', maya: 'paused' } });
  expect(screen.queryByRole('list', { name: 'June' })).toBeNull();
  fireEvent.click(within(screen.getByRole('list', { name: 'Unassigned' })).getByRole('button', { name: '1 done' }));
  expect(await card('old')).toBeTruthy();
  const lane = screen.getByRole('list', { name: 'Maya' });
  expect(lane.textContent).toContain('PausedWhat you give waits until resumed');
  expect(screen.getByText('Paused, 1 next')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: /By status/ }));
  const tray = screen.getByRole('region', { name: 'Teammates' });
  expect(within(tray).getAllByRole('button')).toHaveLength(4);
});

it('gives work under way on: it stops first, and says for whom', async () => {
  const engine = await open([atWork('now')]);
  (await card('now')).focus();
  press('a');
  const field = await screen.findByRole('combobox', { name: 'Give to…' });
  expect(screen.queryByRole('option', { name: /Maya/ })).toBeNull();
  fireEvent.change(field, { target: { value: 'to' } });
  fireEvent.keyDown(field, { key: 'Enter' });
  await waitFor(async () => expect((await card('now')).textContent).toContain('Stopping, then Tomás'));
  expect(engine.commands).toEqual([{ type: 'task.assign', taskId: 'now', teammateId: 'tomas', seen: 'maya' }]);
  expect(await screen.findByText('Maya stops, then Tomás has it.')).toBeTruthy();
  expect(cardsIn('Maya')).toEqual(['now']);
});

it('puts a card that somebody else has moved back, and says so', async () => {
  const message = 'Somebody moved this task while you did: Priya has it now. Nothing was changed; look again.';
  await open([atWork('now')], { refuse: () => ({ ok: false, error: { code: 'stream.moved', message } }) });
  (await card('now')).focus();
  press('a');
  const field = await screen.findByRole('combobox', { name: 'Give to…' });
  fireEvent.change(field, { target: { value: 'to' } });
  fireEvent.keyDown(field, { key: 'Enter' });
  expect(await screen.findByText(message)).toBeTruthy();
  expect((await card('now')).textContent).toContain('Planning');
});

it('says on the card of a whole what became of its parts, and who needs you', async () => {
  const item = fakeItem('approve', 'Send it?', 1, { id: 'i', callId: 'c' });
  const root = atWork('root', { run: fakeRun('owen', 1, 0, { runId: 'r_1' }), teammateId: 'owen' });
  const parts = [
    fakePart('root', 'p1', 'One', { status: 'done', teammateId: 'maya' }),
    fakePart('root', 'p2', 'Two', { teammateId: 'tomas', items: [item], run: fakeRun('tomas', 1, 0) }),
    fakePart('root', 'p3', 'Three', { teammateId: 'priya' }),
  ];
  const engine = await open([root, ...parts]);
  const said = '1 of 3 parts done · Tomás needs you';
  expect((await card('root')).textContent).toContain(said);
  fireEvent.click(screen.getByRole('button', { name: /By status/ }));
  const times = async () => (await card('root')).textContent?.split(said).length;
  expect(await times()).toBe(2);
  engine.emit('workspace', [{ type: 'settings.changed', data: { density: 'compact' } }]);
  await waitFor(async () => expect((await card('root')).querySelector('.h-5.text-text')).toBeNull());
  expect(await times()).toBe(2);
});

it('tells why the team chose somebody', async () => {
  const assignment = { by: 'routing' as const, why: '8 of 9 similar tasks passed, free now' };
  await open([atWork('now', { assignment }), queued('a', 1, { assignment })]);
  const said = 'Chosen by the team: 8 of 9 similar tasks passed, free now';
  expect([(await card('now')).title, (await card('a')).title]).toEqual([said, said]);
  expect((await card('a')).getAttribute('aria-label')).toContain(said);
  fireEvent.click(await card('now'));
  expect(await within(await screen.findByRole('complementary', { name: 'Task' })).findByText(said)).toBeTruthy();
});

it('shows no trial', async () => {
  const trial = { origin: 'trial' as const, status: 'review' as const, teammateId: 'maya', verdict: 'passed' as const };
  await open([fakeTask('try', 'Try', { ...trial, items: [fakeItem('review', 'Ready', 1)] }), queued('a', 1)]);
  await card('a');
  expect(cardsIn('Maya')).toEqual(['a']);
  expect(document.title).toBe('Muster');
});

it('takes work over by a key, and hands it back beside the board', async () => {
  const engine = await open([atWork('now')]);
  (await card('now')).focus();
  press('t');
  await waitFor(() => expect(engine.commands).toEqual([{ type: 'task.takeOver', taskId: 'now' }]));
  await waitFor(() => {
    (document.querySelector('[data-card="now"]') as HTMLElement).focus();
    press('t');
    expect(screen.getByRole('complementary', { name: 'Task' })).toBeTruthy();
  });
});
