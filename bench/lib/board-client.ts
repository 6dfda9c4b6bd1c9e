/** A client of the browser host that does what the page does: code for secret, socket, first frame, first snapshot. */
import { once } from 'node:events';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import WebSocket from 'ws';
import { PROTOCOL_VERSION, type Contract, type Snapshot } from '../../agents/contract.ts';

/** Opens the board behind a start link and gives its first snapshot. */
export async function firstSnapshot(link: string): Promise<Snapshot> {
  const url = new URL(link);
  const headers = { 'content-type': 'application/json', origin: url.origin };
  const answer = await fetch(new URL('/api/session', url), {
    method: 'POST',
    headers,
    body: JSON.stringify({ code: url.hash.slice(1) }),
  });
  const { secret } = (await answer.json()) as { secret: string };
  const socket = new WebSocket(`ws://${url.host}/api/socket`, { origin: url.origin });
  try {
    await once(socket, 'open');
    socket.send(JSON.stringify({ secret, protocol: PROTOCOL_VERSION }));
    const [welcome] = (await once(socket, 'message')) as [Buffer];
    if (!(JSON.parse(welcome.toString()) as { ok: boolean }).ok)
      throw new Error(`the host refused the socket: ${welcome.toString()}`);
    const client: ContractRouterClient<Contract> = createORPCClient(
      new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }),
    );
    const feed = await client.subscribe({ protocol: PROTOCOL_VERSION, afterSeq: null });
    const { value } = await feed.next();
    if (value?.kind === 'snapshot') return value.snapshot;
    throw new Error('the subscription ended without a snapshot');
  } finally {
    socket.terminate();
  }
}
