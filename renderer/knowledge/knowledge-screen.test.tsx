import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { fakeConflict, fakeMemories, fakeMemory } from '../client/fake-knowledge.ts';
import { renderScreen } from '../task/screen.fixture.tsx';
import { KnowledgeScreen } from './knowledge-screen.tsx';

afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

const nowMs = new Date(2026, 10, 25, 12).getTime();
const known = () =>
  renderScreen(<KnowledgeScreen />, {
    memories: fakeMemories(nowMs),
    state: { knowledge: { version: 1, conflicts: [fakeConflict(nowMs)] } },
  });
const row = async (text: string) => {
  const cell = await within(await screen.findByRole('grid')).findByText(text);
  const found = cell.closest<HTMLElement>('[data-memory]');
  if (!found) throw new Error(`no line says ${text}`);
  return found;
};
const press = (target: HTMLElement, key: string) => {
  target.focus();
  fireEvent.keyDown(target, { key });
};

describe('a line of the table', () => {
  test('F forgets, and Undo brings it back', async () => {
    const { engine } = known();
    press(await row('Halden Foods is greeted by first name.'), 'f');
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() =>
      expect(engine.commands).toEqual([
        { type: 'memory.forget', memoryId: 'mem_greet' },
        { type: 'memory.restore', memoryId: 'mem_greet' },
      ]),
    );
  });

  test('Enter edits it in place with the revision that was seen, and a refusal keeps the typed words', async () => {
    const { engine } = known();
    press(await row('Prices are compared without VAT.'), 'Enter');
    const field = screen.getByLabelText<HTMLTextAreaElement>('The sentence');
    engine.refusal = { code: 'memory.stale', message: 'It was changed since you looked.' };
    fireEvent.change(field, { target: { value: 'Prices are compared with VAT.' } });
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(await screen.findByText('It was changed since you looked.')).toBeTruthy();
    expect(field.value).toBe('Prices are compared with VAT.');
    engine.refusal = null;
    fireEvent.click(screen.getByRole('button', { name: /^Save/ }));
    await waitFor(() => expect(screen.queryByLabelText('The sentence')).toBeNull());
    expect(engine.commands.at(-1)).toMatchObject({
      type: 'memory.correct',
      replacesId: 'mem_vat',
      rev: 1,
      kind: 'procedure',
      text: 'Prices are compared with VAT.',
      claim: null,
    });
  });

  test('X selects several, which become one', async () => {
    const { engine } = known();
    press(await row('Halden Foods is greeted by first name.'), 'x');
    press(await row('Brandt Logistics wants delivery notes with every order.'), 'x');
    fireEvent.click(screen.getByRole('button', { name: 'Make one of them…' }));
    const form = await screen.findByRole('dialog', { name: 'Make one sentence of 2' });
    fireEvent.click(within(form).getByRole('button', { name: /^Save/ }));
    await waitFor(() =>
      expect(engine.commands).toEqual([
        expect.objectContaining({ type: 'memory.merge', mergedIds: ['mem_greet', 'mem_brandt'], subject: 'Customers' }),
      ]),
    );
  });

  test('long and hostile text stays one line and shows what hides', async () => {
    renderScreen(<KnowledgeScreen />, { memories: [fakeMemory('mem_long', 'S', `a\u202Eb${'x'.repeat(1990)}`)] });
    const line = await screen.findByTitle(/^a.b/u);
    expect(line.textContent).toContain('U+202E');
    expect(line.className).toContain('truncate');
  });
});

test('the keys 1, 2, 3 settle the question on top, and only once its versions are on screen', async () => {
  const { engine } = known();
  fireEvent.keyDown(document.body, { key: '2' });
  expect(engine.commands).toEqual([]);
  await screen.findByRole('button', { name: 'Both, by date' });
  fireEvent.keyDown(document.body, { key: '2' });
  await waitFor(() => expect(engine.commands).toHaveLength(1));
  expect(engine.commands[0]).toMatchObject({ type: 'memory.settle', how: 'keep', winnerId: 'mem_45' });
});

test('what came in lately is kept, put right or forgotten', async () => {
  const { engine } = known();
  const tray = await screen.findByRole('region', { name: 'Newly learned' });
  expect(within(tray).getByRole('heading').textContent).toBe('3 new things learned');
  fireEvent.click(within(tray).getAllByRole('button', { name: 'Keep' })[0] as HTMLElement);
  await waitFor(() => expect(engine.commands).toEqual([{ type: 'memory.keep', memoryId: 'mem_forklift' }]));
});

test('with nothing known, a prompt opens the form with words to begin with', async () => {
  const { engine } = renderScreen(<KnowledgeScreen />, {});
  fireEvent.click(await screen.findByRole('button', { name: 'How we like our reports' }));
  const form = await screen.findByRole('dialog', { name: 'Teach something' });
  fireEvent.click(within(form).getByRole('button', { name: /^Save/ }));
  await waitFor(() =>
    expect(engine.commands[0]).toMatchObject({ type: 'memory.teach', kind: 'preference', taskId: null }),
  );
});

test('the receipt of an erasure is shown when its event comes, not before', async () => {
  const { engine, store } = known();
  const line = await row('Halden Foods is greeted by first name.');
  fireEvent.click(within(line).getByRole('button', { name: 'More acts on this sentence', hidden: true }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Erase for good…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Erase for good?' });
  fireEvent.click(await within(dialog).findByLabelText('I know that nothing brings it back'));
  fireEvent.click(within(dialog).getByRole('button', { name: 'Erase for good' }));
  expect(await screen.findByRole('dialog', { name: 'Erasing…' })).toBeTruthy();
  const { erasureId } = engine.commands[0] as { erasureId: string };
  const receipt = { searched: true, files: 42, bytes: 1, hits: [], taskIds: [], unsearched: 0, tookMs: 1 };
  store.setState({ receipts: { er_other: { ...receipt, files: 7 } } });
  expect(screen.getByRole('dialog', { name: 'Erasing…' })).toBeTruthy();
  store.setState({ receipts: { er_other: { ...receipt, files: 7 }, [erasureId]: receipt } });
  expect(await screen.findByText('Nothing of it is left in 42 files.')).toBeTruthy();
});
