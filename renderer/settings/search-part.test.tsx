import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { aSetup, renderScreen } from '../task/screen.fixture.tsx';
import { SearchPart } from './search-part.tsx';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const show = (search: Partial<typeof aSetup.search> = {}) =>
  renderScreen(<SearchPart />, { setup: { search: { ...aSetup.search, ...search } } });
const choose = (kind: string) =>
  fireEvent.change(screen.getByLabelText('Likeness comes from'), { target: { value: kind } });
const write = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const here = {
  kind: 'ollama',
  endpoint: 'http://127.0.0.1:11434',
  model: 'nomic-embed-text',
} as const;
const elsewhere = { kind: 'openai', endpoint: 'https://api.openai.com/v1', model: 'm' } as const;

describe('a service', () => {
  test('is asked as its key is pasted, and kept with the length it has', async () => {
    const { engine } = show();
    choose('openai');
    write('Model', ' m ');
    fireEvent.paste(screen.getByLabelText('Key'), { clipboardData: { getData: () => ' vk-good \n' } });
    await screen.findByText('It answers, with 1536 numbers for a sentence, and is kept.', { selector: 'form span' });
    const input = { ...elsewhere, key: 'vk-good' };
    expect(engine.searchChecks).toEqual([input]);
    expect(engine.searchesKept).toEqual([{ ...input, dim: 1536, privateMayLeave: false }]);
    expect((screen.getByLabelText('Key') as HTMLInputElement).value).toBe('');
  });

  test('that does not answer is said and not kept', async () => {
    const { engine } = show();
    engine.searchCheck = { ok: false, message: '127.0.0.1:11434 could not be reached.' };
    choose('ollama');
    write('Model', 'nomic-embed-text');
    press('Check and keep');
    await screen.findByText('127.0.0.1:11434 could not be reached. It was not kept.');
    expect(engine.searchChecks).toEqual([{ ...here, key: null }]);
    expect(engine.searchesKept).toEqual([]);
  });

  test('elsewhere says what is sent there, and private sentences only when switched on', async () => {
    const { engine } = show(elsewhere);
    expect(screen.getByText(/is sent to api\.openai\.com, sentence by sentence/)).toBeTruthy();
    fireEvent.click(screen.getByLabelText('Send private sentences too'));
    press('Check and keep');
    await waitFor(() =>
      expect(engine.searchesKept).toEqual([{ ...elsewhere, key: null, dim: 1536, privateMayLeave: true }]),
    );
  });

  test('on this computer says that nothing leaves it', () => {
    show(here);
    expect(screen.getByText(/is on this computer: nothing leaves it/)).toBeTruthy();
    expect(screen.queryByLabelText('Send private sentences too')).toBeNull();
  });

  test.each([
    ['no model', 'Model', ''],
    ['no address', 'Address', ''],
    ['no web address', 'Address', 'api.openai.com'],
  ])('with %s cannot be tried', (_name, label, value) => {
    const { engine } = show(elsewhere);
    write(label, value);
    const button = screen.getByRole('button', { name: 'Check and keep' });
    expect((button as HTMLButtonElement).disabled).toBe(true);
    fireEvent.submit(button);
    expect(engine.searchChecks).toEqual([]);
  });

  test('is forgotten by what is typed while it is tried', async () => {
    const { engine } = show(elsewhere);
    press('Check and keep');
    write('Model', 'another');
    await waitFor(() => expect(engine.searchChecks).toHaveLength(1));
    await Promise.resolve();
    expect(engine.searchesKept).toEqual([]);
    expect((screen.getByRole('button', { name: 'Check and keep' }) as HTMLButtonElement).disabled).toBe(false);
  });

  test('from the environment is named, and only its kind and model are chosen here', async () => {
    const { engine } = show({ givenEndpoint: 'https://given.example' });
    choose('voyage');
    expect(screen.getByText(/https:\/\/given\.example and its key come from the environment/)).toBeTruthy();
    expect(screen.queryByLabelText('Key')).toBeNull();
    write('Model', 'm');
    press('Check and keep');
    const input = { kind: 'voyage', endpoint: 'https://given.example', model: 'm', key: null };
    await waitFor(() => expect(engine.searchesKept).toEqual([{ ...input, dim: 1536, privateMayLeave: false }]));
  });
});

test('a model on disk needs no address, and the line that installs it is shown', async () => {
  const { engine } = show();
  choose('transformers');
  expect(screen.getByText('npm install --prefix "/data/transformers" @huggingface/transformers')).toBeTruthy();
  write('Model', 'tiny');
  press('Check and keep');
  await waitFor(() => expect(engine.searchesKept).toEqual([{ kind: 'transformers', model: 'tiny', dim: 1536 }]));
});

test('the built-in search is taken back with one press', async () => {
  const { engine } = show(elsewhere);
  choose('built-in');
  press('Use the built-in search');
  await waitFor(() => expect(engine.searchesKept).toEqual([{ kind: 'built-in' }]));
  expect(engine.searchChecks).toEqual([]);
});

test('what was kept and fails since is not called good any more', async () => {
  const { engine, store } = show(here);
  press('Check and keep');
  await screen.findByText(/and is kept/, { selector: 'form span' });
  store.setState({ setup: { ...engine.setup, search: { ...engine.setup.search, problem: 'It refused the key.' } } });
  await screen.findByText('It refused the key.');
  expect(screen.queryByText(/and is kept/, { selector: 'form span' })).toBeNull();
});

test('a change is shown as it goes on, and its trouble', async () => {
  vi.useFakeTimers();
  const { engine } = show({ ...elsewhere, progress: { done: 412, total: 10_000 }, problem: 'It refused the key.' });
  expect(screen.getByText(/412 of 10,000 sentences are ready/)).toBeTruthy();
  expect(screen.getByText('It refused the key.').closest('[role=alert]')).toBeTruthy();
  engine.setup = { ...engine.setup, search: { ...engine.setup.search, progress: null, problem: null } };
  await vi.advanceTimersByTimeAsync(1_000);
  expect(screen.queryByText(/sentences are ready/)).toBeNull();
  expect(screen.queryByText('It refused the key.')).toBeNull();
});
