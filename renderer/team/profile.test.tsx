import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { createRef } from 'react';
import { afterEach, describe, expect, test } from 'vitest';
import type { TaskState } from '../../agents/domain/task.ts';
import type { TeammateState } from '../../agents/domain/teammate.ts';
import { fakeMemory } from '../client/fake-knowledge.ts';
import { fakeCompetence, FakeTeam, fakeVersions } from '../client/fake-team.ts';
import { useApp } from '../store/use-app.ts';
import { maya, renderScreen } from '../task/screen.fixture.tsx';
import { anItem, aRun, aTask } from '../task/task.fixture.ts';
import { Profile } from './profile.tsx';

afterEach(cleanup);

const pane = createRef<HTMLElement>();

function Shown() {
  const teammate = useApp((state) => state.teammates['maya']);
  const tasks = useApp((state) => state.tasks);
  if (!teammate) return null;
  return <Profile teammate={teammate} tasks={Object.values(tasks)} pane={pane} duplicate={() => undefined} />;
}

function shown(tab: RegExp, over: { tasks?: TaskState[]; teammate?: TeammateState; team?: FakeTeam } = {}) {
  const { tasks = [], teammate = maya, team } = over;
  const rendered = renderScreen(<Shown />, { tasks, team, state: { teammates: { maya: teammate } } });
  fireEvent.click(screen.getByRole('tab', { name: tab }));
  return rendered;
}

const editor = () => screen.getByLabelText<HTMLTextAreaElement>('Instructions of Maya');
const write = (text: string) => {
  fireEvent.click(screen.getByRole('button', { name: 'Edit' }));
  fireEvent.change(editor(), { target: { value: text } });
};
const done = aTask({ id: 't_done', title: 'Old brief', status: 'done', verdict: 'passed', acceptedBy: 'person' });

describe('instructions', () => {
  test('a change is shown as lines and saved with a note from the version it began at', async () => {
    const { engine } = shown(/^How/);
    write('Read every file.\nGive the page.');
    expect(screen.getByText('Draft of version 2')).toBeTruthy();
    expect(screen.getByText('1 line changed')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'What changes' }));
    expect(screen.getByText('Added:').nextElementSibling?.textContent).toBe('Give the page.');
    fireEvent.change(screen.getByLabelText('What is different (optional)'), { target: { value: ' Pages ' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save as version 2' }));
    const profile = { ...maya.profile, instructions: 'Read every file.\nGive the page.' };
    await waitFor(() =>
      expect(engine.commands).toEqual([
        { type: 'teammate.revise', teammateId: 'maya', fromVersion: 1, profile, note: 'Pages' },
      ]),
    );
  });

  test('a stale save keeps the typed text; looking at the newest lets it be saved', async () => {
    const { engine, store } = shown(/^How/);
    write('My text.');
    const newer = { ...maya, version: 2, profileVersion: 2, profile: { ...maya.profile, instructions: 'Theirs.' } };
    store.setState({ teammates: { maya: newer } });
    engine.refusal = { code: 'teammate.stale', message: 'Maya was changed since you opened this.' };
    fireEvent.click(await screen.findByRole('button', { name: 'Save as version 3' }));
    expect(await screen.findByText('Maya was changed since you opened this.')).toBeTruthy();
    expect(engine.commands.at(-1)).toMatchObject({ fromVersion: 1 });
    expect(editor().value).toBe('My text.');
    engine.refusal = null;
    fireEvent.click(screen.getByRole('button', { name: 'Go on from version 2' }));
    fireEvent.click(screen.getByRole('button', { name: 'Save as version 3' }));
    await waitFor(() => expect(engine.commands.at(-1)).toMatchObject({ fromVersion: 2 }));
  });

  test('a version that left the instructions alone is no reason to ask', async () => {
    const { engine, store } = shown(/^How/);
    write('My text.');
    const newer = { ...maya, version: 2, profileVersion: 2, profile: { ...maya.profile, tools: ['finish'] } };
    store.setState({ teammates: { maya: newer } });
    fireEvent.click(await screen.findByRole('button', { name: 'Save as version 3' }));
    await waitFor(() =>
      expect(engine.commands.at(-1)).toMatchObject({
        fromVersion: 2,
        profile: { tools: ['finish'], instructions: 'My text.' },
      }),
    );
  });

  test('what was typed is there again after another part was looked at; Discard drops it', () => {
    shown(/^How/);
    write('My text.');
    fireEvent.click(screen.getByRole('tab', { name: 'Rules' }));
    fireEvent.click(screen.getByRole('tab', { name: /^How/ }));
    expect(editor().value).toBe('My text.');
    fireEvent.click(screen.getByRole('button', { name: 'Discard' }));
    expect(screen.getByText('Version 1')).toBeTruthy();
  });

  test.each([
    ['nothing', '   ', 'Instructions cannot be empty.'],
    ['20,001 characters', 'x'.repeat(20_001), /At most 20,000 characters/],
  ])('%s cannot be saved', (_, text, why) => {
    shown(/^How/);
    write(text);
    expect(screen.getByText(why)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Save as version 2' }).hasAttribute('disabled')).toBe(true);
  });
});

describe('versions', () => {
  test('of 300 the newest ten are drawn, the rest when asked', () => {
    const teammate = structuredClone(maya);
    fakeVersions([teammate], 300);
    shown(/^How/, { teammate });
    const list = screen.getByRole('region', { name: 'Versions' });
    expect(within(list).getAllByRole('rowheader')[0]?.textContent).toBe('300');
    expect(within(list).getAllByRole('rowheader')).toHaveLength(10);
    fireEvent.click(within(list).getByRole('button', { name: 'Show 290 more' }));
    expect(within(list).getAllByRole('rowheader')).toHaveLength(300);
  });

  test('any two are compared, and an old one is used again as a new one', async () => {
    const teammate = structuredClone(maya);
    const older = fakeVersions([teammate], 4);
    const { engine } = shown(/^How/, { teammate, team: new FakeTeam({}, older) });
    fireEvent.click(screen.getByRole('button', { name: 'Compare version 2' }));
    const box = screen.getByRole('dialog');
    expect(await within(box).findByText('Write “not found” instead of a guess.')).toBeTruthy();
    fireEvent.change(within(box).getByLabelText('To'), { target: { value: '2' } });
    expect(await within(box).findByText('The text stays as it is.')).toBeTruthy();
    fireEvent.change(within(box).getByLabelText('From'), { target: { value: '1' } });
    fireEvent.click(within(box).getByRole('button', { name: 'Use version 1 again' }));
    await waitFor(() =>
      expect(engine.commands).toEqual([
        {
          type: 'teammate.revise',
          teammateId: 'maya',
          fromVersion: 4,
          profile: older['maya/1'],
          note: 'Version 1 again',
        },
      ]),
    );
  });

  test('says how the results of each fared', () => {
    shown(/^How/, { tasks: [{ ...done, run: aRun({ profileVersion: 1 }) }] });
    expect(within(screen.getByRole('region', { name: 'Versions' })).getByText('1 of 1')).toBeTruthy();
  });
});

describe('a try on an old task', () => {
  const trialOf = (over: Partial<TaskState>): TaskState =>
    aTask({
      id: 't_1',
      title: 'Old brief',
      origin: 'trial',
      trial: { ofTaskId: 't_done', profile: { ...maya.profile, instructions: 'My text.' } },
      ...over,
    });

  test('is begun with the text as typed, and shows both results with Save', async () => {
    const { engine, store } = shown(/^How/, { tasks: [{ ...done, summary: 'The old answer.' }] });
    write('My text.');
    fireEvent.click(screen.getByRole('button', { name: 'Try on an old task' }));
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: /Old brief/ }));
    await waitFor(() => expect(engine.commands).toHaveLength(1));
    const [tried] = engine.commands;
    expect(tried).toMatchObject({
      type: 'task.try',
      ofTaskId: 't_done',
      teammateId: 'maya',
      profile: { instructions: 'My text.' },
    });
    const id = tried?.type === 'task.try' ? tried.taskId : '';
    const put = (over: Partial<TaskState>) =>
      store.setState((state) => ({ tasks: { ...state.tasks, [id]: trialOf({ id, ...over }) } }));
    put({ status: 'working', nowDoing: 'Reading the lease' });
    const card = await screen.findByRole('region', { name: 'The try' });
    expect(card.textContent).toContain('Reading the lease');
    expect(within(card).queryByRole('button', { name: /^Save/ })).toBeNull();
    put({ status: 'review', verdict: 'passed', summary: 'The new answer.' });
    expect(await within(card).findByText('The new answer.')).toBeTruthy();
    expect(within(card).getByText('The old answer.')).toBeTruthy();
    fireEvent.click(within(card).getByRole('button', { name: 'Save as version 2' }));
    await waitFor(() =>
      expect(engine.commands.slice(1).map(({ type }) => type)).toEqual(['teammate.revise', 'task.archive']),
    );
    expect(screen.queryByRole('region', { name: 'The try' })).toBeNull();
  });

  test.each([
    ['in line', { status: 'queued' }, maya, 'It is in line'],
    ['of one who is paused', { status: 'queued' }, { ...maya, standing: 'paused' }, 'Maya is paused'],
    ['with a question', { status: 'working', items: [anItem()] }, maya, 'It waits for you'],
  ] as const)('%s says what keeps it', (_, over, teammate, said) => {
    renderScreen(<Shown />, {
      tasks: [done, trialOf({ ...over, items: 'items' in over ? [...over.items] : [] })],
      state: { teammates: { maya: teammate }, drafts: { 'profile/trial/maya': { taskId: 't_1' } } },
    });
    fireEvent.click(screen.getByRole('tab', { name: /^How/ }));
    expect(screen.getByRole('region', { name: 'The try' }).textContent).toContain(said);
  });

  test('without a finished task says so', () => {
    shown(/^How/);
    write('My text.');
    fireEvent.click(screen.getByRole('button', { name: 'Try on an old task' }));
    expect(screen.getByRole('dialog').textContent).toContain('Maya has finished no task yet.');
  });

  test('a try is no work of the teammate', () => {
    shown(/^Work$/, { tasks: [trialOf({ status: 'working' })] });
    expect(screen.getByText(/has had no task yet/)).toBeTruthy();
  });
});

describe('the other parts', () => {
  test('access: off and on again is no change, off alone is the next version', async () => {
    const { engine } = shown(/^Access/);
    const read = screen.getByRole('switch', { name: 'Read files in the task’s folder' });
    fireEvent.click(read);
    fireEvent.click(read);
    expect(screen.queryByRole('button', { name: /^Save/ })).toBeNull();
    fireEvent.click(read);
    fireEvent.click(screen.getByRole('button', { name: 'Save as version 2' }));
    await waitFor(() =>
      expect(engine.commands.at(-1)).toMatchObject({ profile: { tools: ['write_file', 'ask_person'] } }),
    );
  });

  test('access: what every teammate needs cannot be switched off, and an unknown name is said to do nothing', () => {
    shown(/^Access/, { teammate: { ...maya, profile: { ...maya.profile, tools: ['WebFetch'] } } });
    expect(screen.getByRole('switch', { name: 'Hand in the result' }).hasAttribute('disabled')).toBe(true);
    expect(screen.getByText('Muster has no such tool: it does nothing')).toBeTruthy();
  });

  test('rules: how often to be asked is one command', async () => {
    const { engine } = shown(/^Rules/);
    fireEvent.click(screen.getByRole('radio', { name: 'Rarely' }));
    await waitFor(() =>
      expect(engine.commands).toEqual([{ type: 'teammate.tune', teammateId: 'maya', unsure: 'rarely' }]),
    );
  });

  test('about: an empty name is not saved', () => {
    shown(/^About/);
    fireEvent.change(screen.getByLabelText('Name'), { target: { value: ' ' } });
    expect(screen.getByText('A teammate needs a name.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Save as version 2' }).hasAttribute('disabled')).toBe(true);
  });

  test('knows: only what this teammate brought in or was told alone', async () => {
    const memories = [
      fakeMemory('m1', 'S', 'Mine.', { author: 'maya', authority: 'agent' }),
      fakeMemory('m2', 'S', 'For Maya alone.', { scope: 'agent', scopeId: 'maya' }),
      fakeMemory('m3', 'S', 'Everybody’s.'),
    ];
    const { store } = renderScreen(<Shown />, { memories, state: { teammates: { maya } } });
    fireEvent.click(screen.getByRole('tab', { name: 'Knows' }));
    expect(await screen.findByText('2 sentences')).toBeTruthy();
    expect(screen.queryByText('Everybody’s.')).toBeNull();
    fireEvent.click(screen.getByText('Mine.'));
    expect(store.getState().place).toMatchObject({ screen: 'knowledge', memoryId: 'm1' });
  });

  test('record: nothing yet, in words', async () => {
    shown(/^Record/);
    expect(await screen.findByText(/^No results yet\./)).toBeTruthy();
  });

  test('record: counts, a drawing that is read out, and the same as a table', async () => {
    shown(/^Record/, { team: new FakeTeam({ maya: fakeCompetence() }) });
    expect(await screen.findByText('11 of 12')).toBeTruthy();
    expect(screen.getByRole('img', { name: /step 4 of 5: 17 of 19/ })).toBeTruthy();
    expect(screen.getByText(/^Brier score 0\.14:/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'As a table' }));
    expect(screen.getByRole('row', { name: '60% to 80% 17 of 19 85%' })).toBeTruthy();
  });
});
