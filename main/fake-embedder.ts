/** A server on loopback that plays an embedder for tests: what means the same lies near, whatever its words. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Words of one meaning are one place in the vector. */
const meanings = [
  ['prolonged', 'extended', 'renewed', 'longer'],
  ['lease', 'rental', 'premises'],
  ['invoice', 'bill', 'payment'],
  ['baker', 'bread', 'rye'],
  ['printer', 'cartridge'],
  ['whales', 'sleep'],
  ['train', 'fridays'],
  ['ash', 'soil'],
];

export interface FakeEmbedder {
  /** Without a path. */
  url: string;
  port: number;
  /** Every text it was sent, in order. */
  readonly texts: string[];
  readonly authorizations: Set<string | undefined>;
  /** Refuses with this status; null = answers. */
  refuse(status: number | null): void;
  /** Holds the answers to memories back, and lets them go. */
  hold(): () => void;
  stop(): Promise<void>;
}

/** Speaks as OpenAI and Voyage do. Its vectors have one number for each meaning and one for all else. */
export async function startFakeEmbedder(isMemory: (text: string) => boolean = () => false): Promise<FakeEmbedder> {
  const texts: string[] = [];
  const authorizations = new Set<string | undefined>();
  let status: number | null = null;
  let held = Promise.resolve();
  const server = createServer((request, response) => {
    void (async () => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      const { input } = JSON.parse(body) as { input: string[] };
      texts.push(...input);
      authorizations.add(request.headers.authorization);
      if (input.some(isMemory)) await held;
      answer(response, status, input);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    texts,
    authorizations,
    refuse: (next) => (status = next),
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return resolve;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(response: ServerResponse, status: number | null, input: readonly string[]): void {
  response.writeHead(status ?? 200, { 'content-type': 'application/json' });
  const data = input.map((text, index) => ({ index, embedding: vectorOf(text) }));
  response.end(JSON.stringify(status === null ? { data } : {}));
}

function vectorOf(text: string): number[] {
  const lower = text.toLowerCase();
  return [...meanings.map((words) => (words.some((word) => lower.includes(word)) ? 1 : 0)), 0.1];
}
