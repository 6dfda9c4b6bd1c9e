import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { fakeTeammate } from '../client/fake-board.ts';
import { maya, renderScreen } from '../task/screen.fixture.tsx';
import { anItem, aRun, aTask } from '../task/task.fixture.ts';
import { TeamScreen } from './team-screen.tsx';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const owen = { ...fakeTeammate('owen', 'Owen', 'planner', 3, 'Cuts big work'), standing: 'paused' as const };
const june = { ...fakeTeammate('june', 'June', 'memory manager', 4, 'Keeps order'), standing: 'retired' as const };
const team = { maya, owen, june };
const tasks = [
  aTask({ id: 't_work', title: 'Read the offers', status: 'working', run: aRun(), items: [] }),
  aTask({ id: 't_needs', title: 'Which year', status: 'working', items: [anItem()] }),
  aTask({ id: 't_next', title: 'In line', status: 'queued', queuedAtMs: 1 }),
];
const press = (key: string) => {
  const group = screen.getByRole('group', { name: 'Team' });
  group.focus();
  fireEvent.keyDown(group, { key });
};
const shown = (options: Parameters<typeof renderScreen>[1] = {}) =>
  renderScreen(<TeamScreen />, { tasks, ...options, state: { teammates: team, ...options.state } });
const dialog = () => screen.getByRole('dialog');

/** Lets the person's next choice of a file be this one. */
function choose(file: File): void {
  vi.spyOn(HTMLInputElement.prototype, 'click').mockImplementation(function (this: HTMLInputElement) {
    Object.defineProperty(this, 'files', { value: [file] });
    this.dispatchEvent(new Event('change'));
  });
}

describe('the list', () => {
  test('parts those at work from those paused and retired, name and role together', () => {
    shown();
    const names = ['Teammates', 'Paused', 'Retired'].map((name) =>
      within(screen.getByRole('list', { name })).getByRole('button').textContent?.replace(/\s+/g, ' '),
    );
    expect(names[0]).toContain('Maya researcher');
    expect(names[1]).toMatch(/Owen planner.*Paused by you/);
    expect(names[2]).toMatch(/June memory manager.*Retired/);
  });

  test('nobody at all offers to make one', () => {
    shown({ tasks: [], state: { teammates: {} } });
    fireEvent.click(screen.getByRole('button', { name: /New teammate/ }));
    expect(dialog().textContent).toContain('Researcher');
  });

  test('J and K walk over all groups', () => {
    const { store } = shown();
    press('j');
    expect(store.getState().place.teammateId).toBe('owen');
    press('j');
    expect(store.getState().place.teammateId).toBe('june');
    press('k');
    expect(store.getState().place.teammateId).toBe('owen');
  });

  test('a name of 40 characters leaves the role in sight', () => {
    const name = 'Maximiliane-Alexandra von Hohenstaufen-X';
    shown({ state: { teammates: { maya: { ...maya, profile: { ...maya.profile, name } } } } });
    const row = within(screen.getByRole('list', { name: 'Teammates' })).getByRole('button');
    expect(row.textContent).toContain(name);
    expect(within(row).getByText('researcher').className).toContain('flex-none');
  });
});

describe('standing', () => {
  test('P says what happens to the work under way before it pauses', async () => {
    const { engine } = shown();
    press('p');
    expect(dialog().textContent).toContain('2 tasks are under way and go on to their end.');
    expect(dialog().textContent).toContain('1 task in line waits');
    expect(engine.commands).toEqual([]);
    fireEvent.click(within(dialog()).getByRole('button', { name: 'Pause Maya' }));
    await waitFor(() => expect(engine.commands).toEqual([{ type: 'teammate.pause', teammateId: 'maya' }]));
  });

  test('P on a paused one resumes at once', async () => {
    const { engine } = shown({ state: { teammates: { owen } } });
    press('p');
    await waitFor(() => expect(engine.commands).toEqual([{ type: 'teammate.resume', teammateId: 'owen' }]));
  });

  test('retiring stops work under way and says so; a refusal is read in the dialog', async () => {
    const { engine } = shown();
    engine.refusal = { code: 'teammate.away', message: 'Maya is retired. Nothing was changed.' };
    fireEvent.click(screen.getByRole('tab', { name: 'Rules' }));
    fireEvent.click(screen.getByRole('button', { name: 'Retire Maya…' }));
    expect(dialog().textContent).toContain('2 tasks under way are stopped and go back to To do');
    expect(dialog().textContent).toContain('1 task in line goes back to To do');
    fireEvent.click(within(dialog()).getByRole('button', { name: 'Retire Maya' }));
    expect(await within(dialog()).findByText('Maya is retired. Nothing was changed.')).toBeTruthy();
  });

  test('a retired one is called back', async () => {
    const { engine } = shown({ state: { teammates: { june } } });
    press('p');
    fireEvent.click(within(dialog()).getByRole('button', { name: 'Call June back' }));
    await waitFor(() => expect(engine.commands).toEqual([{ type: 'teammate.rejoin', teammateId: 'june' }]));
  });
});

describe('a new teammate', () => {
  test('N, a template, a name: made with what the role file gives', async () => {
    const { engine, store } = shown();
    press('n');
    fireEvent.click(within(dialog()).getByRole('button', { name: /^Reviewer/ }));
    const name = await screen.findByLabelText<HTMLInputElement>('Name');
    expect(document.activeElement).toBe(name);
    expect(screen.getByRole('button', { name: 'Add to the team' }).hasAttribute('disabled')).toBe(true);
    fireEvent.change(name, { target: { value: 'Zoë Ångström' } });
    fireEvent.click(screen.getByRole('button', { name: 'Add to the team' }));
    await waitFor(() => expect(engine.commands).toHaveLength(1));
    const [command] = engine.commands;
    expect(command).toMatchObject({
      type: 'teammate.create',
      teammateId: 'tm_zoe-angstrom',
      profile: { name: 'Zoë Ångström', role: 'reviewer', model: 'default' },
    });
    expect(command?.type === 'teammate.create' && command.profile.tools).toContain('finish');
    expect(store.getState().place.teammateId).toBe('tm_zoe-angstrom');
  });

  test('a name that is taken is refused in the form, and closing keeps what was typed', async () => {
    const { engine } = shown();
    press('n');
    fireEvent.click(within(dialog()).getByRole('button', { name: /^Blank/ }));
    fireEvent.change(await screen.findByLabelText('Name'), { target: { value: 'Maya' } });
    fireEvent.change(screen.getByLabelText('Good for'), { target: { value: 'Everything' } });
    fireEvent.change(screen.getByLabelText('How it works'), { target: { value: 'Be careful.' } });
    engine.refusal = { code: 'teammate.exists', message: 'Somebody in the team is called Maya already.' };
    fireEvent.click(screen.getByRole('button', { name: 'Add to the team' }));
    expect(await screen.findByText('Somebody in the team is called Maya already.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    press('n');
    expect((await screen.findByLabelText<HTMLTextAreaElement>('How it works')).value).toBe('Be careful.');
  });

  test('a copy begins with everything but the name', async () => {
    const { engine } = shown();
    fireEvent.click(screen.getByRole('button', { name: 'More for Maya' }));
    fireEvent.click(await screen.findByRole('menuitem', { name: /^Duplicate/ }));
    expect(dialog().textContent).toContain('Copy of Maya');
    fireEvent.change(screen.getByLabelText('Name'), { target: { value: 'Mara' } });
    fireEvent.click(screen.getByRole('button', { name: 'Add to the team' }));
    await waitFor(() =>
      expect(engine.commands).toEqual([
        { type: 'teammate.create', teammateId: 'tm_mara', profile: { ...maya.profile, name: 'Mara' } },
      ]),
    );
  });

  test('a file fills the form; one that is no role file says why', async () => {
    shown();
    press('n');
    choose(new File(['just words'], 'odd.md'));
    fireEvent.click(within(dialog()).getByRole('button', { name: /^From a file/ }));
    expect(await screen.findByText(/does not begin with settings between two lines of ---/)).toBeTruthy();
    choose(new File(['---\nname: Scout\ndescription: Looks around.\n---\nLook.\n'], 'scout.md'));
    fireEvent.click(within(dialog()).getByRole('button', { name: /^From a file/ }));
    expect((await screen.findByLabelText<HTMLInputElement>('Name')).value).toBe('Scout');
    expect(screen.getByLabelText<HTMLTextAreaElement>('How it works').value).toBe('Look.');
  });

  test('a file longer than the engine reads is refused before it is sent', async () => {
    shown();
    press('n');
    choose(new File(['x'.repeat(100_001)], 'long.md'));
    fireEvent.click(within(dialog()).getByRole('button', { name: /^From a file/ }));
    expect(await screen.findByText('long.md is longer than a role file can be. Nothing was read.')).toBeTruthy();
  });
});
