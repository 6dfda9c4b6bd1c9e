import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { renderScreen } from '../task/screen.fixture.tsx';
import { OccasionForm } from './occasion-form.tsx';

afterEach(cleanup);

const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

it('says what is missing, keeps what was typed, and makes the task once it is whole', async () => {
  let closed = 0;
  const { engine } = renderScreen(<OccasionForm close={() => (closed += 1)} />);
  type('From', 'Ito');
  fireEvent.click(screen.getByRole('button', { name: /Let it happen/ }));
  expect(screen.getByText('Write what came in.')).toBeTruthy();
  expect(engine.commands).toEqual([]);
  type('What it says', 'When does the lease end?');
  fireEvent.click(screen.getByRole('button', { name: 'A form was filled in' }));
  expect(screen.getByLabelText<HTMLInputElement>('From').value).toBe('Ito');
  fireEvent.click(screen.getByRole('button', { name: /Let it happen/ }));
  await expect.poll(() => closed).toBe(1);
  expect(engine.commands).toMatchObject([
    { type: 'task.create', origin: 'event', occasion: { kind: 'form', from: 'Ito', text: 'When does the lease end?' } },
  ]);
});

it('keeps the form with the engine’s words when it is refused', async () => {
  const { engine } = renderScreen(<OccasionForm close={() => undefined} />);
  engine.refusal = { code: 'folder.missing', message: 'This folder is not there.' };
  type('From', 'Ito');
  type('What it says', 'Hello');
  fireEvent.click(screen.getByRole('button', { name: /Let it happen/ }));
  expect(await screen.findByText('This folder is not there.')).toBeTruthy();
  expect(screen.getByLabelText<HTMLTextAreaElement>('What it says').value).toBe('Hello');
});
