/** A person steps in: the engine whole, on fakes. What was stopped, changed, left out or done by hand must be what happened. */
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TaskState } from './domain/task.ts';
import { makeToolbox } from './gate/toolbox.ts';
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
import type { Tool } from './tools/tool.ts';
import type { WorkforcePorts } from './workforce.ts';
import { diskFolders } from './work-folder.ts';

let world: World;
const engines: Engine[] = [];

beforeEach(async () => {
  world = await makeWorld();
});
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.workforce.stop();
  await world.remove();
});

async function open(turns: ScriptedTurn[], ports: Partial<WorkforcePorts> = {}) {
  const model = scriptedModel(turns);
  const engine = await openEngine(world, model, ports);
  engines.push(engine);
  return { ...engine, model };
}

async function restart(engine: Engine, turns: ScriptedTurn[]) {
  await engine.workforce.stop();
  engines.splice(engines.indexOf(engine), 1);
  return open(turns);
}

const file = (name: string, taskId = 't_1') => path.join(world.folder, 'workspaces', taskId, name);
const textOf = (name: string) => readFile(file(name), 'utf8');
const writes = (name: string, content = `Text of ${name}.`): [string, unknown] => [
  'write_file',
  { path: `work/${name}`, content },
];
const finish = calls(['finish', { summary: 'Done.', files: ['work/a.md'] }]);
const inReview = (state: TaskState) => state.status === 'review';
const stepsOf = (state: TaskState) => state.turns?.at(-1)?.calls ?? [];
const eventsOf = (engine: Engine, taskId = 't_1') => {
  const answer = engine.workforce.record(taskId, 0, 10_000);
  return answer.ok ? answer.value.events : [];
};

/** A turn that is asked for, and answers when it is told to. */
function heldTurn(answer: ReturnType<typeof calls>) {
  const reached = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  const turn: ScriptedTurn = async () => {
    reached.resolve();
    await go.promise;
    return answer;
  };
  return { turn, reached: reached.promise, go: go.resolve };
}

/** A task that is paused while its first turn, with these steps, is still being written. */
async function pausedBefore(steps: [string, unknown][], ...rest: ScriptedTurn[]) {
  const held = heldTurn(calls(...steps));
  const engine = await open([held.turn, ...rest]);
  await engine.send(newTask({ folder: world.folder }));
  await held.reached;
  expect(await engine.send({ type: 'task.pause', taskId: 't_1' })).toMatchObject({ ok: true });
  held.go();
  await engine.workforce.idle();
  expect(stepsOf(engine.task()).map((step) => step.state)).toEqual(steps.map(() => 'proposed'));
  return { ...engine, steps: stepsOf(engine.task()).map((step) => step.callId) };
}

/** Numbers in [0, n), the same for the same seed (mulberry32). */
function numbersFrom(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % n;
  };
}

test('a pause lands before the next step, 200 times of 200, whatever it comes between', async () => {
  const read: [string, unknown] = ['list_files', { path: 'work' }];
  const busy = Array.from({ length: 8 }, (_, n) => calls(read, ['list_files', { path: 'files' }], writes(`${n}.md`)));
  const engine = await open(busy);
  const pick = numbersFrom(7);
  let landed = 0;
  for (let n = 0; n < 200; n += 1) {
    const taskId = `t_pause${n}`;
    await engine.send(newTask({ taskId, folder: world.files }));
    const after = 4 + pick(24);
    await engine.until((state) => state.version >= after, taskId);
    for (let tick = pick(6); tick > 0; tick -= 1) await Promise.resolve();
    if (pick(3) === 0) await new Promise((next) => setImmediate(next));
    expect(await engine.send({ type: 'task.pause', taskId })).toMatchObject({ ok: true });
    await engine.workforce.idle();
    const types = eventsOf(engine, taskId).map((event) => event.type);
    const later = types.slice(types.indexOf('task.paused') + 1);
    if (!later.includes('call.begun') && !later.includes('turn.begun')) landed += 1;
    // What had begun has its outcome: nothing is left hanging.
    expect(stepsOf(engine.task(taskId)).map((step) => step.state)).not.toContain('begun');
    await engine.send({ type: 'task.stop', taskId });
    await engine.until((state) => state.status === 'stopped', taskId);
  }
  expect(landed).toBe(200);
});

describe('the next step of a paused task', () => {
  test('is done as the person changed it, and in no other way', async () => {
    const { send, until, steps } = await pausedBefore([writes('a.md', 'wrong')], finish);
    const args = { path: 'work/a.md', content: 'right' };
    expect(await send({ type: 'call.edit', taskId: 't_1', callId: steps[0] ?? '', args })).toMatchObject({ ok: true });
    await send({ type: 'task.resume', taskId: 't_1' });
    const done = await until(inReview);
    expect(await textOf('a.md')).toBe('right');
    expect(done.changes).toHaveLength(1);
  });

  test('cannot be changed into what does not fit its tool: the person reads why, and nothing is committed', async () => {
    const { send, task, steps } = await pausedBefore([writes('a.md')]);
    const { version } = task();
    const answer = await send({ type: 'call.edit', taskId: 't_1', callId: steps[0] ?? '', args: { path: 7 } });
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'input.invalid', message: expect.stringMatching(/write_file: path: .*Nothing was changed\.$/) },
    });
    expect(task().version).toBe(version);
  });

  test('goes through the rules anew: what now leads into the person’s folder is asked', async () => {
    const { send, until, steps } = await pausedBefore([writes('a.md')], finish);
    const args = { path: 'files/out.md', content: 'x' };
    await send({ type: 'call.edit', taskId: 't_1', callId: steps[0] ?? '', args });
    await send({ type: 'call.release', taskId: 't_1', callId: steps[0] ?? '' });
    const asking = await until((state) => state.items.length > 0);
    expect([asking.status, asking.items[0]?.effect?.text]).toEqual(['paused', 'x']);
    expect(await readdir(world.folder)).not.toContain('out.md');
  });

  test('can be left out, and done by the person: the teammate reads both', async () => {
    const { send, until, steps, model } = await withModel(
      [writes('a.md'), writes('b.md')],
      [writesTurn('a.md'), finish],
    );
    await send({ type: 'call.skip', taskId: 't_1', callId: steps[0] ?? '', note: 'Not needed' });
    await send({ type: 'call.take', taskId: 't_1', callId: steps[1] ?? '', content: 'I put it on the wiki' });
    await send({ type: 'task.resume', taskId: 't_1' });
    await until(inReview);
    const read = JSON.stringify(model.requests[1]?.messages);
    expect(read).toContain('left this step out and says: Not needed');
    expect(read).toContain('What came of it: I put it on the wiki');
    expect(await readdir(file('.'))).toEqual(['a.md']);
  });

  test('is let through alone: exactly that one is carried out, and the task stays paused', async () => {
    const { send, task, workforce, steps } = await pausedBefore([writes('a.md'), writes('b.md'), writes('c.md')]);
    await send({ type: 'call.release', taskId: 't_1', callId: steps[1] ?? '' });
    await workforce.idle();
    expect([task().status, ...stepsOf(task()).map((step) => step.state)]).toEqual([
      'paused',
      'proposed',
      'succeeded',
      'proposed',
    ]);
    expect([await readdir(file('.')), task().onlyCallId]).toEqual([['b.md'], null]);
  });

  test('let through and cut off by a restart is carried out once, and nothing beside it', async () => {
    const engine = await pausedBefore([writes('a.md'), writes('b.md')]);
    await engine.send({ type: 'workspace.pause' });
    await engine.send({ type: 'call.release', taskId: 't_1', callId: engine.steps[0] ?? '' });
    const next = await restart(engines[0] ?? engine, []);
    expect(stepsOf(next.task())[0]?.state).toBe('proposed');
    await next.send({ type: 'workspace.resume' });
    await next.workforce.idle();
    expect(stepsOf(next.task()).map((step) => step.state)).toEqual(['succeeded', 'proposed']);
    expect([next.task().status, await readdir(file('.'))]).toEqual(['paused', ['a.md']]);
  });
});

const writesTurn = (name: string) => calls(writes(name));

async function withModel(steps: [string, unknown][], rest: ScriptedTurn[]) {
  const held = heldTurn(calls(...steps));
  const engine = await open([held.turn, ...rest]);
  await engine.send(newTask());
  await held.reached;
  await engine.send({ type: 'task.pause', taskId: 't_1' });
  held.go();
  await engine.workforce.idle();
  return { ...engine, steps: stepsOf(engine.task()).map((step) => step.callId) };
}

describe('a step that is asked about', () => {
  async function asking() {
    const outside = calls(['write_file', { path: 'files/out.md', content: 'first' }]);
    const engine = await open([outside, calls(writes('a.md')), finish]);
    await engine.send(newTask({ folder: world.folder }));
    const state = await engine.until(({ items }) => items.length > 0);
    return { ...engine, callId: stepsOf(state)[0]?.callId ?? '', item: state.items[0] };
  }

  test('is asked anew once it was changed, and the old yes counts for nothing', async () => {
    const { send, until, callId, item } = await asking();
    const args = { path: 'files/out.md', content: 'second' };
    await send({ type: 'call.edit', taskId: 't_1', callId, args });
    const again = await until(({ items }) => items.some(({ effect }) => effect?.text === 'second'));
    expect(again.items).toHaveLength(1);
    const old = {
      type: 'item.approve',
      taskId: 't_1',
      itemId: item?.id ?? '',
      hash: item?.hash ?? '',
      note: null,
    } as const;
    expect(await send(old)).toMatchObject({ ok: false, error: { code: 'item.unknown' } });
    const now = again.items[0];
    await send({ ...old, itemId: now?.id ?? '', hash: now?.hash ?? '' });
    await until(inReview);
    expect(await readFile(path.join(world.folder, 'out.md'), 'utf8')).toBe('second');
  });

  test.each(['call.skip', 'call.take'] as const)('%s closes the question, and the work goes on', async (type) => {
    const { send, until, callId } = await asking();
    const words = type === 'call.skip' ? { type, note: '' } : { type, content: 'Done.' };
    expect(await send({ ...words, taskId: 't_1', callId })).toMatchObject({ ok: true });
    const done = await until(inReview);
    expect(done.items.map(({ kind }) => kind)).toEqual(['review']);
    expect(await readdir(world.folder)).not.toContain('out.md');
  });
});

test('a step that is changed while the gate looks at it is never carried out as it was', async () => {
  const looking = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  const toolbox: WorkforcePorts['toolbox'] = (deps) => {
    const box = makeToolbox(deps);
    const plain = box.tools.get('write_file') as Tool;
    let isFirst = true;
    const slow: Tool = {
      ...plain,
      async resolve(args, scope) {
        const resolved = await plain.resolve(args, scope);
        if (!isFirst) return resolved;
        isFirst = false;
        looking.resolve();
        await go.promise;
        return resolved;
      },
    };
    return { ...box, tools: new Map([...box.tools, ['write_file', slow]]) };
  };
  const engine = await open([calls(writes('a.md', 'wrong')), finish], { toolbox });
  await engine.send(newTask());
  await looking.promise;
  const callId = stepsOf(engine.task())[0]?.callId ?? '';
  await engine.send({ type: 'call.edit', taskId: 't_1', callId, args: { path: 'work/a.md', content: 'right' } });
  go.resolve();
  const done = await engine.until(inReview);
  expect([await textOf('a.md'), done.changes.length]).toEqual(['right', 1]);
});

describe('a task a person takes over', () => {
  const handBack = (note = '') => ({ type: 'task.handBack', taskId: 't_1', note }) as const;
  const takeOver = { type: 'task.takeOver', taskId: 't_1' } as const;
  const told = (state: TaskState) => state.messages.find(({ about }) => about === 'hand-back')?.text ?? '';

  test('comes back with an honest list of what the person did, over a restart', async () => {
    const held = heldTurn(calls(writes('c.md'), writes('d.md')));
    const script = [calls(writes('a.md'), writes('b.md')), held.turn, finish];
    const engine = await open(script);
    await engine.send(newTask());
    await held.reached;
    expect(await engine.send(takeOver)).toMatchObject({ ok: true });
    held.go();
    await engine.workforce.idle();
    // The turn under way is kept, and nothing it asks for is done.
    expect([engine.task().status, await readdir(file('.'))]).toEqual(['paused', ['a.md', 'b.md']]);
    const [c = '', d = ''] = stepsOf(engine.task()).map((step) => step.callId);

    await mkdir(file('sub'));
    await writeFile(file('sub/new.md'), 'mine');
    const next = await restart(engines[0] ?? engine, [...script]);
    await writeFile(file('a.md'), 'better');
    await rm(file('b.md'));
    await next.send({ type: 'call.release', taskId: 't_1', callId: c });
    await next.workforce.idle();
    await next.send({ type: 'call.skip', taskId: 't_1', callId: d, note: '' });
    expect(await next.send(handBack('Mind the numbers'))).toMatchObject({ ok: true });
    const done = await next.until(inReview);
    expect(told(done)).toBe(
      [
        'Steps:',
        '- Let through: write_file work/c.md',
        '- Left out: write_file work/d.md',
        'Files in work/, as they are now. Read them before you go on:',
        '- changed: work/a.md',
        '- removed: work/b.md',
        '- added: work/sub/new.md',
        'The person says: Mind the numbers',
      ].join('\n'),
    );
    const read = JSON.stringify(next.model.requests[0]?.messages);
    expect(read).toContain('# While the person had it');
    expect(done.messages.find(({ about }) => about === 'hand-back')?.readAtMs).not.toBeNull();
  });

  test('says so when nothing was done to it, and tells only of this time', async () => {
    const held = heldTurn(calls(writes('a.md')));
    const engine = await open([held.turn, finish]);
    await engine.send(newTask());
    await held.reached;
    await engine.send(takeOver);
    await writeFile(file('mine.md'), 'x');
    await engine.send(handBack());
    await engine.send(takeOver);
    await engine.send(handBack());
    held.go();
    const done = await engine.until(inReview);
    expect(done.messages.map(({ text }) => text)).toEqual([
      'No step was changed.\nFiles in work/, as they are now. Read them before you go on:\n- added: work/mine.md',
      'No step was changed.\nNo file in work/ was changed.',
    ]);
  });

  test('settles the step that had begun, and its file is none of the person’s', async () => {
    const acting = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    const toolbox: WorkforcePorts['toolbox'] = (deps) => {
      const box = makeToolbox(deps);
      const plain = box.tools.get('write_file') as Tool;
      const slow: Tool = {
        ...plain,
        async perform(call, context) {
          acting.resolve();
          await go.promise;
          return plain.perform(call, context);
        },
      };
      return { ...box, tools: new Map([...box.tools, ['write_file', slow]]) };
    };
    const engine = await open([calls(writes('a.md')), finish], { toolbox });
    await engine.send(newTask());
    await acting.promise;
    await engine.send(takeOver);
    go.resolve();
    await engine.workforce.idle();
    expect(stepsOf(engine.task()).map((step) => step.state)).toEqual(['succeeded']);
    await engine.send(handBack());
    expect(told(await engine.until(inReview))).toContain('No file in work/ was changed.');
  });

  test('is not finished under the person’s hands by a look at its result', async () => {
    const looking = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    const workFolders: WorkforcePorts['workFolders'] = {
      ...diskFolders,
      async look(...given) {
        looking.resolve();
        await go.promise;
        return diskFolders.look(...given);
      },
    };
    const engine = await open([calls(writes('a.md')), finish, finish], { workFolders });
    await engine.send(newTask());
    await looking.promise;
    await engine.send(takeOver);
    go.resolve();
    await engine.workforce.idle();
    expect(engine.task().status).toBe('paused');
    await writeFile(file('a.md'), 'By hand.');
    await engine.send(handBack());
    const done = await engine.until(inReview);
    expect(done.artifacts).toEqual([expect.objectContaining({ path: 'a.md', bytes: 8 })]);
  });
});
