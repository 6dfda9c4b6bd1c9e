/** The engine whole, on fakes: what a person does, what a model proposes, and what must never happen. */
import { access, readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { shownState } from './domain/state.ts';
import type { Journal } from './journal/journal.ts';
import { openMemoryJournal } from './journal/memory-journal.ts';
import { ModelError } from './models/model.ts';
import {
  calls,
  makeWorld,
  newTask,
  openEngine,
  scriptedModel,
  type Engine,
  type ScriptedTurn,
  type World,
} from './testing.ts';

let world: World;
const engines: Engine[] = [];

beforeEach(async () => {
  world = await makeWorld();
});
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.workforce.stop();
  await world.remove();
});

async function open(...turns: ScriptedTurn[]) {
  const model = scriptedModel(turns);
  const engine = await openEngine(world, model);
  engines.push(engine);
  return { ...engine, model };
}

const write = calls(['write_file', { path: 'work/answer.md', content: 'The lease costs 4,180 a month.' }]);
const finish = calls(['finish', { summary: 'The lease costs 4,180 a month.', files: ['work/answer.md'] }]);
const ask = calls([
  'ask_person',
  {
    question: 'Which lease?',
    options: [
      { id: 'a', label: 'Mill Street' },
      { id: 'b', label: 'Quay' },
    ],
    recommended: 'a',
  },
]);
const inReview = (state: Parameters<typeof shownState>[0]) => state.status === 'review';
const file = (taskId: string, name: string) => path.join(world.folder, 'workspaces', taskId, name);

test('a new board has five teammates and one example', async () => {
  const { workforce } = await open();
  const { teammates, tasks } = workforce.snapshot();
  expect(teammates.map((teammate) => teammate.profile.role).toSorted()).toEqual([
    'executor',
    'memory manager',
    'planner',
    'researcher',
    'reviewer',
  ]);
  expect(tasks.map((task) => [task.id, task.status])).toEqual([['t_example', 'draft']]);
});

test('a task is planned, done, checked and accepted', async () => {
  const plan = calls(['set_plan', { lines: [{ text: 'Write the answer', state: 'doing' }] }]);
  const { send, until, task } = await open(plan, write, finish);
  await send(newTask());
  const done = await until(inReview);
  expect([done.verdict, done.artifacts.map((artifact) => artifact.path), done.items.map((item) => item.kind)]).toEqual([
    'passed',
    ['answer.md'],
    ['review'],
  ]);
  expect(await readFile(file('t_1', 'answer.md'), 'utf8')).toContain('4,180');
  expect((await send({ type: 'task.accept', taskId: 't_1' })).ok).toBe(true);
  expect(task().status).toBe('done');
});

test('a result without a file goes back once, then says it produced nothing', async () => {
  const { send, until, model } = await open({ text: 'It costs 4,180.' }, { text: 'I told you.' });
  await send(newTask());
  const done = await until(inReview);
  expect([done.verdict, shownState(done), model.requests.length]).toEqual(['nothing', 'nothing', 2]);
  expect(JSON.stringify(model.requests[1]?.messages)).toContain('# Checks found');
});

test('a write into the person’s folder waits for a yes, and a no is told', async () => {
  const outside = calls(['write_file', { path: 'files/answer.md', content: 'x' }]);
  const { send, until, model } = await open(outside, write, finish);
  await send(newTask({ folder: world.folder }));
  const asking = await until((state) => state.items.length > 0);
  const [item] = asking.items;
  expect([shownState(asking), item?.kind, item?.effect?.text]).toEqual(['needs-you', 'approve', 'x']);
  await send({ type: 'item.decline', taskId: 't_1', itemId: item?.id ?? '', note: 'Not there' });
  await until(inReview);
  await expect(access(path.join(world.folder, 'answer.md'))).rejects.toThrow();
  expect(JSON.stringify(model.requests[1]?.messages)).toContain('Not there');
});

test('an approved write is performed and can be undone', async () => {
  const outside = calls(['write_file', { path: 'files/answer.md', content: 'x' }]);
  const { send, until } = await open(outside, write, finish);
  await send(newTask({ folder: world.folder }));
  const [item] = (await until((state) => state.items.length > 0)).items;
  await send({ type: 'item.approve', taskId: 't_1', itemId: item?.id ?? '', hash: item?.hash ?? '', note: null });
  const done = await until(inReview);
  expect(await readFile(path.join(world.folder, 'answer.md'), 'utf8')).toBe('x');
  const change = done.changes.find((other) => other.place === 'files');
  await send({ type: 'change.undo', taskId: 't_1', changeId: change?.id ?? '' });
  await until((state) => state.changes.some((other) => other.undone === 'yes'));
  await expect(access(path.join(world.folder, 'answer.md'))).rejects.toThrow();
});

test('a question parks the task, and the answer is the next thing read', async () => {
  const { send, until, model } = await open(ask, write, finish);
  await send(newTask());
  const [item] = (await until((state) => state.items.length > 0)).items;
  expect(item).toMatchObject({ kind: 'question', recommended: 'a' });
  await send({ type: 'item.answer', taskId: 't_1', itemId: item?.id ?? '', optionId: 'b', text: '' });
  await until(inReview);
  expect(JSON.stringify(model.requests[1]?.messages)).toContain('Quay');
});

test('a steer is in the very next request, and marked as read', async () => {
  const gate = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  const slow: ScriptedTurn = async () => {
    reached.resolve();
    await gate.promise;
    return write;
  };
  const { send, until, model, task } = await open(slow, finish);
  await send(newTask());
  await reached.promise;
  await send({ type: 'task.steer', taskId: 't_1', messageId: 'm_1', text: 'Leave out Bergen' });
  expect(task().messages[0]?.readAtMs).toBeNull();
  gate.resolve();
  const done = await until(inReview);
  expect(JSON.stringify(model.requests[1]?.messages)).toContain('Leave out Bergen');
  expect(done.messages[0]?.readAtMs).not.toBeNull();
});

test('a pause lets the turn finish and begins nothing; resume goes on', async () => {
  const gate = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  const slow: ScriptedTurn = async () => {
    reached.resolve();
    await gate.promise;
    return write;
  };
  const { send, until, workforce } = await open(slow, finish);
  await send(newTask());
  await reached.promise;
  await send({ type: 'task.pause', taskId: 't_1' });
  gate.resolve();
  const paused = await until((state) => state.turns?.[0]?.state === 'completed');
  await workforce.idle();
  expect([paused.status, paused.turns?.[0]?.calls[0]?.state]).toEqual(['paused', 'proposed']);
  await expect(access(file('t_1', 'answer.md'))).rejects.toThrow();
  await send({ type: 'task.resume', taskId: 't_1' });
  expect((await until(inReview)).verdict).toBe('passed');
});

test('a stop ends the turn in flight and says what was and was not done', async () => {
  const reached = Promise.withResolvers<void>();
  const plan = calls([
    'set_plan',
    {
      lines: [
        { text: 'Look', state: 'done' },
        { text: 'Write', state: 'doing' },
      ],
    },
  ]);
  const never: ScriptedTurn = (_, signal) => {
    reached.resolve();
    return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
  };
  const { send, until } = await open(plan, never);
  await send(newTask());
  await reached.promise;
  await send({ type: 'task.stop', taskId: 't_1' });
  const stopped = await until((state) => state.status === 'stopped');
  expect(stopped.stopped).toEqual({ done: ['Look'], notDone: ['Write'], uncertain: [] });
});

test('a busy model is tried again after the time it names, and the work goes on', async () => {
  const busy = new ModelError('model.busy', 'Too many requests', { retryable: true, retryAfterMs: 20_000 });
  const { send, until, workforce, task } = await open(busy, write, finish);
  await send(newTask());
  const waiting = await until((state) => state.turns?.[0]?.state === 'failed');
  await workforce.idle();
  expect(waiting.turns?.[0]?.retryAtMs).toBeGreaterThanOrEqual(world.clock.now() + 20_000);
  world.clock.advance(100_000);
  await until(inReview);
  expect(task().turns?.[0]).toMatchObject({ tries: 2, state: 'completed' });
});

test('a wrong key fails at once with its sentence, and try again goes on from there', async () => {
  const wrong = new ModelError('model.key', 'The key was refused.', { retryable: false });
  const { send, until } = await open(wrong, write, finish);
  await send(newTask());
  const failed = await until((state) => state.status === 'failed');
  expect(failed.items).toMatchObject([{ kind: 'problem', detail: 'The key was refused.' }]);
  await send({ type: 'task.retry', taskId: 't_1' });
  expect((await until(inReview)).run?.attempt).toBe(2);
});

test('an endless model is ended by its caps', async () => {
  const { send, until } = await open(
    ...Array.from({ length: 20 }, (_, index) => calls(['search_files', { query: `lease ${index}` }])),
  );
  await send(newTask({ folder: world.files, caps: { turns: 5 } }));
  const [item] = (await until((state) => state.hold !== null)).items;
  expect(item).toMatchObject({ kind: 'problem', ask: expect.stringContaining('cap') });
  await send({ type: 'item.release', taskId: 't_1', itemId: item?.id ?? '', how: 'go-on' });
  const capped = await until((state) => state.run?.how === 'capped');
  expect([capped.run?.cap, capped.run?.turns, capped.items.map((item) => item.kind)]).toEqual([
    'turns',
    5,
    ['problem'],
  ]);
});

test('sent back, the next attempt reads the note and the history', async () => {
  const { send, until, model } = await open(write, finish, { text: 'Added.' });
  await send(newTask());
  await until(inReview);
  await send({ type: 'task.sendBack', taskId: 't_1', note: 'Add the deposit' });
  const again = await until((state) => state.status === 'review' && state.run?.attempt === 2);
  const third = JSON.stringify(model.requests[2]?.messages);
  expect([third.includes('Add the deposit'), third.includes('work/answer.md'), again.verdict]).toEqual([
    true,
    true,
    'passed',
  ]);
});

test('one teammate works on one task at a time, and waiting for a person frees the place', async () => {
  const { send, until, task } = await open(ask, write, finish);
  await send(newTask());
  await until((state) => state.items.length > 0);
  await send(newTask({ taskId: 't_2' }));
  await until((state) => state.items.length > 0, 't_2');
  expect([shownState(task()), shownState(task('t_2'))]).toEqual(['needs-you', 'needs-you']);
});

test('pause all begins nothing anywhere; resume takes everything up', async () => {
  const { send, until, task, workforce } = await open(write, finish);
  await send({ type: 'workspace.pause' });
  await send(newTask());
  await workforce.idle();
  expect(task().status).toBe('queued');
  await send({ type: 'workspace.resume' });
  expect((await until(inReview)).verdict).toBe('passed');
});

test('an effect that comes to nothing rests before it is tried again', async () => {
  let refusals = 0;
  const journal = openMemoryJournal(world.disk);
  const append: Journal['append'] = async (stream, version, events, meta) => {
    if (refusals >= 1_000 || events[0]?.type !== 'turn.begun') return journal.append(stream, version, events, meta);
    refusals += 1;
    return { ok: false, code: 'stream.moved', version };
  };
  const moved = new Proxy(journal, {
    get: (target, name) => {
      const own: unknown = name === 'append' ? append : Reflect.get(target, name);
      return typeof own === 'function' ? own.bind(target) : own;
    },
  });
  const engine = await openEngine(world, scriptedModel([write, finish]), { journal: moved });
  engines.push(engine);
  await engine.send(newTask());
  await engine.until((state) => state.status === 'working');
  await engine.workforce.idle();
  expect(refusals).toBe(1);
});

test('a repeated command id gets the first answer and does nothing twice', async () => {
  const { workforce } = await open();
  const first = await workforce.dispatch('cmd_same', newTask({ teammateId: null }));
  expect(await workforce.dispatch('cmd_same', newTask({ teammateId: null }))).toEqual(first);
  expect(workforce.snapshot().tasks.length).toBe(2);
});

describe('bad folders are refused with a sentence, and nothing starts', () => {
  test.each([
    ['one that does not exist', '/no/such/folder', 'folder.missing'],
    ['a relative one', 'reports', 'folder.missing'],
    ['a file', new URL(import.meta.url).pathname, 'folder.notFolder'],
  ])('%s', async (_, folder, code) => {
    const { send, workforce } = await open();
    expect(await send(newTask({ folder }))).toMatchObject({ ok: false, error: { code } });
    expect(workforce.snapshot().tasks.length).toBe(1);
  });
});

describe('closed in the middle', () => {
  test('work goes on after the last finished step, and nothing is written twice', async () => {
    const reached = Promise.withResolvers<void>();
    const never: ScriptedTurn = (_, signal) => {
      reached.resolve();
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
    };
    const first = await open(write, never);
    await first.send(newTask());
    await reached.promise;
    await first.workforce.stop();
    engines.pop();
    const second = await open(write, finish);
    const done = await second.until(inReview);
    expect([second.model.requests.length, done.changes.length, done.run?.attempt]).toEqual([1, 1, 1]);
    expect(await readdir(file('t_1', ''))).toEqual(['answer.md']);
  });

  test('an open question is still open, with the same id', async () => {
    const first = await open(ask);
    await first.send(newTask());
    const before = await first.until((state) => state.items.length > 0);
    await first.workforce.stop();
    engines.pop();
    const second = await open(ask, write, finish);
    expect(second.task().items).toEqual(before.items);
    await second.send({
      type: 'item.answer',
      taskId: 't_1',
      itemId: before.items[0]?.id ?? '',
      optionId: 'a',
      text: '',
    });
    expect((await second.until(inReview)).verdict).toBe('passed');
  });

  test('the board is the same without its snapshot', async () => {
    const first = await open(write, finish);
    await first.send(newTask());
    await first.until(inReview);
    const before = first.workforce.snapshot();
    await first.workforce.stop();
    engines.pop();
    const second = await open();
    expect(second.workforce.snapshot()).toEqual(before);
  });
});

test('a profile edited on disk becomes a new version; a broken one keeps the last', async () => {
  const { workforce } = await open();
  const count = workforce.snapshot().teammates.length;
  await workforce.stop();
  engines.pop();
  const roles = [
    {
      file: 'researcher.md',
      markdown:
        '---\nname: Maya\nrole: researcher\nabout: Reads leases\ntools: [finish]\nmodel: default\ncolour: 0\n---\nRead leases.\n',
    },
    { file: 'planner.md', markdown: '---\nname: [\n---\n' },
  ];
  const next = await openEngine(world, scriptedModel([]), { roles });
  engines.push(next);
  const maya = next.workforce.snapshot().teammates.find((teammate) => teammate.id === 'tm_researcher');
  expect([next.workforce.snapshot().teammates.length, maya?.profileVersion, maya?.profile.about]).toEqual([
    count,
    2,
    'Reads leases',
  ]);
  expect(next.workforce.problems()).toMatchObject([expect.stringContaining('planner.md')]);
});

test('a day later, what no event names is gone from the store, and what a change needs is still there', async () => {
  const unnamed = await world.blobs.put('a result whose run died before it was said');
  const { promise: swept, resolve } = Promise.withResolvers<void>();
  const { noteSweep } = world.blobs;
  world.blobs.noteSweep = async (atMs) => resolve(await noteSweep(atMs));
  const { send, until } = await open(write, finish);
  await send(newTask());
  const { changes } = await until(inReview);
  world.clock.advance(25 * 3_600_000);
  await send({ type: 'task.accept', taskId: 't_1' });
  await swept;
  expect(await world.blobs.get(unnamed)).toBe(null);
  expect(await world.blobs.get(changes[0]?.after ?? '')).not.toBe(null);
});
