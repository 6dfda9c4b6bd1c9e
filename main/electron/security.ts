/** The desktop's walls: one frozen set of window options, one scheme, one page, and nothing a page can ask for beyond them. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { session, shell, type App, type WebContents, type WebPreferences } from 'electron';

/** The page's own scheme and address. Nothing else is ever loaded. */
export const scheme = 'app';
export const pageUrl = 'app://muster/index.html';
const origin = 'app://muster';

/** The only web preferences a window of Muster has. */
export const webPreferences: Readonly<WebPreferences> = Object.freeze({
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  contextIsolation: true,
  sandbox: true,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: true,
});

export const csp = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** What a page may ask the system for; everything else is denied. */
const allowedPermissions: readonly string[] = ['notifications', 'clipboard-sanitized-write'];

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
};

/** Serves the built renderer under `app://muster/`, path-checked, with the policy on every answer. */
export async function servePage(request: Request, folder: string): Promise<Response> {
  const refused = (status: number) => new Response(null, { status, headers: { 'content-security-policy': csp } });
  const url = URL.parse(request.url);
  if (url?.protocol !== `${scheme}:` || url.host !== 'muster' || request.method !== 'GET') return refused(403);
  const file = path.join(folder, path.normalize(decodePath(url.pathname)));
  if (!file.startsWith(folder + path.sep)) return refused(403);
  const type = types[path.extname(file)];
  const bytes = type === undefined ? null : await readFile(file).catch(() => null);
  if (type === undefined || bytes === null) return refused(404);
  const headers = {
    'content-type': type,
    'content-security-policy': csp,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  };
  return new Response(new Uint8Array(bytes), { status: 200, headers });
}

function decodePath(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return '/';
  }
}

/** True when a message comes from the main frame of Muster's own page. */
export function isTrusted(frame: { url: string; parent: unknown } | null | undefined): boolean {
  return !!frame && frame.parent === null && frame.url.startsWith(`${origin}/`);
}

/** Denies every permission but the named ones, for Muster's own page only. */
export function guardPermissions(): void {
  const isAllowed = (permission: string, url: string) =>
    allowedPermissions.includes(permission) && url.startsWith(origin);
  session.defaultSession.setPermissionRequestHandler((contents, permission, callback) =>
    callback(isAllowed(permission, contents.getURL())),
  );
  session.defaultSession.setPermissionCheckHandler((_contents, permission, requesting) =>
    isAllowed(permission, requesting),
  );
}

/** Keeps every page where it is: no navigation, no pop-up, no webview. Links open in the person's browser after a click. */
export function guardContents(app: App): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      void openOutside(url);
      return { action: 'deny' };
    });
  });
}

/** Opens https and mailto addresses in the person's own programs; every other address is dropped. */
export async function openOutside(address: string): Promise<boolean> {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:' && url?.protocol !== 'mailto:') return false;
  await shell.openExternal(url.href);
  return true;
}
