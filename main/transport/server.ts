/** The local HTTP server of the browser host: the page as files, one call for a session, one socket for everything else. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { z } from 'zod';
import { AppError } from '../../agents/index.ts';
import { judge, type RequestFacts } from './access.ts';
import { DoorKeys } from './keys.ts';
import type { Handler } from './router.ts';
import { maxFrameBytes, serveSocket } from './socket.ts';
import { findPageFile, sendJson, sendPageFile } from './static.ts';

const maxBodyBytes = 4_096;
const maxSockets = 64;
const SessionInput = z.strictObject({ code: z.string().min(1).max(200) });

export interface ServerOptions {
  /** 0 = any free port. */
  port: number;
  /** The built page's folder, absolute. */
  page: string;
  handler: Handler;
  now: () => number;
  after: (ms: number, run: () => void) => () => void;
  log: (line: string) => void;
}

export interface LocalServer {
  port: number;
  /** `http://127.0.0.1:<port>/`, without a code. */
  address: string;
  /** An address with a fresh code: good for one tab, for five minutes. */
  startLink(): string;
  stop(): Promise<void>;
}

/**
 * Listens on 127.0.0.1 only.
 * @throws AppError `port.taken` (facts: port)
 */
export async function startServer({
  port: wanted,
  page,
  handler,
  now,
  after,
  log,
}: ServerOptions): Promise<LocalServer> {
  const keys = new DoorKeys(now);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxFrameBytes, perMessageDeflate: false });
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 20_000 });
  server.maxConnections = 256;
  let port = wanted;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const verdict = judge(factsOf(request, false), port);
    switch (verdict.to) {
      case 'file': {
        const found = await findPageFile(page, verdict.path);
        if (found) return sendPageFile(response, found, request.method === 'GET');
        const message =
          verdict.path === '/' ? 'The board is not built. Run “npm run build”, then reload.' : 'There is no such file.';
        return sendJson(response, verdict.path === '/' ? 503 : 404, { error: { code: 'file.missing', message } });
      }
      case 'session':
        return openSession(request, response);
      case 'socket':
        return sendJson(response, 400, { error: { code: 'request.refused', message: 'This is a socket.' } });
      case 'nowhere':
        return sendJson(response, verdict.status, { error: { code: 'request.refused', message: verdict.message } });
    }
  };

  const openSession = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = SessionInput.safeParse(await readJson(request));
    if (!body.success)
      return sendJson(response, 400, { error: { code: 'session.malformed', message: 'The call holds no code.' } });
    const attempt = keys.redeem(body.data.code);
    if (attempt.ok) return sendJson(response, 200, { secret: attempt.value });
    if (attempt.why === 'slow')
      return sendJson(response, 429, {
        error: { code: 'session.slow', message: 'Too many wrong attempts. Wait a minute, then try again.' },
      });
    const message =
      'This link was used before or is too old. Ask Muster for a new one: press Enter in its terminal, or start it again.';
    return sendJson(response, 401, { error: { code: 'session.unknown', message } });
  };

  server.on('request', (request, response) => {
    answer(request, response).catch((error: unknown) => {
      log(`request: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      if (!response.headersSent)
        sendJson(response, 500, {
          error: { code: 'internal', message: 'Muster met a fault of its own; it is in the log.' },
        });
      else response.destroy();
    });
  });
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', (error) => log(`upgrade: ${error.message}`));
    const verdict = judge(factsOf(request, true), port);
    if (verdict.to !== 'socket') return refuseUpgrade(stream, verdict.to === 'nowhere' ? verdict.status : 400);
    if (sockets.clients.size >= maxSockets) return refuseUpgrade(stream, 503);
    sockets.handleUpgrade(request, stream, head, (socket) => serveSocket(socket, { handler, keys, log, after }));
  });
  server.on('clientError', (_error, stream) => {
    if (stream.writable) stream.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
  });

  port = await listen(server, wanted);
  const address = `http://127.0.0.1:${port}/`;
  return {
    port,
    address,
    startLink: () => `${address}#${keys.makeCode()}`,
    async stop() {
      for (const socket of sockets.clients) socket.close(1001, 'Muster stops');
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      for (const socket of sockets.clients) socket.terminate();
      await closed;
    },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') return reject(error);
      const why = error.code === 'EACCES' ? 'may not be used by you' : 'is taken by another program';
      const message = `Port ${port} ${why}, so nothing was started. Choose another with --port, or let Muster find a free one with --port 0.`;
      reject(new AppError('port.taken', message, { cause: error, facts: { port } }));
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, resolve);
  });
  return (server.address() as AddressInfo).port;
}

function factsOf(request: IncomingMessage, isUpgrade: boolean): RequestFacts {
  const hosts = request.rawHeaders.filter(
    (_, index, all) => index % 2 === 1 && all[index - 1]?.toLowerCase() === 'host',
  );
  const { origin, 'content-type': contentType } = request.headers;
  return {
    method: request.method ?? '',
    target: request.url ?? '',
    hosts,
    origin: origin ?? null,
    contentType: contentType ?? null,
    isUpgrade,
  };
}

/** Null = too long, not JSON, or cut. The caller refuses all three alike. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > maxBodyBytes) return null;
    pieces.push(piece);
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8'));
  } catch {
    return null;
  }
}

function refuseUpgrade(stream: Duplex, status: number): void {
  stream.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
