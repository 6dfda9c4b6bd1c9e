import { beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { decideRun, type RunCommand } from '../domain/decide/run.ts';
import type { TaskEvent } from '../domain/events.ts';
import { defaultSettings, projectTask } from '../domain/project.ts';
import { atWork, foldEvents, placed, turnBegun } from '../domain/testing.ts';
import type { TaskState } from '../domain/task.ts';
import type { Rule } from '../domain/settings.ts';
import type { Profile } from '../domain/teammate.ts';
import type { Clock } from '../lib/clock.ts';
import { AppError } from '../lib/error.ts';
import { ToolError, type Tool } from '../tools/tool.ts';
import { capForCall, usedBy } from './caps.ts';
import { passGate } from './gate.ts';

const profile: Profile = {
  name: 'Maya',
  role: 'researcher',
  about: 'Reads',
  tools: ['write_file', 'boom'],
  model: 'default',
  colour: 0,
  instructions: 'x',
};
const scope = { taskId: 't_1', runId: 'r_1', teammateId: 'tm_maya', work: '/w', files: '/f' };
const blobs = { put: async () => 'blob-1', get: async () => null };

/** What the adapters were asked to do: the oracle of every test here. */
let performed: string[] = [];
let timers: (() => void)[] = [];
const clock: Clock = { now: () => 0, uptime: () => 0, after: (_, run) => (timers.push(run), () => undefined) };

const schema = z.strictObject({ path: z.string(), content: z.string() });
type Args = z.infer<typeof schema>;

function writeFile(patch: Partial<Tool<Args>['descriptor']> = {}, more: Partial<Tool<Args>> = {}): Tool {
  const tool: Tool<Args> = {
    descriptor: {
      name: 'write_file',
      version: 1,
      description: 'Writes',
      schema,
      effect: 'write',
      idempotent: 'yes',
      reversible: true,
      doubt: 'query',
      resultTrust: 'own',
      private: false,
      timeoutMs: 1000,
      maxBytes: 100_000,
      ...patch,
    },
    async resolve(args) {
      if (args.path.includes('..')) throw new ToolError('The path leads outside.');
      const place = args.path.startsWith('files/') ? 'files' : 'work';
      const path = args.path.replace(/^\w+\//, '');
      return {
        args,
        target: { place, path, absolute: `/${place}/${path}` },
        before: null,
        preview: { verb: 'Write', target: path, text: args.content, before: null, cutBytes: 0 },
      };
    },
    async perform(call) {
      performed.push(call.args.content);
      return { content: 'written', summary: 'Wrote a.md', written: { after: 'blob-1' } };
    },
    ...more,
  };
  return tool as unknown as Tool;
}

/** Passes one call through the gate, committing into a state folded by the real functions. */
async function pass(
  args: unknown,
  options: {
    tool?: Tool;
    name?: string;
    before?: TaskEvent[];
    profile?: Profile;
    abort?: AbortSignal;
    calls?: number;
    retryAfter?: number;
    isDue?: boolean;
    rules?: Rule[];
    /** Makes the disk refuse this command. */
    refuses?: { type: RunCommand['type']; error: Error };
  } = {},
) {
  const name = options.name ?? 'write_file';
  let state: TaskState = foldEvents([
    ...atWork,
    turnBegun(1),
    {
      type: 'turn.completed',
      data: {
        runId: 'r_1',
        turn: 1,
        text: '',
        calls: [{ callId: 'c_1', tool: name, args }],
        stopReason: 'tool_use',
        usage: { input: 1, output: 1, cacheRead: 0, cacheWrite: 0 },
        costUsdMicros: 0,
        requestId: null,
        durationMs: 1,
      },
    },
    ...(options.before ?? []),
  ]);
  if (options.calls && state.run) state = { ...state, run: { ...state.run, calls: options.calls } };
  const events: TaskEvent[] = [];
  const commit = async (command: RunCommand): Promise<boolean> => {
    if (command.type === options.refuses?.type) throw options.refuses.error;
    const decision = decideRun(state, command);
    if (!decision.ok) return false;
    for (const record of placed(decision.value)) state = projectTask(state, record) ?? state;
    events.push(...decision.value);
    return true;
  };
  const call = state.turns?.at(-1)?.calls[0];
  if (!call) throw new Error('no call');
  const tool = options.tool ?? writeFile();
  const reached = state.run && capForCall(state.caps, usedBy(state.run));
  const health = {
    restingWhy: () => null,
    succeeded: () => undefined,
    failed: () => undefined,
    released: () => undefined,
  };
  const deps = {
    tools: new Map([[name, tool]]),
    blobs,
    clock,
    health,
    retryAfter: () => options.retryAfter ?? null,
    lately: () => '',
  };
  await passGate(deps, {
    task: state,
    call,
    profile: options.profile ?? profile,
    rules: options.rules ?? defaultSettings.rules,
    scope,
    signal: options.abort ?? new AbortController().signal,
    isDue: () => options.isDue ?? true,
    isForStrangers: false,
    cap: reached && { ...reached, taskId: state.id, runId: 'r_1' },
    stopAt: async ({ runId, cap }) => void (await commit({ type: 'run.cap', runId, cap })),
    commit,
  });
  return { types: events.map((event) => event.type), events, state, call: state.turns?.at(-1)?.calls[0] };
}

beforeEach(() => {
  performed = [];
  timers = [];
});

const work = { path: 'work/a.md', content: 'hello' };
const files = { path: 'files/a.md', content: 'hello' };
const begun: TaskEvent = {
  type: 'call.begun',
  data: { runId: 'r_1', callId: 'c_1', key: 'k', hash: 'h', before: 'old' },
};

test('a write into the work folder is begun, performed and its outcome kept', async () => {
  const { types, state } = await pass(work);
  expect([types, performed]).toEqual([['call.begun', 'call.succeeded'], ['hello']]);
  expect(state.changes).toMatchObject([{ path: 'a.md', place: 'work', before: null, after: 'blob-1' }]);
});

test('a write into the person’s folder asks, and nothing is performed', async () => {
  const { types, state } = await pass(files);
  expect([types, performed]).toEqual([['call.asked'], []]);
  expect(state.items).toMatchObject([{ kind: 'approve', ask: 'Write a.md in your folder?' }]);
});

test('an approval of these bytes lets exactly them through', async () => {
  const asked = (await pass(files)).events;
  const hash = asked[0]?.type === 'call.asked' ? asked[0].data.hash : '';
  const approved: TaskEvent = {
    type: 'call.approved',
    data: { runId: 'r_1', callId: 'c_1', itemId: 'i', hash, note: null },
  };
  expect((await pass(files, { before: [...asked, approved] })).types).toEqual(['call.begun', 'call.succeeded']);
  expect(performed).toEqual(['hello']);
});

test('an approval of other bytes asks again', async () => {
  const approved: TaskEvent = {
    type: 'call.approved',
    data: { runId: 'r_1', callId: 'c_1', itemId: 'i', hash: 'other', note: null },
  };
  const { events } = await pass(files, { before: [approved] });
  expect([events.map((event) => event.type), performed]).toEqual([['call.asked'], []]);
  expect(events[0]).toMatchObject({ data: { why: expect.stringContaining('changed since you approved') } });
});

test.each([
  ['an unknown tool', { path: 'a', content: '' }, { name: 'rm' }, 'tool.unknown'],
  ['a tool of another role', work, { profile: { ...profile, tools: [] } }, 'tool.unknown'],
  ['an extra argument', { ...work, mode: 'x' }, {}, 'args.invalid'],
  ['a wrong type', { path: 1, content: 'x' }, {}, 'args.invalid'],
  ['a missing argument', {}, {}, 'args.invalid'],
  ['a polluted argument', JSON.parse('{"__proto__":{"x":1},"path":"a","content":"b"}'), {}, 'args.invalid'],
  ['an argument of two megabytes', { path: 'a', content: 'x'.repeat(2_000_000) }, {}, 'args.tooLarge'],
  ['a path that leads outside', { path: '../a', content: 'x' }, {}, 'args.unresolved'],
])('%s is refused and reaches no adapter', async (_, args, options, code) => {
  const { events } = await pass(args, options);
  expect([events, performed]).toEqual([[{ type: 'call.denied', data: expect.objectContaining({ code }) }], []]);
});

test('too many calls end the run as capped', async () => {
  expect((await pass(work, { calls: 201 })).events).toMatchObject([
    { type: 'run.ended', data: { how: 'capped', cap: 'calls' } },
  ]);
  expect(performed).toEqual([]);
});

/** An adapter that ends when it is told to, as it must, after the time is up. */
const timeUp = (_: unknown, { signal }: { signal: AbortSignal }) => {
  for (const timer of timers) timer();
  return new Promise<never>((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
  });
};
const reading = { effect: 'read', doubt: 'retry' } as const;

test.each([
  ['a read is tried again under its key', reading, 500, 'call.retrying'],
  ['a read whose budget is spent has failed', reading, undefined, 'call.failed'],
  ['a write that the world cannot tell of is in doubt', { doubt: 'ask', idempotent: 'no' }, 500, 'call.doubted'],
] as [string, Partial<Tool['descriptor']>, number | undefined, string][])(
  'a call that takes too long is ended: %s',
  async (_, descriptor, retryAfter, type) => {
    const tool = writeFile(descriptor as object, { perform: timeUp } as Partial<Tool<Args>>);
    const { events } = await pass(work, { tool, retryAfter });
    expect(events.map((event) => event.type)).toEqual(['call.begun', type]);
  },
);

test.each([
  ['changed nothing', new ToolError('no', { retryable: false }), 'call.failed'],
  ['may have had its effect', new ToolError('reply lost', { inDoubt: true }), 'call.doubted'],
  ['nobody foresaw', new TypeError('broken'), 'call.doubted'],
] as [string, Error, string][])('a failure of a step that cannot be repeated, and that %s', async (_, error, type) => {
  const tool = writeFile({ doubt: 'ask', idempotent: 'no' }, { perform: () => Promise.reject(error) });
  expect((await pass(work, { tool, retryAfter: 500 })).types).toEqual(['call.begun', type]);
});

test('a full disk ends the run with its cause', async () => {
  const full = Object.assign(new Error('no space'), { code: 'ENOSPC' });
  const query = async () => 'did-not-happen' as const;
  const { types, state } = await pass(work, { tool: writeFile({}, { perform: () => Promise.reject(full), query }) });
  expect([types, state.status, state.run?.failure?.code]).toEqual([
    ['call.begun', 'call.failed', 'run.ended'],
    'failed',
    'disk.full',
  ]);
});

test('a long result lies in a blob', async () => {
  const tool = writeFile({}, { perform: async () => ({ content: 'é'.repeat(20_000), summary: 'Read' }) });
  const { call } = await pass(work, { tool });
  expect(call).toMatchObject({ blob: 'blob-1', bytes: 40_000 });
  expect(Buffer.byteLength(call?.content ?? '')).toBeLessThanOrEqual(8192);
});

test('half a character never reaches the model', async () => {
  const halves = { content: 'a\ud83d', summary: `${'x'.repeat(199)}🙂` };
  const { call } = await pass(work, { tool: writeFile({}, { perform: async () => halves }) });
  expect([call?.content, call?.summary.isWellFormed()]).toEqual(['a\ufffd', true]);
});

test('what may not be done twice is asked about, even where its descriptor would have it done again', async () => {
  const lost = new ToolError('reply lost', { retryable: true, inDoubt: true });
  const tool = writeFile({ doubt: 'retry', idempotent: 'no' }, { perform: () => Promise.reject(lost) });
  const { types } = await pass({ path: 'work/a.md', content: 'A' }, { tool, retryAfter: 1 });
  expect(types).toEqual(['call.begun', 'call.doubted']);
});

test('a call that had begun and leads nowhere any more is in doubt, never denied', async () => {
  const { types } = await pass({ path: '../a.md', content: 'A' }, { before: [begun] });
  expect(types).toEqual(['call.doubted']);
});

test('a disk of ours in the way of resolving denies nothing: the call stays due', async () => {
  const broken = new AppError('disk.full', 'The disk is full.', { retryable: true });
  const tool = writeFile({}, { resolve: () => Promise.reject(broken) });
  await expect(pass({ path: 'work/a.md', content: 'A' }, { tool })).rejects.toBe(broken);
  expect(performed).toEqual([]);
});

test.each([
  ['that may pass is tried again', true, 500, 'call.retrying'],
  ['that may pass, with no try left, leaves the call in doubt', true, undefined, 'call.doubted'],
  ['that stays leaves the call in doubt: it may have struck behind the effect', false, 500, 'call.doubted'],
])('a fault of our own disk %s', async (_what, retryable, retryAfter, end) => {
  const broken = new AppError('folder.unwritable', 'No.', { retryable });
  const tool = writeFile({ doubt: 'ask' }, { perform: () => Promise.reject(broken) });
  const { types } = await pass({ path: 'work/a.md', content: 'A' }, { tool, retryAfter });
  expect(types).toEqual(['call.begun', end]);
});

test('a stop in the middle leaves the call in doubt, not failed', async () => {
  const abort = new AbortController();
  const perform = () => (abort.abort(new Error('stopped')), Promise.reject(new Error('ended')));
  const tool = writeFile({}, { perform });
  expect((await pass(work, { tool, abort: abort.signal })).types).toEqual(['call.begun']);
});

test('a call that was stopped before it could begin reaches no adapter', async () => {
  const abort = AbortSignal.abort(new Error('stopped'));
  expect([(await pass(work, { abort })).types, performed]).toEqual([['call.begun'], []]);
});

test('what was in doubt is not performed again while the person has paused the work', async () => {
  const tool = writeFile({ doubt: 'retry' });
  expect([(await pass(work, { tool, before: [begun], isDue: false })).types, performed]).toEqual([[], []]);
});

test('a disk that refuses the outcome is no failure of the step: the call stays begun', async () => {
  const full = new AppError('disk.full', 'The disk is full.', { retryable: true });
  await expect(pass(work, { refuses: { type: 'call.succeed', error: full } })).rejects.toBe(full);
  expect(performed).toEqual(['hello']);
});

test('a call has one key, whatever its arguments look like in canonical form, before and after a crash', async () => {
  const keys: string[] = [];
  const perform: Tool['perform'] = async (_, context) => (keys.push(context.key), { content: '', summary: '' });
  const resolve: Tool<Args>['resolve'] = async (args) => ({
    args: { ...args, path: args.path.toLowerCase() },
    target: null,
    before: null,
    preview: { verb: 'Write', target: args.path, text: null, before: null, cutBytes: 0 },
  });
  const rules = [{ id: 'a', verdict: 'allow', tool: '*', place: '*', words: '' } as const];
  const tool = writeFile({ doubt: 'retry' }, { perform, resolve });
  const { events } = await pass({ ...work, path: 'work/A.md' }, { tool, rules });
  await pass({ ...work, path: 'work/A.md' }, { tool, before: events.slice(0, 1) });
  const committed = events[0]?.type === 'call.begun' ? events[0].data.key : '';
  expect(keys).toEqual([committed, committed]);
});

test.each([
  [
    'happened',
    async () => ({ content: 'written', summary: 'Wrote', written: { after: 'blob-1' } }),
    ['call.succeeded'],
    [],
  ],
  ['did not happen', async () => 'did-not-happen' as const, ['call.succeeded'], ['hello']],
  ['cannot be told', async () => null, ['call.doubted'], []],
  ['could not be asked', () => Promise.reject(new Error('disk')), ['call.doubted'], []],
] as [string, Tool['query'], string[], string[]][])(
  'in doubt, and the world says it %s',
  async (_, query, types, done) => {
    const result = await pass(work, { before: [begun], tool: writeFile({}, { query } as Partial<Tool<Args>>) });
    expect([result.types, performed]).toEqual([types, done]);
  },
);

test('a change settled after a crash keeps what was there before the first begin', async () => {
  const query = async () => ({ content: 'written', summary: 'Wrote', written: { after: 'blob-1' } });
  expect(
    (await pass(work, { before: [begun], tool: writeFile({}, { query } as Partial<Tool<Args>>) })).state.changes,
  ).toMatchObject([{ before: 'old' }]);
});
