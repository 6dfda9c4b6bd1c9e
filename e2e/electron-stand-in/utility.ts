/** `utilityProcess.fork` as a child of Node; ports travel over its message channel. */
import { fork as forkNode } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { pump, type Port } from './port.ts';

/** What travels between the two processes. */
export type Carried =
  | { kind: 'message'; data: unknown; portId: number | null }
  | { kind: 'port'; portId: number; data: unknown }
  | { kind: 'closed'; portId: number };

export class Child extends EventEmitter {
  #process;
  #ports = new Map<number, ReturnType<typeof pump>>();
  #nextPort = 1;
  constructor(module: string, args: string[], env: NodeJS.ProcessEnv = process.env) {
    super();
    const parentPort = new URL('parent-port.ts', import.meta.url).href;
    this.#process = forkNode(module, args, {
      env,
      execArgv: ['--import', parentPort],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#process.on('message', (message: Carried) => this.#receive(message));
    this.#process.on('exit', (code) => {
      // A port whose other end has died closes.
      for (const port of this.#ports.values()) port.close();
      this.emit('exit', code);
    });
  }
  postMessage(data: unknown, ports: Port[] = []): void {
    const [port] = ports;
    const portId = port ? this.#nextPort++ : null;
    if (port && portId !== null) {
      const carry = (message: { data: unknown } | { closed: true }) =>
        this.#send('closed' in message ? { kind: 'closed', portId } : { kind: 'port', portId, data: message.data });
      this.#send({ kind: 'message', data, portId });
      this.#ports.set(portId, pump(port, carry));
    } else this.#send({ kind: 'message', data, portId: null });
  }
  kill(): boolean {
    return this.#process.kill();
  }
  get pid(): number | undefined {
    return this.#process.pid;
  }
  #send(message: Carried): void {
    if (this.#process.connected) this.#process.send(message);
  }
  #receive(message: Carried): void {
    if (message.kind === 'message') this.emit('message', message.data);
    else if (message.kind === 'port') this.#ports.get(message.portId)?.arrive(message.data);
    else this.#ports.get(message.portId)?.close();
  }
}

export function fork(module: string, args: string[], env?: NodeJS.ProcessEnv): Child {
  return new Child(module, args, env);
}
