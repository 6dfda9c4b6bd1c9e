/** The desktop's walls: one frozen set of window options, one scheme, one page, and nothing a page can ask for beyond them. */
import { readFile } from 'node:fs/promises';
import { session, shell, type App, type WebContents, type WebPreferences } from 'electron';
import { findPageFile, securityHeaders } from '../transport/static.ts';

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

/** What a page may ask the system for; everything else is denied. */
const allowedPermissions: readonly string[] = ['notifications', 'clipboard-sanitized-write'];

/** Serves the built renderer under `app://muster/`, by the same rules and under the same policy as the browser host. */
export async function servePage(request: Request, folder: string): Promise<Response> {
  const refused = (status: number) => new Response(null, { status, headers: securityHeaders });
  const url = URL.parse(request.url);
  if (url?.protocol !== `${scheme}:` || url.host !== 'muster' || request.method !== 'GET') return refused(403);
  const found = await findPageFile(folder, url.pathname);
  if (!found) return refused(404);
  const bytes = await readFile(found.file);
  return new Response(new Uint8Array(bytes), { headers: { ...securityHeaders, 'content-type': found.type } });
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
