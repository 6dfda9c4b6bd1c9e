/** A task cut into parts, carried by several teammates: the engine whole, on fakes. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { standings } from './domain/due-parts.ts';
import { bubbled, shownState } from './domain/state.ts';
import type { TaskState } from './domain/task.ts';
import type { Model, ModelAnswer, ModelRequest } from './models/model.ts';
import { calls, makeWorld, newTask, openEngine, type Engine, type World } from './testing.ts';

let world: World;
const engines: Engine[] = [];

beforeEach(async () => {
  world = await makeWorld();
});
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.workforce.stop();
  await world.remove();
});

type Said = Partial<ModelAnswer>;
type Turn = Said | ((request: ModelRequest, signal: AbortSignal) => Promise<Said>);
const base: ModelAnswer = {
  text: '',
  calls: [],
  stopReason: 'end_turn',
  usage: { input: 100, output: 20, cacheRead: 0, cacheWrite: 0 },
  requestId: null,
};

/** Plays a script per task, told apart by a word of its brief; `who` is the teammate asked. */
function scripts(
  by: Record<string, Turn[] | ((who: string) => Turn[])>,
): Model & { seen: Map<string, ModelRequest[]> } {
  const seen = new Map<string, ModelRequest[]>();
  return {
    lane: 'test',
    seen,
    async *complete(request, signal) {
      const brief = /^# Task\n(.*)/.exec(firstText(request))?.[1] ?? '';
      const who = /You are (\S+),/.exec(request.system.join('\n'))?.[1] ?? '';
      const done = request.messages.filter((message) => message.role === 'assistant').length;
      const [word = '', found] = Object.entries(by).find(([name]) => brief.includes(name)) ?? [];
      seen.set(word, [...(seen.get(word) ?? []), request]);
      const turn = (typeof found === 'function' ? found(who) : found)?.[done] ?? { text: 'Nothing more.' };
      yield {
        kind: 'answer',
        answer: { ...base, ...(typeof turn === 'function' ? await turn(request, signal) : turn) },
      };
    },
  };
}

function firstText(request: ModelRequest | undefined): string {
  const [first] = request?.messages[0]?.content ?? [];
  return first?.type === 'text' ? first.text : '';
}

async function open(model: Model): Promise<Engine> {
  const engine = await openEngine(world, model);
  engines.push(engine);
  return engine;
}

const part = (key: string, needs: string[] = [], role = 'researcher', more: object = {}) => ({
  key,
  title: `Title ${key}`,
  brief: `PART-${key}`,
  role,
  needs,
  ...more,
});
const plan = (...parts: object[]): Said => calls(['plan_parts', { parts }]);
const write = (name: string): Said => calls(['write_file', { path: `work/${name}`, content: `Text of ${name}.` }]);
const finish = (summary: string, file: string): Said => calls(['finish', { summary, files: [`work/${file}`] }]);
const makes = (summary: string): Turn[] => [write('page.md'), finish(summary, 'page.md')];
const wholes: Turn[] = [write('whole.md'), finish('All done.', 'whole.md')];
const root = newTask({ brief: 'ROOT', teammateId: 'tm_planner' });
/** What the researcher's profile says of itself. */
const suits = 'find, read and compare, with sources';
const inReview = (state: TaskState): boolean => state.status === 'review';
const hanging = (_: ModelRequest, signal: AbortSignal): Promise<Said> =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
const answerOf = (state: TaskState, turn = 0): string => state.turns?.[turn]?.calls[0]?.content ?? '';
const partsOf = (engine: Engine): TaskState[] =>
  engine.workforce.snapshot().tasks.filter((task) => task.parent !== null);
const byBrief = (engine: Engine, word: string): TaskState | undefined =>
  partsOf(engine).find(({ brief }) => brief === word);

/** The first try of the first part came to nothing. */
const isOver = ({ breakdown }: TaskState): boolean => typeof breakdown?.parts[0]?.tries[0]?.failure === 'string';
const ends = (engine: Engine): string[] => {
  const { breakdown } = engine.task();
  const taskOf = (id: string): TaskState | undefined => {
    const answer = engine.workforce.task(id);
    return answer.ok ? answer.value.task : undefined;
  };
  return breakdown ? [...standings(breakdown, taskOf).values()] : [];
};

test('a part begins when what it needs is done, and is told and given what was made', async () => {
  const model = scripts({
    ROOT: [plan(part('a'), part('b', [], 'executor'), part('c', ['a', 'b'], 'executor')), ...wholes],
    'PART-a': makes('A is 1.'),
    'PART-b': makes('B is 2.'),
    'PART-c': [
      calls(['read_file', { path: 'given/a/page.md' }], ['list_files', { path: 'given/b' }]),
      ...makes('C is 3.'),
    ],
  });
  const engine = await open(model);
  await engine.send(root);
  const done = await engine.until(inReview);
  expect(answerOf(done)).toMatch(
    /## a: Title a \(done\)\nA is 1\.[\s\S]*work\/parts\/t_\S+\/page\.md[\s\S]*## b: Title b \(done\)[\s\S]*## c: Title c \(done\)\nC is 3\./,
  );
  const told = firstText(model.seen.get('PART-c')?.[0]);
  expect(told).toContain('## a: Title a\nA is 1.\n- given/a/page.md');
  expect(told).toContain('## b: Title b\nB is 2.');
  const c = byBrief(engine, 'PART-c');
  expect(c?.turns === null ? 'card' : 'whole').toBe('card');
  const whole = engine.task(c?.id);
  expect(whole.turns?.[0]?.calls.map(({ state, content }) => [state, content?.includes('Text of page.md')])).toEqual([
    ['succeeded', true],
    ['succeeded', false],
  ]);
  expect(partsOf(engine).map(({ status, acceptedBy, assignment }) => [status, acceptedBy, assignment?.by])).toEqual(
    Array.from({ length: 3 }, () => ['done', 'teammate', 'routing']),
  );
  expect(done.breakdown?.state).toBe('closed');
});

test('what the parts made is theirs: the whole is what was put together', async () => {
  const model = scripts({ ROOT: [plan(part('a')), ...wholes], 'PART-a': makes('A is 1.') });
  const engine = await open(model);
  await engine.send(root);
  const done = await engine.until(inReview);
  expect(done.artifacts.map(({ path }) => path)).toEqual(['whole.md']);
});

test('what a colleague made cannot be changed', async () => {
  const model = scripts({
    ROOT: [plan(part('a'), part('b', ['a'], 'executor')), ...wholes],
    'PART-a': makes('A is 1.'),
    'PART-b': [calls(['write_file', { path: 'given/a/page.md', content: 'Mine.' }]), ...makes('B is 2.')],
  });
  const engine = await open(model);
  await engine.send(root);
  await engine.until(inReview);
  const b = engine.task(byBrief(engine, 'PART-b')?.id);
  expect(b.turns?.[0]?.calls[0]).toMatchObject({
    state: 'denied',
    content: expect.stringContaining('can only be read'),
  });
});

test('parts of one role go to several who are free, side by side', async () => {
  const both = Promise.withResolvers<void>();
  let atWork = 0;
  const together = async (): Promise<Said> => {
    if ((atWork += 1) === 2) both.resolve();
    await both.promise;
    return write('page.md');
  };
  const model = scripts({
    ROOT: [plan(part('a'), part('b')), ...wholes],
    'PART-a': [together, finish('A.', 'page.md')],
    'PART-b': [together, finish('B.', 'page.md')],
  });
  const engine = await open(model);
  const maya = engine.workforce.snapshot().teammates.find(({ id }) => id === 'tm_researcher');
  if (!maya) throw new Error('no researcher');
  const profile = { ...maya.profile, name: 'Noor' };
  await engine.send({ type: 'teammate.create', teammateId: 'tm_noor', profile });
  await engine.send(root);
  await engine.until(inReview);
  expect(new Set(partsOf(engine).map(({ teammateId }) => teammateId))).toEqual(new Set(['tm_researcher', 'tm_noor']));
});

test('no part waits for the one who suits it best while a colleague of the role is free', async () => {
  const parts = ['a', 'b'].map((key) => part(key, [], 'researcher', { brief: `PART-${key}: ${suits}` }));
  const engine = await open(scripts({ ROOT: [plan(...parts)], 'PART-': [hanging] }));
  const maya = engine.workforce.snapshot().teammates.find(({ id }) => id === 'tm_researcher');
  if (!maya) throw new Error('no researcher');
  const profile = { ...maya.profile, name: 'Noor', colour: 5, about: 'Birds.', instructions: 'Watch birds.' };
  await engine.send({ type: 'teammate.create', teammateId: 'tm_noor', profile });
  await engine.send(root);
  const { breakdown } = await engine.until((state) => state.breakdown?.parts[1]?.tries.length === 1);
  expect(breakdown?.parts.map(({ tries }) => tries[0]?.teammateId)).toEqual(['tm_researcher', 'tm_noor']);
});

test('a part that fails is tried once more, then reported; what needs it is not begun, the others go on', async () => {
  const model = scripts({
    ROOT: [plan(part('a'), part('b', ['a'], 'executor'), part('c', [], 'executor')), ...wholes],
    'PART-a': [() => Promise.reject(new TypeError('broken'))],
    'PART-c': makes('C is 3.'),
  });
  const engine = await open(model);
  await engine.send(root);
  const done = await engine.until(inReview);
  const answer = answerOf(done);
  expect(answer).toMatch(/## a: Title a \(failed\)\n\S+: /);
  expect(answer).toMatch(/## b: Title b \(not begun\)\nIt needs a\./);
  expect(answer).toMatch(/## c: Title c \(done\)/);
  expect(done.breakdown?.parts.map(({ tries }) => tries.length)).toEqual([2, 0, 1]);
});

test('the second try goes to somebody else who fits', async () => {
  const model = scripts({
    ROOT: [plan(part('a')), ...wholes],
    'PART-a': (who) => (who === 'Maya' ? [() => Promise.reject(new TypeError('broken'))] : makes('A is 1.')),
  });
  const engine = await open(model);
  const maya = engine.workforce.snapshot().teammates.find(({ id }) => id === 'tm_researcher');
  if (!maya) throw new Error('no researcher');
  await engine.send({
    type: 'teammate.create',
    teammateId: 'tm_zed',
    profile: { ...maya.profile, name: 'Zed', colour: 5 },
  });
  await engine.send(root);
  const done = await engine.until(inReview);
  expect(done.breakdown?.parts[0]?.tries.map(({ teammateId, failure }) => [teammateId, failure === null])).toEqual([
    ['tm_researcher', false],
    ['tm_zed', true],
  ]);
});

test('a part whose checks fail counts as failed, whatever it says', async () => {
  const check = { kind: 'contains', label: 'Names the landlord', text: 'Ms Jensen' };
  const model = scripts({
    ROOT: [plan(part('a', [], 'researcher', { checks: [check] })), ...wholes],
    'PART-a': [...makes('All perfect.'), finish('All perfect.', 'page.md')],
  });
  const engine = await open(model);
  await engine.send(root);
  const done = await engine.until(inReview);
  expect(answerOf(done)).toMatch(/## a: Title a \(failed\)\n.*did not pass its checks: Names the landlord/);
});

test('a plan that is not sound goes back once with all that is wrong, then to the person', async () => {
  const bad = plan(part('a', ['b']), part('b', ['a'], 'executor'), part('c'), part('c'));
  const model = scripts({ ROOT: [bad, plan(), ...wholes] });
  const engine = await open(model);
  await engine.send(root);
  const held = await engine.until((state) => state.hold !== null);
  expect(held.turns?.[0]?.calls[0]?.content).toMatch(/Two parts are called c[\s\S]*circle: a → b → a/);
  expect(held.hold?.why).toBe('plan');
  expect(held.items.map(({ kind }) => kind)).toEqual(['problem']);
  await engine.send({ type: 'item.release', taskId: 't_1', itemId: held.hold?.itemId ?? '', how: 'go-on' });
  await engine.until(inReview);
});

test('of two plans in one turn the second is refused: one is carried at a time', async () => {
  const two = calls(['plan_parts', { parts: [part('a')] }], ['plan_parts', { parts: [part('b')] }]);
  const engine = await open(scripts({ ROOT: [two, ...wholes], 'PART-a': makes('A.') }));
  await engine.send(root);
  const done = await engine.until(inReview);
  expect(done.turns?.[0]?.calls.map(({ state }) => state)).toEqual(['succeeded', 'denied']);
  expect(done.turns?.[0]?.calls[1]?.content).toContain('under way already');
});

test('a run cuts its task into parts three times at most', async () => {
  // The same plan each time would be the loop detector's business.
  const plans = [1, 2, 3, 4].map((round) => plan(part('a', [], 'researcher', { title: `Round ${'abcd'[round - 1]}` })));
  const engine = await open(scripts({ ROOT: [...plans, ...wholes], 'PART-a': makes('A.') }));
  await engine.send(root);
  const done = await engine.until(inReview);
  expect(done.turns?.slice(0, 4).map((turn) => turn.calls[0]?.state)).toEqual([
    'succeeded',
    'succeeded',
    'succeeded',
    'denied',
  ]);
});

const five = [part('a'), part('b'), part('c'), part('d'), part('e')];

test('a long plan waits for the person, who may change it: what runs is their version', async () => {
  const model = scripts({ ROOT: [plan(...five), ...wholes], 'PART-a': makes('A.'), 'PART-z': makes('Z.') });
  const engine = await open(model);
  await engine.send(root);
  const asked = await engine.until((state) => shownState(state) === 'needs-you');
  const [item] = asked.items;
  expect(item).toMatchObject({ kind: 'approve', ask: 'Start this plan of 5 parts?' });
  expect(item?.why).toContain('5 parts');
  expect(item?.effect?.text).toContain('1. Title a (researcher)');
  expect(partsOf(engine)).toEqual([]);
  const parts = asked.breakdown?.parts.slice(0, 1).map(({ tries: _tries, ...one }) => one) ?? [];
  const mine = [...parts, { ...parts[0]!, key: 'z', title: 'Zed', brief: 'PART-z', needs: ['a'] }];
  const stale = await engine.send({ type: 'breakdown.edit', taskId: 't_1', hash: 'old', parts: mine });
  expect(stale).toMatchObject({ ok: false, error: { code: 'breakdown.stale' } });
  const wrong = await engine.send({
    type: 'breakdown.edit',
    taskId: 't_1',
    hash: item?.hash ?? '',
    parts: [...mine, ...mine],
  });
  expect(wrong).toMatchObject({ ok: false, error: { code: 'breakdown.invalid' } });
  expect((await engine.send({ type: 'breakdown.edit', taskId: 't_1', hash: item?.hash ?? '', parts: mine })).ok).toBe(
    true,
  );
  const old = await engine.send({
    type: 'item.approve',
    taskId: 't_1',
    itemId: item?.id ?? '',
    hash: item?.hash ?? '',
    note: null,
  });
  expect(old).toMatchObject({ ok: false, error: { code: 'item.stale' } });
  const hash = engine.task().items[0]?.hash ?? '';
  await engine.send({ type: 'item.approve', taskId: 't_1', itemId: item?.id ?? '', hash, note: null });
  const done = await engine.until(inReview);
  expect(answerOf(done)).toMatch(/## a: Title a \(done\)[\s\S]*## z: Zed \(done\)/);
  expect(partsOf(engine)).toHaveLength(2);
});

test('a plan the person declines goes back with their words', async () => {
  const model = scripts({ ROOT: [plan(...five), plan(part('a')), ...wholes], 'PART-a': makes('A.') });
  const engine = await open(model);
  await engine.send(root);
  const asked = await engine.until((state) => shownState(state) === 'needs-you');
  await engine.send({
    type: 'item.decline',
    taskId: 't_1',
    itemId: asked.items[0]?.id ?? '',
    note: 'One part is enough.',
  });
  const done = await engine.until(inReview);
  expect(done.turns?.[0]?.calls[0]).toMatchObject({
    state: 'declined',
    content: expect.stringContaining('One part is enough.'),
  });
  expect(done.turns?.[1]?.calls[0]?.state).toBe('succeeded');
});

test('an end in the middle makes no part twice and loses none', async () => {
  const both = scripts({
    ROOT: [plan(part('a'), part('b', ['a'], 'executor')), ...wholes],
    'PART-a': makes('A.'),
    'PART-b': [hanging],
  });
  const engine = await open(both);
  await engine.send(root);
  await engine.until((state) => state.breakdown?.parts[1]?.tries.length === 1);
  const before = partsOf(engine).map(({ id }) => id);
  await engine.workforce.stop();
  engines.splice(0);
  const next = await open(
    scripts({ ROOT: [plan(part('a')), ...wholes], 'PART-a': makes('A.'), 'PART-b': makes('B.') }),
  );
  await next.until(inReview);
  const after = partsOf(next).map(({ id }) => id);
  expect(after).toHaveLength(2);
  expect(new Set(after)).toEqual(new Set([...before, ...after]));
});

test('a stop of one part ends its branch alone; a stop of the whole ends all', async () => {
  const model = scripts({
    ROOT: [plan(part('a'), part('b', ['a'], 'executor'), part('c', [], 'executor')), ...wholes],
    'PART-a': [hanging],
    'PART-c': [hanging],
  });
  const engine = await open(model);
  await engine.send(root);
  const isLive = (word: string) => byBrief(engine, word)?.status === 'working';
  await engine.until(() => isLive('PART-a') && isLive('PART-c'));
  const whole = engine.task();
  expect(shownState(whole)).toBe('waiting');
  expect(bubbled(whole, (task) => partsOf(engine).filter(({ parent }) => parent?.taskId === task.id))).toMatchObject({
    parts: 2,
    done: 0,
    working: 2,
  });
  await engine.send({ type: 'task.stop', taskId: byBrief(engine, 'PART-a')?.id ?? '' });
  await engine.until(isOver);
  expect(ends(engine)).toEqual(['failed', 'lost', 'live']);
  expect(engine.task().breakdown?.parts.map(({ tries }) => tries.length)).toEqual([1, 0, 1]);
  await engine.send({ type: 'task.stop', taskId: 't_1' });
  await engine.until((state) => state.status === 'stopped');
  expect(partsOf(engine).every(({ status, archived }) => status === 'stopped' || archived)).toBe(true);
  expect(ends(engine)).not.toContain('live');
});

test('a part the person puts away is reported and not begun again', async () => {
  const model = scripts({
    ROOT: [plan(part('a'), part('b', ['a'], 'executor'), part('c', [], 'executor')), ...wholes],
    'PART-c': makes('C is 3.'),
    BUSY: [hanging],
  });
  const engine = await open(model);
  // The one who would take it is at work, so that it stays in the queue.
  await engine.send(newTask({ taskId: 't_2', brief: 'BUSY' }));
  await engine.until((state) => state.status === 'working', 't_2');
  await engine.send(root);
  await engine.untilSome(({ brief, status }) => brief === 'PART-a' && status === 'queued');
  await engine.send({ type: 'task.archive', taskId: byBrief(engine, 'PART-a')?.id ?? '' });
  await engine.until(isOver);
  expect(ends(engine).slice(0, 2)).toEqual(['failed', 'lost']);
  const done = await engine.until(inReview);
  expect(answerOf(done)).toMatch(
    /## a: Title a \(failed\)\n\S+: the part was put away[\s\S]*## b: Title b \(not begun\)/,
  );
  expect(done.breakdown?.parts.map(({ tries }) => tries.length)).toEqual([1, 0, 1]);
});

test('a task that waits for its parts holds no place of its teammate', async () => {
  const model = scripts({ ROOT: [plan(part('a')), ...wholes], 'PART-a': [hanging], OTHER: makes('Other.') });
  const engine = await open(model);
  await engine.send(root);
  await engine.until((state) => shownState(state) === 'waiting');
  await engine.send(newTask({ taskId: 't_2', brief: 'OTHER', teammateId: 'tm_planner' }));
  await engine.until(inReview, 't_2');
  expect(shownState(engine.task())).toBe('waiting');
});

test('a crash between giving a part to somebody and making it makes it once', async () => {
  const script = { ROOT: [plan(part('a')), ...wholes], 'PART-a': makes('A.') };
  const first = await open(scripts(script));
  await first.send(root);
  await first.until((state) => state.breakdown?.parts[0]?.tries.length === 1);
  await first.workforce.stop();
  engines.splice(0);
  // All since the routing is cut away, as if the process had died right after it.
  const cut = world.disk.records.findIndex((line) => line.includes('"part.routed"'));
  expect(cut).toBeGreaterThan(0);
  world.disk.records.length = cut + 1;
  world.disk.snapshot = null;
  const second = await open(scripts(script));
  await second.until(inReview);
  expect(partsOf(second).map(({ id }) => id)).toEqual([second.task().breakdown?.parts[0]?.tries[0]?.taskId]);
});

test('files a plan draws on must be there', async () => {
  const sound = part('a', [], 'researcher', { inputs: ['files/contracts/brightmop-cleaning.txt'] });
  const model = scripts({
    ROOT: [plan(part('a', [], 'researcher', { inputs: ['files/no-such.md'] })), plan(sound), ...wholes],
    'PART-a': makes('A.'),
  });
  const engine = await open(model);
  await engine.send({ ...root, folder: world.files });
  const done = await engine.until((state) => state.turns?.[1]?.calls[0]?.state === 'waiting');
  expect(done.turns?.[0]?.calls[0]).toMatchObject({
    state: 'denied',
    content: expect.stringMatching(/a: .*no-such\.md/),
  });
});

test('a task that follows another begins when that one rests, and reads what it made', async () => {
  const model = scripts({
    FIRST: makes('The lease ends on 30 June.'),
    SECOND: [calls(['read_file', { path: 'given/earlier/page.md' }]), ...makes('Followed.')],
  });
  const engine = await open(model);
  await engine.send(newTask({ brief: 'FIRST', teammateId: null }));
  await engine.send(newTask({ taskId: 't_2', brief: 'SECOND', after: 't_1' }));
  await engine.workforce.idle();
  expect(engine.task('t_2').status).toBe('queued');
  await engine.send({ type: 'task.assign', taskId: 't_1', teammateId: 'tm_executor' });
  const done = await engine.until(inReview, 't_2');
  expect(done.turns?.[0]?.calls[0]?.content).toContain('Text of page.md');
  expect(firstText(model.seen.get('SECOND')?.[0])).toContain('The lease ends on 30 June.');
});

test('a saved plan is offered for a similar task, and shown to its planner', async () => {
  const model = scripts({ ROOT: [plan(part('a')), ...wholes], 'PART-a': makes('A.'), SAME: wholes });
  const engine = await open(model);
  await engine.send({ ...root, brief: 'ROOT: compare the leases of our three offices.' });
  await engine.until(inReview);
  await engine.send({ type: 'plan.save', planId: 'pl_1', taskId: 't_1', name: 'Leases' });
  expect(engine.workforce.team.plans('Compare the leases of the two new offices')[0]).toMatchObject({
    plan: { name: 'Leases' },
  });
  expect(engine.workforce.team.plans('Invite people to the summer party')).toEqual([]);
  await engine.send({ ...root, taskId: 't_2', brief: 'SAME: compare the leases.', planId: 'pl_1' });
  await engine.until(inReview, 't_2');
  expect(firstText(model.seen.get('SAME')?.[0])).toMatch(/# Plan to use\n\{"parts":\[\{"key":"a"/);
});
