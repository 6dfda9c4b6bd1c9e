/**
 * The browser host's link: a one-time code from the address is changed for a secret, which opens the socket.
 * The secret lives in this tab's session storage; the address is cleaned at once, so that it is in no history.
 */
import { LinkRefused, protocolVersion, type Connect, type Link } from './client.ts';
import { clientOver } from './link.ts';

const secretKey = 'muster.secret';

/** What the socket needs of the page; tests give their own. */
export interface Page {
  location: Pick<Location, 'hash' | 'href' | 'protocol' | 'host' | 'pathname' | 'search'>;
  history: Pick<History, 'replaceState' | 'state'>;
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  fetch: typeof fetch;
  openSocket: (url: string) => WebSocket;
}

/** The page we are in. */
export function thisPage(): Page {
  return {
    location: window.location,
    history: window.history,
    storage: window.sessionStorage,
    fetch: window.fetch.bind(window),
    openSocket: (url) => new WebSocket(url),
  };
}

/** Changes the code in the address for the secret, which is then in the storage. Cleans the address when the code is used up. */
async function exchangeCode(page: Page): Promise<void> {
  const code = page.location.hash.slice(1);
  if (!code) return;
  const response = await page.fetch('/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  page.history.replaceState(page.history.state, '', page.location.pathname + page.location.search);
  if (!response.ok) return;
  const { secret } = (await response.json()) as { secret: string };
  page.storage.setItem(secretKey, secret);
}

/** Opens links through the browser host's WebSocket. */
export function connectBySocket(page: Page = thisPage()): Connect {
  // The code works once: whoever connects first changes it, all others wait for the same answer.
  let exchange: Promise<void> | null = null;
  return async (signal) => {
    exchange ??= exchangeCode(page);
    try {
      await exchange;
    } catch (error) {
      exchange = null;
      throw error;
    }
    const secret = page.storage.getItem(secretKey);
    if (!secret) throw new LinkRefused('refused', 'no code and no secret');
    const scheme = page.location.protocol === 'https:' ? 'wss' : 'ws';
    const socket = page.openSocket(`${scheme}://${page.location.host}/api/socket`);
    socket.binaryType = 'arraybuffer';
    const closed = new Promise<void>((resolve) => socket.addEventListener('close', () => resolve(), { once: true }));
    signal.addEventListener('abort', () => socket.close(), { once: true });
    await opened(socket);
    socket.send(JSON.stringify({ secret, protocol: protocolVersion }));
    const answer = await firstAnswer(socket);
    if (!answer.ok) {
      socket.close();
      if (answer.error === 'protocol.mismatch') throw new LinkRefused('outdated', answer.error);
      page.storage.removeItem(secretKey);
      throw new LinkRefused('refused', answer.error);
    }
    const link: Link = { client: clientOver(socket), closed, close: () => socket.close() };
    return link;
  };
}

function opened(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('close', () => reject(new Error('the socket did not open')), { once: true });
  });
}

type Greeting = { ok: true } | { ok: false; error: string };

function firstAnswer(socket: WebSocket): Promise<Greeting> {
  return new Promise((resolve, reject) => {
    socket.addEventListener('message', (event) => resolve(readGreeting(event.data)), { once: true });
    socket.addEventListener('close', () => reject(new Error('the socket closed before it answered')), { once: true });
  });
}

function readGreeting(data: unknown): Greeting {
  const value: unknown = JSON.parse(String(data));
  if (typeof value !== 'object' || value === null || !('ok' in value))
    throw new Error('the first answer is no greeting');
  if (value.ok === true) return { ok: true };
  const error = 'error' in value ? value.error : 'refused';
  // The host may send the code alone or a refusal with its sentence.
  return {
    ok: false,
    error: typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error),
  };
}
