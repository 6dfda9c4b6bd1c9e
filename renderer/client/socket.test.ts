import { expect, it } from 'vitest';
import { LinkRefused, protocolVersion } from './client.ts';
import { connectBySocket, type Page } from './socket.ts';

/** A socket that answers its first frame as told and closes when told. */
class FakeSocket extends EventTarget {
  binaryType = '';
  readyState = 1;
  sent: string[] = [];
  readonly #answer: string;
  constructor(answer: string) {
    super();
    this.#answer = answer;
    queueMicrotask(() => this.dispatchEvent(new Event('open')));
  }
  send(frame: string): void {
    this.sent.push(frame);
    if (this.sent.length === 1)
      queueMicrotask(() => this.dispatchEvent(new MessageEvent('message', { data: this.#answer })));
  }
  close(): void {
    this.readyState = 3;
    this.dispatchEvent(new Event('close'));
  }
}

function rig(hash: string, answer = '{"ok":true}', kept: Record<string, string> = {}) {
  const calls: string[] = [];
  const sockets: FakeSocket[] = [];
  const store = new Map(Object.entries(kept));
  const page: Page = {
    location: { hash, href: '', protocol: 'http:', host: '127.0.0.1:1', pathname: '/', search: '' },
    history: { state: null, replaceState: (_state, _unused, url) => void calls.push(`address ${String(url)}`) },
    storage: {
      getItem: (key) => store.get(key) ?? null,
      setItem: (key, value) => void store.set(key, value),
      removeItem: (key) => void store.delete(key),
    },
    fetch: async (url, init) => {
      calls.push(`${init?.method ?? ''} ${url as string} ${init?.body as string}`);
      return Response.json({ secret: 's3' });
    },
    openSocket: (url) => {
      calls.push(url);
      const socket = new FakeSocket(answer);
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
  };
  return { connect: connectBySocket(page), calls, sockets, store };
}
const signal = new AbortController().signal;

it('changes the code once, cleans the address, and signs in with the secret', async () => {
  const { connect, calls, sockets, store } = rig('#c0de');
  await connect(signal);
  await connect(signal);
  expect(calls).toEqual([
    'POST /api/session {"code":"c0de"}',
    'address /',
    'ws://127.0.0.1:1/api/socket',
    'ws://127.0.0.1:1/api/socket',
  ]);
  expect([sockets[0]?.sent, store.get('muster.secret')]).toEqual([
    [JSON.stringify({ secret: 's3', protocol: protocolVersion })],
    's3',
  ]);
});

it('uses the secret of the tab when there is no code', async () => {
  const { connect, calls } = rig('', '{"ok":true}', { 'muster.secret': 'old' });
  await connect(signal);
  expect(calls).toEqual(['ws://127.0.0.1:1/api/socket']);
});

it.each([
  ['{"ok":false,"error":{"code":"protocol.mismatch","message":"x"}}', 'outdated', 'old'],
  ['{"ok":false,"error":"protocol.mismatch"}', 'outdated', 'old'],
  ['{"ok":false,"error":{"code":"session.unknown","message":"x"}}', 'refused', undefined],
])('reads the refusal %s', async (answer, state, secret) => {
  const { connect, store } = rig('', answer, { 'muster.secret': 'old' });
  const error = await connect(signal).catch((caught: unknown) => caught);
  expect(error instanceof LinkRefused && error.state).toBe(state);
  expect(store.get('muster.secret')).toBe(secret);
});

it('is refused without code and secret', async () => {
  await expect(rig('').connect(signal)).rejects.toBeInstanceOf(LinkRefused);
});
