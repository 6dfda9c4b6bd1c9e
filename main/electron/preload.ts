/** The bridge into the page: one function that hands over one port, and no Electron object. */
import { contextBridge, ipcRenderer } from 'electron';

/** The page's window, as far as it is used: main/ is compiled without the DOM. */
declare const window: { postMessage(message: unknown, target: string, transfer?: unknown[]): void };

contextBridge.exposeInMainWorld('muster', {
  connect: (): Promise<void> => ipcRenderer.invoke('muster:connect'),
});

ipcRenderer.on('muster:port', (event) => {
  const port = event.ports[0];
  if (port) window.postMessage('muster:port', '*', [port]);
});

ipcRenderer.on('muster:gone', () => window.postMessage('muster:gone', '*'));

ipcRenderer.on('muster:open', (_event, taskId: string, itemId: string) => {
  window.postMessage({ type: 'muster:open', taskId, itemId }, '*');
});
