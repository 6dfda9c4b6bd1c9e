/** Work that stands still, waits, hangs or is tried again: the engine whole, on fakes. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { shownState } from './domain/state.ts';
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

async function open(...turns: ScriptedTurn[]): Promise<Engine> {
  const engine = await openEngine(world, scriptedModel(turns));
  engines.push(engine);
  return engine;
}

const write = calls(['write_file', { path: 'work/a.md', content: 'The lease costs 4,180.' }]);
const finish = calls(['finish', { summary: 'It costs 4,180.', files: ['work/a.md'] }]);
const look = calls(['list_files', {}]);
const task = () => newTask({ teammateId: 'tm_executor' });
const wait = calls(['wait', { minutes: 30, why: 'the reply of the landlord' }]);

test('the same call again and again is refused, then held with evidence, and goes on when a person says so', async () => {
  const { send, until } = await open(look, look, look, look, look, write, finish);
  await send(task());
  const held = await until((state) => state.hold !== null);
  expect(held.turns?.map((turn) => turn.calls[0]?.state)).toEqual([
    'succeeded',
    'succeeded',
    'denied',
    'denied',
    'proposed',
  ]);
  expect(held.items).toMatchObject([{ kind: 'problem', detail: expect.stringContaining('5 × list_files') }]);
  await send({ type: 'item.release', taskId: 't_1', itemId: held.hold?.itemId ?? '', how: 'go-on' });
  const done = await until((state) => state.status === 'review');
  expect([done.verdict, done.turns?.[4]?.calls[0]?.state]).toEqual(['passed', 'succeeded']);
});

test('held work can be stopped', async () => {
  const { send, until } = await open(look, look, look, look, look);
  await send(task());
  const held = await until((state) => state.hold !== null);
  await send({ type: 'item.release', taskId: 't_1', itemId: held.hold?.itemId ?? '', how: 'stop' });
  const stopped = await until((state) => state.status === 'stopped');
  expect([stopped.hold, stopped.items]).toEqual([null, []]);
});

test('steps without news are told to the teammate, then to the person', async () => {
  const turns = Array.from({ length: 30 }, (_, index) => calls(['search_files', { query: `zzz${index}` }]));
  const { send, until } = await open(...turns);
  await send({ ...task(), folder: world.files });
  const held = await until((state) => state.hold !== null);
  expect(held.messages.filter((message) => message.about === 'loop')).toHaveLength(1);
  expect(held.turns?.length).toBeLessThanOrEqual(26);
  expect(held.items[0]?.detail).toContain('search_files');
});

test('a soft cap asks once, doubled it is asked again later', async () => {
  const turns = Array.from({ length: 30 }, (_, index) => calls(['search_files', { query: `q${index}` }]));
  const { send, until } = await open(...turns);
  await send({ ...task(), folder: world.files, caps: { turns: 5 } });
  const held = await until((state) => state.hold !== null);
  expect([held.run?.turns, held.hold?.cap, held.items[0]?.options.map((option) => option.id)]).toEqual([
    4,
    'turns',
    ['go-on', 'raise', 'stop'],
  ]);
  await send({ type: 'item.release', taskId: 't_1', itemId: held.hold?.itemId ?? '', how: 'raise' });
  const again = await until((state) => state.hold !== null && state.run?.turns === 8);
  expect(again.caps.turns).toBe(10);
});

test('a wait holds nothing, ends on time through a restart, and once', async () => {
  const first = await open(wait, write, finish);
  await first.send(task());
  const waiting = await first.until((state) => shownState(state) === 'waiting');
  expect(waiting.nowDoing).toContain('the reply of the landlord');
  await first.workforce.stop();
  engines.splice(0);
  const second = await open(wait, write, finish);
  await second.workforce.idle();
  world.clock.advance(29 * 60_000);
  await second.workforce.idle();
  expect(second.task().turns?.[0]?.calls[0]?.state).toBe('waiting');
  world.clock.advance(60_000);
  const done = await second.until((state) => state.status === 'review');
  expect(done.turns?.[0]?.calls[0]?.content).toContain('is over');
});

test('a person’s word ends a wait', async () => {
  const { send, until } = await open(wait, write, finish);
  await send(task());
  await until((state) => shownState(state) === 'waiting');
  await send({ type: 'task.steer', taskId: 't_1', messageId: 'm_9', text: 'The reply is there.' });
  expect((await until((state) => state.status === 'review')).messages[0]?.readAtMs).not.toBeNull();
});

test('a clock that jumps back does not prolong a wait, and one that jumps ahead ends it', async () => {
  world.clock.jump(48 * 3_600_000);
  const { send, until, workforce } = await open(wait, wait, write, finish);
  await send(task());
  await until((state) => shownState(state) === 'waiting');
  await workforce.idle();
  world.clock.jump(-24 * 3_600_000);
  world.clock.advance(30 * 60_000);
  await until((state) => state.turns?.length === 2 && shownState(state) === 'waiting');
  await workforce.idle();
  world.clock.jump(24 * 3_600_000);
  // The watchdog's next look notices the jump.
  world.clock.advance(10_000);
  expect((await until((state) => state.status === 'review')).verdict).toBe('passed');
});

const silent = (_: unknown, signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));

/** Lets time pass in small steps, so that each look of the watchdog comes when it is due. */
function pass(ms: number): void {
  for (let left = ms; left > 0; left -= 10_000) world.clock.advance(10_000);
}

test('a step without a sign of life is shown, then asked about, and can be begun anew', async () => {
  let isSick = true;
  const turn = async (request: unknown, signal: AbortSignal) => (isSick ? silent(request, signal) : write);
  const { send, until, task: now } = await open(turn, finish);
  await send(task());
  await until((state) => state.turns?.at(-1)?.state === 'begun');
  pass(50_000);
  expect(now().stale).toBeNull();
  pass(20_000);
  expect(shownState(await until((state) => state.stale !== null))).toBe('stale');
  pass(240_000);
  expect((await until((state) => state.items.length > 0)).items).toMatchObject([{ kind: 'problem' }]);
  isSick = false;
  await send({ type: 'task.restartStep', taskId: 't_1' });
  expect(await until((state) => state.status === 'review')).toMatchObject({ stale: null, verdict: 'passed' });
});

test('a computer that slept for hours finds nothing stale', async () => {
  const { send, until, task: now } = await open(silent);
  await send(task());
  await until((state) => state.turns?.at(-1)?.state === 'begun');
  pass(20_000);
  world.clock.advance(8 * 3_600_000);
  pass(40_000);
  expect(now().stale).toBeNull();
});

test('a service that is down rests after five failures, is told of, and is asked once more', async () => {
  const down = new ModelError('model.unreachable', 'No answer.', { retryable: true });
  const { send, until, workforce } = await open(down, down, down, down, down, write, finish);
  await send(task());
  for (let tries = 1; tries < 5; tries += 1) {
    await until((state) => state.turns?.at(-1)?.tries === tries && state.turns.at(-1)?.state === 'failed');
    world.clock.advance(60_000);
  }
  const failed = await until((state) => state.status === 'failed');
  expect(failed.run?.failure?.code).toBe('model.unreachable');
  const abort = new AbortController();
  let resting: string[] = [];
  for await (const feed of workforce.subscribe(null, abort.signal)) {
    if (feed.kind !== 'health') continue;
    resting = feed.health.resting.map((rest) => rest.lane);
    abort.abort();
  }
  expect(resting).toEqual(['test']);
  await send({ type: 'task.retry', taskId: 't_1' });
  await workforce.idle();
  expect(shownState(await until(() => true))).not.toBe('review');
  world.clock.advance(60_000);
  expect((await until((state) => state.status === 'review')).verdict).toBe('passed');
});
