/** One window's page on the system's Chromium: routes the app's address to its handler and runs the preload in a world of its own. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import {
  chromium,
  type Browser,
  type CDPSession,
  type Page as ChromiumPage,
  type Request as PageRequest,
  type Route,
} from '@playwright/test';

import { pump, type Port } from './port.ts';
import { preloadScript } from './preload-world.ts';

/** Chromium knows no `app://`: the page lives at this address, and handlers see the other. */
const shownOrigin = 'https://muster.app.invalid';
const appOrigin = 'app://muster';
const world = 'muster-preload';

export interface PageHost {
  preload: string;
  serve(request: Request): Promise<Response>;
  invoke(channel: string, args: unknown[]): Promise<unknown>;
  mayNavigate(): boolean;
  openWindow(url: string): void;
  crashed(): void;
}

export class Page {
  readonly #host: PageHost;
  #browser: Browser | null = null;
  #page: ChromiumPage | null = null;
  #cdp: CDPSession | null = null;
  #port = 0;
  #contextId: number | null = null;
  #ports = new Map<number, ReturnType<typeof pump>>();
  #nextPort = 1;

  constructor(host: PageHost) {
    this.#host = host;
  }

  get url(): string {
    return (this.#page?.url() ?? 'about:blank').replace(shownOrigin, appOrigin);
  }

  /** Opens the page, in a fresh tab when the one before has crashed. Returns the debugging port a test connects to. */
  async load(url: string): Promise<number> {
    if (!this.#browser) await this.#launch();
    this.#page ??= await this.#open();
    await this.#page.goto(url.replace(appOrigin, shownOrigin), { waitUntil: 'commit' });
    return this.#port;
  }

  async close(): Promise<void> {
    await this.#browser?.close();
  }

  /** Brings a message, and a port if there is one, to the preload's listeners. */
  async deliver(channel: string, args: unknown[], port: Port | null): Promise<void> {
    const portId = port ? this.#nextPort++ : null;
    await this.#evaluate(`__standIn.deliver(${JSON.stringify(channel)}, ${JSON.stringify(args)}, ${portId})`);
    if (!port || portId === null) return;
    const carry = (message: { data: unknown } | { closed: true }) => {
      const call =
        'closed' in message ? `closePort(${portId})` : `portMessage(${portId}, ${JSON.stringify(message.data)})`;
      void this.#evaluate(`__standIn.${call}`);
    };
    this.#ports.set(portId, pump(port, carry));
  }

  async #launch(): Promise<void> {
    this.#port = await freePort();
    this.#browser = await chromium.launch({
      executablePath: process.env.PLAYWRIGHT_CHROMIUM,
      // Signals are Muster's: it ends its engine first and closes the window last.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      args: [
        `--remote-debugging-port=${this.#port}`,
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
    this.#browser.on('disconnected', () => process.exit(0));
  }

  async #open(): Promise<ChromiumPage> {
    const context = this.#browser?.contexts()[0] ?? (await this.#newContext());
    const page = context.pages()[0] ?? (await context.newPage());
    page.on('popup', (popup) => void popup.close());
    page.on('crash', () => {
      this.#page = null;
      void page.close().finally(() => this.#host.crashed());
    });
    this.#cdp = await context.newCDPSession(page);
    await this.#preload(this.#cdp);
    return page;
  }

  async #newContext() {
    if (!this.#browser) throw new Error('no browser');
    const context = await this.#browser.newContext({
      viewport: { width: 1440, height: 900 },
      permissions: ['notifications'],
    });
    await context.route('**/*', (route) => this.#route(route));
    return context;
  }

  async #preload(cdp: CDPSession): Promise<void> {
    cdp.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === world && String(context.auxData?.['isDefault']) === 'false') this.#contextId = context.id;
    });
    cdp.on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === '__standInCall') void this.#called(JSON.parse(payload) as Call);
    });
    await cdp.send('Runtime.enable');
    await cdp.send('Page.enable');
    await cdp.send('Runtime.addBinding', { name: '__standInCall', executionContextName: world });
    const source = preloadScript(readFileSync(this.#host.preload, 'utf8'));
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { worldName: world, source: source.isolated });
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: source.page });
  }

  async #called(call: Call): Promise<void> {
    if (call.kind === 'port') return this.#ports.get(call.portId)?.arrive(call.data);
    const answer = await this.#host.invoke(call.channel, call.args).then(
      (value) => ({ ok: true, value: value ?? null }),
      (error: unknown) => ({ ok: false, value: error instanceof Error ? error.message : String(error) }),
    );
    await this.#evaluate(`__standIn.answer(${call.id}, ${JSON.stringify(answer)})`);
  }

  async #evaluate(expression: string): Promise<void> {
    if (this.#contextId === null) return;
    // A page that navigates or closes in between takes its world with it; the message is then for nobody.
    await this.#cdp?.send('Runtime.evaluate', { expression, contextId: this.#contextId }).catch(() => undefined);
  }

  /** Only the app's own address is answered; every other request is refused, as it would be by the app's policy. */
  async #route(route: Route): Promise<void> {
    const request = route.request();
    const url = request.url();
    if (request.isNavigationRequest()) {
      const page = pageOf(request);
      if (page !== this.#page) {
        this.#host.openWindow(url);
        return route.abort('aborted');
      }
      if (!url.startsWith(`${shownOrigin}/`) && !this.#host.mayNavigate()) return route.abort('aborted');
    }
    if (!url.startsWith(`${shownOrigin}/`)) return route.abort('blockedbyclient');
    const answer = await this.#host.serve(
      new Request(url.replace(shownOrigin, appOrigin), { method: request.method() }),
    );
    return route.fulfill({
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()),
    });
  }
}

/** null = a window that is only about to be: its first request has no frame yet. */
function pageOf(request: PageRequest): ChromiumPage | null {
  try {
    return request.frame().page();
  } catch {
    return null;
  }
}

type Call =
  | { kind: 'invoke'; id: number; channel: string; args: unknown[] }
  | { kind: 'port'; portId: number; data: unknown };

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
