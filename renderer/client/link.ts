import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { EngineClient } from './client.ts';

/** The part of a WebSocket that oRPC uses; a MessagePort is dressed as one. */
export type SocketLike = Pick<WebSocket, 'addEventListener' | 'removeEventListener' | 'send' | 'readyState'>;

/** Makes the typed client over an open socket. A client belongs to one socket: reconnecting makes a new one. */
export function clientOver(websocket: SocketLike): EngineClient {
  return createORPCClient(new RPCLink({ websocket }));
}
