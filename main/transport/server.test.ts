import { request } from 'node:http';
import { symlinkSync, writeFileSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PROTOCOL_VERSION } from '../../agents/contract.ts';
import { AppError } from '../../agents/index.ts';
import { fakeWorkforce } from './fake-workforce.ts';
import { startServer } from './server.ts';
import { closed, connect, nextFrame, openSocket, signIn, startRig, type Rig } from './testing.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.close());

const create = (brief: string) => ({
  commandId: 'c_1',
  command: {
    type: 'task.create' as const,
    taskId: 't_1',
    title: null,
    brief,
    folder: null,
    checks: null,
    caps: null,
    teammateId: null,
    origin: 'person' as const,
  },
});

function get(target: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: rig.server.port, path: target, headers, method }, (response) => {
      let body = '';
      response.on('data', (piece) => (body += String(piece)));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('files', () => {
  it('sends the page under a strict policy and holds no secret', async () => {
    const link = rig.server.startLink();
    const { status, headers, body } = await get('/');
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(body).not.toContain(link.split('#')[1]);
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  it('lets hashed files be kept for ever', async () => {
    const { status, headers } = await get('/assets/main-AbCd1234.js');
    expect([status, headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
  });

  it.each([
    '/../outside.js',
    '/..%2foutside.js',
    '/%2e%2e/outside.js',
    '/assets/../../outside.js',
    '/assets/..%5c..%5coutside.js',
    '/%00',
    '/index.html%00.js',
    '/%ff',
    '/.env',
    '/assets',
    '/assets/',
    '//etc/passwd',
    '/C:/windows/win.ini',
    '/index.html::$DATA',
  ])('does not send %s', async (target) => {
    const { status, body } = await get(target);
    expect([400, 404]).toContain(status);
    expect(body).not.toContain('secret');
  });

  it('does not follow a link out of the page', async () => {
    symlinkSync(path.join(rig.page, '..', 'outside.js'), path.join(rig.page, 'linked.js'));
    expect((await get('/linked.js')).status).toBe(404);
  });

  it('does not send hidden files of its own', async () => {
    writeFileSync(path.join(rig.page, '.hidden.js'), 'secret');
    expect((await get('/.hidden.js')).status).toBe(404);
  });
});

describe('who may talk', () => {
  it.each([
    ['a rebinding name', { host: 'muster.evil.example' }, 403],
    ['a foreign origin', { origin: 'https://evil.example' }, 403],
  ])('turns %s away', async (_name, headers, status) => {
    expect((await get('/', headers)).status).toBe(status);
  });

  it('gives a secret for a code once', async () => {
    const origin = rig.server.address.slice(0, -1);
    const code = rig.server.startLink().split('#')[1];
    const post = (body: string, headers: Record<string, string> = {}) =>
      fetch(`${origin}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin, ...headers },
        body,
      });
    expect((await post(JSON.stringify({ code }), { origin: 'https://evil.example' })).status).toBe(403);
    expect((await post(JSON.stringify({ code }), { 'content-type': 'text/plain' })).status).toBe(415);
    const first = await post(JSON.stringify({ code }));
    expect(first.status).toBe(200);
    expect(await first.json()).toEqual({ secret: expect.stringMatching(/^[\w-]{43}$/) });
    expect((await post(JSON.stringify({ code }))).status).toBe(401);
    for (const bad of ['', '{', '[]', '{"code":1}', '{"code":"x","more":1}', 'x'.repeat(5_000)])
      expect((await post(bad)).status).toBe(400);
  });

  it('slows guessing down', async () => {
    const origin = rig.server.address.slice(0, -1);
    const statuses: number[] = [];
    for (let index = 0; index < 12; index += 1) {
      const response = await fetch(`${origin}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin },
        body: JSON.stringify({ code: `guess-${index}` }),
      });
      statuses.push(response.status);
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429]);
  });

  it.each([[null], ['https://evil.example'], ['null'], ['http://localhost:1']])(
    'opens no socket for origin %s',
    async (origin) => {
      await expect(openSocket(rig.server, origin)).rejects.toThrow(/403/);
    },
  );

  it('outlives bytes that are no HTTP', async () => {
    const socket = connectTcp(rig.server.port, '127.0.0.1');
    const ended = new Promise<string>((resolve) => {
      let text = '';
      socket.on('data', (piece) => (text += String(piece)));
      socket.on('close', () => resolve(text));
    });
    socket.end('\u0000\u0001garbage\r\n\r\n');
    expect(await ended).toContain('400');
    expect((await get('/')).status).toBe(200);
  });
});

describe('signing in', () => {
  it('greets a known secret and serves calls on the same socket', async () => {
    const { socket, client, greeting } = await connect(rig.server);
    expect(greeting).toBe('{"ok":true}');
    expect(await client.dispatch(create('Read the contracts.'))).toEqual({ ok: true, value: { seq: 1 } });
    expect(rig.workforce.received).toHaveLength(1);
    socket.close();
  });

  it('keeps a secret good for the next socket: a page may be reloaded', async () => {
    const secret = await signIn(rig.server);
    for (let index = 0; index < 2; index += 1) {
      const socket = await openSocket(rig.server);
      socket.send(JSON.stringify({ secret, protocol: PROTOCOL_VERSION }));
      expect(await nextFrame(socket)).toBe('{"ok":true}');
      socket.close();
    }
  });

  it.each([
    ['a wrong secret', JSON.stringify({ secret: 'x', protocol: PROTOCOL_VERSION }), 'session.unknown'],
    ['no secret', JSON.stringify({ protocol: PROTOCOL_VERSION }), 'session.malformed'],
    ['garbage', '{{{', 'session.malformed'],
    ['a call before the sign-in', JSON.stringify({ i: '1', p: { u: '/dispatch', b: {} } }), 'session.malformed'],
    ['too much', JSON.stringify({ secret: 'x'.repeat(2_000), protocol: 1 }), 'session.malformed'],
  ])('refuses %s', async (_name, frame, code) => {
    const socket = await openSocket(rig.server);
    const [answer, end] = [nextFrame(socket), closed(socket)];
    socket.send(frame);
    expect(JSON.parse(await answer)).toMatchObject({
      ok: false,
      error: { code, message: expect.stringMatching(/\.$/) },
    });
    expect(await end).toBe(1008);
    expect(rig.workforce.received).toEqual([]);
  });

  it('names a protocol it does not speak', async () => {
    const { greeting } = await connect(rig.server, PROTOCOL_VERSION + 1);
    expect(JSON.parse(greeting)).toMatchObject({
      ok: false,
      error: { code: 'protocol.mismatch', message: expect.stringContaining('Reload') },
    });
  });

  it('closes a socket that stays silent', async () => {
    const socket = await openSocket(rig.server);
    const end = closed(socket);
    await expect.poll(() => rig.timers.size).toBe(1);
    for (const run of rig.timers) run();
    expect(await end).toBe(1008);
  });
});

describe('calls', () => {
  it('answers a brief of one megabyte with a refusal and keeps the socket', async () => {
    const { socket, client } = await connect(rig.server);
    const answer = await client.dispatch(create('x'.repeat(1_000_000)));
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'input.invalid', message: expect.stringContaining('64,000 characters') },
    });
    expect(await client.dispatch(create('short'))).toMatchObject({ ok: true });
    expect(rig.workforce.received).toHaveLength(1);
    socket.close();
  });

  it('closes a socket that sends more than a frame may hold', async () => {
    const { socket } = await connect(rig.server);
    const end = closed(socket);
    socket.send('x'.repeat(8 * 1024 * 1024 + 1));
    expect(await end).toBe(1009);
  });

  it('refuses a subscription of another protocol with its code', async () => {
    const { socket, client } = await connect(rig.server);
    const feed = await client.subscribe({ protocol: PROTOCOL_VERSION + 1, afterSeq: null });
    await expect(feed.next()).rejects.toMatchObject({ code: 'protocol.mismatch' });
    socket.close();
  });

  it('ends what a client had open when it goes', async () => {
    const { socket, client } = await connect(rig.server);
    const feed = await client.subscribe({ protocol: PROTOCOL_VERSION, afterSeq: 0 });
    void feed.next().catch(() => undefined);
    await expect.poll(rig.workforce.open).toBe(1);
    socket.close();
    await expect.poll(rig.workforce.open).toBe(0);
  });

  it.each([
    [
      'a broken world with its sentence',
      new AppError('disk.full', 'The disk is full.'),
      { code: 'disk.full', message: 'The disk is full.' },
    ],
    [
      'broken code without a word of it',
      new Error('secret inner text'),
      { code: 'internal', message: expect.not.stringContaining('secret') },
    ],
  ])('tells %s', async (_name, failure, expected) => {
    const broken = await startRig(fakeWorkforce({ failure }));
    const { socket, client } = await connect(broken.server);
    await expect(client.dispatch(create('Do it.'))).rejects.toMatchObject(expected);
    socket.close();
    await broken.close();
  });

  it('sends no faster than the client reads', async () => {
    let made = 0;
    const batch = { kind: 'events' as const, events: [{ text: 'x'.repeat(200_000) }] as never };
    const workforce = fakeWorkforce({
      *feed() {
        for (; made < 400; made += 1) yield batch;
      },
    });
    const slow = await startRig(workforce);
    const { socket, client } = await connect(slow.server);
    socket.pause();
    void client.subscribe({ protocol: PROTOCOL_VERSION, afterSeq: 0 }).catch(() => undefined);
    // Waits for a standstill: the kernel's buffers are full and the generator is no longer asked.
    let before = -1;
    await expect
      .poll(
        () => {
          const isStill = made > 0 && made === before;
          before = made;
          return isStill;
        },
        { interval: 200 },
      )
      .toBe(true);
    expect(made).toBeLessThan(200);
    socket.terminate();
    await expect.poll(workforce.open).toBe(0);
    await slow.close();
  });
});

describe('the port', () => {
  it('is named when it is taken, with the way out', async () => {
    const { port } = rig.server;
    const again = startServer({
      port,
      page: '',
      handler: rig.handler,
      now: () => 0,
      after: () => () => undefined,
      log: () => undefined,
    });
    await expect(again).rejects.toMatchObject({
      code: 'port.taken',
      facts: { port },
      message: expect.stringContaining('--port 0'),
    });
  });

  it('listens on this computer only', async () => {
    expect(rig.server.address).toBe(`http://127.0.0.1:${rig.server.port}/`);
  });
});
