/** The contract over a WebSocket: signs the client in by its first frame, then serves calls, never faster than it reads. */
import type { WebSocket } from 'ws';
import { z } from 'zod';
import { PROTOCOL_VERSION } from '../../agents/contract.ts';
import type { DoorKeys } from './keys.ts';
import { makePeer, type Peer } from './peer.ts';
import { protocolRefusal, type Handler } from './router.ts';

/** A frame is a call. Large enough for a file of memories, the largest body there is, with all that JSON adds to it. */
export const maxFrameBytes = 8 * 1024 * 1024;
const signInWithinMs = 2_000;
const maxGreetingBytes = 1_024;
/** A sender waits above the first, a client that lets it grow above the second is cut off and resumes later. */
const waitAboveBytes = 256 * 1024;
const cutAboveBytes = 64 * 1024 * 1024;

const Greeting = z.strictObject({ secret: z.string().min(1).max(200), protocol: z.number().int() });

export interface SocketPorts {
  handler: Handler;
  keys: DoorKeys;
  log: (line: string) => void;
  /** Calls `run` once after `ms`; returns how to cancel it. */
  after: (ms: number, run: () => void) => () => void;
}

/**
 * Serves one accepted socket until it closes.
 * First frame in: `{"secret","protocol"}` within two seconds. First frame out: `{"ok":true}` or `{"ok":false,"error":{code,message}}`.
 */
export function serveSocket(socket: WebSocket, { handler, keys, log, after }: SocketPorts): void {
  let peer: Peer | null = null;
  const cancel = after(signInWithinMs, () => socket.close(1008, 'no sign-in in time'));
  const refuse = (code: string, message: string): void => {
    socket.send(JSON.stringify({ ok: false, error: { code, message } }));
    socket.close(1008, code);
  };
  const drains = new Set<() => void>();

  const signIn = (data: Buffer, isBinary: boolean): void => {
    cancel();
    const greeting = isBinary ? null : readGreeting(data);
    if (!greeting) return refuse('session.malformed', 'The first message was not a sign-in.');
    const attempt = keys.check(greeting.secret);
    if (!attempt.ok) {
      const message =
        attempt.why === 'slow'
          ? 'Too many wrong attempts. Wait a minute, then open the address that Muster printed in the terminal.'
          : 'This page is not signed in. Open the address that Muster printed in the terminal.';
      return refuse(attempt.why === 'slow' ? 'session.slow' : 'session.unknown', message);
    }
    if (greeting.protocol !== PROTOCOL_VERSION) return refuse('protocol.mismatch', protocolRefusal(greeting.protocol));
    socket.send('{"ok":true}');
    peer = makePeer(handler, { send, close: (reason) => socket.close(1008, reason) }, log);
  };

  const send = (data: string | ArrayBufferLike | Uint8Array): Promise<void> | void => {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > cutAboveBytes) {
      log('connection ended: the client does not read');
      return socket.terminate();
    }
    return new Promise((resolve) => {
      const done = (): void => {
        drains.delete(done);
        resolve();
      };
      drains.add(done);
      socket.send(data, done);
      if (socket.bufferedAmount <= waitAboveBytes) done();
    });
  };

  socket.on('message', (data, isBinary) => {
    const bytes = asBuffer(data);
    if (!peer) return signIn(bytes, isBinary);
    if (isBinary) return socket.close(1003, 'calls are text');
    peer.receive(bytes.toString('utf8'));
  });
  socket.on('close', () => {
    cancel();
    peer?.gone();
    for (const done of drains) done();
  });
  // A frame that is too large or broken closes the socket by itself; without a listener it would end the process.
  socket.on('error', (error) => log(`socket: ${error.message}`));
}

function readGreeting(data: Buffer): z.infer<typeof Greeting> | null {
  if (data.length > maxGreetingBytes) return null;
  try {
    const parsed = Greeting.safeParse(JSON.parse(data.toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null; // Not JSON is not a greeting; the client is told so.
  }
}

function asBuffer(data: Buffer | ArrayBuffer | Buffer[]): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}
