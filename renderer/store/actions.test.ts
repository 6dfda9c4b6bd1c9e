import { expect, it } from 'vitest';
import type { Answer, Command } from '../../agents/domain/commands.ts';
import type { NewEvent } from '../../agents/domain/events.ts';
import { fakeRun, fakeSnapshot, fakeTask } from '../client/fake-board.ts';
import { FakeEngine } from '../client/fake.ts';
import { createActions } from './actions.ts';
import { applyEvents, emptyProjection, takeSnapshot } from './projection.ts';
import { createAppStore } from './store.ts';

function rig(options: { refuse?: (command: Command) => Answer<{ seq: number }> | null; offline?: boolean } = {}) {
  const snapshot = fakeSnapshot([
    fakeTask('t_a', 'A'),
    fakeTask('t_now', 'Now', { status: 'working', teammateId: 'maya', run: fakeRun('maya', 1, 0) }),
  ]);
  const engine = new FakeEngine({ snapshot, refuse: options.refuse, now: () => 7 });
  const client = engine.client(new AbortController().signal);
  const store = createAppStore(takeSnapshot(emptyProjection(), snapshot));
  const refused: string[] = [];
  const ids: string[] = [];
  const actions = createActions({
    store,
    client: () => (options.offline ? null : client),
    now: () => 5,
    makeId: (prefix) => {
      ids.push(`${prefix}_${ids.length}`);
      return ids.at(-1) ?? '';
    },
    offlineText: () => 'offline',
    failedText: () => 'failed',
    onRefused: (message) => refused.push(message),
  });
  return { engine, store, actions, refused, ids };
}

it('gives a card at once, and keeps it drawn until the event is there', async () => {
  const { store, actions, engine, ids } = rig();
  const reply = actions.give('t_a', 'maya', null);
  expect(store.getState().pending['t_a']).toMatchObject({ teammateId: 'maya', status: 'queued' });
  expect(await reply).toEqual({ ok: true, value: { seq: 101 } });
  expect(store.getState().pending['t_a']).toBeDefined();
  store.setState((state) =>
    applyEvents(state, [
      {
        seq: 101,
        version: 2,
        stream: 'task/t_a',
        atMs: 7,
        actor: 'person',
        commandId: null,
        type: 'task.assigned',
        data: { teammateId: 'maya' },
      },
    ]),
  );
  expect([store.getState().pending, store.getState().tasks['t_a']?.status]).toEqual([{}, 'queued']);
  expect([engine.commands.length, ids]).toEqual([1, ['c_0']]);
});

it('draws work under way as stopping until the event is there, whatever else happens to it', async () => {
  const { store, actions, engine } = rig();
  await actions.give('t_now', 'tomas', 'maya');
  const drawn = { status: 'stopping', teammateId: 'maya', next: { teammateId: 'tomas' } };
  expect(store.getState().pending['t_now']).toMatchObject(drawn);
  const place = { stream: 'task/t_now', atMs: 7, actor: 'engine', commandId: null } as const;
  const version = store.getState().tasks['t_now']?.version ?? 0;
  const hear = (at: number, event: NewEvent) =>
    store.setState((state) => applyEvents(state, [{ ...place, seq: 100 + at, version: version + at, ...event }]));
  hear(1, { type: 'task.edited', data: { title: 'Later' } });
  expect(store.getState().pending['t_now']).toMatchObject(drawn);
  hear(2, { type: 'task.reassigning', data: { teammateId: 'tomas', by: 'person', why: '' } });
  expect([store.getState().pending, store.getState().tasks['t_now']]).toMatchObject([{}, { ...drawn, title: 'Later' }]);
  expect(store.getState().pending['t_now']).toBeUndefined();
  expect(engine.commands).toEqual([{ type: 'task.assign', taskId: 't_now', teammateId: 'tomas', seen: 'maya' }]);
});

it('puts a refused card back and says why, once', async () => {
  const error = { code: 'teammate.unknown', message: 'There is no such teammate.' } as const;
  const { store, actions, refused } = rig({ refuse: () => ({ ok: false, error }) });
  expect(await actions.give('t_a', 'nobody', null)).toEqual({ ok: false, error });
  expect([store.getState().pending, refused]).toEqual([{}, [error.message]]);
});

it('answers offline without a link, and leaves saying so to a form that asked for it', async () => {
  const { actions, refused } = rig({ offline: true });
  const reply = await actions.dispatch({ type: 'workspace.pause' }, { quiet: true });
  expect([reply, refused]).toEqual([{ ok: false, error: { code: 'offline', message: 'offline' } }, []]);
});

it('loads a task whole and drops it again', async () => {
  const { store, actions } = rig();
  expect((await actions.loadTask('t_a')).ok).toBe(true);
  expect(store.getState().tasks['t_a']?.turns).toEqual([]);
  actions.dropTask('t_a');
  expect(store.getState().tasks['t_a']?.turns).toBe(null);
  expect((await actions.loadTask('t_none')).ok).toBe(false);
});
