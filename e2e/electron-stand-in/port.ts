/** A MessagePortMain: two ends, each an emitter, joined in memory. Ends that leave the process are pumped by their new owner. */
import { EventEmitter } from 'node:events';

export class Port extends EventEmitter {
  other: Port | null = null;
  #started = false;
  #waiting: unknown[] = [];
  start(): void {
    this.#started = true;
    for (const data of this.#waiting.splice(0)) this.emit('message', { data, ports: [] });
  }
  postMessage(data: unknown): void {
    this.other?.receive(data);
  }
  receive(data: unknown): void {
    if (this.#started) setImmediate(() => this.emit('message', { data, ports: [] }));
    else this.#waiting.push(data);
  }
  close(): void {
    const { other } = this;
    this.other = null;
    if (!other) return;
    other.other = null;
    setImmediate(() => other.emit('close'));
    setImmediate(() => this.emit('close'));
  }
}

export function openChannel(): [Port, Port] {
  const [one, two] = [new Port(), new Port()];
  one.other = two;
  two.other = one;
  return [one, two];
}

/** Carries a port over any channel of JSON messages: `send` goes out, `arrive` brings in. */
export function pump(
  port: Port,
  send: (message: { data: unknown } | { closed: true }) => void,
): { arrive(data: unknown): void; close(): void } {
  port.on('message', ({ data }: { data: unknown }) => send({ data }));
  port.on('close', () => send({ closed: true }));
  port.start();
  return { arrive: (data) => port.postMessage(data), close: () => port.close() };
}
