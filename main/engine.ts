/** The engine as a process of its own, under Electron's main process: it serves each port it is given and asks for what only the main process can do. */
import { AppError } from '../agents/index.ts';
import { dataFolder, namedFolder, takeEnvironment } from './config.ts';
import type { Ask, FromEngine, ToEngine } from './messages.ts';
import { openHost, type Host } from './host.ts';
import { servePort, type PortLike } from './transport/port.ts';
import { watchTasks } from './watch.ts';

/** The part of Electron's `process.parentPort` that is used. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: ToEngine; ports: PortLike[] }) => void): void;
  postMessage(message: FromEngine): void;
}

/** Fast enough not to bore, slow enough to be read. */
const practicePaceMs = 12;

const parent = (process as unknown as { parentPort: ParentPort }).parentPort;
const answers = new Map<number, (value: string | boolean | null) => void>();
const closing = new AbortController();
let nextAsk = 1;

function ask(what: Ask): Promise<string | boolean | null> {
  const id = nextAsk;
  nextAsk += 1;
  return new Promise((resolve) => {
    answers.set(id, resolve);
    parent.postMessage({ type: 'ask', id, what });
  });
}

const opening = openHost({
  kind: 'desktop',
  dataFolder: dataFolder(namedFolder(process.argv)),
  environment: takeEnvironment(),
  practicePaceMs,
  secrets: {
    how: 'in this computer’s key store',
    load: async (name) => asText(await ask({ kind: 'loadKey', name })),
    save: async (name, key) => (await ask({ kind: 'saveKey', name, key })) === true,
  },
  pickFolder: async () => asText(await ask({ kind: 'pickFolder' })),
  reveal: async (path) => (await ask({ kind: 'reveal', path })) === true,
});

function asText(value: string | boolean | null): string | null {
  return typeof value === 'string' ? value : null;
}

parent.on('message', ({ data, ports }) => {
  if (data.type === 'answer') {
    answers.get(data.id)?.(data.value);
    answers.delete(data.id);
  } else if (data.type === 'client') {
    const [port] = ports;
    if (port) void opening.then((host) => servePort(port, host.handler, host.log));
  } else void opening.then(stop);
});

async function stop(host: Host): Promise<void> {
  closing.abort();
  await host.stop();
  process.exit(0);
}

try {
  const host = await opening;
  parent.postMessage({ type: 'ready' });
  await watchTasks(
    host.workforce,
    {
      notify: (note) => parent.postMessage({ type: 'notify', ...note }),
      withdraw: (taskId) => parent.postMessage({ type: 'withdraw', taskId }),
      working: (count) => parent.postMessage({ type: 'working', count }),
    },
    closing.signal,
  );
} catch (error) {
  const why = error instanceof Error ? error.message : String(error);
  parent.postMessage({
    type: 'failed',
    message: error instanceof AppError ? why : `Muster met a fault of its own: ${why}`,
  });
}
