import { expect, it } from 'vitest';
import { portSocket } from './port.ts';

function heard(target: EventTarget | MessagePort, type: string): Promise<MessageEvent> {
  return new Promise((resolve) =>
    target.addEventListener(type, (event) => resolve(event as MessageEvent), { once: true }),
  );
}

it('carries frames both ways and closes with the other side', async () => {
  const { port1, port2 } = new MessageChannel();
  const socket = portSocket(port1);
  port2.start();
  const there = heard(port2, 'message');
  socket.send('ping');
  expect((await there).data).toBe('ping');
  const here = new Promise<unknown>((resolve) => {
    socket.addEventListener('message', (event) => resolve(event.data), { once: true });
  });
  port2.postMessage('pong');
  expect(await here).toBe('pong');
  const closed = new Promise<void>((resolve) => socket.addEventListener('close', () => resolve(), { once: true }));
  port2.postMessage('muster:closed');
  await closed;
  expect(socket.readyState).toBe(3);
  port2.close();
});

it('tells the other side before it goes', async () => {
  const { port1, port2 } = new MessageChannel();
  const socket = portSocket(port1);
  port2.start();
  const told = heard(port2, 'message');
  socket.close();
  expect((await told).data).toBe('muster:closed');
  port2.close();
});
