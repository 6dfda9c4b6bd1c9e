/** What a team asks in the Inbox: a plan before it starts, and a circle of waiting. */
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { Breakdown } from '../../agents/domain/breakdown.ts';
import { maya, renderScreen } from '../task/screen.fixture.tsx';
import { aRun, aTask, anItem } from '../task/task.fixture.ts';
import { InboxScreen } from './inbox-screen.tsx';

afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

const press = (key: string) => fireEvent.keyDown(document.body, { key });
const tomas = {
  ...maya,
  id: 'tomas',
  profile: { ...maya.profile, name: 'Tomás', role: 'executor' as const, colour: 1 },
};

describe('a plan that asks', () => {
  const part = (key: string): Breakdown['parts'][number] => ({
    key,
    title: `Part ${key}`,
    brief: 'Read it',
    role: 'researcher',
    teammateId: null,
    needs: [],
    inputs: [],
    checks: [],
    caps: {},
    tries: [],
  });
  const planned = aTask({
    status: 'working',
    run: aRun(),
    breakdown: { callId: 'c_1', round: 1, state: 'asked', why: 'It is long.', parts: [part('a'), part('b')] },
    items: [anItem({ id: 'i_p', ask: 'Start this plan?', hash: 'h1' })],
  });

  test('is shown whole, and started bound to what was looked at', async () => {
    const { engine } = renderScreen(<InboxScreen />, { tasks: [planned] });
    const article = screen.getByRole('article', { name: 'Start this plan?' });
    expect(within(article).getAllByRole('textbox', { name: /^Part \d+$/ })).toHaveLength(2);
    expect(within(article).queryByRole('button', { name: /^Approve/ })).toBeNull();
    press('a');
    await waitFor(() =>
      expect(engine.commands).toMatchObject([{ type: 'item.approve', taskId: 't_1', itemId: 'i_p', hash: 'h1' }]),
    );
  });

  test('is declined with what should be different', async () => {
    const { engine } = renderScreen(<InboxScreen />, { tasks: [planned] });
    press('x');
    const field = await screen.findByRole('textbox', { name: /^Why not/ });
    fireEvent.change(field, { target: { value: 'Ask Priya too' } });
    fireEvent.click(screen.getByRole('button', { name: /^Decline/ }));
    await waitFor(() =>
      expect(engine.commands).toMatchObject([
        { type: 'item.decline', taskId: 't_1', itemId: 'i_p', note: 'Ask Priya too' },
      ]),
    );
  });
});

describe('a circle of waiting', () => {
  const members = [
    { taskId: 't_1', callId: 'c_1', teammateId: 'maya', waitsFor: 't_2', question: 'Which prices?' },
    { taskId: 't_2', callId: 'c_2', teammateId: 'tomas', waitsFor: 't_1', question: 'Which list?' },
  ];
  const ask = 'Maya and Tomás wait for each other';
  const tasks = [
    aTask({
      status: 'working',
      run: aRun(),
      cycle: { itemId: 'i_c', members },
      items: [anItem({ id: 'i_c', kind: 'problem', callId: null, ask })],
    }),
    aTask({ id: 't_2', teammateId: 'tomas', status: 'working', run: aRun() }),
  ];
  const open = () => renderScreen(<InboxScreen />, { tasks, state: { teammates: { maya, tomas } } });

  test('is named once, with who waits for whom and about what', () => {
    open();
    expect(screen.queryByText('2 teammates wait for each other')).toBeNull();
    const article = screen.getByRole('article', { name: ask });
    expect(within(article).getByText('Maya waits for Tomás: Which prices?')).toBeTruthy();
    expect(within(article).getByText('Tomás waits for Maya: Which list?')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Give Maya this answer' }).hasAttribute('disabled')).toBe(true);
  });

  test('is broken at the one chosen by key, with an answer in a colleague’s place', async () => {
    const { engine } = open();
    press('2');
    fireEvent.change(await screen.findByRole('textbox', { name: 'Answer Tomás in place of Maya' }), {
      target: { value: 'The 2026 list' },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Give Tomás this answer' }));
    await waitFor(() =>
      expect(engine.commands).toEqual([{ type: 'wait.break', taskId: 't_2', callId: 'c_2', answer: 'The 2026 list' }]),
    );
  });

  test('is broken without an answer; a refusal stands beside it and nothing typed is lost', async () => {
    const { engine } = open();
    engine.refusal = { code: 'call.unknown', message: 'This step no longer waits. Nothing was changed.' };
    const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Answer Maya in place of Tomás' });
    fireEvent.change(field, { target: { value: 'Take mine' } });
    fireEvent.click(screen.getByRole('button', { name: 'Let Maya go on without an answer' }));
    expect(await screen.findByText('This step no longer waits. Nothing was changed.')).toBeTruthy();
    expect(engine.commands).toEqual([{ type: 'wait.break', taskId: 't_1', callId: 'c_1', answer: null }]);
    expect(field.value).toBe('Take mine');
  });
});
