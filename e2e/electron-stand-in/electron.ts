/** The module `electron` of the main process, as far as Muster uses it. Every option and handler it is given is recorded for the tests. */
import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import path from 'node:path';
import { Page } from './page.ts';
import { openChannel, type Port } from './port.ts';
import { fork, type Child } from './utility.ts';

type Handler = (event: unknown, ...args: unknown[]) => unknown;
type AskPermission = (contents: unknown, permission: string, callback: (isAllowed: boolean) => void) => void;
type CheckPermission = (contents: unknown, permission: string, origin: string) => boolean;

const recorded: { kind: string; value: unknown }[] = [];
const record = (kind: string, value: unknown) => recorded.push({ kind, value });
const handlers = new Map<string, Handler>();
const windows = new Set<BrowserWindow>();
let serve: ((request: Request) => Promise<Response>) | null = null;
let askPermission: AskPermission | null = null;
let checkPermission: CheckPermission | null = null;
let engine: Child | null = null;
/** Clicks the newest notification. */
let clickNotification = (): unknown => false;

/** The data folder stands in for Electron's own profile: one instance each. */
function profile(): { pid: string; socket: string } {
  const index = process.argv.indexOf('--data');
  const folder = process.argv[index + 1] ?? process.cwd();
  mkdirSync(folder, { recursive: true });
  const isWindows = process.platform === 'win32';
  const socket = isWindows ? `\\\\.\\pipe\\muster-${folder.replaceAll(/\W/g, '-')}` : path.join(folder, 'one.sock');
  return { pid: path.join(folder, 'one.pid'), socket };
}

/** False = the pid is of no process, or of none of ours. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

class App extends EventEmitter {
  isPackaged = false;
  setPath(name: string, folder: string): void {
    record('path', { name, folder });
  }
  #quitting = false;
  /** Resolves when the first instance has been told of this second one. */
  #told = Promise.resolve();
  enableSandbox(): void {
    record('sandbox', true);
  }
  whenReady(): Promise<void> {
    return Promise.resolve();
  }
  requestSingleInstanceLock(): boolean {
    const { pid, socket } = profile();
    try {
      writeFileSync(pid, String(process.pid), { flag: 'wx' });
    } catch {
      if (isAlive(Number(readFileSync(pid, 'utf8')))) {
        this.#told = new Promise((resolve) => {
          connect(socket)
            .on('error', () => resolve())
            .on('close', () => resolve())
            .end();
        });
        return false;
      }
      writeFileSync(pid, String(process.pid)); // Left behind by one that was killed.
    }
    // A process that ends while it listens leaves its socket's name behind, and nobody can listen there again.
    rmSync(socket, { force: true });
    record('single-instance', true);
    const server = createServer((other) => {
      other.end();
      this.emit('second-instance');
    });
    server.listen(socket).unref();
    process.on('exit', () => rmSync(pid, { force: true }));
    return true;
  }
  quit(): void {
    if (this.#quitting) return;
    const event = cancellable();
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    this.#quitting = true;
    const closing = [...windows].map((window) => window.webContents.page.close());
    void Promise.all([...closing, this.#told]).finally(() => process.exit(0));
  }
}

export const app = new App();
process.on('SIGTERM', () => app.quit());
process.on('SIGINT', () => app.quit());

function cancellable(): { defaultPrevented: boolean; preventDefault(): void } {
  const event = { defaultPrevented: false, preventDefault: () => void (event.defaultPrevented = true) };
  return event;
}

class WebContents extends EventEmitter {
  readonly page: Page;
  #openHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
  constructor(preload: string) {
    super();
    this.page = new Page({
      preload,
      serve: (request) => (serve ? serve(request) : Promise.resolve(new Response(null, { status: 404 }))),
      invoke: (channel, args) => this.#invoke(channel, args),
      mayNavigate: () => {
        const event = cancellable();
        this.emit('will-navigate', event);
        return !event.defaultPrevented;
      },
      openWindow: (url) => record('window-open', { url, ...this.#openHandler({ url }) }),
      crashed: () => this.emit('render-process-gone', {}, { reason: 'crashed' }),
    });
  }
  getURL(): string {
    return this.page.url;
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.#openHandler = handler;
  }
  send(channel: string, ...args: unknown[]): void {
    void this.page.deliver(channel, args, null);
  }
  postMessage(channel: string, _message: unknown, ports: Port[]): void {
    const [port] = ports;
    if (port) void this.page.deliver(channel, [], port);
  }
  async #invoke(channel: string, args: unknown[]): Promise<unknown> {
    const handler = handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    return handler({ sender: this, senderFrame: { url: this.page.url, parent: null } }, ...args);
  }
}

export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents;
  #shown = false;
  constructor(options: { webPreferences: { preload: string } }) {
    super();
    record('window', options);
    refuseUnsafe(options.webPreferences);
    this.webContents = new WebContents(options.webPreferences.preload);
    windows.add(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  async loadURL(url: string): Promise<void> {
    const port = await this.webContents.page.load(url);
    if (!this.#shown) process.stdout.write(`stand-in: cdp ${port}\n`);
    this.#shown = true;
    this.emit('ready-to-show');
  }
  removeMenu(): void {
    record('menu', null);
  }
  show(): void {
    record('show', null);
  }
  hide(): void {
    record('hide', null);
  }
  focus(): void {
    record('focus', null);
  }
  restore(): void {
    record('restore', null);
  }
  isMinimized(): boolean {
    return false;
  }
  isDestroyed(): boolean {
    return !windows.has(this);
  }
  /** Nobody looks at a window without a screen: notifications are shown. */
  isFocused(): boolean {
    return false;
  }
}

function refuseUnsafe(preferences: Record<string, unknown>): void {
  const wanted = { nodeIntegration: false, contextIsolation: true, sandbox: true, webSecurity: true };
  for (const [name, value] of Object.entries(wanted)) {
    if (preferences[name] !== value)
      throw new Error(`The stand-in refuses webPreferences.${name} = ${String(preferences[name])}`);
  }
}

export const ipcMain = {
  handle(channel: string, handler: Handler): void {
    record('handler', channel);
    handlers.set(channel, handler);
  },
};

export const protocol = {
  registerSchemesAsPrivileged: (schemes: unknown) => record('schemes', schemes),
  handle(scheme: string, handler: (request: Request) => Promise<Response>): void {
    record('protocol', scheme);
    serve = handler;
  },
};

export const session = {
  defaultSession: {
    setPermissionRequestHandler: (handler: AskPermission) => (askPermission = handler),
    setPermissionCheckHandler: (handler: CheckPermission) => (checkPermission = handler),
  },
};

export class MessageChannelMain {
  readonly port1: Port;
  readonly port2: Port;
  constructor() {
    [this.port1, this.port2] = openChannel();
  }
}

export const utilityProcess = {
  fork: (module: string, args: string[], options: { env?: NodeJS.ProcessEnv }): Child =>
    (engine = fork(module, args, options.env)),
};

export const shell = {
  openExternal: async (url: string) => void record('open-external', url),
  showItemInFolder: (file: string) => void record('reveal', file),
};

export const dialog = {
  showOpenDialog: async () => ({ canceled: true, filePaths: [] }),
  showErrorBox: (title: string, text: string) => void process.stderr.write(`${title}: ${text}\n`),
  /** The first button: the tests quit. */
  showMessageBoxSync: () => 0,
};

export class Notification extends EventEmitter {
  static isSupported(): boolean {
    return true;
  }
  readonly options: { title: string; body: string };
  constructor(options: { title: string; body: string }) {
    super();
    this.options = options;
  }
  show(): void {
    clickNotification = () => this.emit('click');
    process.stdout.write(`stand-in: notification ${JSON.stringify(this.options)}\n`);
  }
  close(): void {
    process.stdout.write('stand-in: notification withdrawn\n');
    this.emit('close');
  }
}

export const safeStorage = {
  isEncryptionAvailable: () => false,
  getSelectedStorageBackend: () => 'basic_text',
  encryptString: (): Buffer => {
    throw new Error('The stand-in has no key store');
  },
  decryptString: (): string => {
    throw new Error('The stand-in has no key store');
  },
};

export const nativeImage = { createFromPath: () => ({ isEmpty: () => true }) };
export const Menu = { buildFromTemplate: (template: unknown) => template };
export class Tray {
  constructor() {
    throw new Error('The stand-in has no tray');
  }
}

/** What a test may ask: what was set up, and what Muster's own handlers say to things a page or a person could do. */
const answers = {
  recorded: () => recorded,
  /** The engine's pid. */
  engine: () => engine?.pid ?? null,
  permission: ({ permission, url }: { permission: string; url: string }) => {
    let requested: boolean | null = null;
    askPermission?.({ getURL: () => url }, permission, (isAllowed) => (requested = isAllowed));
    return { requested, checked: checkPermission?.(null, permission, url) ?? null };
  },
  /** Whether the event is prevented. */
  emit: ({ event }: { event: string }) => {
    const cancelled = cancellable();
    for (const window of windows) window.webContents.emit(event, cancelled);
    return cancelled.defaultPrevented;
  },
  /** What `channel` hands to a frame of that address; `isInner` = a frame within the page. */
  invoke: async ({ channel, url, isInner }: { channel: string; url: string; isInner: boolean }) => {
    const handed: string[] = [];
    const sender = { postMessage: (name: string) => handed.push(name) };
    await handlers.get(channel)?.({ sender, senderFrame: { url, parent: isInner ? {} : null } });
    return handed;
  },
  fetch: async ({ url, method }: { url: string; method: string }) => {
    const response = await serve?.(new Request(url, { method }));
    return response ? { status: response.status, headers: Object.fromEntries(response.headers) } : null;
  },
  clickNotification: () => clickNotification(),
};

process.on('message', ({ id, question }: { id: number; question: { kind: keyof typeof answers } }) => {
  const answer = answers[question.kind] as (question: object) => unknown;
  void Promise.resolve(answer(question)).then((value) => process.send?.({ id, value: value ?? null }));
});
