import { memoryRow } from '../memory/memory.suite.ts';
import { expect, test } from 'vitest';
import { decideRun, type RunCommand } from '../domain/decide/run.ts';
import { defaultSettings, emptyWorkspace, noSpend, projectTask, type Spend } from '../domain/project.ts';
import { assigned, created, foldEvents, placed, started } from '../domain/testing.ts';
import type { Profile } from '../domain/teammate.ts';
import { countingIds, fakeClock, scriptedModel, type ScriptedTurn } from '../testing.ts';
import { makeBalance } from './balance.ts';
import { performTurn } from './turn.ts';

const profile: Profile = {
  name: 'Maya',
  role: 'researcher',
  about: 'Reads',
  tools: [],
  model: 'default',
  colour: 0,
  instructions: 'x',
};
const million = { input: 1_000_000, output: 0, cacheRead: 0, cacheWrite: 0 };

/** Performs the first turn of a live run and gives the events it led to. */
async function turn(options: {
  caps?: Partial<typeof defaultSettings.caps>;
  model?: string;
  spend?: Partial<Spend>;
  answers?: ScriptedTurn[];
  recalled?: ReturnType<typeof memoryRow>[];
}) {
  const run =
    started.type === 'run.started'
      ? { ...started.data, model: options.model ?? 'claude-sonnet-5-5', practice: false }
      : null;
  if (!run) throw new Error('no run');
  let state = foldEvents([created, assigned, { type: 'run.started', data: run }]);
  state = { ...state, caps: { ...state.caps, ...options.caps } };
  const events: { type: string; data: unknown }[] = [];
  const commit = async (command: RunCommand) => {
    const decision = decideRun(state, command);
    if (!decision.ok) return null;
    for (const record of placed(decision.value)) state = projectTask(state, record) ?? state;
    events.push(...decision.value);
    return state;
  };
  const streams = {
    tasks: new Map([[state.id, state]]),
    spend: { ...noSpend, ...options.spend },
    workspace: emptyWorkspace(),
    partsOf: () => [],
  };
  const balance = makeBalance(streams, () => '1970-01-01');
  await performTurn({
    task: state,
    line: [state],
    turn: 1,
    profile,
    tools: [],
    settings: defaultSettings,
    model: scriptedModel(options.answers ?? [{ text: 'Done', usage: million }]),
    recalled: options.recalled ?? [],
    given: [],
    plan: null,
    questionsTo: () => [],
    nameOf: (id) => id,
    blobText: async () => null,
    clock: fakeClock(),
    draw: (worst) => balance.draw(state, 1, worst),
    stopAt: async ({ runId, cap, level }) => {
      if (level === 'hard') await commit({ type: 'run.cap', runId, cap });
    },
    retryAfter: () => null,
    makeId: countingIds(),
    sign: () => undefined,
    signal: new AbortController().signal,
    commit,
    say: () => undefined,
  });
  return { types: events.map((event) => event.type), events, state };
}

test('a turn is committed before it is asked for and costs what its tokens cost', async () => {
  const { types, state } = await turn({});
  expect([types, state.costUsdMicros]).toEqual([['turn.begun', 'turn.completed'], 2_000_000]);
});

test.each([
  ['the task’s money cannot bear the worst case of one more turn', { caps: { usdMicros: 50_000 } }, 'usdMicros'],
  ['the day’s money is spent', { spend: { day: '1970-01-01', usdMicros: 9_990_000 } }, 'dayUsdMicros'],
  [
    'the day’s tokens of unknown price are spent',
    { model: 'somebody-elses', spend: { day: '1970-01-01', tokens: 9_999_999 } },
    'dayTokens',
  ],
  ['the price is unknown and the tokens are used up', { model: 'somebody-elses', caps: { tokens: 0 } }, 'tokens'],
] as [string, Parameters<typeof turn>[0], string][])('nothing is asked when %s', async (_, options, cap) => {
  expect((await turn(options)).events).toMatchObject([{ type: 'run.ended', data: { how: 'capped', cap } }]);
});

test('what a run is shown of memory marks its task as its own reading would', async () => {
  const from = { labels: { tainted: true, private: true, from: ['mail/1'] } };
  const { state } = await turn({ recalled: [memoryRow('mem_1', 'a'), memoryRow('mem_2', 'b', from)] });
  expect(state.labels).toEqual({ tainted: true, private: true, from: ['files/a.md', 'mail/1'] });
});

test('yesterday’s spending does not count', async () => {
  expect((await turn({ spend: { day: '1969-12-31', usdMicros: 9_990_000 } })).types).toEqual([
    'turn.begun',
    'turn.completed',
  ]);
});

test('an unknown price is said to be unknown, not nothing', async () => {
  const { state } = await turn({ model: 'somebody-elses' });
  expect([state.costUsdMicros, state.costIsPartial]).toEqual([0, true]);
});

test('a fault of our own ends the run and says so', async () => {
  const { state } = await turn({ answers: [new TypeError('broken')] });
  expect([state.status, state.run?.failure?.code]).toEqual(['failed', 'engine.internal']);
});
