/**
 * The desktop host's link: the preload hands over a MessagePort, which is dressed as the small part of a WebSocket oRPC uses.
 * Over a plain port, calls made after it has closed would hang for ever; over this they fail at once.
 */
import type { Connect, Link } from './client.ts';
import { clientOver, type SocketLike } from './link.ts';

/** What the preload puts into the page. */
export interface Bridge {
  /** Asks for a port; it arrives as a message `muster:port` with the port in `ports[0]`. When the other end has died, `muster:gone` comes. */
  connect(): Promise<void>;
}

declare global {
  interface Window {
    muster?: Bridge;
  }
}

const closedFrame = 'muster:closed';

/** Dresses a port as a socket. The other side says `muster:closed` before it goes; one that was killed is told of by the preload's `muster:gone`. */
export function portSocket(port: MessagePort): SocketLike & { close(): void } {
  const events = new EventTarget();
  let readyState: number = WebSocket.OPEN;
  const end = () => {
    if (readyState === WebSocket.CLOSED) return;
    readyState = WebSocket.CLOSED;
    port.close();
    events.dispatchEvent(new Event('close'));
  };
  port.addEventListener('message', (event) => {
    if (event.data === closedFrame) end();
    else events.dispatchEvent(new MessageEvent('message', { data: event.data }));
  });
  port.addEventListener('close', end);
  port.start();
  return {
    addEventListener: events.addEventListener.bind(events) as SocketLike['addEventListener'],
    removeEventListener: events.removeEventListener.bind(events) as SocketLike['removeEventListener'],
    send: (data) => port.postMessage(data),
    get readyState() {
      return readyState as SocketLike['readyState'];
    },
    close() {
      if (readyState === WebSocket.OPEN) port.postMessage(closedFrame);
      end();
    },
  };
}

/** Opens links through the desktop host's ports. */
export function connectByPort(bridge: Bridge): Connect {
  return async (signal) => {
    const port = await new Promise<MessagePort>((resolve, reject) => {
      const listen = (event: MessageEvent) => {
        const received = event.ports[0];
        if (event.source !== window || event.data !== 'muster:port' || !received) return;
        window.removeEventListener('message', listen);
        resolve(received);
      };
      window.addEventListener('message', listen);
      signal.addEventListener('abort', () => window.removeEventListener('message', listen), { once: true });
      bridge.connect().catch((error: unknown) => {
        window.removeEventListener('message', listen);
        reject(error);
      });
    });
    const socket = portSocket(port);
    const onGone = (event: MessageEvent) => event.source === window && event.data === 'muster:gone' && socket.close();
    window.addEventListener('message', onGone);
    const closed = new Promise<void>((resolve) => socket.addEventListener('close', () => resolve(), { once: true }));
    void closed.then(() => window.removeEventListener('message', onGone));
    const link: Link = { client: clientOver(socket), closed, close: socket.close };
    return link;
  };
}
