import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** The folder of the electron package; null = left out of this install. */
export function electronFolder(): string | null {
  try {
    return path.dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    return null; // Left out of this install: the browser host needs no Electron.
  }
}

/**
 * The desktop program, if it is there: the package fetches it on first use only.
 * `path.txt` holds its place, relative to the package's `dist` or to the folder ELECTRON_OVERRIDE_DIST_PATH names.
 */
export function electronBinary(folder: string): string | null {
  const place = path.join(folder, 'path.txt');
  const names: Partial<Record<NodeJS.Platform, string>> = {
    darwin: 'Electron.app/Contents/MacOS/Electron',
    win32: 'electron.exe',
  };
  const name = existsSync(place) ? readFileSync(place, 'utf8').trim() : (names[process.platform] ?? 'electron');
  const binary = path.join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? path.join(folder, 'dist'), name);
  return existsSync(binary) ? binary : null;
}
