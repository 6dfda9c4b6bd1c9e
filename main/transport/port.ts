/** The contract over a MessagePort. The port is dressed as a plain channel: over oRPC's own adapter a bad frame ends the process. */
import { makePeer } from './peer.ts';
import type { Handler } from './router.ts';

/** The part of Electron's `MessagePortMain` that is used. */
export interface PortLike {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
}

/** Either side says this before it goes, because a port does not always tell. */
export const closedFrame = 'muster:closed';

/** As large as the socket's. */
const maxFrameChars = 8 * 1024 * 1024;

/**
 * Serves one client on a port until either side closes; returns how to end it.
 * Contract: never throws on what the client sends.
 */
export function servePort(port: PortLike, handler: Handler, log: (line: string) => void): () => void {
  let isOpen = true;
  const end = (): void => {
    if (!isOpen) return;
    isOpen = false;
    peer.gone();
    port.postMessage(closedFrame);
    port.close();
  };
  const peer = makePeer(
    handler,
    {
      async send(data) {
        if (!isOpen) return;
        port.postMessage(data);
        // A port has no buffer to watch: giving way after each part keeps one long stream from starving the rest.
        await new Promise((resolve) => setImmediate(resolve));
      },
      close: end,
    },
    log,
  );
  port.on('message', ({ data }) => {
    if (!isOpen) return;
    if (data === closedFrame) return end();
    if (typeof data === 'string' && data.length <= maxFrameChars) return peer.receive(data);
    log('connection ended: a frame of a wrong kind or size');
    end();
  });
  port.on('close', end);
  port.start();
  return end;
}
