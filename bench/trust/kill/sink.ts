/** The world outside: a server that keeps every effect it was asked for. It outlives all kills, and what it holds is the truth. */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import type { Delivery } from './oracle.ts';

/** How long the news of an effect is under way: time in which it has happened and nobody inside knows. */
const replyMs = 8;

/** Where an effect stands, for whoever wants to kill just there. */
export type SinkPhase = 'arrived' | 'recorded' | 'replied';

export interface Sink {
  url: string;
  deliveries: readonly Delivery[];
  has(key: string): boolean;
  /** Told of each phase of each effect; true = whoever asked died of it: the effect stays as it is, and nobody is answered. */
  onPhase: (phase: SinkPhase) => boolean;
  /** Resolves when nobody is connected: whatever a dead process had sent is in. */
  quiet(): Promise<void>;
  stop(): Promise<void>;
}

export async function openSink(): Promise<Sink> {
  const deliveries: Delivery[] = [];
  let waiting: (() => void)[] = [];
  const has = (key: string): boolean => deliveries.some((delivery) => delivery.key === key);

  const server = createServer((request, response) => {
    void handle(request)
      .then((status) => {
        if (status === null) return;
        response.statusCode = status;
        response.end(() => void (request.method === 'POST' && sink.onPhase('replied')));
      })
      // A request cut by the death of its sender was never whole, so it is none.
      .catch(() => response.destroy());
  });

  const handle = async (request: IncomingMessage): Promise<number | null> => {
    const url = new URL(request.url ?? '/', 'http://sink');
    if (request.method === 'GET') return has(url.searchParams.get('key') ?? '') ? 200 : 404;
    const { effect, key } = JSON.parse(await text(request)) as Pick<Delivery, 'effect' | 'key'>;
    if (sink.onPhase('arrived')) return null;
    deliveries.push({ tool: url.pathname.slice(1), effect, key });
    if (sink.onPhase('recorded')) return null;
    await pause(replyMs);
    return 200;
  };

  let connections = 0;
  server.on('connection', (socket) => {
    connections += 1;
    socket.on('close', () => {
      connections -= 1;
      if (connections > 0) return;
      for (const resolve of waiting) resolve();
      waiting = [];
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sink: Sink = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    deliveries,
    has,
    onPhase: () => false,
    quiet: () => (connections === 0 ? Promise.resolve() : new Promise((resolve) => void waiting.push(resolve))),
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return sink;
}
