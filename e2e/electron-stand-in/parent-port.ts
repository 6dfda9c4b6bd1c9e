/** Loaded before a utility process's module: gives it `process.parentPort`, as Electron does. */
import { EventEmitter } from 'node:events';
import { openChannel, pump } from './port.ts';
import type { Carried } from './utility.ts';

const ports = new Map<number, ReturnType<typeof pump>>();
const send = (message: Carried) => void (process.connected && process.send?.(message));

class ParentPort extends EventEmitter {
  postMessage(data: unknown): void {
    send({ kind: 'message', data, portId: null });
  }
}

const parentPort = new ParentPort();
Object.assign(process, { parentPort });

process.on('message', (message: Carried) => {
  if (message.kind === 'port') ports.get(message.portId)?.arrive(message.data);
  else if (message.kind === 'closed') ports.get(message.portId)?.close();
  else {
    const { portId, data } = message;
    if (portId === null) return void parentPort.emit('message', { data, ports: [] });
    const [mine, theirs] = openChannel();
    ports.set(
      portId,
      pump(theirs, (out) =>
        send('closed' in out ? { kind: 'closed', portId } : { kind: 'port', portId, data: out.data }),
      ),
    );
    parentPort.emit('message', { data, ports: [mine] });
  }
});
process.on('disconnect', () => process.exit(0));
