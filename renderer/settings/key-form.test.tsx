import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { aSetup, renderScreen } from '../task/screen.fixture.tsx';
import { SettingsScreen } from './settings-screen.tsx';

afterEach(cleanup);

const paste = (text: string) =>
  fireEvent.paste(screen.getByLabelText('Key'), { clipboardData: { getData: () => text } });

describe('the key', () => {
  test('is tried as it is pasted and kept when it works', async () => {
    const { engine } = renderScreen(<SettingsScreen />);
    paste(' sk-good \n');
    await screen.findByText('The key works and is kept.', { selector: 'p' });
    expect(engine.keyChecks).toEqual([{ key: 'sk-good', endpoint: null, model: 'claude-sonnet-5-5' }]);
    expect(engine.kept).toEqual([{ key: 'sk-good', endpoint: null, forget: false }]);
    expect((screen.getByLabelText('Key') as HTMLInputElement).value).toBe('');
  });

  test('a wrong one is said at once, is not kept, and practice is offered', async () => {
    const { engine } = renderScreen(<SettingsScreen />);
    engine.keyCheck = { ok: false, code: 'key', message: 'The key was refused.' };
    paste('sk-bad');
    await screen.findByText(/The key was refused\. It was not kept\./);
    expect(engine.kept).toEqual([]);
    expect(screen.queryByRole('button', { name: 'Keep it all the same' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Use practice for now' }));
    await waitFor(() => expect(engine.commands).toEqual([{ type: 'settings.change', settings: { practice: true } }]));
  });

  test('one that could not be tried may be kept all the same', async () => {
    const { engine } = renderScreen(<SettingsScreen />);
    engine.keyCheck = { ok: false, code: 'unreachable', message: 'No answer came.' };
    paste('sk-later');
    fireEvent.click(await screen.findByRole('button', { name: 'Keep it all the same' }));
    await waitFor(() => expect(engine.kept).toEqual([{ key: 'sk-later', endpoint: null, forget: false }]));
  });

  test('from the environment it is named and not to be changed here', () => {
    const model = { ...aSetup.model, mode: 'live' as const, keySource: 'environment' as const, keyHint: 'abcd' };
    renderScreen(<SettingsScreen />, { setup: { model } });
    expect(screen.getByText(/ending in abcd .* environment that started Muster/)).toBeTruthy();
    expect(screen.queryByLabelText('Key')).toBeNull();
  });

  test('is forgotten with its address', async () => {
    const model = { ...aSetup.model, mode: 'live' as const, keySource: 'settings' as const, keyHint: 'abcd' };
    const { engine } = renderScreen(<SettingsScreen />, { setup: { model } });
    fireEvent.click(screen.getByRole('button', { name: 'Forget the key' }));
    await waitFor(() => expect(engine.kept).toEqual([{ key: null, endpoint: null, forget: true }]));
  });

  test('an address that is none is refused before anything is sent', () => {
    const { engine } = renderScreen(<SettingsScreen />);
    fireEvent.change(screen.getByLabelText('Address'), { target: { value: 'ftp://x' } });
    paste('sk-good');
    expect(screen.getByText(/Write a web address/)).toBeTruthy();
    expect(engine.keyChecks).toEqual([]);
  });
});

test('an unknown price is said plainly and can be entered', async () => {
  const { engine } = renderScreen(<SettingsScreen />, { settings: { model: 'local-one' } });
  expect(screen.getByText(/The price of local-one is not known/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Enter a price' }));
  for (const [label, value] of [
    ['Read', '1'],
    ['Written', '2,5'],
    ['Read again', '0.1'],
  ] as const)
    fireEvent.change(screen.getByLabelText(label), { target: { value } });
  fireEvent.click(screen.getByRole('button', { name: 'Keep the price' }));
  expect(engine.commands).toEqual([]);
  fireEvent.change(screen.getByLabelText('Kept to read again'), { target: { value: '1.25' } });
  fireEvent.click(screen.getByRole('button', { name: 'Keep the price' }));
  const price = { input: 1_000_000, output: 2_500_000, cacheRead: 100_000, cacheWrite: 1_250_000 };
  await waitFor(() =>
    expect(engine.commands).toEqual([{ type: 'settings.change', settings: { prices: { 'local-one': price } } }]),
  );
});

test('a cap is kept when one leaves the field, a wrong one is not', async () => {
  const { engine } = renderScreen(<SettingsScreen />);
  const field = screen.getByLabelText('US dollars a day, all tasks');
  fireEvent.change(field, { target: { value: 'lots' } });
  fireEvent.blur(field);
  expect(engine.commands).toEqual([]);
  expect(field.getAttribute('aria-invalid')).toBe('true');
  fireEvent.change(field, { target: { value: '5' } });
  fireEvent.blur(field);
  await waitFor(() =>
    expect(engine.commands).toEqual([{ type: 'settings.change', settings: { dayUsdMicros: 5_000_000 } }]),
  );
});
