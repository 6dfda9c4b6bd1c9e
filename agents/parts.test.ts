/** Work handed on to teammates, and what comes back: the engine whole, on fakes. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { shownState } from './domain/state.ts';
import type { TaskState } from './domain/task.ts';
import { makeToolbox } from './gate/toolbox.ts';
import type { Model, ModelAnswer, ModelRequest } from './models/model.ts';
import { calls, makeWorld, newTask, openEngine, type Engine, type World } from './testing.ts';
import type { Tool } from './tools/tool.ts';

let world: World;
const engines: Engine[] = [];

beforeEach(async () => {
  world = await makeWorld();
});
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.workforce.stop();
  await world.remove();
});

type Part = Partial<ModelAnswer>;
const base: ModelAnswer = {
  text: '',
  calls: [],
  stopReason: 'end_turn',
  usage: { input: 100, output: 20, cacheRead: 0, cacheWrite: 0 },
  requestId: null,
};

/** Plays a script per task, told apart by a word of its brief; the history says how far it is. */
function scripts(
  by: Record<string, (Part | ((request: ModelRequest, signal: AbortSignal) => Promise<Part>))[]>,
): Model {
  return {
    lane: 'test',
    async *complete(request, signal) {
      const brief = JSON.stringify(request.messages[0]?.content);
      const done = request.messages.filter((message) => message.role === 'assistant').length;
      const found = Object.entries(by).find(([word]) => brief.includes(word));
      const turn = found?.[1][done] ?? { text: 'Nothing more.' };
      const part = typeof turn === 'function' ? await turn(request, signal) : turn;
      yield { kind: 'answer', answer: { ...base, ...part } };
    },
  };
}

async function open(model: Model): Promise<Engine> {
  const engine = await openEngine(world, model);
  engines.push(engine);
  return engine;
}

const handTo = (teammate: string, title: string): [string, unknown] => ['delegate', { teammate, title, brief: title }];
const write = (name: string): Part => calls(['write_file', { path: `work/${name}`, content: `Text of ${name}.` }]);
const finish = (summary: string, file: string): Part => calls(['finish', { summary, files: [`work/${file}`] }]);
const inReview = (state: TaskState): boolean => state.status === 'review';
const root = newTask({ brief: 'ROOT', teammateId: 'tm_planner' });
const partsOf = (engine: Engine): TaskState[] =>
  engine.workforce.snapshot().tasks.filter((task) => task.parent !== null);
const hanging = (_: ModelRequest, signal: AbortSignal): Promise<Part> =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));

test('two parts are done side by side, and the parent reads what came of each', async () => {
  // Neither part goes on before both are at work.
  const both = Promise.withResolvers<void>();
  let atWork = 0;
  const together = async (): Promise<Part> => {
    if ((atWork += 1) === 2) both.resolve();
    await both.promise;
    return write('part.md');
  };
  const model = scripts({
    ROOT: [
      calls(handTo('Maya', 'PART-A'), handTo('executor', 'PART-B')),
      write('whole.md'),
      finish('All done.', 'whole.md'),
    ],
    'PART-A': [together, finish('A is 1.', 'part.md')],
    'PART-B': [together, finish('B is 2.', 'part.md')],
  });
  const engine = await open(model);
  await engine.send(root);
  const done = await engine.until(inReview);
  const answers = done.turns?.[0]?.calls.map((call) => call.content ?? '') ?? [];
  expect(answers[0]).toContain('A is 1.');
  expect(answers[1]).toMatch(/B is 2\.[\s\S]*work\/parts\/t_r_\S+\/part\.md/);
  expect(partsOf(engine).map((part) => [part.status, part.acceptedBy, part.parent?.depth])).toEqual([
    ['done', 'teammate', 1],
    ['done', 'teammate', 1],
  ]);
});

test('a part that fails is told to the parent, and its siblings go on', async () => {
  const model = scripts({
    ROOT: [calls(handTo('Maya', 'PART-A'), handTo('Tomás', 'PART-B')), write('whole.md'), finish('Done.', 'whole.md')],
    'PART-A': [() => Promise.reject(new TypeError('broken'))],
    'PART-B': [write('part.md'), finish('B is 2.', 'part.md')],
  });
  const engine = await open(model);
  await engine.send(root);
  const done = await engine.until(inReview);
  const [a, b] = done.turns?.[0]?.calls ?? [];
  expect([a?.state, b?.state]).toEqual(['failed', 'succeeded']);
  expect(a?.content).toContain('Maya: ');
});

test('a stop of the whole stops the parts first, and says so once they have ended', async () => {
  const model = scripts({ ROOT: [calls(handTo('Maya', 'PART-A'))], 'PART-A': [hanging] });
  const engine = await open(model);
  await engine.send(root);
  const waiting = await engine.until((state) => shownState(state) === 'waiting');
  const childId = waiting.turns?.[0]?.calls[0]?.child?.taskId ?? '';
  await engine.until((state) => state.turns?.at(-1)?.state === 'begun', childId);
  await engine.send({ type: 'task.stop', taskId: 't_1' });
  await engine.until((state) => state.status === 'stopped');
  expect(engine.task(childId).status).toBe('stopped');
  expect(engine.task().run?.how).toBe('stopped');
});

test('a pause of the whole holds the parts back, and they go on with it', async () => {
  const model = scripts({
    ROOT: [calls(handTo('Maya', 'PART-A')), write('whole.md'), finish('Done.', 'whole.md')],
    'PART-A': [
      async () => {
        await engine.send({ type: 'task.pause', taskId: 't_1' });
        return write('part.md');
      },
      finish('A is 1.', 'part.md'),
    ],
  });
  const engine = await open(model);
  await engine.send(root);
  const paused = await engine.until((state) => state.status === 'paused');
  const childId = paused.turns?.[0]?.calls[0]?.child?.taskId ?? '';
  await engine.workforce.idle();
  expect(engine.task(childId).turns?.[0]?.calls[0]?.state).toBe('proposed');
  await engine.send({ type: 'task.resume', taskId: 't_1' });
  expect((await engine.until(inReview)).verdict).toBe('passed');
});

test('a crash between handing on and making the part makes it once', async () => {
  const script = {
    ROOT: [calls(handTo('Maya', 'PART-A')), write('whole.md'), finish('Done.', 'whole.md')],
    'PART-A': [write('part.md'), finish('A is 1.', 'part.md')],
  };
  const first = await open(scripts(script));
  await first.send(root);
  await first.until((state) => state.turns?.[0]?.calls[0]?.state === 'waiting');
  await first.workforce.stop();
  engines.splice(0);
  // The part's stream is cut away, as if the process had died before it was committed.
  const cut = world.disk.records.findIndex((line) => line.includes('"stream":"task/t_r_'));
  if (cut !== -1) world.disk.records.length = cut;
  world.disk.snapshot = null;
  const second = await open(scripts(script));
  await second.until(inReview);
  expect(partsOf(second)).toHaveLength(1);
});

test('depth and fan-out are capped, and the model is told', async () => {
  const more = calls(...Array.from({ length: 10 }, (_, index) => handTo('Maya', `PART-${index}`)));
  const model = scripts({ ROOT: [more, write('whole.md'), finish('Done.', 'whole.md')], 'PART-': [hanging] });
  const engine = await open(model);
  await engine.send({ ...root, caps: { children: 2 } });
  const state = await engine.until(
    (task) => task.turns?.[0]?.calls.filter((call) => call.state === 'denied').length === 8,
  );
  expect(state.turns?.[0]?.calls.filter((call) => call.state === 'waiting')).toHaveLength(2);
  expect(state.turns?.[0]?.calls[9]?.content).toContain('2 parts are with other teammates');
});

test('what the parts use counts against the whole', async () => {
  const model = scripts({
    ROOT: [calls(handTo('Maya', 'PART-A'))],
    'PART-A': Array.from({ length: 20 }, (_, index) => calls(['search_files', { query: `lease ${index}` }])),
  });
  const engine = await open(model);
  await engine.send({ ...root, folder: world.files, caps: { turns: 5 } });
  const asking = await engine.until((state) => state.hold?.why === 'softCap');
  const childId = asking.turns?.[0]?.calls[0]?.child?.taskId ?? '';
  expect([asking.hold?.cap, engine.task(childId).run?.turns]).toEqual(['turns', 3]);
  await engine.send({ type: 'item.release', taskId: 't_1', itemId: asking.hold?.itemId ?? '', how: 'go-on' });
  const capped = await engine.until((state) => state.run?.how === 'capped');
  await engine.until((state) => state.status === 'stopped', childId);
  expect([capped.run?.cap, engine.task(childId).run?.turns]).toEqual(['turns', 4]);
});

test('a cap the parts reach waits for the step the whole has under way', async () => {
  const [reached, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const toolbox: typeof makeToolbox = (deps) => {
    const box = makeToolbox(deps);
    const tools = [...box.tools].map(([name, tool]): [string, Tool] => [
      name,
      {
        ...tool,
        async perform(call, context) {
          if (name === 'write_file') {
            reached.resolve();
            await go.promise;
          }
          return tool.perform(call, context);
        },
      },
    ]);
    return { ...box, tools: new Map(tools) };
  };
  const model = scripts({
    ROOT: [calls(handTo('Maya', 'PART-A'), ['write_file', { path: 'work/whole.md', content: 'Text.' }])],
    'PART-A': Array.from({ length: 20 }, (_, index) => calls(['search_files', { query: `lease ${index}` }])),
  });
  const engine = await openEngine(world, model, { toolbox });
  engines.push(engine);
  await engine.send({ ...root, folder: world.files, caps: { turns: 5 } });
  await reached.promise;
  const asking = await engine.until((state) => state.hold !== null);
  await engine.send({ type: 'item.release', taskId: 't_1', itemId: asking.hold?.itemId ?? '', how: 'go-on' });
  const childId = asking.turns?.[0]?.calls[0]?.child?.taskId ?? '';
  await engine.until(
    (state) => state.run?.turns === 4 && state.turns?.at(-1)?.calls[0]?.state === 'succeeded',
    childId,
  );
  go.resolve();
  await engine.until((state) => state.turns?.[0]?.calls[1]?.state === 'succeeded');
  world.clock.advance(5_000);
  const capped = await engine.until((state) => state.run?.how === 'capped');
  expect([capped.run?.cap, capped.changes.map((change) => change.path)]).toEqual(['turns', ['whole.md']]);
});
