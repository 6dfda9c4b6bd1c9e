/** What the transports' tests share: a handler over a fake, a server on a free port, and a client as a page would be one. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import { PROTOCOL_VERSION, type Contract, type Setup } from '../../agents/contract.ts';
import { fakeWorkforce, type FakeWorkforce } from './fake-workforce.ts';
import { makeHandler, type Handler, type HostActs } from './router.ts';
import { startServer, type LocalServer } from './server.ts';

export const fakeActs: HostActs = {
  setup: () => ({ version: 'test' }) as Setup,
  checkKey: async () => ({ ok: true, model: 'm' }),
  saveKey: async () => null,
  checkSearch: async () => ({ ok: true, dim: 1 }),
  saveSearch: async () => null,
  pickFolder: async () => ({ path: null, available: false }),
  reveal: async () => ({ shown: false }),
};

export interface Rig {
  workforce: FakeWorkforce;
  handler: Handler;
  server: LocalServer;
  /** The page's folder. */
  page: string;
  /** What was logged. */
  lines: string[];
  /** Timers that were set and not cancelled. */
  timers: Set<() => void>;
  close(): Promise<void>;
}

/** A server over a fake workforce, with a page of two files. */
export async function startRig(workforce: FakeWorkforce = fakeWorkforce(), now: () => number = () => 0): Promise<Rig> {
  const folder = mkdtempSync(path.join(tmpdir(), 'muster-page-'));
  const page = path.join(folder, 'renderer');
  mkdirSync(path.join(page, 'assets'), { recursive: true });
  writeFileSync(path.join(page, 'index.html'), '<!doctype html><title>Muster</title>');
  writeFileSync(path.join(page, 'assets', 'main-AbCd1234.js'), 'export {};');
  writeFileSync(path.join(folder, 'outside.js'), 'secret');
  const lines: string[] = [];
  const log = (line: string): void => void lines.push(line);
  const timers = new Set<() => void>();
  const after = (_ms: number, run: () => void) => {
    timers.add(run);
    return () => void timers.delete(run);
  };
  const handler = makeHandler({ workforce, acts: fakeActs, log });
  const server = await startServer({ port: 0, page, handler, now, after, log });
  return {
    workforce,
    handler,
    server,
    page,
    lines,
    timers,
    async close() {
      await server.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Changes the start link's code for a secret, as the page does. */
export async function signIn(server: LocalServer): Promise<string> {
  const origin = server.address.slice(0, -1);
  const code = server.startLink().split('#')[1];
  const response = await fetch(`${origin}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ code }),
  });
  const { secret } = (await response.json()) as { secret: string };
  return secret;
}

/** A socket from our own page; `frames` collects what it is sent. */
export async function openSocket(
  server: LocalServer,
  origin: string | null = server.address.slice(0, -1),
): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/api/socket`, origin === null ? {} : { origin });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return socket;
}

export function nextFrame(socket: WebSocket): Promise<string> {
  return new Promise((resolve) => socket.once('message', (data) => resolve((data as Buffer).toString())));
}

export function closed(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => socket.once('close', resolve));
}

/** A signed-in socket and its typed client. */
export async function connect(
  server: LocalServer,
  protocol: number = PROTOCOL_VERSION,
): Promise<{ socket: WebSocket; client: ContractRouterClient<Contract>; greeting: string }> {
  const secret = await signIn(server);
  const socket = await openSocket(server);
  socket.send(JSON.stringify({ secret, protocol }));
  const greeting = await nextFrame(socket);
  const client: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ websocket: socket as never }));
  return { socket, client, greeting };
}
