/** The Electron entry: lifecycle only. The window draws, the engine works in its own process, and ports join the two. */
import path from 'node:path';
import { app, dialog, ipcMain, protocol, shell, type BrowserWindow } from 'electron';
import { startEngine, type EngineProcess } from './electron/engine-process.ts';
import type { Ask } from './messages.ts';
import { makeNotifications } from './electron/notifications.ts';
import { desktopSecrets } from './electron/secrets.ts';
import { guardContents, guardPermissions, isTrusted, scheme, servePage } from './electron/security.ts';
import { makeTray } from './electron/tray.ts';
import { createWindow, focusWindow } from './electron/window.ts';
import { dataFolder, dropKeyVariables, namedFolder, packageFolder } from './config.ts';

const root = packageFolder();
const built = path.join(root, 'dist');
const data = dataFolder(namedFolder(process.argv));

// The engine alone needs the person's keys: this process and the page's children do not keep it.
const engineEnvironment = { ...process.env };
dropKeyVariables(process.env);

// Electron's own files lie in the data folder too, so that one folder is one instance.
app.setPath('userData', path.join(data, 'desktop'));
app.enableSandbox();
protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
guardContents(app);

if (app.requestSingleInstanceLock()) void app.whenReady().then(run);
else app.quit();

function run(): void {
  let working = 0;
  let isQuitting = false;
  const secrets = desktopSecrets(data);
  const notifications = makeNotifications(() => window.isFocused());

  guardPermissions();
  protocol.handle(scheme, (request) => servePage(request, path.join(built, 'renderer')));

  const answer = async (what: Ask): Promise<string | boolean | null> => {
    switch (what.kind) {
      case 'pickFolder': {
        const picked = await dialog.showOpenDialog(window, { properties: ['openDirectory'] });
        return picked.canceled ? null : (picked.filePaths[0] ?? null);
      }
      case 'reveal':
        shell.showItemInFolder(what.path);
        return true;
      case 'loadKey':
        return secrets.load(what.name);
      case 'saveKey':
        return secrets.save(what.name, what.key);
    }
  };

  const open = (taskId: string, itemId: string) => {
    focusWindow(window);
    window.webContents.send('muster:open', taskId, itemId);
  };

  const engine: EngineProcess = startEngine(
    path.join(built, 'main', 'engine.mjs'),
    process.argv.slice(app.isPackaged ? 1 : 2),
    engineEnvironment,
    {
      ask: answer,
      notify: ({ taskId, itemId, title, body }) => notifications.show(taskId, title, body, () => open(taskId, itemId)),
      withdraw: (taskId) => notifications.withdraw(taskId),
      working: (count) => (working = count),
      gone: () => window.webContents.send('muster:gone'),
      failed(message) {
        dialog.showErrorBox('Muster could not start', message);
        isQuitting = true;
        app.quit();
      },
    },
  );

  ipcMain.handle('muster:connect', async (event) => {
    if (!isTrusted(event.senderFrame)) return;
    const port = await engine.connect();
    event.sender.postMessage('muster:port', null, [port]);
  });

  const window: BrowserWindow = createWindow(path.join(built, 'main', 'preload.cjs'));
  const quit = () => app.quit();
  const tray = makeTray(path.join(root, 'main', 'electron', 'tray.png'), () => focusWindow(window), quit);

  app.on('second-instance', () => focusWindow(window));
  app.on('activate', () => focusWindow(window));
  app.on('window-all-closed', quit);
  window.on('close', (event) => {
    if (isQuitting || !tray || process.platform !== 'darwin') return;
    event.preventDefault();
    window.hide();
  });

  app.on('before-quit', (event) => {
    if (isQuitting) return;
    event.preventDefault();
    if (!mayQuit(window, working)) return;
    isQuitting = true;
    void engine.stop().finally(() => app.quit());
  });
}

/** Work in flight is safe, yet the person should know that it stands still until the next start. */
function mayQuit(window: BrowserWindow, working: number): boolean {
  if (working === 0) return true;
  const tasks = working === 1 ? '1 task is' : `${working} tasks are`;
  const choice = dialog.showMessageBoxSync(window, {
    type: 'question',
    message: `${tasks} at work`,
    detail: 'Nothing is lost: the work goes on after the last finished step when you start Muster again.',
    buttons: ['Quit', 'Keep working'],
    defaultId: 1,
    cancelId: 1,
  });
  return choice === 0;
}
