/**
 * The two scripts that make a preload run: one in an isolated world, where `require('electron')` gives the bridge, and one in the
 * page, which holds the functions the bridge exposes. The worlds share the document and talk through its events alone.
 */
export function preloadScript(preload: string): { isolated: string; page: string } {
  const isolated = `(() => {
    const calls = new Map(), listeners = new Map(), ports = new Map();
    let nextId = 1;
    const send = (message) => __standInCall(JSON.stringify(message));
    const invoke = (channel, ...args) => new Promise((resolve, reject) => {
      const id = nextId++;
      calls.set(id, { resolve, reject });
      send({ kind: 'invoke', id, channel, args });
    });
    globalThis.__standIn = {
      answer(id, { ok, value }) {
        const call = calls.get(id);
        calls.delete(id);
        if (call) (ok ? call.resolve(value) : call.reject(new Error(value)));
      },
      deliver(channel, args, portId) {
        const event = { ports: [] };
        if (portId !== null) {
          const pair = new MessageChannel();
          pair.port2.onmessage = ({ data }) => send({ kind: 'port', portId, data });
          ports.set(portId, pair.port2);
          event.ports.push(pair.port1);
        }
        for (const listener of listeners.get(channel) ?? []) listener(event, ...args);
      },
      portMessage(portId, data) { ports.get(portId)?.postMessage(data); },
      closePort(portId) { ports.get(portId)?.close(); ports.delete(portId); },
    };
    const electron = {
      ipcRenderer: {
        invoke,
        on(channel, listener) { listeners.set(channel, [...(listeners.get(channel) ?? []), listener]); },
      },
      contextBridge: {
        exposeInMainWorld(name, api) {
          document.addEventListener('stand-in:call', async ({ detail }) => {
            const { id, method, args } = JSON.parse(detail);
            const answer = await Promise.resolve(api[method](...args)).then((value) => ({ id, ok: true, value }), (error) => ({ id, ok: false, value: String(error.message) }));
            document.dispatchEvent(new CustomEvent('stand-in:answer', { detail: JSON.stringify(answer) }));
          });
          globalThis.__exposed = { name, methods: Object.keys(api) };
        },
      },
    };
    const exports = {}, module = { exports };
    (function (require, module, exports) {\n${preload}\n})((name) => { if (name === 'electron') return electron; throw new Error('no module ' + name); }, module, exports);
    document.addEventListener('stand-in:ask', () => document.dispatchEvent(new CustomEvent('stand-in:exposed', { detail: JSON.stringify(globalThis.__exposed) })));
    document.dispatchEvent(new CustomEvent('stand-in:exposed', { detail: JSON.stringify(globalThis.__exposed) }));
  })();`;
  const page = `(() => {
    const calls = new Map();
    let nextId = 1;
    document.addEventListener('stand-in:answer', ({ detail }) => {
      const { id, ok, value } = JSON.parse(detail);
      const call = calls.get(id);
      calls.delete(id);
      if (call) (ok ? call.resolve(value) : call.reject(new Error(value)));
    });
    document.addEventListener('stand-in:exposed', ({ detail }) => {
      const { name, methods } = JSON.parse(detail);
      if (name in window) return;
      const api = {};
      for (const method of methods) api[method] = (...args) => new Promise((resolve, reject) => {
        const id = nextId++;
        calls.set(id, { resolve, reject });
        document.dispatchEvent(new CustomEvent('stand-in:call', { detail: JSON.stringify({ id, method, args }) }));
      });
      Object.defineProperty(window, name, { value: Object.freeze(api) });
    });
    document.dispatchEvent(new CustomEvent('stand-in:ask'));
  })();`;
  return { isolated, page };
}
