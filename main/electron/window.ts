import { BrowserWindow } from 'electron';
import { pageUrl, webPreferences } from './security.ts';

/**
 * Makes the one window. A renderer that crashes is loaded again; the work goes on in the engine's own process meanwhile.
 * `preload` is the absolute path of the bundled preload script.
 */
export function createWindow(preload: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 960,
    minHeight: 640,
    show: false,
    title: 'Muster',
    backgroundColor: '#f6f6f7',
    webPreferences: { ...webPreferences, preload },
  });
  window.removeMenu();
  window.once('ready-to-show', () => window.show());
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason !== 'clean-exit' && !window.isDestroyed()) void window.loadURL(pageUrl);
  });
  void window.loadURL(pageUrl);
  return window;
}

/** Brings the window to the front. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
