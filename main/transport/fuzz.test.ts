import { MessageChannel, type MessagePort } from 'node:worker_threads';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contract, PROTOCOL_VERSION } from '../../agents/contract.ts';
import { commandSchema } from '../../agents/index.ts';
import { fakeWorkforce, type FakeWorkforce } from './fake-workforce.ts';
import { servePort, type PortLike } from './port.ts';
import { connect, nextFrame, openSocket, signIn, startRig, type Rig } from './testing.ts';

const messages = 4_000;
const seed = 20_261_122;

const procedures = [
  'dispatch',
  'subscribe',
  'live',
  'query/task',
  'query/record',
  'query/artifact',
  'query/callResult',
  'query/folder',
  'host/setup',
  'host/checkKey',
  'host/saveKey',
  'host/checkSearch',
  'host/saveSearch',
  'host/pickFolder',
  'host/reveal',
];

/** Bodies that look like what a page sends, with anything at all in some place. */
const body = fc.oneof(
  fc.anything({ withNullPrototype: true, maxDepth: 4 }),
  fc.record({
    commandId: fc.anything(),
    command: fc.record({
      type: fc.constantFrom('task.create', 'task.accept', 'item.approve', '__proto__'),
      taskId: fc.anything(),
      brief: fc.string(),
    }),
  }),
  fc.record({
    taskId: fc.oneof(fc.string(), fc.constantFrom('../..', '__proto__', 'constructor')),
    path: fc.anything(),
    limit: fc.double(),
  }),
  fc.constantFrom<unknown>(
    JSON.parse('{"__proto__":{"isAdmin":true}}'),
    JSON.parse('{"constructor":{"prototype":{"isAdmin":true}}}'),
    { commandId: 'c', command: { type: 'workspace.pause', extra: 1 } },
    { commandId: 'c', command: { type: 'item.approve', taskId: 't_1', itemId: 'i', hash: null } },
    { protocol: PROTOCOL_VERSION, afterSeq: -1 },
    { protocol: Number.NaN, afterSeq: Number.POSITIVE_INFINITY },
    { taskIds: Array.from({ length: 500 }, (_, index) => `t_${index}`) },
    'x'.repeat(100_000),
  ),
);

/** The wire's own wrapping: plain, typed by `meta`, or aimed at the parts that rebuild values. */
const payload = fc.oneof(
  body.map((json) => ({ json })),
  fc.record({
    json: body,
    meta: fc.array(
      fc.oneof(
        fc.anything(),
        fc.tuple(
          fc.integer({ min: -3, max: 9 }),
          fc.constantFrom('__proto__', 'constructor', 'prototype', 'command', 0),
          fc.constantFrom('isAdmin', 'type', 0),
        ),
      ),
    ),
    maps: fc.array(fc.array(fc.oneof(fc.constantFrom('__proto__', 'json', 0), fc.string()))),
  }),
  body,
);

const id = fc.oneof({ weight: 30, arbitrary: fc.nat(9).map(String) }, { weight: 1, arbitrary: fc.anything() });
const path = fc.oneof(
  fc.constantFrom(...procedures).map((name) => `/${name}`),
  fc.constantFrom(
    '/',
    '/__proto__',
    '/constructor',
    '/query',
    '/query/__proto__/x',
    '/dispatch/../host/setup',
    'http://evil.example/dispatch',
    '/host%2Fsetup',
    '',
  ),
  fc.string(),
);

const frame = fc.oneof(
  {
    weight: 60,
    arbitrary: fc
      .record({
        i: id,
        p: fc.record({
          u: path,
          b: payload,
          m: fc.constantFrom('POST', 'GET', 'DELETE', undefined),
          h: fc.constantFrom<unknown>(
            undefined,
            {},
            { 'content-type': 'text/event-stream' },
            { 'content-disposition': 'form-data; name="a"; filename="b"' },
            { 'content-type': 'multipart/form-data; boundary=x' },
            { 'last-event-id': '9' },
            null,
            'x',
          ),
        }),
      })
      .map((value) => JSON.stringify(value)),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ i: id, t: fc.constantFrom(1, 2, 3, 4, 5, -1, 'x'), p: fc.anything() })
      .map((value) => JSON.stringify(value)),
  },
  { weight: 3, arbitrary: fc.json() },
  { weight: 3, arbitrary: fc.string() },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }) },
);

/** Well-formed calls among the rest: a handler that refuses everything would pass otherwise. */
const good = fc
  .constantFrom<[string, unknown]>(
    ['/dispatch', { commandId: 'c_1', command: { type: 'task.pause', taskId: 't_1' } }],
    ['/query/task', { taskId: 't_1' }],
    ['/query/record', { taskId: 't_1', afterVersion: 0, limit: 10 }],
    ['/live', { taskIds: ['t_1'] }],
    ['/subscribe', { protocol: PROTOCOL_VERSION, afterSeq: null }],
  )
  .map(([u, json]) => JSON.stringify({ i: 'good', p: { u, b: { json } } }));

const mixed = fc.oneof({ weight: 30, arbitrary: frame }, { weight: 1, arbitrary: good });
const frames = fc.sample(mixed, { numRuns: messages, seed }).filter((value) => value !== undefined);

/** Every call that reached the engine or the host, with what it was given. */
function watched(): { workforce: FakeWorkforce; wrong: string[]; calls: () => number } {
  const workforce = fakeWorkforce();
  const wrong: string[] = [];
  let calls = 0;
  const inputs = {
    task: contract.query.task,
    artifact: contract.query.artifact,
    folder: contract.query.folder,
    record: contract.query.record,
    callResult: contract.query.callResult,
    live: contract.live,
    subscribe: contract.subscribe,
  };
  const names: Record<string, string[]> = {
    task: ['taskId'],
    artifact: ['taskId', 'path'],
    folder: ['path'],
    record: ['taskId', 'afterVersion', 'limit'],
    callResult: ['taskId', 'callId'],
    live: ['taskIds'],
    subscribe: ['afterSeq'],
  };
  const proxy = new Proxy(workforce, {
    get(target, name: keyof FakeWorkforce) {
      const value: unknown = target[name];
      if (typeof value !== 'function' || name === 'open') return value;
      return (...args: unknown[]) => {
        calls += 1;
        if (name === 'dispatch' && !commandSchema.safeParse(args[1]).success)
          wrong.push(`dispatch ${JSON.stringify(args[1])}`);
        const procedure = inputs[name as keyof typeof inputs];
        if (procedure) {
          const input = Object.fromEntries((names[name] ?? []).map((field, index) => [field, args[index]]));
          if (name === 'subscribe') Object.assign(input, { protocol: PROTOCOL_VERSION });
          const result = procedure['~orpc'].inputSchema?.['~standard'].validate(input);
          if (!result || result instanceof Promise || result.issues) wrong.push(`${name} ${JSON.stringify(input)}`);
        }
        return Reflect.apply(value, target, args) as unknown;
      };
    },
  });
  return { workforce: proxy, wrong, calls: () => calls };
}

const unhandled: unknown[] = [];
const note = (error: unknown): void => void unhandled.push(error);
let rig: Rig;
let seen: ReturnType<typeof watched>;

beforeEach(async () => {
  unhandled.length = 0;
  process.on('unhandledRejection', note);
  process.on('uncaughtException', note);
  seen = watched();
  rig = await startRig(seen.workforce);
});
afterEach(async () => {
  await rig.close();
  process.off('unhandledRejection', note);
  process.off('uncaughtException', note);
});

function asElectronPort(port: MessagePort): PortLike {
  return {
    on: (event: 'message' | 'close', listener: (event: { data: unknown }) => void) =>
      port.on(event, (data: unknown) => listener({ data })),
    postMessage: (message) => port.postMessage(message),
    start: () => port.start(),
    close: () => port.close(),
  };
}

/** One connection of either kind, as the sender sees it. */
interface Line {
  send(frame: unknown): void;
  /** Takes the place of the listener before. */
  listen(to: (text: string) => void): void;
  /** Resolves when the other side has closed. */
  closed: Promise<void>;
  close(): void;
}

const ping = JSON.stringify({ i: 'ping', p: { u: '/host/setup', b: {} } });

/** Sends everything, ten at a time, each ten followed by a call whose answer or whose end of the line is waited for. */
async function sendAll(open: () => Promise<Line>): Promise<{ lines: number; answered: number }> {
  let line = await open();
  let lines = 1;
  let answered = 0;
  for (let at = 0; at < frames.length; at += 10) {
    const pong = new Promise<true>((resolve) => line.listen((text) => text.includes('"i":"ping"') && resolve(true)));
    for (const value of frames.slice(at, at + 10)) line.send(value);
    line.send(ping);
    if (await Promise.race([pong, line.closed])) answered += 1;
    else {
      line = await open();
      lines += 1;
    }
  }
  line.close();
  return { lines, answered };
}

function expectWhole(outcome: { lines: number; answered: number }): void {
  expect({ unhandled, wrong: seen.wrong }).toEqual({ unhandled: [], wrong: [] });
  expect(seen.calls()).toBeGreaterThan(50);
  expect(outcome.answered).toBeGreaterThan(messages / 20);
  expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
}

describe(`${messages} malformed messages`, { timeout: 60_000 }, () => {
  it('over a WebSocket: none ends the process, none reaches a handler unvalidated', async () => {
    const secret = await signIn(rig.server);
    const outcome = await sendAll(async () => {
      const socket = await openSocket(rig.server);
      socket.send(JSON.stringify({ secret, protocol: PROTOCOL_VERSION }));
      await nextFrame(socket);
      let heard = (_text: string): void => undefined;
      socket.on('message', (data) => heard((data as Buffer).toString()));
      return {
        send: (value) => socket.send(value as string),
        listen: (to) => (heard = to),
        closed: new Promise<void>((resolve) => socket.once('close', () => resolve())),
        close: () => socket.close(),
      };
    });
    expectWhole(outcome);
    const { socket, client } = await connect(rig.server);
    expect(await client.host.setup()).toEqual({ version: 'test' });
    socket.close();
  });

  it('over a MessagePort: the same', async () => {
    const outcome = await sendAll(async () => {
      const { port1, port2 } = new MessageChannel();
      servePort(asElectronPort(port2), rig.handler, () => undefined);
      let heard = (_text: string): void => undefined;
      port1.on('message', (data) => typeof data === 'string' && heard(data));
      return {
        send: (value) => port1.postMessage(value),
        listen: (to) => (heard = to),
        closed: new Promise<void>((resolve) => port1.once('close', () => resolve())),
        close: () => port1.close(),
      };
    });
    expectWhole(outcome);
  });
});
