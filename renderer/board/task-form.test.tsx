import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { emptyWorkspace } from '../../agents/domain/project.ts';
import { maya, renderScreen } from '../task/screen.fixture.tsx';
import { aTask } from '../task/task.fixture.ts';
import { TaskForm } from './task-form.tsx';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const owen = { ...maya, id: 'owen', profile: { ...maya.profile, name: 'Owen', role: 'planner' as const } };
const leases = { planId: 'p_1', name: 'Leases', madeFor: 'Compare the leases of our rooms', parts: [], atMs: 0 };

function open(takesUnassigned = false, tasks = [aTask({ id: 't_busy', title: 'Read the leases', status: 'working' })]) {
  const workspace = emptyWorkspace();
  return renderScreen(<TaskForm close={() => undefined} />, {
    tasks,
    state: {
      teammates: { maya, owen },
      workspace: { ...workspace, settings: { ...workspace.settings, takesUnassigned }, plans: [leases] },
    },
  });
}

const type = (text: string) =>
  fireEvent.change(screen.getByLabelText('What do you want done?'), { target: { value: text } });
const submit = () =>
  fireEvent.keyDown(screen.getByLabelText('What do you want done?'), { key: 'Enter', ctrlKey: true });

test.each([
  [false, 'Nobody yet', 'It stays on the board until you give it to somebody.'],
  [true, 'Let the team choose', 'The team takes it: whoever fits best gets it and says why.'],
])('nobody chosen says what happens then: %s', (takes, option, hint) => {
  open(takes);
  expect(screen.getByRole('option', { name: option })).toBeTruthy();
  expect(screen.getByText(hint)).toBeTruthy();
  fireEvent.change(screen.getByLabelText('Give to'), { target: { value: 'maya' } });
  expect(screen.queryByText(hint)).toBeNull();
});

test('a plan is asked for once typing stops, suggests the planner, and stays on screen while it is used', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { engine } = open();
  type('Compare the lea');
  vi.advanceTimersByTime(399);
  type('Compare the leases');
  vi.advanceTimersByTime(399);
  expect(engine.plansAsked).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(engine.plansAsked).toEqual(['Compare the leases']);
  vi.useRealTimers();
  fireEvent.click(await screen.findByRole('button', { name: 'Use this plan' }));
  expect(screen.getByLabelText<HTMLSelectElement>('Give to').value).toBe('owen');
  type('Something else');
  expect(screen.getByRole('button', { name: 'Using this plan' }).getAttribute('aria-pressed')).toBe('true');
  submit();
  await waitFor(() => expect(engine.commands).toMatchObject([{ planId: 'p_1', teammateId: 'owen' }]));
});

test('a task may begin after an open one, and the choice stays when that one comes to rest', async () => {
  const { engine, store } = open();
  fireEvent.change(screen.getByLabelText('Begin after (optional)'), { target: { value: 't_busy' } });
  const done = aTask({ id: 't_busy', title: 'Read the leases', status: 'done' });
  act(() => store.setState({ tasks: { t_busy: done } }));
  expect(screen.getByLabelText<HTMLSelectElement>('Begin after (optional)').value).toBe('t_busy');
  type('Sum them up');
  submit();
  await waitFor(() => expect(engine.commands).toMatchObject([{ after: 't_busy' }]));
});

test('with no open task there is nothing to follow', () => {
  open(false, []);
  expect(screen.queryByLabelText('Begin after (optional)')).toBeNull();
});

test('a brief that is too long is kept and said', () => {
  const { engine } = open();
  type('x'.repeat(64_001));
  submit();
  expect(screen.getByText(/64,001/)).toBeTruthy();
  expect(engine.commands).toEqual([]);
});
