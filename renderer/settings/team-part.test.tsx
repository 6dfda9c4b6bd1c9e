import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { UnassignedSwitch } from '../board/unassigned-switch.tsx';
import { emptyWorkspace } from '../../agents/domain/project.ts';
import { renderScreen } from '../task/screen.fixture.tsx';
import { TeamPart } from './team-part.tsx';

afterEach(cleanup);

const leases = { planId: 'p_1', name: 'Leases', madeFor: 'Compare the leases of our rooms', parts: [], atMs: 0 };

test('a saved plan says what it was made for, and is forgotten', async () => {
  const { engine } = renderScreen(<TeamPart />, { state: { workspace: { ...emptyWorkspace(), plans: [leases] } } });
  expect(screen.getByText('Made for “Compare the leases of our rooms”')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Forget the plan Leases' }));
  await waitFor(() => expect(engine.commands).toEqual([{ type: 'plan.forget', planId: 'p_1' }]));
});

test('with no plan it says how to keep one', () => {
  renderScreen(<TeamPart />);
  expect(screen.getByText(/^None yet/)).toBeTruthy();
});

test('the switch where such tasks lie says what it does, on and off', async () => {
  const { engine } = renderScreen(<UnassignedSwitch />);
  expect(screen.getByText('Off: a task stays here until you give it to somebody.')).toBeTruthy();
  fireEvent.click(screen.getByRole('checkbox', { name: /^Let the team take unassigned work/ }));
  await waitFor(() =>
    expect(engine.commands).toEqual([{ type: 'settings.change', settings: { takesUnassigned: true } }]),
  );
});
