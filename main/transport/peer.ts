/** One client at the other end of any transport: hands its frames to the handler, bounds what it may have in flight. */
import type { Handler } from './router.ts';

/** The way back to the client. */
export interface Channel {
  /** Resolves when there is room for more. Contract: never throws, also when the client is gone. */
  send(data: string | ArrayBufferLike | Uint8Array): Promise<void> | void;
  /** Ends the connection; `reason` is for the log and the close frame. */
  close(reason: string): void;
}

export interface Peer {
  /** One whole frame, as text: the contract has no binary bodies. Contract: never throws. */
  receive(frame: string): void;
  /** The client is gone: every procedure still running for it is aborted. Idempotent. */
  gone(): void;
}

/** Calls and streams one client may have open; a page uses about ten. */
const maxInFlight = 256;
/** Frames that are no call before the connection is ended. */
const maxBroken = 20;

export function makePeer(handler: Handler, channel: Channel, log: (line: string) => void): Peer {
  let inFlight = 0;
  let broken = 0;
  let isGone = false;
  // The handler knows its clients by this object; it uses nothing of it but `send`.
  const socket = {
    send: (data: string | ArrayBufferLike | ArrayBufferView | Blob) =>
      isGone ? undefined : channel.send(data as string | Uint8Array),
    addEventListener: () => undefined,
  } as Parameters<Handler['message']>[0];

  const gone = (): void => {
    if (isGone) return;
    isGone = true;
    handler.close(socket);
  };
  const end = (reason: string): void => {
    log(`connection ended: ${reason}`);
    gone();
    channel.close(reason);
  };

  const refuse = (why: string): void => {
    if (isGone) return;
    broken += 1;
    if (broken === 1) log(`a frame could not be read: ${why}`);
    if (broken > maxBroken) end('too many frames that could not be read');
  };

  return {
    gone,
    receive(frame) {
      if (isGone) return;
      if (!isCall(frame)) return refuse('it is no call');
      if (inFlight >= maxInFlight) return end('too many calls at once');
      inFlight += 1;
      void handler
        .message(socket, frame)
        .catch((error: unknown) => refuse(error instanceof Error ? error.message.slice(0, 80) : 'unknown'))
        .finally(() => {
          inFlight -= 1;
        });
    },
  };
}

/** oRPC takes a call without an id for all calls of the connection, and ends them with it: such a frame never reaches it. */
function isCall(frame: string): boolean {
  try {
    const value: unknown = JSON.parse(frame);
    return (
      typeof value === 'object' && value !== null && 'i' in value && typeof value.i === 'string' && value.i.length <= 64
    );
  } catch {
    return false; // The caller counts it.
  }
}
