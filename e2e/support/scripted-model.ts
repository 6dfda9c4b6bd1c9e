/**
 * The scripted model: a server on loopback that speaks the Anthropic Messages API and says what a script says.
 * Alone: `node e2e/support/scripted-model.ts --behaviour 429:2 --port 0 [--script turns.json] [--scripts named.json]`; it prints one JSON
 * line with its address.
 */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { parseArgs } from 'node:util';
import { behaviourOf, type Reply } from './scripted-model-behaviours.ts';
import { textOf, type ScriptedTurn, type WireBody } from './scripted-model-wire.ts';

export interface ScriptedModelOptions {
  /** See `behaviourOf`; left out = `script`. */
  behaviour?: string;
  /** The turns of a task, by number; a turn past the end says that all is done. */
  script?: ScriptedTurn[];
  /** More scripts by name. A brief holding `[script:name]` is answered by that script, or by the behaviour of that name. */
  scripts?: Record<string, ScriptedTurn[]>;
  /** 0 = any free one. */
  port?: number;
  /** How many requests are kept for assertions; the rest are only counted. */
  keep?: number;
}

export interface RecordedRequest {
  headers: IncomingHttpHeaders;
  body: WireBody;
  turn: number;
}

export interface ScriptedModel {
  /** To be used as the model's address. */
  url: string;
  requests: RecordedRequest[];
  /** All requests, kept or not. */
  count(): number;
  /** Resolves once so many requests have come in all. */
  received(count: number): Promise<void>;
  /** Resolves once so many answers wait to be released (behaviours `slow` and `silent`). */
  held(count: number): Promise<void>;
  /** Resolves once no answer is on its way: each has ended, or its reader has left. */
  quiet(): Promise<void>;
  /** Lets so many held events go, now or when they come; `Infinity` = all from now on. */
  release(events: number): void;
  behave(spec: string): void;
  stop(): Promise<void>;
}

/**
 * Starts the server on 127.0.0.1. It keeps nothing a restart would lose but how often a turn was tried.
 * `POST /control/release?events=n`, `POST /control/behave?as=spec`, `GET /control/held?count=n`,
 * `GET /control/received?count=n` and `GET /control/requests` do from outside what the methods do inside.
 */
export async function startScriptedModel(options: ScriptedModelOptions = {}): Promise<ScriptedModel> {
  let standard = behaviourOf(options.behaviour ?? 'script');
  const keep = options.keep ?? 10_000;
  const requests: RecordedRequest[] = [];
  const tries = new Map<string, number>();
  const counter = makeWaiter();
  const gate = makeGate();
  const open = new Set<ServerResponse>();
  const resting: (() => void)[] = [];

  const reply = (body: WireBody, bytes: number, headers: IncomingHttpHeaders): { answer: Reply; thinkMs: number } => {
    const turn = body.messages.filter((message) => message.role === 'assistant').length;
    const brief = textOf(body.messages[0]?.content ?? '');
    if (requests.length < keep) requests.push({ headers, body, turn });
    const place = `${turn} ${brief}`;
    const before = tries.get(place) ?? 0;
    tries.set(place, before + 1);
    const marker = /\[script:([\w:.-]+)\]/.exec(brief)?.[1];
    const named = marker !== undefined && options.scripts !== undefined && Object.hasOwn(options.scripts, marker);
    const behaviour = marker === undefined ? standard : behaviourOf(named ? 'script' : marker);
    const script = named ? options.scripts?.[marker] : options.script;
    const scripted = script?.[turn] ?? { text: 'All is done.' };
    const inputTokens = Math.ceil(bytes / 4);
    const answer = behaviour({ body, turn, brief, tries: before, key: keyOf(headers), inputTokens, scripted });
    return { answer, thinkMs: scripted.thinkMs ?? 0 };
  };

  const send = async (answer: Reply, response: ServerResponse): Promise<void> => {
    if (answer.kind === 'hangup') return void response.destroy();
    if (answer.kind === 'plain') return void response.writeHead(answer.status, answer.headers).end(answer.body);
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'request-id': `req_${counter.count()}`,
      ...answer.headers,
    });
    if (answer.how === undefined) return void response.end(answer.events.join(''));
    response.flushHeaders();
    if (answer.how === 'hold') {
      for (const event of answer.events) {
        await gate.pass(response);
        if (response.destroyed) return;
        response.write(event);
      }
      return void response.end();
    }
    // The bytes must have left before the connection breaks, or the reader sees fewer events than were sent.
    response.write(answer.events.join('') || ':\n\n', () => response.destroy());
  };

  const control = async (url: URL, response: ServerResponse): Promise<void> => {
    const number = (name: string): number => Number(url.searchParams.get(name) ?? 1);
    switch (url.pathname) {
      case '/control/release':
        gate.release(url.searchParams.get('events') === null ? Infinity : number('events'));
        break;
      case '/control/behave':
        standard = behaviourOf(url.searchParams.get('as') ?? 'script');
        break;
      case '/control/held':
        await gate.held(number('count'));
        break;
      case '/control/received':
        await counter.reached(number('count'));
        break;
      case '/control/requests':
        return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(requests));
      default:
        return void response.writeHead(404).end();
    }
    response.writeHead(204).end();
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const raw = await textOfBody(request);
    if (url.pathname.startsWith('/control/')) return control(url, response);
    if (request.method !== 'POST' || !url.pathname.endsWith('/v1/messages')) return void response.writeHead(404).end();
    const { answer, thinkMs } = reply(JSON.parse(raw) as WireBody, raw.length, request.headers);
    open.add(response);
    response.once('close', () => {
      open.delete(response);
      if (open.size === 0) for (const tell of resting.splice(0)) tell();
    });
    counter.add();
    if (thinkMs > 0) await new Promise((resolve) => setTimeout(resolve, thinkMs));
    await send(answer, response);
  };

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (response.headersSent) return void response.destroy();
      // 400, so that a slip in a test is not tried again.
      response
        .writeHead(400)
        .end(`The scripted model broke: ${error instanceof Error ? error.message : String(error)}`);
    });
  });
  // Longer than the client keeps its own end: a connection closed under a request looks like a fault of the engine.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The scripted model has no port.');

  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    count: counter.count,
    received: counter.reached,
    held: gate.held,
    quiet: () => (open.size === 0 ? Promise.resolve() : new Promise((tell) => resting.push(tell))),
    release: gate.release,
    behave(spec) {
      standard = behaviourOf(spec);
    },
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Counts, and tells those who wait for a number. */
function makeWaiter(): { add(): void; count(): number; reached(count: number): Promise<void> } {
  let total = 0;
  const waiting: { count: number; tell: () => void }[] = [];
  return {
    add() {
      total += 1;
      for (const waiter of waiting.splice(0)) {
        if (waiter.count <= total) waiter.tell();
        else waiting.push(waiter);
      }
    },
    count: () => total,
    reached: (count) => (count <= total ? Promise.resolve() : new Promise((tell) => waiting.push({ count, tell }))),
  };
}

/** Holds events back until they are released, in the order they came. */
function makeGate(): {
  pass(response: ServerResponse): Promise<void>;
  release(events: number): void;
  held(count: number): Promise<void>;
} {
  let allowance = 0;
  const holding: (() => void)[] = [];
  const watching: { count: number; tell: () => void }[] = [];
  return {
    pass(response) {
      if (allowance > 0) {
        allowance -= 1;
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        const go = (): void => {
          response.off('close', leave);
          resolve();
        };
        const leave = (): void => {
          const at = holding.indexOf(go);
          if (at >= 0) holding.splice(at, 1);
          resolve();
        };
        holding.push(go);
        response.once('close', leave);
        for (const watcher of watching.splice(0)) {
          if (watcher.count <= holding.length) watcher.tell();
          else watching.push(watcher);
        }
      });
    },
    release(events) {
      const now = holding.splice(0, events);
      allowance += events - now.length;
      for (const go of now) go();
    },
    held: (count) =>
      count <= holding.length ? Promise.resolve() : new Promise((tell) => watching.push({ count, tell })),
  };
}

function keyOf(headers: IncomingHttpHeaders): string | null {
  const key = headers['x-api-key'];
  if (typeof key === 'string') return key;
  return headers.authorization?.replace(/^Bearer /, '') ?? null;
}

async function textOfBody(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      behaviour: { type: 'string', default: 'script' },
      port: { type: 'string', default: '0' },
      script: { type: 'string' },
      scripts: { type: 'string' },
    },
  });
  const read = async <T>(file: string | undefined): Promise<T | undefined> =>
    file === undefined ? undefined : (JSON.parse(await readFile(file, 'utf8')) as T);
  const model = await startScriptedModel({
    behaviour: values.behaviour,
    port: Number(values.port),
    script: await read<ScriptedTurn[]>(values.script),
    scripts: await read<Record<string, ScriptedTurn[]>>(values.scripts),
  });
  process.stdout.write(`${JSON.stringify({ url: model.url })}\n`);
}
