/** Who has which task: given out, moved in mid-work, put in order, taken back. The engine whole, on fakes. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TaskState } from './domain/task.ts';
import { queueOf } from './domain/state.ts';
import { makeToolbox } from './gate/toolbox.ts';
import type { Model } from './models/model.ts';
import { calls, hanging, makeWorld, newTask, openEngine, scriptedTasks, type Engine, type World } from './testing.ts';
import type { Tool } from './tools/tool.ts';
import { diskFolders, type WorkFolders } from './work-folder.ts';

let world: World;
const engines: Engine[] = [];

beforeEach(async () => {
  world = await makeWorld();
});
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.workforce.stop();
  await world.remove();
});

const role = (id: string, name: string, what: string, colour: number) => ({
  file: `${id}.md`,
  markdown: `---\nname: ${name}\nrole: ${what}\nabout: Works\ntools: [write_file, note, delegate, finish]\nmodel: default\ncolour: ${colour}\n---\nWork.\n`,
});
const team = [
  role('planner', 'Owen', 'planner', 0),
  role('researcher', 'Maya', 'researcher', 1),
  role('second', 'Ada', 'researcher', 2),
  role('executor', 'Tomás', 'executor', 3),
];

async function open(model: Model): Promise<Engine> {
  const engine = await openEngine(world, model, { roles: team });
  engines.push(engine);
  return engine;
}

const finish = calls(['finish', { summary: 'All of it is done.', files: [] }]);
const inReview = (state: TaskState): boolean => state.status === 'review';
const isBegun = (state: TaskState): boolean => state.turns?.at(-1)?.state === 'begun';
const ROOT = newTask({ brief: 'ROOT', teammateId: 'tm_planner' });
const handTo = (teammate: string, brief: string): [string, unknown] => ['delegate', { teammate, title: brief, brief }];
const takesUnassigned = { type: 'settings.change', settings: { takesUnassigned: true } } as const;

test('a task goes to another in mid-work: notes are carried, the parts called off, the history kept', async () => {
  const model = scriptedTasks({
    ROOT: [calls(['note', { text: 'The lease lies in Mill Street.' }], handTo('Maya', 'PART-A')), finish],
    'PART-A': [hanging],
  });
  const engine = await open(model);
  await engine.send(ROOT);
  const part = await engine.untilSome((task) => task.brief === 'PART-A' && task.status === 'working');
  await engine.until(isBegun, part.id);
  expect(
    await engine.send({ type: 'task.assign', taskId: 't_1', teammateId: 'tm_executor', seen: 'tm_planner' }),
  ).toMatchObject({ ok: true });
  const done = await engine.until(inReview);
  expect([done.teammateId, done.run?.attempt, engine.task(part.id).status]).toEqual(['tm_executor', 2, 'stopped']);
  const told = JSON.stringify(model.asked.ROOT?.at(-1)?.messages);
  expect(told).toContain('# Your notes\\n- The lease lies in Mill Street.');
  expect(told).toContain('PART-A');
});

test('put back where it was, work goes on as it is', async () => {
  const engine = await open(scriptedTasks({ ROOT: [hanging] }));
  await engine.send(ROOT);
  await engine.until(isBegun);
  expect(await engine.send({ type: 'task.assign', taskId: 't_1', teammateId: 'tm_planner' })).toMatchObject({
    ok: false,
    error: { code: 'task.wrongState' },
  });
  expect(engine.task()).toMatchObject({ status: 'working', next: null, run: { attempt: 1 } });
});

test.each([
  ['did not happen', false, 'failed'],
  ['happened', true, 'succeeded'],
])('a write under way when a task is moved is settled by what is on disk: it %s', async (_, wrote, state) => {
  const reached = Promise.withResolvers<void>();
  const toolbox: typeof makeToolbox = (deps) => {
    const box = makeToolbox(deps);
    const tool = box.tools.get('write_file');
    if (!tool) throw new Error('no write_file');
    const held: Tool = {
      ...tool,
      async perform(call, context) {
        if (wrote) await tool.perform(call, context);
        reached.resolve();
        return new Promise((_resolve, reject) =>
          context.signal.addEventListener('abort', () => reject(context.signal.reason as Error)),
        );
      },
    };
    return { ...box, tools: new Map([...box.tools, ['write_file', held]]) };
  };
  const model = scriptedTasks({ ROOT: [calls(['write_file', { path: 'work/a.md', content: 'One.' }]), finish] });
  const engine = await openEngine(world, model, { roles: team, toolbox });
  engines.push(engine);
  await engine.send(ROOT);
  await reached.promise;
  await engine.send({ type: 'task.assign', taskId: 't_1', teammateId: 'tm_executor' });
  const done = await engine.until(inReview);
  expect([done.run?.teammateId, done.turns?.[0]?.calls[0]?.state, done.changes.length]).toEqual([
    'tm_executor',
    state,
    wrote ? 1 : 0,
  ]);
});

test('of two who drag one card, the second is told that it moved', async () => {
  const engine = await open(scriptedTasks({}));
  await engine.send(newTask({ brief: 'ROOT', teammateId: null }));
  const drag = (teammateId: string) => engine.send({ type: 'task.assign', taskId: 't_1', teammateId, seen: null });
  await engine.send({ type: 'workspace.pause' });
  const [first, second] = await Promise.all([drag('tm_researcher'), drag('tm_executor')]);
  expect(first.ok).toBe(true);
  expect(second).toMatchObject({
    ok: false,
    error: { code: 'stream.moved', message: expect.stringContaining('Maya has it now') },
  });
  expect(engine.task().teammateId).toBe('tm_researcher');
});

test('a queue is worked through in the order the person put it', async () => {
  const model = scriptedTasks({ A: [finish], B: [finish], C: [finish] });
  const engine = await open(model);
  await engine.send({ type: 'workspace.pause' });
  for (const [index, brief] of ['A', 'B', 'C'].entries()) {
    world.clock.advance(1000);
    await engine.send(newTask({ taskId: `t_${index + 1}`, brief, teammateId: 'tm_executor' }));
  }
  await engine.send({ type: 'task.reorder', taskId: 't_3', beforeTaskId: 't_1' });
  await engine.send({ type: 'task.reorder', taskId: 't_1', beforeTaskId: null });
  const queue = queueOf(engine.workforce.snapshot().tasks, 'tm_executor').map(({ id }) => id);
  expect(queue).toEqual(['t_3', 't_2', 't_1']);
  await engine.send({ type: 'workspace.resume' });
  for (const id of queue) await engine.until(inReview, id);
  const began = world.disk.records.flatMap((line) =>
    line.includes('"type":"run.started"') ? [/task\/(t_\d)/.exec(line)?.[1]] : [],
  );
  expect(began).toEqual(['t_3', 't_2', 't_1']);
});

test('who has left while the folder of a run was made does not begin it', async () => {
  const asked = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  const workFolders: WorkFolders = {
    ...diskFolders,
    async make(work) {
      asked.resolve();
      await go.promise;
      return diskFolders.make(work);
    },
  };
  const engine = await openEngine(world, scriptedTasks({ ROOT: [finish] }), { roles: team, workFolders });
  engines.push(engine);
  await engine.send(ROOT);
  await asked.promise;
  await engine.send({ type: 'teammate.retire', teammateId: 'tm_planner' });
  go.resolve();
  const left = await engine.until((state) => state.status === 'draft');
  await engine.workforce.idle();
  expect([left.run, left.teammateId]).toEqual([null, null]);
});

test('who is paused begins nothing new, and goes on when back', async () => {
  const engine = await open(scriptedTasks({ ROOT: [finish] }));
  await engine.send({ type: 'teammate.pause', teammateId: 'tm_planner' });
  await engine.send(ROOT);
  await engine.workforce.idle();
  expect(engine.task().status).toBe('queued');
  await engine.send({ type: 'teammate.resume', teammateId: 'tm_planner' });
  await engine.until(inReview);
});

test('who is retired leaves nothing stuck: work at hand and queued goes back to nobody and says why', async () => {
  const engine = await open(
    scriptedTasks({ ROOT: [calls(['note', { text: 'Keep this.' }]), hanging], NEXT: [finish] }),
  );
  await engine.send(ROOT);
  await engine.until((state) => state.turns?.length === 2);
  await engine.send(newTask({ taskId: 't_2', brief: 'NEXT', teammateId: 'tm_planner' }));
  await engine.until((state) => state.status !== 'draft', 't_2');
  await engine.send({ type: 'teammate.retire', teammateId: 'tm_planner' });
  const left = await engine.until((state) => state.status === 'draft');
  expect([left.teammateId, left.run?.how, left.messages.at(-1)?.text]).toEqual([
    null,
    'superseded',
    'Owen was retired while at work on this. What was done is kept; it needs somebody else.',
  ]);
  await engine.workforce.idle();
  // It may have begun before the other was stopped: nobody has it either way.
  expect(engine.task('t_2').teammateId === null || inReview(engine.task('t_2'))).toBe(true);
  expect(await engine.send({ type: 'task.assign', taskId: 't_1', teammateId: 'tm_planner' })).toMatchObject({
    ok: false,
    error: { code: 'teammate.away' },
  });
});

test.each([
  ['the next of its role', true, 'succeeded', 'done'],
  ['nobody', false, 'failed', 'stopped'],
])('a part whose teammate is retired goes to %s, and the whole goes on', async (_, hasHeir, outcome, status) => {
  let tries = 0;
  const model = scriptedTasks({
    ROOT: [calls(handTo('Maya', 'PART-A')), finish],
    'PART-A': [async (request, signal) => ((tries += 1) === 1 ? hanging(request, signal) : finish)],
  });
  const engine = await open(model);
  if (!hasHeir) await engine.send({ type: 'teammate.retire', teammateId: 'tm_second' });
  await engine.send(ROOT);
  const part = await engine.untilSome((task) => task.brief === 'PART-A' && task.status === 'working');
  await engine.until(isBegun, part.id);
  await engine.send({ type: 'teammate.retire', teammateId: 'tm_researcher' });
  const done = await engine.until(inReview);
  expect([done.turns?.[0]?.calls[0]?.state, engine.task(part.id).status]).toEqual([outcome, status]);
  if (hasHeir) expect(engine.task(part.id).assignment?.why).toBe('Maya was retired; no similar task so far, free now');
});

test('unassigned tasks give themselves out when that is wanted, and never the example or what was put away', async () => {
  const model = scriptedTasks({ 'Find out': [finish], 'Find more': [finish], 'Write the': [finish] });
  const engine = await open(model);
  const add = (taskId: string, brief: string) => engine.send(newTask({ taskId, brief, teammateId: null }));
  await add('t_1', 'Find out what chairs cost.');
  await add('t_2', 'Find more of it.');
  await add('t_3', 'Write the letter to the landlord.');
  await add('t_4', 'Never mind.');
  await engine.send({ type: 'task.archive', taskId: 't_4' });
  await engine.workforce.idle();
  expect(engine.task().status).toBe('draft');
  await engine.send({ type: 'workspace.pause' });
  await engine.send(takesUnassigned);
  await engine.workforce.idle();
  expect(['t_1', 't_2', 't_3', 't_4', 't_example'].map((id) => engine.task(id).teammateId)).toEqual([
    'tm_researcher',
    'tm_second',
    'tm_executor',
    null,
    null,
  ]);
  expect(engine.task().assignment).toEqual({ by: 'routing', why: 'the profile fits, free now' });
  await engine.send({ type: 'workspace.resume' });
  await engine.until(inReview, 't_3');
});

test('after a crash the next start gives out what was left', async () => {
  const first = await open(scriptedTasks({}));
  await first.send(newTask({ brief: 'Find it.', teammateId: null }));
  await first.send(takesUnassigned);
  await first.workforce.stop();
  engines.splice(0);
  const cut = world.disk.records.findIndex((line) => line.includes('"type":"task.assigned"'));
  if (cut !== -1) world.disk.records.length = cut;
  world.disk.snapshot = null;
  const second = await open(scriptedTasks({ 'Find it': [finish] }));
  await second.until(inReview);
  expect(second.task().assignment?.by).toBe('routing');
});

test('the board asks who would take a task, and why', async () => {
  const engine = await open(scriptedTasks({}));
  await engine.send(newTask({ brief: 'Find out what chairs cost.', teammateId: null }));
  await engine.send({ type: 'teammate.pause', teammateId: 'tm_second' });
  expect(engine.workforce.team.routing('t_1')).toMatchObject({
    ok: true,
    value: {
      ranking: [
        { teammateId: 'tm_researcher', why: 'the profile fits, free now', away: null },
        {},
        {},
        { teammateId: 'tm_second', away: 'Ada is paused' },
      ],
    },
  });
  expect(engine.workforce.team.routing('t_none')).toMatchObject({ ok: false, error: { code: 'task.unknown' } });
});

test('of a role that several have, each part goes to the one who is free', async () => {
  const model = scriptedTasks({
    ROOT: [calls(handTo('researcher', 'PART-A'), handTo('researcher', 'PART-B')), finish],
    'PART-A': [finish],
    'PART-B': [finish],
  });
  const engine = await open(model);
  await engine.send(ROOT);
  const done = await engine.until(inReview);
  expect(done.turns?.[0]?.calls.map((call) => call.child?.teammateId)).toEqual(['tm_researcher', 'tm_second']);
});
