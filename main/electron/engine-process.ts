/** Starts, watches and restarts the engine in a process of its own: a commit there never blocks the window. */
import { MessageChannelMain, utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron';
import type { Ask, FromEngine, ToEngine } from '../messages.ts';

export interface EngineEvents {
  ask: (what: Ask) => Promise<string | boolean | null>;
  notify: (message: Extract<FromEngine, { type: 'notify' }>) => void;
  withdraw: (taskId: string) => void;
  working: (count: number) => void;
  /** The engine has ended and is started again: every port to it is dead, and no port says so by itself. */
  gone: () => void;
  /** The engine cannot start, or ended again and again. The sentence is for the person. */
  failed: (message: string) => void;
}

export interface EngineProcess {
  /** Makes a port that speaks the contract with the engine, once the engine is ready. */
  connect(): Promise<MessagePortMain>;
  /** Ends the engine quietly; resolves when the process has ended. */
  stop(): Promise<void>;
}

/** More ends than this within a minute are a fault a restart does not mend. */
const maxRestartsPerMinute = 3;

/** `environment` is the engine's alone: it may hold a key, which the main process does not keep. */
export function startEngine(
  modulePath: string,
  args: string[],
  environment: NodeJS.ProcessEnv,
  events: EngineEvents,
): EngineProcess {
  let ready = Promise.withResolvers<UtilityProcess>();
  let isReady = false;
  let isStopping = false;
  let exited = Promise.withResolvers<void>();
  let current: UtilityProcess;
  const ends: number[] = [];

  const send = (child: UtilityProcess, message: ToEngine, ports: MessagePortMain[] = []) =>
    child.postMessage(message, ports);

  const receive = (child: UtilityProcess, message: FromEngine): void => {
    switch (message.type) {
      case 'ready':
        isReady = true;
        return ready.resolve(child);
      case 'failed':
        isStopping = true;
        return events.failed(message.message);
      case 'ask':
        return void events.ask(message.what).then((value) => send(child, { type: 'answer', id: message.id, value }));
      case 'notify':
        return events.notify(message);
      case 'withdraw':
        return events.withdraw(message.taskId);
      case 'working':
        return events.working(message.count);
    }
  };

  const start = (): UtilityProcess => {
    const child = utilityProcess.fork(modulePath, args, {
      serviceName: 'Muster engine',
      stdio: 'ignore',
      // Fewer arenas of glibc's, as scripts/lib/node-flags.mjs has it where there is no Electron.
      env: { ...environment, MALLOC_ARENA_MAX: '2' },
    });
    exited = Promise.withResolvers<void>();
    child.on('message', (message: FromEngine) => receive(child, message));
    child.on('exit', () => {
      exited.resolve();
      if (isStopping) return;
      const now = Date.now();
      ends.push(now);
      while (ends[0] !== undefined && ends[0] < now - 60_000) ends.shift();
      if (ends.length > maxRestartsPerMinute)
        return events.failed(
          'The part of Muster that does the work keeps ending. Nothing is lost. Start Muster again, or run “muster doctor”.',
        );
      // Whoever waits for the one that has died before it was ready gets the next.
      if (isReady) ready = Promise.withResolvers<UtilityProcess>();
      isReady = false;
      current = start();
      events.gone();
    });
    return child;
  };

  current = start();
  return {
    async connect() {
      const child = await ready.promise;
      const { port1, port2 } = new MessageChannelMain();
      send(child, { type: 'client' }, [port1]);
      return port2;
    },
    async stop() {
      isStopping = true;
      send(current, { type: 'stop' });
      await exited.promise;
    },
  };
}
